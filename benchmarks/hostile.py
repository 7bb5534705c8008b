"""A folder of good files among broken and hostile ones, and what becomes of it.

    python -m benchmarks.hostile [--good 500] [--bad 500] [--seed 1]

Every good file must be found by its own word; every bad one must be read harmlessly or be listed with its reason.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import multiprocessing
import random
import struct
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.text.reasons import reason_text

STORY = "The minister Ona Petraite spoke of airspace in Vilnius. Two ships were sent to Poland."
_SUFFIXES = (".txt", ".pdf", ".docx", ".odt", ".epub", ".rtf", ".eml", ".mbox", ".json", ".csv", ".html", ".md", ".rst",
             ".jsonl", ".gz", ".pptx", ".odp", ".xlsx", ".ods", ".fodt", ".doc", ".xls", ".ppt", ".zip", ".tar", ".xml",
             ".mht", ".emlx", ".srt", "")  # fmt: skip


def archive(members: dict[str, str]) -> bytes:
    """A zip archive; its first member is stored as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, content) in enumerate(members.items()):
            packed.writestr(name, content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return stream.getvalue()


def docx(text: str) -> bytes:
    """A Word document."""
    body = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def odt(text: str) -> bytes:
    """An OpenDocument text."""
    content = f'<o:d xmlns:o="o" xmlns:t="t"><t:p>{text}</t:p></o:d>'
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def slides(text: str) -> bytes:
    """A presentation of one slide."""
    link = '<R><Relationship Id="{0}" Type="x/{0}" Target="{1}"/></R>'
    return archive({
        "_rels/.rels": link.format("officeDocument", "ppt/presentation.xml"),
        "ppt/presentation.xml": '<p xmlns:r="r"><sldId r:id="slide"/></p>',
        "ppt/_rels/presentation.xml.rels": link.format("slide", "slide.xml"),
        "ppt/slide.xml": f"<sld><sp><p><r><t>{text}</t></r></p></sp></sld>",
    })  # fmt: skip


def sheet(rows: str, strings: str = "") -> bytes:
    """A spreadsheet of one sheet."""
    link = '<Relationship Id="{0}" Type="x/{0}" Target="{1}"/>'
    return archive({
        "_rels/.rels": f"<R>{link.format('officeDocument', 'xl/workbook.xml')}</R>",
        "xl/workbook.xml": '<w xmlns:r="r"><sheet name="Sheet" r:id="sheet"/></w>',
        "xl/_rels/workbook.xml.rels": f"<R>{link.format('sheet', 's.xml')}{link.format('sharedStrings', 't.xml')}</R>",
        "xl/s.xml": f"<w>{rows}</w>",
        "xl/t.xml": f"<s><si><t>{strings}</t></si></s>",
    })  # fmt: skip


def open_document(kind: str, body: str) -> bytes:
    """An OpenDocument file of a kind."""
    spaces = 'xmlns:o="o" xmlns:t="t" xmlns:b="b" xmlns:d="d"'
    content = f"<o:document-content {spaces}><o:body><o:{kind}>{body}</o:{kind}></o:body></o:document-content>"
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def ods(text: str, repeated: int = 1) -> bytes:
    """A spreadsheet of one row of OpenDocument, repeated as often as its cell."""
    cell = f'<b:table-cell b:number-columns-repeated="{repeated}"><t:p>{text}</t:p></b:table-cell>'
    row = f'<b:table-row b:number-rows-repeated="{repeated}">{cell}</b:table-row>'
    return open_document("spreadsheet", f'<b:table b:name="Sheet">{row}</b:table>')


def tar(members: dict[str, bytes]) -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def epub(text: str) -> bytes:
    """A book of one chapter."""
    return archive({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<c><rootfile full-path="book.opf"/></c>',
        "book.opf": '<p><item id="1" href="one.xhtml"/><itemref idref="1"/></p>',
        "one.xhtml": f"<html><body><p>{text}</p></body></html>",
    })  # fmt: skip


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF; with `pages` it claims more than it has."""
    lines = " ".join(f"({line}) Tj 0 -16 Td" for line in textwrap.wrap(text, 60))
    stream = f"BT /F1 12 Tf 40 780 Td {lines} ET"
    kids = " ".join(["4 0 R"] * pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
               "/Resources << /Font << /F1 3 0 R >> >> >>",
               f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def mail(text: str) -> bytes:
    """A message."""
    return f"From: a@example.org\nTo: b@example.org\nSubject: A message\nMIME-Version: 1.0\n\n{text}\n".encode()


MAKERS: dict[str, Callable[[str], bytes]] = {
    ".txt": lambda text: text.encode(),
    ".md": lambda text: f"# A heading\n\n{text}\n".encode(),
    ".rst": lambda text: f"A heading\n=========\n\n{text}\n".encode(),
    ".html": lambda text: f"<html><body><article><p>{text}</p></article></body></html>".encode(),
    ".jsonl": lambda text: json.dumps({"text": text}).encode(),
    ".json": lambda text: json.dumps([{"text": text}]).encode(),
    ".csv": lambda text: f'title,text\nA row,"{text}"\n'.encode(),
    ".rtf": lambda text: f"{{\\rtf1\\ansi {text}\\par}}".encode(),
    ".eml": mail,
    ".mbox": lambda text: b"From a@example.org Fri Oct 18 09:30:00 2024\n" + mail(text),
    ".docx": docx,
    ".odt": odt,
    ".epub": epub,
    ".pptx": slides,
    ".odp": lambda text: open_document("presentation", f"<d:page><t:p>{text}</t:p></d:page>"),
    ".xlsx": lambda text: sheet(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'),
    ".ods": ods,
    ".fodt": lambda text: (
        '<?xml version="1.0"?><office:document xmlns:office="o" xmlns:t="t"><office:body><office:text>'
        f"<t:p>{text}</t:p></office:text></office:body></office:document>"
    ).encode(),
    ".pdf": pdf,
    ".txt.gz": lambda text: gzip.compress(text.encode()),
    ".zip": lambda text: archive({"in/a.txt": text}),
    ".tar": lambda text: tar({"in/a.txt": text.encode()}),
    ".tar.gz": lambda text: gzip.compress(tar({"in/a.txt": text.encode()})),
    ".emlx": lambda text: b"100\n" + mail(text) + b'<?xml version="1.0"?><plist/>',
    ".mht": lambda text: f"Subject: A page\nContent-Type: text/html\n\n<html><p>{text}</p></html>".encode(),
    ".rss": lambda text: (
        f"<rss><channel><item><title>An item</title><description>{text}</description></item></channel></rss>".encode()
    ),
    ".xml": lambda text: f"<nitf><body><body.content><p>{text}</p></body.content></body></nitf>".encode(),
    ".srt": lambda text: f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(),
}
"""A valid file of every format around a text."""


def word(number: int) -> str:
    """The word by which a good file is found, of letters only."""
    return "goodfile" + "".join("bcdfghjkmp"[int(digit)] for digit in f"{number:04}")


def good(number: int) -> tuple[str, bytes]:
    """A good file with a word of its own."""
    suffix = list(MAKERS)[number % len(MAKERS)]
    return f"good-{number:04}{suffix}", MAKERS[suffix](f"{STORY} The word is {word(number)}.")


def bombs() -> Iterator[tuple[str, bytes]]:
    """What is made to cost more than it looks."""
    yield "bomb.txt.gz", gzip.compress(bytes(400_000_000), 1)
    yield "bomb.docx", docx("a " * 150_000_000)
    yield "laughs.docx", archive({"[Content_Types].xml": "", "word/document.xml": laughs()})
    yield "laughs.odt", archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": laughs()})
    yield "deep.json", b"[" * 200_000
    yield "deep.jsonl", b'{"a":' * 100_000
    yield "deep.html", b"<div>" * 100_000 + STORY.encode()
    yield "deep.rtf", b"{\\rtf1 " + b"{" * 200_000
    yield "unicode.rtf", b"{\\rtf1 " + b"\\u55357" * 500_000
    yield "rows.rtf", b"{\\rtf1 " + b"\\itap999999 x\\nestcell" * 20_000
    yield "bomb.pptx", slides("a " * 150_000_000)
    yield "laughs.pptx", archive({"ppt/presentation.xml": laughs()})
    yield "tags.docx", archive({"[Content_Types].xml": "", "word/document.xml": f"<a>{'<b/>' * 20_000_000}</a>"})
    yield "strings.xlsx", sheet('<row><c t="s"><v>0</v></c></row>' * 100_000, "x" * 1_000_000)
    yield "wide.xlsx", sheet('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>' * 100_000)
    yield "laughs.xlsx", archive({"xl/workbook.xml": laughs()})
    yield "cells.ods", ods("x" * 1000, 1_000_000)
    yield "deep.odp", open_document("presentation", "<d:page>" * 50_000)
    yield "spaces.fodt", b'<office:document xmlns:office="o"><body><p>' + b'<s c="999999999"/>' * 100_000
    yield "lists.docx", numbered(20_000)
    yield "inserted.docx", inserted(10)
    yield "chain.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\0" + bytes(5_000_000)
    yield "deep.docx", archive({"[Content_Types].xml": "", "word/document.xml": "<a>" * 50_000})
    yield "deep.md", b"> " * 20_000 + STORY.encode()
    yield "deep.rst", b"".join(b"  " * depth + b"* x\n\n" for depth in range(300))
    yield "bomb.zip", archive({"a.txt": "a " * 200_000_000})
    yield "bomb.tar.gz", gzip.compress(tar({f"{number}.txt": bytes(30_000_000) for number in range(12)}), 1)
    yield "bombs.zip", archive({f"{number}.docx": "" for number in range(30_000)})
    yield "deep.xml", b"<rss>" + b"<a>" * 50_000
    yield "laughs.rss", laughs().encode()
    yield "deep.txt", b'{"a":' * 100_000
    yield "columns.csv", ",".join(map(str, range(100_000))).encode() + b"\n1,2\n"
    yield "columns.jsonl", json.dumps({f"field{number}": "a b" for number in range(100_000)}).encode()
    yield "open.json", b'[{"title": "a' + b"a" * 1_000_000
    yield "pages.pdf", pdf("a page", 10_000)
    nested = STORY.encode()
    for _ in range(50):
        nested = gzip.compress(nested)
    yield "nested.gz", nested
    yield "line.txt", b"a" * 1_000_000
    yield "line.jsonl", b'{"text": "' + b"a" * 1_000_000
    yield "brackets.md", b"[" * 100_000
    yield "parts.eml", b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000
    yield "cells.csv", b"title,text\n" + b'"' * 500_000
    yield from record_bombs()
    yield from archive_bombs()
    yield "bomb.png", png(30_000, 30_000)


def record_bombs() -> Iterator[tuple[str, bytes]]:
    """Files of many records or parts."""
    yield "parts.mht", b"Subject: x\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\n\nx\n" * 20_000
    yield "count.emlx", b"9" * 5000 + b"\n" + mail(STORY)
    yield "cues.srt", b"1\n00:00:01,000 --> 00:00:02,000\na\n\n" * 200_000
    yield "deep.nitf", b"<nitf>" + b"<block>" * 50_000
    yield "items.rss", b"<rss><channel>" + b"<item><title>a</title></item>" * 100_000
    yield "chain.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\0" + bytes(5_000_000)
    yield "chain.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000_000
    yield "from.mbox", b"From a@example.org Fri Oct 18 09:30:00 2024\n" * 100_000
    yield "huge.mbox", MAKERS[".mbox"](STORY) + b"a\n" * 20_000_000 + MAKERS[".mbox"](STORY)
    yield "bomb.jsonl.gz", gzip.compress(b'{"text": "a b c d e f g"}\n' * 15_000_000, 1)
    yield "ids.jsonl", b'{"id": 1, "text": "One more record"}\n' * 20_000


def archive_bombs() -> Iterator[tuple[str, bytes]]:
    """Archives in archives."""
    bomb = packed({"a.txt": b"a " * 1_500_000})
    yield "zips.zip", packed({f"{number}.zip": bomb for number in range(100)})
    yield "zips.tar", tar({f"{number}.zip": bomb for number in range(100)})
    nested = packed({"a.txt": STORY.encode()})
    for _ in range(50):
        nested = packed({"a.zip": nested})
    yield "nested.zip", nested
    yield "members.tar.gz", gzip.compress(tar({f"{number}.txt": b"" for number in range(150_000)}), 1)
    yield "books.zip", packed({f"{number}.docx": docx("a " * 1_500_000) for number in range(20)})


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return stream.getvalue()


def png(width: int, height: int) -> bytes:
    """A white image of one bit a pixel."""
    deflate = zlib.compressobj()
    row = b"\0" + b"\xff" * (width // 8)
    rows = b"".join(deflate.compress(row * 100) for _ in range(height // 100)) + deflate.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def numbered(count: int) -> bytes:
    """A Word document whose paragraphs have numbers of a million characters."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:lvlText w:val="{"%1" * 500_000}"/></w:lvl>'
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    return archive({
        "word/document.xml": f'<w:document xmlns:w="w">{item * count}</w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
    })  # fmt: skip


def inserted(depth: int) -> bytes:
    """A Word document that inserts others, which insert others in turn."""
    inner = docx(STORY)
    for _ in range(depth):
        link = '<Relationship Id="r{0}" Type="x/aFChunk" Target="c{0}.docx"/>'
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            chunks = "".join(f'<w:altChunk r:id="r{number}"/>' for number in range(2))
            packed.writestr("word/document.xml", f'<w:d xmlns:w="w" xmlns:r="r">{chunks}</w:d>')
            packed.writestr("word/_rels/document.xml.rels", f"<R>{link.format(0)}{link.format(1)}</R>")
            for number in range(2):
                packed.writestr(f"word/c{number}.docx", inner)
        inner = stream.getvalue()
    return inner


def laughs() -> str:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY l0 "lol">{entities}]><d>&l9;</d>'


