"""The bottom line: the keys of the focused widget and the screen, which can also be clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.input.bindings import key_name
from tui.text.component_style import component

_GAP = "   "
_WAY_OUT = "tab"
"""The key to the other panes, whose hint is shown in any case."""


_PREFERRED = ("Enter", "Space", "?", "/", "]")
"""The keys to show if an action has several."""


def _rank(key: str) -> tuple[int, int]:
    """Sort key: the lowest is the best key to show for an action."""
    return (_PREFERRED.index(key) if key in _PREFERRED else len(_PREFERRED), len(key))


class StatusLine(Widget):
    """The bindings of the focused widget, then those of the screen; as many as fit.

    Args:
        idle: Returns the ids of the bindings that would do nothing now, which are not shown.
        watched: Returns the widgets, each with the name of an attribute, on which that depends.

    """

    DEFAULT_CSS = """
    StatusLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > .status--key { color: $footer-key-foreground; text-style: bold; }
        & > .status--label { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--label"}

    def __init__(
        self, idle: Callable[[], Set[str]] = frozenset, watched: Callable[[], Iterable[tuple[Widget, str]]] = tuple
    ) -> None:
        super().__init__()
        self._idle = idle
        self._watched = watched
        self._drawn_without: Set[str] = frozenset()
        self._columns: list[tuple[int, int, Binding]] = []
        """The first column of each hint, the one after its last, and its binding, for clicks."""

    def on_mount(self) -> None:
        """Redraw when the focus changes the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self._watch)  # once all widgets are there

    def _watch(self) -> None:
        for widget, attribute in self._watched():
            self.watch(widget, attribute, self._follow, init=False)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _follow(self) -> None:
        """Draw again if other bindings than before would do nothing."""
        if self._idle() != self._drawn_without:
            self.refresh()

    def hints(self) -> list[tuple[str, Binding]]:
        """Return key and binding of each action to show."""
        found: dict[str, tuple[list[str], Binding]] = {}
        self._drawn_without = self._idle()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            is_idle = binding.id in self._drawn_without
            if binding.show and active.enabled and not is_idle and not self._is_typed(binding):
                keys, _ = found.setdefault(binding.action, ([], binding))
                keys.append(self.app.get_key_display(binding))
        return [(min(keys, key=_rank), binding) for keys, binding in found.values()]

    def _is_typed(self, binding: Binding) -> bool:
        """Whether the focused widget would take the key as text."""
        shown = key_name(binding.key)
        focused = self.screen.focused
        return focused is not None and len(shown) == 1 and shown.isascii() and focused.check_consume_key(shown, shown)

    def render(self) -> Content:
        """Draw as many hints as fit, and in any case how to go to another pane."""
        drawn = Content()
        self._columns = []
        hints = [(self._hint(keys, binding), binding) for keys, binding in self.hints()]
        reserved = next((hint.cell_length + len(_GAP) for hint, binding in hints if binding.key == _WAY_OUT), 0)
        for hint, binding in hints:
            start = drawn.cell_length
            reserved = 0 if binding.key == _WAY_OUT else reserved
            if start + hint.cell_length + reserved > self.size.width:
                continue
            drawn += hint
            self._columns.append((start, drawn.cell_length, binding))
            drawn += _GAP
        return drawn

    def _hint(self, keys: str, binding: Binding) -> Content:
        label = Content(f" {binding.description}").stylize(component(self, "status--label"))
        return Content(keys).stylize(component(self, "status--key")) + label

    async def on_click(self, event: events.Click) -> None:
        """Press the key of the clicked hint."""
        offset = event.get_content_offset(self)
        for start, end, binding in self._columns:
            if offset is not None and start <= offset.x < end:
                event.stop()
                self.app.simulate_key(binding.key)
