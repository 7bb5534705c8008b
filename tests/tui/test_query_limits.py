"""Queries that exceed a limit, in the search bar and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.progress import Report
from index.model.query import Excess, Page, Query, QueryLimit
from index.query.parser import parse_within_limits
from index.query.parser_state import LIMITS
from tests.tui.conftest import FakeLibrary, Opener
from tui.cli.main import run
from tui.text.query_limits import truncation_note

Build = Callable[..., Report]
LONG = {
    QueryLimit.LENGTH: "airspace AND " * 400,
    QueryLimit.DEPTH: "(" * 99 + "airspace" + ")" * 99,
    QueryLimit.WORDS: "a " * 1500,
}
WORDS = {
    QueryLimit.LENGTH: "longer than 4\u202f000 characters",
    QueryLimit.DEPTH: "brackets nested more than 30 deep",
    QueryLimit.WORDS: "more than 1\u202f000 words",
}


class LimitedLibrary(FakeLibrary):
    """Finds everything, with the limits of the query language."""

    def search(self, query: Query) -> Page:
        """Answer any query with all documents."""
        page = super().search(replace(query, text=""))
        return replace(page, query=query, excess=parse_within_limits(query.text, typing=query.typing).excess)


@pytest.mark.parametrize("limit", list(QueryLimit))
async def test_an_excess_is_noted_while_typing_and_an_error_after_enter(explore: Opener, limit: QueryLimit) -> None:
    """The results stay, and the message disappears with the next key."""
    async with explore(LimitedLibrary()) as explorer:
        await explorer.type(LONG[limit])
        note = truncation_note(Excess(limit, LIMITS[limit]))
        assert note in explorer.lines("#search")
        assert "12 documents" in explorer.lines("#results")

        await explorer.press("enter")
        shown = " ".join(explorer.lines("#search").split())
        assert "▲ The query “" in shown
        assert " ".join(WORDS[limit].split()) in shown
        assert "12 documents" in explorer.lines("#results")

        await explorer.press("ctrl+c")
        assert WORDS[limit] not in explorer.lines("#search")


@pytest.mark.parametrize("command", [["search"], ["people"], ["countries"], ["person", "Angela Merkel", "--query"]])
def test_an_excess_is_one_short_message_and_exit_code_2_on_the_command_line(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """It quotes the query, shortened, and says what to do."""
    build(folder)
    name, *rest = command
    for limit, query in LONG.items():
        assert run([name, str(folder), *rest, query, "--index-dir", str(tmp_path / "library")]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"pressroom: The query “{query[:30]}")
        assert WORDS[limit] in printed.err
        assert len(printed.err.splitlines()) == 1
        assert len(printed.err) < 160


def test_no_message_repeats_a_whole_long_query(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only its beginning."""
    build(folder)
    for field, code in (("", 1), ("country:", 2), ("date:", 2), ("has:", 2)):
        assert run(["search", str(folder), f"{field}{'z' * 3000}", "--index-dir", str(tmp_path / "library")]) == code
        said = capsys.readouterr().err
        assert "z" * 40 + "…" in said
        assert "z" * 41 not in said
    assert run(["search", str(folder), "–" * 3000, "--index-dir", str(tmp_path / "library")]) == 2
    assert len(capsys.readouterr().err) < 160


async def test_an_empty_folder_can_be_searched_while_typing(explore: Opener, build: Build, tmp_path: Path) -> None:
    """A word, a person and a country, before there is any document."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    build(folder)
    library = Library.open(folder, tmp_path / "library")
    async with explore(library) as explorer:
        for text in ("oil", " person:mer", " country:LT AND oil AND bank"):
            await explorer.type(text)
        assert "No documents found" in explorer.lines("#results")
