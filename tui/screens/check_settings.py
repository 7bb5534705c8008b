"""Checks of the settings that need to know the themes and the actions of the explorer."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES

from tui.config import themes
from tui.config.decode import check_choice
from tui.config.settings import Settings
from tui.screens.help import binding_ids


def check_settings(settings: Settings) -> None:
    """Check that the theme and the actions under `keys` exist; raises InvalidSetting."""
    known_themes = sorted({*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)})
    check_choice("theme", settings.theme, known_themes, "theme")
    for action in settings.keys:
        check_choice(f"keys.{action}", action, binding_ids(), "action in keys")
