"""The colors of terminals with 256 colors."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.theme import Theme

from tui.config.themes import DARK, LIGHT
from tui.terminal.line_filters import NearestColors, nearest_number, own_filters


@pytest.mark.parametrize(
    ("color", "number"),
    [("#262c36", 236), ("#13161b", 233), ("#000000", 16), ("#ffffff", 231), ("#ff0000", 196), ("#e8b45a", 179)],
)
def test_the_nearest_color_has_the_hue(color: str, number: int) -> None:
    """A dark gray with a trace of blue is gray, not navy."""
    assert nearest_number(ColorTriplet(*Background.parse(color).rgb)) == number


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_what_differs_in_a_theme_differs_in_256_colors(theme: Theme) -> None:
    """The row under the cursor, with and without the focus, and the bars at the top and bottom."""
    names = ("cursor-row", "block-cursor-blurred-background", "current-background", "hit-background")
    colors = [theme.background or "", theme.panel or "", *(theme.variables[name] for name in names)]
    numbers = [nearest_number(ColorTriplet(*Background.parse(color).rgb)) for color in colors]
    assert numbers[0] not in numbers[1:]
    assert numbers[2] != numbers[3]


def test_only_colors_of_a_segment_change() -> None:
    """Not its text, its other styles and colors of the terminal."""
    style = Style(color="#262c36", bgcolor="red", bold=True)
    [plain, colored] = NearestColors().apply([Segment("a"), Segment("b", style)], Background(0, 0, 0))
    assert plain == Segment("a")
    assert colored.text == "b"
    assert colored.style == Style(color=Color("color(236)", ColorType.EIGHT_BIT, 236), bgcolor="red", bold=True)
    assert own_filters("256", screen_reader=False)
    assert not own_filters("truecolor", screen_reader=False)
