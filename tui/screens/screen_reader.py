"""Screen-reader mode: says as lines of text what else only position, color and movement show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from tui.text.plain_symbols import spoken_text
from tui.text.sanitize import harmless
from tui.widgets.announcement import Announcement
from tui.widgets.spoken import Spoken


@runtime_checkable
class SpokenScreen(Protocol):
    """A screen that has more to say than its widget in focus."""

    def spoken_parts(self) -> Sequence[str]:
        """Return one sentence for each thing that may change, such as the number of results; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was announced last; what differs from it is announced next."""

    screen: Screen[Any]
    parts: tuple[str, ...]
    pane: str
    status: str
    """What stands below the pane in focus, such as the number of the hit."""
    place: str
    """What is at the cursor."""


class ScreenReader:
    """Compares the screen with what was announced last each time something was drawn, and announces the difference."""

    def __init__(self) -> None:
        self._last: Observed | None = None
        self._message = ""
        self._changes: dict[str, str] = {}
        """What has changed since the last key, by what it is: the effects of a key arrive one after another."""

    def say(self, message: str) -> None:
        """Announce the outcome of an action, until the next key."""
        self._message = spoken_text(harmless(message))

    def key_pressed(self) -> None:
        """Forget the outcome of the action before."""
        self._message = ""
        self._changes = {}

    def update(self, app: App[Any]) -> None:
        """Announce what has changed on the screen, and put the terminal's cursor where the user reads."""
        screen = app.screen
        if not screen.is_running:
            return
        self._line(screen, "-message").say(self._message)
        seen = observe(screen)
        if seen != self._last:
            self._changes |= _changes(self._last, seen)
            self._last = seen
            said = dict.fromkeys(text.rstrip(". ") for text in self._changes.values() if text)
            if said:
                self._line(screen, "-state").say(". ".join(said))
        if (spoken := spoken_widget(screen)) is not None:
            app.cursor_position = spoken.spoken_place()

    def _line(self, screen: Screen[Any], name: str) -> Announcement:
        found = next(iter(screen.query(f"Announcement.{name}").results(Announcement)), None)
        if found is None:
            found = Announcement(classes=name)
            screen.mount(found)
        return found


def observe(screen: Screen[Any]) -> Observed:
    """Return what there is to say of a screen."""
    focused = screen.focused
    pane, status = _labels(focused) if focused is not None else ("", "")
    parts = tuple(map(spoken_text, screen.spoken_parts())) if isinstance(screen, SpokenScreen) else ()
    spoken = spoken_widget(screen)
    place = spoken_text(spoken.spoken()) if spoken is not None else ""
    return Observed(screen, parts, pane, status, place)


def spoken_widget(screen: Screen[Any]) -> Spoken | None:
    """Return the widget in focus, or the nearest one around it, that knows a place; None if none does."""
    around = screen.focused.ancestors_with_self if screen.focused is not None else ()
    return next((node for node in around if isinstance(node, Spoken)), None)


def _labels(widget: Widget) -> tuple[str, str]:
    """Return the title of the pane of a widget, and what stands below it."""
    for node in widget.ancestors_with_self:
        if isinstance(node, Widget) and node.border_title:
            return spoken_text(str(node.border_title)), spoken_text(str(node.border_subtitle or ""))
    return spoken_text(widget.BINDING_GROUP_TITLE or ""), ""


def _changes(last: Observed | None, seen: Observed) -> dict[str, str]:
    """Return what to announce, by what it is: all of another screen or pane, else what has changed."""
    is_other_screen = last is None or last.screen is not seen.screen
    found: dict[str, str] = {}
    if is_other_screen:
        found["screen"] = spoken_text(seen.screen.title or seen.screen.BINDING_GROUP_TITLE or "")
    for number, part in enumerate(seen.parts):
        if last is None or is_other_screen or last.parts[number : number + 1] != (part,):
            found[f"part {number}"] = part
    is_other = last is None or is_other_screen or seen.pane != last.pane
    found |= {"pane": seen.pane} if is_other else {}
    found |= {"place": seen.place} if last is None or is_other or seen.place != last.place else {}
    found |= {"status": seen.status} if last is None or is_other or seen.status != last.status else {}
    return found
