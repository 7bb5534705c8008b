"""The one way to close a screen. A screen may be asked to close more than once before it is gone."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


def close(screen: Screen[Result], result: Result | None = None) -> AwaitComplete:
    """Close a screen and hand its result to the code that opened it.

    A key and a click can each ask for it before the first of them is done. `App.pop_screen` would then close
    whatever is on top, or fail where only the first screen is left.

    Args:
        screen: To close; nothing happens unless it is on top of another one.
        result: Of the screen.

    """
    if screen.is_active and len(screen.app.screen_stack) > 1:
        # Not `screen.dismiss`, which the command palette sends here.
        return Screen.dismiss(screen, result)
    return AwaitComplete()
