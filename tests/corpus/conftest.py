"""Valid files of every format, made in memory, each with the same story."""

from __future__ import annotations

import gzip
import json
from email.message import EmailMessage

import pytest

from tests.corpus.office import STORY, TITLE, archive, docx, odt, tar


def pdf(*pages: str, title: str = TITLE) -> bytes:
    """A PDF with a line of text a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    for number, page in enumerate(pages):
        lines = page.replace("(", "").replace(")", "").split("\n")
        shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
        stream = f"BT /F1 12 Tf 40 780 Td {shown} ET" if page else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) /Author (A. Desk) /CreationDate (D:20241018093000Z) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    return out + trailer.encode()


def epub() -> bytes:
    """A book of two chapters."""
    return archive({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/book.opf"/></rootfiles></container>',
        "b/book.opf": f'<package xmlns:d="d"><metadata><d:title>{TITLE}</d:title><d:creator>A. Desk</d:creator>'
        '<d:date>2024-10-18</d:date></metadata><manifest><item id="1" href="one.xhtml"/><item id="2" href="two.xhtml"/>'
        '</manifest><spine><itemref idref="2"/><itemref idref="1"/></spine></package>',
        "b/one.xhtml": "<html><body><p>The last chapter.</p></body></html>",
        "b/two.xhtml": f"<html><body><p>{STORY}</p></body></html>",
    })  # fmt: skip


def mail(attached: dict[str, bytes] | None = None, subject: str = TITLE) -> bytes:
    """A message, perhaps with files attached."""
    message = EmailMessage()
    message["From"] = "A. Desk <desk@example.org>"
    message["To"] = "everybody@example.org"
    message["Subject"] = subject
    message["Date"] = "Fri, 18 Oct 2024 09:30:00 +0200"
    message.set_content(STORY)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mbox() -> bytes:
    """Two messages."""
    first, second = mail(), mail(subject="Another one")
    return b"".join(b"From desk@example.org Fri Oct 18 09:30:00 2024\n" + each + b"\n\n" for each in (first, second))


def rtf() -> bytes:
    """Rich text."""
    story = "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in STORY)
    info = f"{{\\info{{\\title {TITLE}}}{{\\author A. Desk}}{{\\creatim\\yr2024\\mo10\\dy18}}}}"
    return f"{{\\rtf1\\ansi{info}\\f0 {story}\\par}}".encode()


RST = f"{'=' * 30}\n{TITLE}\n{'=' * 30}\n\n:Author: A. Desk\n:Date: 2024-10-18\n\n{STORY}\n\nA *second* paragraph.\n"
ROWS = [{"headline": TITLE, "published": "2024-10-18", "byline": "A. Desk", "text": STORY}]


@pytest.fixture(scope="session")
def valid() -> dict[str, bytes]:
    """A file of every format by its name."""
    table = "headline,published,byline,text\r\n" + f'{TITLE},2024-10-18,A. Desk,"{STORY}"\r\n'
    return {
        "story.pdf": pdf(f"{TITLE}\n\n{STORY.replace('ė', 'e')}", "The second page.\nIt has two lines."),
        "story.docx": docx(),
        "story.odt": odt(),
        "story.epub": epub(),
        "story.rtf": rtf(),
        "story.eml": mail(),
        "story.mbox": mbox(),
        "story.json": json.dumps(ROWS).encode(),
        "story.csv": table.encode(),
        "story.tsv": table.replace(",", "\t").encode(),
        "story.rst": RST.encode(),
        "story.jsonl": json.dumps(ROWS[0]).encode(),
        "story.md": f"---\ntitle: {TITLE}\ndate: 2024-10-18\nauthor: A. Desk\n---\n{STORY}\n".encode(),
        "story.html": (
            f"<html><head><title>{TITLE}</title><meta name='date' content='2024-10-18'>"
            f"<meta name='author' content='A. Desk'></head><body><article><p>{STORY}</p></article></body></html>"
        ).encode(),
        "story.jsonl.gz": gzip.compress(json.dumps(ROWS[0]).encode()),
        "story.zip": archive({"in/story.jsonl": json.dumps(ROWS[0])}),
        "story.tar": tar({"in/story.rst": RST.encode()}),
        "story.tgz": gzip.compress(
            tar({"story.pdf": pdf(f"{TITLE}\n\n{STORY.replace('ė', 'e')}", "The second page.")})
        ),
        "story.rss": (
            f"<rss><channel><item><title>{TITLE}</title><description>{STORY}</description>"
            "<author>A. Desk</author><pubDate>Fri, 18 Oct 2024 09:30:00 GMT</pubDate></item></channel></rss>"
        ).encode(),
        "story.pdf.gz": gzip.compress(pdf(f"{TITLE}\n\n{STORY.replace('ė', 'e')}", "The second page.")),
    }


@pytest.fixture(scope="session")
def scan() -> bytes:
    """A PDF of two pages without a letter."""
    return pdf("", "")


@pytest.fixture(scope="session")
def mail_with_files(valid: dict[str, bytes]) -> bytes:
    """A message with a PDF, a text and an image."""
    notes, image = b"Plain notes on grain.", b"\x89PNG\r\n"
    return mail({"minutes.pdf": valid["story.pdf"], "notes.txt": notes, "logo.png": image})
