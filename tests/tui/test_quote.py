"""Quotes: what is taken of the text, how it is cited, and where it is copied."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.model.block import Block, BlockKind
from corpus.model.date_source import DateSource
from corpus.model.document import Document, Span
from corpus.model.message import MessageFields
from index.model.query import Query
from tests.tui.test_export_formats import HOSTILE
from tui.config.decode import InvalidSetting
from tui.config.settings import Settings
from tui.export.citation import Citation
from tui.export.citation_formats import cited, names
from tui.export.model import Format, Request, What
from tui.export.passage import Extent, Passage
from tui.screens.check_settings import check_settings
from tui.services import clipboard
from tui.services.clipboard import Copied
from tui.services.exporter import Exporter

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener

WRAPPED = """VILNIUS -- The presidents of Lithuania and Poland signed a treaty on
Tuesday in the palace, which took two years of talks. Mr. Wałęsa said that
it was a good day for all of Europe. The border of Poland on the Polish-
Lithuanian side is not in question, according to the text which both of
the parliaments will have to pass before the summer.
   Both sides were content. "We have waited for this for a very long
time," said a member of the delegation, who did not want to be named, on
the stairs of the palace.
"""
TODAY = dt.date(2024, 5, 6)


def document(text: str, **fields: object) -> Document:
    """Return a document."""
    return Document(id="0123456789abcdef", path="a/b.txt", title="A treaty", text=text, **fields)  # type: ignore[arg-type]


def text_of(passage: Passage | None) -> str:
    """Return the text of a passage."""
    assert passage is not None
    return passage.text


def test_sentences_and_paragraphs_of_hard_wrapped_text() -> None:
    """Lines are joined, a hyphen at a line's end keeps its word together, and abbreviations end no sentence."""
    wire = document(WRAPPED)
    sentence = Passage.at(wire, Extent.SENTENCE, WRAPPED.index("Wałęsa"))
    assert sentence is not None
    paragraph = Passage.at(wire, Extent.PARAGRAPH, WRAPPED.index("Wałęsa"))
    assert paragraph is not None

    assert sentence.text == "Mr. Wałęsa said that it was a good day for all of Europe."
    assert " The border of Poland on the Polish-Lithuanian side is not in question," in sentence.widened(1).text
    assert sentence.widened(1).widened(-1) == sentence.widened(-5) == sentence
    assert sentence.moved(-1).text.startswith("VILNIUS -- The presidents")
    assert sentence.moved(-1).moved(-1).text.startswith("VILNIUS")
    assert "\n" not in paragraph.text
    assert paragraph.text.startswith("VILNIUS")
    assert paragraph.text.endswith("before the summer.")
    assert paragraph.widened(9).text.count("\n\n") == 1
    assert paragraph.widened(9).text.endswith("the stairs of the palace.")
    assert sentence.widened(2).text.count("\n\n") == 1  # a sentence of the next paragraph
    assert Passage.at(document(""), Extent.SENTENCE, 0) is None


def test_a_short_title_does_not_change_how_lines_are_joined() -> None:
    """The title is as short as the last line of a paragraph, and says nothing about the lines of the body."""
    text = (
        "A letter on grain\n\n"
        "The minister said that the grain which had been\nstored would be shipped to Egypt. He then left\nthe room.\n\n"
        "A second paragraph follows, and it is about\nTurkey and the straits of the north, which have\nnever frozen.\n"
    )
    letter = document(text, body_start=text.index("The"))

    paragraph = text_of(Passage.at(letter, Extent.PARAGRAPH, text.index("Egypt")))
    assert paragraph == (
        "The minister said that the grain which had been stored would be shipped to Egypt. He then left the room."
    )
    assert Passage.selected(letter, Span(2, text.index("room"))).text.count("\n") == 2, "the title, and a paragraph"


def test_any_selection_and_the_blocks_of_a_document() -> None:
    """Quoted mail loses its marks; a list item is a paragraph; the title before the body is none."""
    text = "A treaty\n\n> We signed\n> it.\n\n- first point\n- second point"
    blocks = tuple(
        Block(kind, text.index(part), text.index(part) + len(part))
        for kind, part in (
            (BlockKind.QUOTATION, "> We signed\n> it."),
            (BlockKind.LIST_ITEM, "- first point"),
            (BlockKind.LIST_ITEM, "- second point"),
        )
    )
    mail = document(text, body_start=10, blocks=(Block(BlockKind.PAGE, 10, len(text)), *blocks))

    assert text_of(Passage.at(mail, Extent.PARAGRAPH, 0)) == "We signed it."
    assert text_of(Passage.at(mail, Extent.PARAGRAPH, text.index("first"))) == "- first point"
    start = text.index("signed")
    assert Passage.selected(mail, Span(start, text.index("point") + 5)).text == "signed > it.\n\n- first point"
    assert Passage.selected(mail, Span(2, 8)).text == "treaty"


