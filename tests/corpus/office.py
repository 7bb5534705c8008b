"""Office documents, made in memory."""

from __future__ import annotations

import io
import zipfile

STORY = "The minister Ona Petraitė spoke of airspace in Vilnius. Two ships were sent to Poland."
TITLE = "Ministers meet on airspace"


def archive(members: dict[str, str]) -> bytes:
    """A zip archive; its first member is stored as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, content) in enumerate(members.items()):
            packed.writestr(name, content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return stream.getvalue()


def docx(body: str = "") -> bytes:
    """A Word document with a table and its properties, or with this body."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("Ship", "Port"))
    story = f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    return archive({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {word}><w:body>{body or story}</w:body></w:document>",
        "docProps/core.xml": '<c:core xmlns:c="c" xmlns:d="d"><d:title>' + TITLE + "</d:title>"
        "<d:created>2024-10-18T10:00:00Z</d:created><d:creator>A. Desk</d:creator></c:core>",
    })  # fmt: skip


def odt(body: str = "") -> bytes:
    """An OpenDocument text, or one with this body."""
    story = f"<t:h>{TITLE}</t:h><t:p>{STORY}</t:p>"
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<o:d xmlns:o="o" xmlns:t="t">{body or story}</o:d>',
        "meta.xml": '<o:m xmlns:o="o"><o:title>' + TITLE + "</o:title><o:creation-date>2024-10-18</o:creation-date>"
        "<o:initial-creator>A. Desk</o:initial-creator></o:m>",
    })  # fmt: skip
