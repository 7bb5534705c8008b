"""Office documents, made in memory."""

from __future__ import annotations

import io
import tarfile
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


def archive_of(members: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


def tar(members: dict[str, bytes]) -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
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


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def relationships(**targets: str) -> str:
    """Relationships to parts: the kind of each, and its name."""
    each = (
        f'<Relationship Id="{kind}" Type="x/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f"<Relationships>{''.join(each)}</Relationships>"


def word_package(body: str, parts: dict[str, str] | None = None, **targets: str) -> bytes:
    """A Word document with further parts, and relationships to them."""
    return archive({
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(**targets),
        **(parts or {}),
    })  # fmt: skip


def presentation(*slides: str, notes: str = "") -> bytes:
    """A PowerPoint presentation of these shape trees, the first with notes."""
    names = [f"slide{number}" for number in range(1, len(slides) + 1)]
    ids = "".join(f'<p:sldId id="{number}" r:id="{name}"/>' for number, name in enumerate(names, 256))
    return archive({
        "_rels/.rels": relationships(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="r">{ids}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": relationships(**{name: f"slides/{name}.xml" for name in names}),
        "ppt/slides/_rels/slide1.xml.rels": relationships(notesSlide="../notes1.xml"),
        "ppt/notes1.xml": f'<p:notes xmlns:p="p" xmlns:a="a">{notes}</p:notes>',
        **{f"ppt/slides/{name}.xml": f'<p:sld xmlns:p="p" xmlns:a="a">{slide}</p:sld>'
           for name, slide in zip(names, slides, strict=True)},
    })  # fmt: skip


def shape(text: str, kind: str = "") -> str:
    """A shape of a slide, perhaps one that fills a placeholder."""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{holder}<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def workbook(rows: str, strings: str = "", styles: str = "", name: str = "Releases") -> bytes:
    """An Excel workbook of one sheet."""
    return archive({
        "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets><sheet name="{name}" r:id="sheet1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            sheet1="sheet1.xml", sharedStrings="strings.xml", styles="styles.xml"
        ),
        "xl/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        "xl/strings.xml": f"<sst>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    })  # fmt: skip


def open_document(kind: str, body: str, parts: dict[str, str] | None = None, automatic: str = "") -> bytes:
    """An OpenDocument file of this kind: text, presentation or spreadsheet."""
    spaces = " ".join(f'xmlns:{each}="{each}"' for each in ("office", "text", "table", "draw", "style", "presentation"))
    return archive({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {spaces}>{automatic}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>",
        **(parts or {}),
    })  # fmt: skip
