"""Closes screens safely, even if closing is requested twice. All code closes screens with this function."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


def close(screen: Screen[Result], result: Result | None = None) -> AwaitComplete:
    """Close a screen and pass its result to the code that opened it.

    A key and a click can both request it before the first has taken effect. `App.pop_screen` would then close whatever
    screen is on top, or fail if only one is left.

    Args:
        screen: The screen to close; nothing happens unless it is on top of another one.
        result: The result of the screen.

    """
    if screen.is_active and len(screen.app.screen_stack) > 1:
        # Not `screen.dismiss`, which `Palette` overrides to call this function.
        return Screen.dismiss(screen, result)
    return AwaitComplete()


def close_to_first(app: App[Any]) -> None:
    """Close all screens but the first one, the main screen."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
