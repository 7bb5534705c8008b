"""Tables in tables and boxes in boxes: all text comes once, and what is too deep is said."""

from __future__ import annotations

import re
from email import feedparser
from pathlib import Path
from typing import Any

import pytest
from docutils.parsers.rst import states

from corpus.model.document import Document, Skipped
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import docx, odt
from tests.corpus.reading import documents_of

WORD_TABLE = "<w:tbl><w:tr><w:tc>@</w:tc><w:tc><w:p><w:r><w:t>Side #.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
WORD_BOX = "<w:p><w:r><w:t>Side #.</w:t></w:r><w:r><w:pict><w:txbxContent>@</w:txbxContent></w:pict></w:r></w:p>"
ODT_TABLE = "<t:table><t:table-row><t:table-cell>@<t:p>Side #.</t:p></t:table-cell></t:table-row></t:table>"
ODT_BOX = "<t:p>Side #.<t:frame><t:text-box>@</t:text-box></t:frame></t:p>"
HTML_TABLE = "<table><tr><td>@<p>Side #.</p></td></tr></table>"
RTF_TABLE = "{@ Side #.\\nestcell\\nestrow}"
DEEP = 40
"""Two elements or more a level, and no more than 256 in all."""


def nested(inside: str, around: str, depth: int) -> str:
    """A text within others: in `around`, "@" is what lies deeper, and "#" the level."""
    for level in range(depth):
        inside = around.replace("@", inside).replace("#", str(level))
    return inside


def one(folder: Path, name: str, data: bytes) -> Document:
    """The only document of a file with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


@pytest.fixture(scope="module")
def deep() -> dict[str, bytes]:
    """Tables in the cells of tables and boxes in boxes: the innermost says "Core.", the others "Side 1." and so on."""
    word, odf = "<w:p><w:r><w:t>Core.</w:t></w:r></w:p>", "<t:p>Core.</t:p>"
    return {
        "table.docx": docx(nested(word, WORD_TABLE, 2 * DEEP)),
        "box.docx": docx(nested(word, WORD_BOX, DEEP)),
        "table.odt": odt(nested(odf, ODT_TABLE, DEEP)),
        "box.odt": odt(nested(odf, ODT_BOX, DEEP)),
        "table.html": f"<html><body>{nested('<p>Core.</p>', HTML_TABLE, DEEP)}</body></html>".encode(),
        "table.rtf": f"{{\\rtf1 \\trowd\\intbl {nested('Core.', RTF_TABLE, DEEP)}\\cell\\row}}".encode(),
        "deeper.docx": docx(nested(word, WORD_TABLE, 100)),
        "deeper.odt": odt(nested(odf, ODT_BOX, 100)),
    }


@pytest.mark.parametrize("name", ["table.docx", "box.docx", "table.odt", "box.odt", "table.html", "table.rtf"])
def test_what_lies_in_a_cell_or_a_box_is_read_once(name: str, deep: dict[str, bytes], tmp_path: Path) -> None:
    """However deep."""
    text = one(tmp_path, name, deep[name]).text

    sides = re.findall(r"Side (\d+)\.", text)
    assert text.count("Core.") == 1
    assert sorted(map(int, sides)) == list(range(80 if name == "table.docx" else 40))


@pytest.mark.parametrize("name", ["deeper.docx", "deeper.odt"])
def test_what_is_too_deep_to_be_parsed_is_said(name: str, deep: dict[str, bytes], tmp_path: Path) -> None:
    """The parser drops the innermost text, which must not be lost unsaid."""
    (tmp_path / name).write_bytes(deep[name])

    (left,) = read(tmp_path, name)
    assert isinstance(left, Skipped)
    assert left.reason is Reason.NESTED_TOO_DEEPLY


def body(document: Document) -> str:
    """The text below the title."""
    return document.text[document.body_start :]


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*cells: str) -> str:
    """A table of Word with one row."""
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def test_a_word_table_for_the_layout_is_text(tmp_path: Path) -> None:
    """The paragraphs in its one cell are paragraphs; a nested table follows its row."""
    layout = table(paragraph("First.") + paragraph("Second."))
    figures = table(paragraph("Left") + table(paragraph("In")), paragraph("Right"))

    assert body(one(tmp_path, "a.docx", docx(layout + figures))) == "First.\n\nSecond.\n\nLeft\tRight\n\nIn"


def test_word_text_that_is_stored_twice_is_read_once(tmp_path: Path) -> None:
    """A box, which is there for older programs again, and what was moved."""
    box = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    either = f"<w:AlternateContent><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:AlternateContent>"
    moved = "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
    text = f"<w:p><w:r><w:t>Before</w:t></w:r><w:r>{either}</w:r><w:r><w:t>after</w:t></w:r>{moved}</w:p>"

    assert one(tmp_path, "a.docx", docx(text)).text == "Before after\n\nBoxed"


def test_parts_nested_without_end_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is compared with the boundaries of all parts around it, so only so many are parsed; no text is lost."""
    most = 0
    lines = vars(feedparser)["BufferedSubFile"]
    push = lines.push_eof_matcher

    def counted(self: object, matcher: object) -> None:
        nonlocal most
        push(self, matcher)
        most = max(most, len(vars(self)["_eofstack"]))

    monkeypatch.setattr(lines, "push_eof_matcher", counted)
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(150))
    (found,) = documents_of(tmp_path, "a.eml", f"From: a@example.org\nSubject: Ships\n{parts}\nThe ships were sent.\n")

    assert "The ships were sent." in found.text
    assert most < 40


def test_a_long_paragraph_of_references_is_parsed_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is that of references that cannot be resolved one by one."""
    lengths: list[int] = []
    parse = states.Inliner.parse

    def noted(self: states.Inliner, text: str, *others: Any) -> Any:  # noqa: ANN401 -- what docutils gives
        lengths.append(len(text))
        return parse(self, text, *others)

    monkeypatch.setattr(states.Inliner, "parse", noted)
    line = "A `ship`_ of |Poland| and *two* [5]_ more_ `ships`__."
    (short,) = documents_of(tmp_path, "a.rst", f"Title\n=====\n\n{line}\n")
    (long,) = documents_of(tmp_path, "b.rst", "Title\n=====\n\n" + f"{line}\n" * 500)

    assert short.text.split("\n\n")[1] == "A `ship`_ of |Poland| and two [5]_ more_ `ships`__."
    assert long.text.split("\n\n")[1].split() == 500 * short.text.split("\n\n")[1].split()
    assert max(lengths) < 5100
