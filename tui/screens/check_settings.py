"""Checks of the settings that need to know the themes and the actions of the explorer."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES

from tui.config import themes
from tui.config.decode import InvalidSetting, check_choice
from tui.config.settings import Settings


def check_settings(settings: Settings) -> None:
    """Check that the theme and the actions under `keys` exist, and that no two share a key; raises InvalidSetting."""
    known_themes = sorted({*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)})
    check_choice("theme", settings.theme, known_themes, "theme")
    if settings.quote_templates or settings.quote_format != Settings().quote_format:
        from tui.export.quote_settings import check_quotes

        check_quotes(settings.quote_format, settings.quote_templates)
    if settings.keys:
        _check_keys(settings)


def _check_keys(settings: Settings) -> None:
    # All screens are imported for their keys, which takes a fifth of a second: not at the start of most users.
    from tui.input.key_conflicts import find_conflict
    from tui.screens.help import binding_ids, key_scopes

    for action in settings.keys:
        check_choice(f"keys.{action}", action, binding_ids(), "action in keys")
    for bindings in key_scopes():
        if conflict := find_conflict(bindings, settings.keys):
            key, action, other = conflict
            raise InvalidSetting(
                f"keys.{action}", f"keys.{action}: {key} is already the key of {other}; give one of them another key."
            )
