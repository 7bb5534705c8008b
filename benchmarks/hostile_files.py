"""Valid files of every format around a text, made by hand: their content decides what a reader has to do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from benchmarks.compound_file import Tree, compound_file, item

STORY = "The minister Ona Petraite spoke of airspace in Vilnius. Two ships were sent to Poland."
_PDF_LINE = re.compile(r".{1,60}(?!\S)|.{60}", re.DOTALL)
"""A line of a page: up to a space, or as long as it may be."""
_PDF_SPECIAL, _ESCAPED = re.compile(r"[()\\]"), r"\\\g<0>"


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
    lines = " ".join(f"({_PDF_SPECIAL.sub(_ESCAPED, line)}) Tj 0 -16 Td" for line in _PDF_LINE.findall(text))
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


SUBJECT, BODY, RTF = 0x37, 0x1000, 0x1009
"""Properties of a message of Outlook."""


def message(properties: dict[int, str | bytes | int], more: Tree | None = None) -> bytes:
    """A message of Outlook."""
    return compound_file(item(properties, more, header=32))


def wiki(text: str) -> bytes:
    """The dump of a wiki with one page."""
    page = f"<page><title>A page</title><id>1</id><revision><text>{text}</text></revision></page>"
    return f"<mediawiki><siteinfo/>{page}</mediawiki>".encode()


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
    ".txt.bz2": lambda text: bz2.compress(text.encode()),
    ".tar.xz": lambda text: lzma.compress(tar({"in/a.txt": text.encode()})),
    ".zip": lambda text: archive({"in/a.txt": text}),
    ".tar": lambda text: tar({"in/a.txt": text.encode()}),
    ".tar.gz": lambda text: gzip.compress(tar({"in/a.txt": text.encode()})),
    ".emlx": lambda text: b"100\n" + mail(text) + b'<?xml version="1.0"?><plist/>',
    ".mht": lambda text: f"Subject: A page\nContent-Type: text/html\n\n<html><p>{text}</p></html>".encode(),
    ".rss": lambda text: (
        f"<rss><channel><item><title>An item</title><description>{text}</description></item></channel></rss>".encode()
    ),
    ".xml": lambda text: f"<nitf><body><body.content><p>{text}</p></body.content></body></nitf>".encode(),
    ".msg": lambda text: message({SUBJECT: "A message", BODY: text}),
    ".wiki.xml": wiki,
    ".srt": lambda text: f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(),
}
"""A valid file of every format around a text."""


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
