"""Hints about a query are worded in one place, and shown in the search bar and on standard error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.document import Span
from index.model.field import FIELDS
from index.model.hint import Hint, HintKind
from index.model.progress import Report
from index.model.query import Page, Query
from tests.tui.conftest import FakeLibrary, Opener
from tui.cli.main import run
from tui.screens.help import QUERY_SYNTAX
from tui.text.field_help import field_help
from tui.text.hints import hint_text, note_on_page


@pytest.mark.parametrize("kind", HintKind)
@pytest.mark.parametrize("likely", ["", "date:1990s"])
def test_every_hint_is_one_sentence(kind: HintKind, likely: str) -> None:
    """With no more of what was typed than fits."""
    said = hint_text(Hint(kind, "a{}b" * 2_000, Span(0, 1), likely))

    assert said[-1] in ".?"
    assert len(said) < 250
    assert "{detail}" not in said
    assert "{likely}" not in said


def test_the_likely_field_and_value_are_named() -> None:
    """As they are written."""
    field, value = (
        Hint(HintKind.UNKNOWN_FIELD, "titel", Span(0, 5), "title"),
        Hint(HintKind.UNKNOWN_VALUE, "country:litw", Span(0, 5), "country:Lithuania"),
    )

    assert hint_text(field) == "“titel:” is not a field and is searched as a word; did you mean title:?"
    assert hint_text(value) == "No value begins with country:litw; did you mean country:Lithuania?"


def test_while_typing_only_what_explains_missing_results_is_said() -> None:
    """A lone minus may get its word with the next key."""
    hints = (Hint(HintKind.LONE_OPERATOR, "-", Span(0, 1), "-word"), Hint(HintKind.UNKNOWN_VALUE, "has:x", Span(2, 7)))
    typed, entered = (Page(Query("- has:x", typing=typing), 0, 0.0, hints=hints) for typing in (True, False))

    assert note_on_page(typed) == "No value begins with has:x."
    assert note_on_page(entered) == "“-” alone is ignored; write -word. No value begins with has:x."


def test_the_help_screen_explains_every_field() -> None:
    """With an example."""
    assert len(field_help()) == len(FIELDS)
    for field, (examples, finds) in zip(FIELDS, field_help(), strict=True):
        assert examples.startswith(f"{field.name}:")
        assert finds
        assert (examples, finds) in QUERY_SYNTAX


class HintingLibrary(FakeLibrary):
    """Hints at a lone operator in every query."""

    def search(self, query: Query) -> Page:
        """The answer with a hint."""
        return replace(super().search(query), hints=(Hint(HintKind.LONE_OPERATOR, "&", Span(0, 1), "AND"),))


async def test_the_search_bar_hints_once_the_query_is_entered(explore: Opener) -> None:
    """Until the next key."""
    hint = "“&” alone is ignored; write AND."
    async with explore(HintingLibrary()) as explorer:
        await explorer.type("airspace")
        assert hint not in explorer.lines("#search")

        await explorer.press("enter")
        assert hint in explorer.lines("#search")

        await explorer.press("slash", "end", "x")
        assert hint not in explorer.lines("#search")


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"], ["--paths"]])
def test_the_command_line_hints_on_standard_error(
    folder: Path, build: Callable[..., Report], tmp_path: Path, capfd: pytest.CaptureFixture[str], form: list[str]
) -> None:
    """In every form of output, and results stay as they are."""
    build(folder)
    place = ["--index-dir", str(tmp_path / "library")]
    assert run(["search", str(folder), "airspace", *place, "--paths"]) == 0
    plain = capfd.readouterr()
    assert run(["search", str(folder), "airspace & titel:x OR airspace", *place, *form]) == 0
    hinted = capfd.readouterr()

    assert "“&” alone is ignored; write AND." in hinted.err
    assert "did you mean title:?" in hinted.err
    assert "pressroom: “" not in plain.err
    assert hinted.out
    assert "ignored" not in hinted.out


def test_the_command_line_names_the_likely_value(
    folder: Path, build: Callable[..., Report], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """And ends with exit code 2."""
    build(folder)

    assert run(["search", str(folder), "country:litwania", "--index-dir", str(tmp_path / "library")]) == 2
    assert "Did you mean country:Lithuania?" in capfd.readouterr().err
