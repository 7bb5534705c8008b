"""OpenDocument texts: lists, headers, comments, and how an archive is recognized."""

from __future__ import annotations

from pathlib import Path

from corpus.model.document import Document, Skipped
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import archive, odt, open_document

LIST_STYLE = (
    '<office:automatic-styles><text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
    "</office:automatic-styles>"
)


def document(folder: Path, data: bytes, name: str = "a.odt") -> Document:
    """The one document of a file with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


def reason(folder: Path, data: bytes) -> Reason:
    """Why a file is not read."""
    (folder / "a.odt").write_bytes(data)
    (found,) = read(folder, "a.odt")
    assert isinstance(found, Skipped), found
    return found.reason


def item(*content: str) -> str:
    """An item of a list: a paragraph, and perhaps a list in it."""
    return f"<text:list-item><text:p>{content[0]}</text:p>{''.join(content[1:])}</text:list-item>"


def test_lists_have_their_numbers(tmp_path: Path) -> None:
    """A list in an item shows the number of the item; a list that continues goes on counting."""
    inner = f"<text:list>{item('Sub')}{item('Sub')}</text:list>"
    first = f'<text:list text:style-name="L1">{item("One", inner)}{item("Two")}</text:list>'
    rest = f'<text:list text:style-name="L1" text:continue-numbering="true">{item("Three")}</text:list>'
    bullets = f'<text:list text:style-name="L2">{item("Dot")}</text:list>'
    data = open_document("text", f"{first}<text:p>Between</text:p>{rest}{bullets}", automatic=LIST_STYLE)

    assert document(tmp_path, data).text == (
        "1. One\n1.a) Sub\n1.b) Sub\n2. Two\n\nBetween\n\n3. Three\n• Dot"
    )  # fmt: skip


def test_headings_have_their_numbers(tmp_path: Path) -> None:
    """The styles of the document number them, not a list."""
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="1" text:display-levels="{level}"/>'
        for level in (1, 2)
    )
    spaces = 'xmlns:style="style" xmlns:text="text"'
    styles = {"styles.xml": f"<s {spaces}><text:outline-style>{levels}</text:outline-style></s>"}
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in ((1, "A"), (2, "B"), (2, "C"), (1, "D"))
    )
    assert document(tmp_path, open_document("text", body, styles)).text == "1 A\n\n1.1 B\n\n1.2 C\n\n2 D"


def test_headers_come_once_and_comments_are_counted(tmp_path: Path) -> None:
    """Without the number of the page."""
    styles = (
        '<s xmlns:style="style" xmlns:text="text"><style:master-page><style:header><text:p>Ministry of Quince</text:p>'
        "</style:header><style:footer><text:p>Text.</text:p><text:p><text:page-number>3</text:page-number></text:p>"
        "</style:footer></style:master-page></s>"
    )
    body = "<text:p>Te<office:annotation><text:p>a comment</text:p></office:annotation>xt.</text:p>"

    found = document(tmp_path, open_document("text", body, {"styles.xml": styles}))

    assert found.text == "Text.\n\nMinistry of Quince"
    assert found.omissions == (Omission(OmissionKind.COMMENTS, 1),)


def test_deleted_text_is_not_read(tmp_path: Path) -> None:
    """But its words are counted."""
    changes = "<text:tracked-changes><text:p>gone for good</text:p></text:tracked-changes>"
    found = document(tmp_path, open_document("text", f"{changes}<text:p>Kept.</text:p>"))

    assert found.text == "Kept."
    assert found.omissions == (Omission(OmissionKind.DELETED_TEXT, 3),)


def test_many_spaces_stay_few(tmp_path: Path) -> None:
    """A count of spaces may not fill the memory."""
    body = '<text:p>a<text:s text:c="3"/>b<text:s text:c="999999999999"/>c</text:p>'
    assert document(tmp_path, open_document("text", body)).text == "a   b c"


def test_encrypted_documents_say_so(tmp_path: Path) -> None:
    """Their content is no XML before it is decrypted."""
    manifest = '<m><file-entry full-path="content.xml"><encryption-data/></file-entry></m>'
    data = open_document("text", "x", {"META-INF/manifest.xml": manifest, "content.xml": "\x07\x11random"})
    assert reason(tmp_path, data) is Reason.ENCRYPTED


def test_the_type_need_not_come_first(tmp_path: Path) -> None:
    """Archives that other programs packed again have it anywhere, and compressed."""
    content = '<o:d xmlns:o="o" xmlns:t="t"><t:p>Text.</t:p></o:d>'
    late = archive({"a.png": "x" * 9000, "content.xml": content, "mimetype": "application/vnd.oasis.opendocument.text"})
    without = archive({"content.xml": content, "META-INF/other.xml": "<a/>"})

    assert document(tmp_path, late, "late.bin").kind == "odt"
    assert document(tmp_path, without, "without.odt").text == "Text."


def test_title_that_the_text_does_not_have_is_no_title(tmp_path: Path) -> None:
    """It is that of a template; one with the words of the text is used."""
    assert document(tmp_path, odt("<t:h>Ferries stop</t:h><t:p>No ship left.</t:p>")).title == "Ferries stop"
    assert document(tmp_path, odt()).title == "Ministers meet on airspace"