def citation(quote: str = "Signed.", **fields: object) -> Citation:
    """Return the citation of a mail message with pages."""
    given = {
        "date": dt.date(2024, 1, 2), "record": "7", "pages": (0, 40, 80),
        "metadata": (("author", "Jane Doe <jane@example.org>"), ("url", "https://example.org/a")),
        "message": MessageFields("Jane Doe <jane@example.org>", message_id="<1@example.org>"),
    }  # fmt: skip
    return Citation.of(replace(document("x" * 100), **{**given, **fields}), quote, Span(35, 45), "releases", TODAY)  # type: ignore[arg-type]


def test_the_formats() -> None:
    """Title, date, author, path with record, and pages, in each of them."""
    plain = citation()

    assert cited(plain, "plain", {}) == (
        "“Signed.”\n— Jane Doe <jane@example.org>, A treaty, 2024-01-02, pp. 1-2, a/b.txt#7\n"
    )
    assert cited(plain, "markdown", {}) == (
        "> Signed.\n\n— Jane Doe \\<jane@example.org\\>, *A treaty*, 2024-01-02, pp. 1-2, a/b.txt\\#7\n"
    )
    assert cited(plain, "footnote", {}).startswith("Signed.[^jane2024-01234567]\n\n[^jane2024-01234567]: Jane Doe")
    assert cited(plain, "short", {"short": "{quote} ({title}[, {source}], {year}, {message_id})"}) == (
        "Signed. (A treaty, 2024, <1@example.org>)"
    )
    assert cited(plain, "plain", {"plain": "[[{page}]]\\t{{"}) == "[1-2]\t{"
    assert "  author = {{Jane Doe}},\n  date = {2024-01-02}," in cited(plain, "bibtex", {})
    assert "AU  - Jane Doe\r\nDA  - 2024/01/02/\r\n" in cited(plain, "ris", {})
    (item,) = json.loads(cited(plain, "csl-json", {}))
    assert item["issued"] == {"date-parts": [[2024, 1, 2]]}
    assert (item["archive_location"], item["page"], item["note"]) == ("a/b.txt#7", "1-2", "Signed.")
    bare = citation(date=None, pages=(), metadata=(), message=None, record="")
    assert cited(bare, "plain", {}) == "“Signed.”\n— A treaty, a/b.txt\n"
    assert "2024-01-02" not in cited(citation(date_source=DateSource.CREATION), "plain", {})
    assert names({"short": ""}) == ["plain", "markdown", "footnote", "short", "bibtex", "ris", "csl-json"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_cannot_leave_its_field(text: str) -> None:
    """Braces of BibTeX stay balanced, RIS has its tags only, and nothing controls the terminal."""
    hostile = citation(
        f"{text} {{ }} }} @misc{{x, TY  - JOUR\nER  - ", title=text, path=text, record=text,
        metadata=(("author", text), ("url", text), ("source", text)),
    )  # fmt: skip
    bibtex = cited(hostile, "bibtex", {})
    depth = 0
    for sign in bibtex.rstrip("\n")[:-1]:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or "{" not in bibtex[: bibtex.index(sign) + 1]
    assert depth == 1
    ris = cited(hostile, "ris", {}).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris[:-1])
    assert [line[:2] for line in ris[:-1]].count("TY") == 1
    assert [line[:2] for line in ris].count("ER") == 1
    assert len(json.loads(cited(hostile, "csl-json", {}))) == 1
    for name in names({}):
        shown = cited(hostile, name, {}).encode("utf-8", "replace").decode()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", shown.replace("\r\n", "\n")), name


def test_templates_in_the_settings_are_checked() -> None:
    """With the key and what is wrong."""
    for template, problem in {
        "{titel}": "There is no field {titel}; there are quote, title",
        "[{title}": "“[” has no pair; write [[ for the character itself.",
        "{title} }": "“}” has no pair",
    }.items():
        with pytest.raises(InvalidSetting) as caught:
            check_settings(Settings(quote_templates={"mine": template}))
        assert caught.value.key == "quote_templates.mine"
        assert problem in str(caught.value)
    with pytest.raises(InvalidSetting, match="There is no format"):
        check_settings(Settings(quote_format="bibtx"))
    check_settings(Settings(quote_format="mine", quote_templates={"mine": "{quote}[, {page}]"}))


