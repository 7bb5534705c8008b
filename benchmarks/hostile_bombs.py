"""Files that are made to cost more than they look: a short one that unpacks to gigabytes, or is nested without end."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Iterator

from benchmarks.compound_file import Tree, item
from benchmarks.hostile_files import (
    BODY,
    MAKERS,
    RTF,
    STORY,
    SUBJECT,
    archive,
    docx,
    mail,
    message,
    ods,
    open_document,
    packed,
    pdf,
    png,
    sheet,
    slides,
    tar,
    wiki,
)


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
    yield from office_bombs()
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
    yield "bomb.txt.bz2", bz2.compress(bytes(400_000_000))
    yield "bomb.txt.xz", lzma.compress(bytes(400_000_000), preset=0)
    yield "line.txt", b"a" * 1_000_000
    yield "line.jsonl", b'{"text": "' + b"a" * 1_000_000
    yield "brackets.md", b"[" * 100_000
    yield "parts.eml", b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000
    yield "cells.csv", b"title,text\n" + b'"' * 500_000
    yield from record_bombs()
    yield from archive_bombs()
    yield from message_bombs()
    yield "bomb.png", png(30_000, 30_000)


def office_bombs() -> Iterator[tuple[str, bytes]]:
    """Documents, sheets and slides."""
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


def message_bombs() -> Iterator[tuple[str, bytes]]:
    """Messages of Outlook, and pages of a wiki."""
    repeated = b"\x07\xd0" + b"\xff" + b"\x0c\xff" * 8  # a run of one character, then the same again and again
    rtf = struct.pack("<4I", 0, 0xFFFF_FFFF, 0x75465A4C, 0) + repeated * 300_000
    yield "bomb.msg", message({SUBJECT: "A message", RTF: rtf})
    inner: Tree = item({SUBJECT: "Inner", BODY: STORY}, header=24)
    for _ in range(5):
        attached = item({}, {"__substg1.0_3701000D": inner})
        inner = item({SUBJECT: "Inner"}, {f"__attach_version1.0_#{n:08X}": attached for n in range(3)}, header=24)
    outer = {"__attach_version1.0_#00000000": item({}, {"__substg1.0_3701000D": inner})}
    yield "deep.msg", message({BODY: STORY}, outer)
    looped = bytearray(MAKERS[".msg"](STORY))
    links_at = looped.index("__prop".encode("utf-16-le")) + 68
    looped[links_at : links_at + 12] = bytes(12)
    yield "loop.msg", bytes(looped)
    yield "many.msg", message({BODY: STORY}, {f"__attach_version1.0_#{n:08X}": item({}) for n in range(5000)})
    yield "templates.wiki.xml", wiki("{{" * 2_000_000)
    yield "notes.wiki.xml", wiki("&lt;ref&gt;" * 500_000)
    yield "pages.wiki.xml", b"<mediawiki>" + b"<page><title>a</title></page>" * 20_000
    yield "open.wiki.xml", b"<mediawiki><page>" + b"a" * 50_000_000
    yield "links.tar", links(5000)


def links(count: int) -> bytes:
    """A tar archive of links to each other."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archived:
        for number in range(count):
            member = tarfile.TarInfo(str(number))
            member.type, member.linkname = tarfile.SYMTYPE, str((number + 1) % count)
            archived.addfile(member)
    return stream.getvalue()


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