def bad(rng: random.Random, number: int) -> tuple[str, bytes]:
    """A broken file: cut short, with bits flipped, mislabelled, of random bytes, or with characters that do harm."""
    suffix = rng.choice(list(MAKERS))
    data = bytearray(MAKERS[suffix](STORY))
    name = f"bad-{number:04}"
    match number % 6:
        case 0:
            return name + suffix, bytes(data[: rng.randrange(len(data))])
        case 1:
            for _ in range(20):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            return name + suffix, bytes(data)
        case 2:
            return name + rng.choice(_SUFFIXES), bytes(data)
        case 3:
            return name + rng.choice(_SUFFIXES), rng.randbytes(rng.randrange(1, 5000))
        case 4:
            return name + rng.choice(_SUFFIXES), b"\0\x1b[2J\x1b]0;owned\x07 NUL \0 and escapes \x9b31m" + bytes(data)
        case _:
            return name + suffix, b""


def make(folder: Path, goods: int, bads: int, seed: int = 1, *, costly: bool = True) -> None:
    """Write the folder."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = [good(number) for number in range(goods)] + [bad(rng, number) for number in range(bads)]
    for name, data in [*files, *(bombs() if costly else ())]:
        (folder / name).write_bytes(data)
    odd = (
        b"caf\xe9.txt",
        "ünïcödé \u202e name.txt".encode(),
        b"new\nline.txt",
        b"\x1b[31mred.txt",
        b"-rf.txt",
        b" .txt",
    )
    for raw in odd:
        with open(bytes(folder) + b"/" + raw, "wb") as stream:  # noqa: PTH123 -- a name that is no text
            stream.write(STORY.encode())


def _memory() -> int:
    """KiB that this process and its workers hold; programs that those run are not counted."""
    total = 0
    for each in [None, *multiprocessing.active_children()]:
        status = Path(f"/proc/{each.pid if each else 'self'}/status")
        with contextlib.suppress(OSError):
            total += int(status.read_text().partition("VmRSS:")[2].split()[0])
    return total


def main() -> None:
    """Make, index, and say what was found."""
    from corpus.ocr.engine import installed_engine
    from index.library import Library
    from index.model.query import Query
    from index.update.update import Job, update

    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--good", type=int, default=500)
    parser.add_argument("--bad", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make", type=Path, help="only write the folder")
    chosen = parser.parse_args()
    if chosen.make:
        make(chosen.make, chosen.good, chosen.bad, chosen.seed)
        return
    with tempfile.TemporaryDirectory() as place:
        folder, directory = Path(place) / "documents", Path(place) / "library"
        # By another process: the memory it takes to make bombs must not be counted.
        subprocess.run([sys.executable, "-m", "benchmarks.hostile", "--make", folder, *sys.argv[1:]], check=True)
        started = time.monotonic()
        steps = update(Job(folder, directory, ocr=installed_engine()))
        peak = 0
        try:
            while True:
                next(steps)
                peak = max(peak, _memory())
        except StopIteration as end:
            report = end.value
        seconds = time.monotonic() - started
        library = Library.open(folder, directory)
        lost = [number for number in range(chosen.good) if library.search(Query(word(number))).total != 1]
        named = {each.path.partition("#")[0] for each in report.skipped}
        read = {hit.path for hit in library.search(Query(limit=100_000)).hits}
        known = read | named | {copy.partition("#")[0] for hit in library.search(Query(limit=100_000)).hits
                                for copy in hit.also}  # fmt: skip
        silent = [path.name for path in folder.iterdir() if path.name not in known and path.name.isascii()
                  and path.name.isprintable()]  # fmt: skip
        print(f"{report.documents} documents, {len(report.skipped)} skipped, {seconds:.1f} s, "
              f"at most {peak / 1024:.0f} MB in all processes")  # fmt: skip
        print(f"good files not found: {lost or 'none'}")
        for each in report.skipped:
            if each.path.startswith("good-"):
                print(f"  {each.path}: {reason_text(each)}")
        print(f"files neither read nor listed: {silent or 'none'}")


if __name__ == "__main__":
    main()