def program(folder: Path, name: str, code: int = 0) -> None:
    """Make a program that writes its input to a file of its name."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin cat > {folder}/{name}.in\nexit {code}\n")
    path.chmod(0o755)


def test_copied_is_said_only_where_it_is_known(tmp_path: Path) -> None:
    """Programs come first; a terminal that may ignore the request leaves the text in a file as well."""
    sent: list[str] = []
    bins, file = tmp_path / "bin", tmp_path / "state" / "quote.txt"
    bins.mkdir()
    base = {"PATH": str(bins), "TERM": "xterm-256color"}

    assert clipboard.copy("ä", base, sent.append, file) == clipboard.Outcome(Copied.FILE, file)
    assert (file.read_text("utf-8"), sent) == ("ä", ["ä"])
    assert file.stat().st_mode & 0o077 == 0
    assert clipboard.copy("b", {**base, "TERM": "xterm-kitty"}, sent.append, file).where is Copied.CLIPBOARD
    program(bins, "tmux")
    tmux = {**base, "TMUX": "/tmp/tmux,1,0"}
    assert clipboard.copy("c", tmux, sent.append, file).where is Copied.TMUX
    program(bins, "xclip", code=1)
    program(bins, "xsel")
    assert clipboard.copy("d", {**tmux, "DISPLAY": ":0"}, sent.append, file).where is Copied.CLIPBOARD
    assert (bins / "xsel.in").read_text() == "d"
    assert sent == ["ä", "b"]
    (tmp_path / "file").write_text("")
    assert clipboard.copy("e", base, sent.append, tmp_path / "file" / "q.txt").where is Copied.NOWHERE


async def test_y_shows_and_copies_a_quote(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By paragraph or sentence, in another format, and where no clipboard is known, the path of the file is shown."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", *clipboard._TERMINALS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PATH", os.defpath)
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "y")
        shown = explorer.lines()
        assert "“Ona Petraitė of Lithuania spoke of airspace. Jan Nowak of Poland agreed.”" in shown
        assert "— Ministers meet on airspace, 2024-10-18, releases/00.txt" in shown
        assert explorer.app.clipboard == ""

        await explorer.press("s")
        assert "“Ona Petraitė of Lithuania spoke of airspace.”" in explorer.lines()
        await explorer.press("j")
        assert "“Jan Nowak of Poland agreed.”" in explorer.lines()
        await explorer.press("k", "plus", "minus", "f")
        assert "> Ona Petraitė of Lithuania spoke of airspace." in explorer.lines()
        await explorer.press("v")
        assert any("Nothing is selected" in notice.message for notice in explorer.app._notifications)
        await explorer.press("enter")

        assert explorer.app.clipboard == (
            "> Ona Petraitė of Lithuania spoke of airspace.\n\n"
            "— *Ministers meet on airspace*, 2024-10-18, releases/00.txt\n"
        )
        last = [notice.message for notice in explorer.app._notifications][-1]
        assert last.startswith("The terminal may not have copied it.")
        assert Path(last.rpartition(" are in ")[2]).read_text("utf-8") == explorer.app.clipboard
        await explorer.press("y", "F", "F")
        assert "TY  - " in explorer.lines()
        assert "␍" not in explorer.lines()
        await explorer.press("escape")
        assert explorer.app.screen is explorer.screen


async def test_threads_that_start_late_do_not_need_the_screen_they_were_started_from(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A quote is copied and an export is written although the screen has been closed meanwhile."""
    monkeypatch.setattr(clipboard, "_commands", lambda environ: [])
    late: list[Callable[[], None]] = []
    async with explore(library) as explorer:
        await explorer.press("enter", "y")
        dialog = explorer.app.screen
        with monkeypatch.context() as patch:
            patch.setattr(type(explorer.app), "run_worker", lambda _, job, **options: late.append(job))
            patch.setattr(type(dialog), "run_worker", lambda _, job, **options: late.append(job))
            request = Request(What.RESULTS, Query("airspace"))
            Exporter(dialog, library).write(request, Format.CSV, tmp_path / "a.csv", overwrite=False)
            await explorer.press("enter")
        await explorer.until(lambda: not dialog.is_attached)
        for job in late:
            await asyncio.get_running_loop().run_in_executor(None, job)

        assert len(late) == 2
        assert explorer.app.clipboard
        assert (tmp_path / "a.csv").exists()
