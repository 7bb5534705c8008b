"""The bottom line: the keys that do something here, each to be clicked as well."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.input.bindings import key_name
from tui.text.component_style import component

_GAP = "   "


_PREFERRED = ("Enter", "Space", "?", "/", "]")
"""Of several keys for one action, these are the ones to learn."""


def _rank(key: str) -> tuple[int, int]:
    """The lower, the better the key stands for its action."""
    return (_PREFERRED.index(key) if key in _PREFERRED else len(_PREFERRED), len(key))


class StatusLine(Widget):
    """The bindings of the focused widget first, then those of the screen; as many as fit, whole."""

    DEFAULT_CSS = """
    StatusLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > .status--key { color: $footer-key-foreground; text-style: bold; }
        & > .status--what { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--what"}

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, Binding]] = []

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def hints(self) -> list[tuple[str, Binding]]:
        """A key of each action that is shown, with its binding."""
        found: dict[str, tuple[list[str], Binding]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and not self._is_typed(binding):
                keys, _ = found.setdefault(binding.action, ([], binding))
                keys.append(self.app.get_key_display(binding))
        return [(min(keys, key=_rank), binding) for keys, binding in found.values()]

    def _is_typed(self, binding: Binding) -> bool:
        """Whether its key is a letter to the widget that has the focus."""
        shown = key_name(binding.key)
        focused = self.screen.focused
        return focused is not None and len(shown) == 1 and shown.isascii() and focused.check_consume_key(shown, shown)

    def render(self) -> Content:
        """As many hints as fit."""
        drawn = Content()
        self._places = []
        for keys, binding in self.hints():
            key = Content(keys).stylize(component(self, "status--key"))
            what = Content(f" {binding.description}").stylize(component(self, "status--what"))
            start = drawn.cell_length
            if start + key.cell_length + what.cell_length > self.size.width:
                break
            drawn += key + what
            self._places.append((start, drawn.cell_length, binding))
            drawn += _GAP
        return drawn

    async def on_click(self, event: events.Click) -> None:
        """Do what is clicked, as if its key had been pressed."""
        offset = event.get_content_offset(self)
        for start, end, binding in self._places:
            if offset is not None and start <= offset.x < end:
                event.stop()
                self.app.simulate_key(binding.key)
