"""Our dark and light theme, and values for our theme variables in other themes."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="pressroom-dark",
    primary="#7fa7d9",
    secondary="#5c7ea8",
    accent="#e8b45a",
    warning="#e8b45a",
    error="#ef7f75",
    success="#8fcf8f",
    foreground="#d9dde3",
    background="#13161b",
    surface="#1b2027",
    panel="#262c36",
    boost="#1f252d",
    dark=True,
    variables={
        "border": "#7fa7d9",
        "border-blurred": "#39424f",
        "foreground-muted": "#98a2b0",
        "foreground-disabled": "#66707e",
        "block-cursor-blurred-background": "#20262f",
        "cursor-row": "#2b3a50",
        "hit-color": "#f2c063",
        "hit-background": "#3b3019",
        "current-color": "#16130b",
        "current-background": "#f2b84b",
        "person": "#9fd3ae",
        "country": "#8fbdf0",
        "date": "#98a2b0",
        "facet-bar": "#5c7ea8",
        "heat-1": "#1c2531",
        "heat-2": "#263c57",
        "heat-3": "#3a6390",
        "heat-4": "#7fa7d9",
        "heat-text-1": "#b9c3d0",
        "heat-text-2": "#d9dde3",
        "heat-text-3": "#ffffff",
        "heat-text-4": "#0d1015",
        "scrollbar": "#39424f",
        "scrollbar-hover": "#4d5968",
        "scrollbar-background": "#13161b",
        "scrollbar-background-hover": "#13161b",
        "scrollbar-background-active": "#13161b",
        "input-selection-background": "#2f4a70",
        "footer-key-foreground": "#e8b45a",
    },
)

LIGHT = Theme(
    name="pressroom-light",
    primary="#235a94",
    secondary="#7d9fc4",
    accent="#a4510c",
    warning="#8f5b00",
    error="#b3261e",
    success="#256b34",
    foreground="#22262c",
    background="#faf8f3",
    surface="#f1ede3",
    panel="#e7e1d3",
    boost="#f3efe6",
    dark=False,
    variables={
        "border": "#235a94",
        "border-blurred": "#c9c2b1",
        "foreground-muted": "#5d6470",
        "foreground-disabled": "#8b8f96",
        "block-cursor-blurred-background": "#eee9dc",
        "cursor-row": "#d3e1f1",
        "hit-color": "#8a3d00",
        "hit-background": "#fbe5b0",
        "current-color": "#ffffff",
        "current-background": "#b5560b",
        "person": "#1f6a3c",
        "country": "#1f5aa0",
        "date": "#5d6470",
        "facet-bar": "#7d9fc4",
        "heat-1": "#e6ebf0",
        "heat-2": "#c6d7e8",
        "heat-3": "#7fa6cd",
        "heat-4": "#235a94",
        "heat-text-1": "#4a525c",
        "heat-text-2": "#22262c",
        "heat-text-3": "#0d1015",
        "heat-text-4": "#ffffff",
        "scrollbar": "#c9c2b1",
        "scrollbar-hover": "#a9a18e",
        "scrollbar-background": "#faf8f3",
        "scrollbar-background-hover": "#faf8f3",
        "scrollbar-background-active": "#faf8f3",
        "input-selection-background": "#bcd3ec",
        "footer-key-foreground": "#a4510c",
    },
)

OWN = (DARK, LIGHT)

_ANSI = {
    "foreground-disabled": "ansi_bright_black",
    "pane-border": "ansi_bright_black",
    "surface-active": "transparent",
    "cursor-row": "ansi_default",
    "hit-color": "ansi_yellow",
    "hit-background": "ansi_default",
    "current-color": "ansi_black",
    "current-background": "ansi_yellow",
    "person": "ansi_green",
    "country": "ansi_cyan",
    "date": "ansi_default",
    "facet-bar": "ansi_blue",
    "heat-1": "ansi_default",
    "heat-2": "ansi_default",
    "heat-3": "ansi_blue",
    "heat-4": "ansi_cyan",
    "heat-text-1": "ansi_default",
    "heat-text-2": "ansi_cyan",
    "heat-text-3": "ansi_bright_white",
    "heat-text-4": "ansi_black",
}

_ANSI_LIGHT = {"hit-color": "ansi_red", "country": "ansi_blue"}
"""Yellow and cyan are too light on white."""


def variables(theme: Theme) -> dict[str, str]:
    """Return values for the variables that a theme may leave undefined: ours, and those that Textual cannot derive.

    Textual derives shades (`foreground-disabled`, `surface-active`) from RGB colors only. In an ANSI theme each derived
    variable, of future Textual versions too, gets a value here, because one undefined variable ends the application.
    """
    if theme.ansi:
        derived = DARK.to_color_system().generate()
        neutral = {name: "none" if "-style" in name else "ansi_default" for name in derived}
        return {**neutral, **_ANSI, **({} if theme.dark else _ANSI_LIGHT)}
    colors = theme.to_color_system().generate()
    return {
        "pane-border": colors["border-blurred"],
        "cursor-row": colors["primary-muted"],
        "hit-color": colors["text-accent"] if "text-accent" in colors else colors["accent"],
        "hit-background": colors["accent-muted"],
        "current-color": colors["background"],
        "current-background": colors["accent"],
        "person": colors["text-success"] if "text-success" in colors else colors["success"],
        "country": colors["text-primary"] if "text-primary" in colors else colors["primary"],
        "date": colors["foreground-muted"],
        "facet-bar": colors["secondary"],
        **_heat(theme, colors),
    }


def _heat(theme: Theme, colors: dict[str, str]) -> dict[str, str]:
    """The levels of the shaded cells of a matrix, between the background and the primary color, and their texts."""
    cold, hot = Color.parse(colors["background"]), Color.parse(theme.primary)
    levels = [cold.blend(hot, share) for share in (0.1, 0.3, 0.6, 1)]
    values = {f"heat-{level}": color.hex6 for level, color in enumerate(levels, 1)}
    texts = {f"heat-text-{level}": color.get_contrast_text(1).hex6 for level, color in enumerate(levels, 1)}
    return values | texts
