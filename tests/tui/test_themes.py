"""All themes on all screens."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.model.entity import Suggestion
from index.model.query import Query
from index.model.same_person import NameLikeness, SamePersonEvidence
from tui.config import themes
from tui.config.settings import Settings
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.name_dialog import NameDialog
from tui.screens.entity.page import EntityScreen
from tui.screens.entity.same_person import SuggestionsScreen
from tui.screens.help import HelpScreen
from tui.screens.skipped import SkippedScreen

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener

README = Path(__file__).parents[2] / "README.md"
THEMES = sorted({*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)})
Visit = tuple[tuple[str, ...], type[Screen[Any]]]
LISTS: tuple[Visit, ...] = (
    (("down", "question_mark"), HelpScreen),
    (("escape", "S"), SkippedScreen),
    (("escape", "M"), SuggestionsScreen),
)
PAGES: tuple[Visit, ...] = (
    (("down", "p", "w"), EntityScreen),
    (("enter",), MentionScreen),
    (("escape", "r"), NameDialog),
    (("escape", "escape", "ctrl+p"), CommandPalette),
)
"""Keys, and the screen they open."""


def test_the_readme_names_themes_that_exist() -> None:
    """In the example settings."""
    line = next(line for line in README.read_text("utf-8").splitlines() if line.startswith("theme:"))

    assert set(re.findall(r"\b[a-z]+-(?:dark|light)\b", line)) <= set(THEMES)


@pytest.fixture
def full_library(library: FakeLibrary) -> FakeLibrary:
    """A library in which every screen has something to show."""
    one, other = library.search(Query()).people[:2]
    library.suggested = (
        Suggestion(one, replace(other, documents=2), SamePersonEvidence(NameLikeness.LETTER, ("Petraitė", "Petraite"))),
    )
    library.left = (Skipped("broken.pdf", Reason.DAMAGED),)
    return library


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light"])
@pytest.mark.parametrize("visits", [LISTS, PAGES], ids=["lists", "pages"])
async def test_the_explorer_starts_in_a_theme(
    explore: Opener, full_library: FakeLibrary, theme: str, visits: tuple[Visit, ...]
) -> None:
    """And opens its screens in it."""
    async with explore(full_library, settings=Settings(theme=theme)) as explorer:
        for keys, screen in visits:
            await explorer.press(*keys)
            assert isinstance(explorer.app.screen, screen)
            assert explorer.lines().strip()


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "nord"])
async def test_the_palette_changes_the_theme(explore: Opener, library: FakeLibrary, theme: str) -> None:
    """By its name."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p", *"theme", "enter")
        await explorer.until(lambda: "Search for themes" in explorer.lines())
        await explorer.press(*theme)
        await explorer.press("down", "enter")
        await explorer.until(lambda: explorer.app.theme == theme)

        assert "12 documents" in explorer.lines("#results")


@pytest.mark.parametrize("visits", [LISTS, PAGES], ids=["lists", "pages"])
async def test_every_screen_renders_in_every_theme(
    explore: Opener, full_library: FakeLibrary, visits: tuple[Visit, ...]
) -> None:
    """In one session, after the styles of all screens were loaded: themes may leave variables undefined."""
    async with explore(full_library) as explorer:
        assert set(explorer.app.available_themes) == set(THEMES)
        for keys, screen in visits:
            await explorer.press(*keys)
            assert isinstance(explorer.app.screen, screen)
        for theme in THEMES:
            explorer.app.theme = theme
            await explorer.settle()
            assert explorer.lines().strip(), theme


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_colors_of_the_terminal_show_panes_and_the_cursor(
    explore: Opener, library: FakeLibrary, theme: str
) -> None:
    """Borders differ from the background; the row under the cursor is reversed, so that all in it is readable."""
    async with explore(library, settings=Settings(theme=theme)) as explorer:
        await explorer.press("enter", "c", "j", "x")
        border = explorer.screen.widgets.results.styles.border_top[1]
        assert border.ansi == 8  # bright black
        facets = explorer.screen.widgets.countries.list
        row = facets.render_line(facets.cursor)
        assert all(segment.style and segment.style.reverse for segment in row)
        await explorer.press("T")
        assert "Lithuania" in explorer.lines(), "the screen below a dialog stays visible"
