"""CSS classes of a screen: a change styles only the widgets that rules about these classes can match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from textual.css.model import Selector, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

_PREFIXES = {SelectorType.CLASS: ".", SelectorType.ID: "#"}


def change_classes(screen: Screen[Any], classes: Mapping[str, bool]) -> bool:
    """Add and remove classes of a screen, and style what depends on them; returns whether any has changed.

    Textual would style all widgets, and lose all that is kept of how they look: half of the time from a new size of
    the terminal, or from a key that brings another pane to the front, to the frame that shows it.

    Args:
        screen: The screen.
        classes: By name, whether the screen should have the class.

    """
    before = screen.classes
    screen.update_classes(classes, update=False)
    changed = before ^ screen.classes
    if changed:
        nodes = list(_dependents(screen, _subjects(screen.app.stylesheet, changed)))
        looks = [(node, node.visual_style) for node in nodes if isinstance(node, Widget)]
        screen.app.stylesheet.update_nodes(nodes)
        for node, look in looks:
            if node.visual_style != look:  # what is inside draws on it
                screen.app.stylesheet.update(node)
    return bool(changed)


def _subjects(stylesheet: Stylesheet, classes: AbstractSet[str]) -> set[str]:
    """Return the selectors, as `DOMNode` names them, of what rules about some classes are for."""
    sets = (each.selectors for rule in stylesheet.rules for each in rule.selector_set)
    return {_name(selectors[-1]) for selectors in sets if any(_is_about(each, classes) for each in selectors)}


def _is_about(selector: Selector, classes: AbstractSet[str]) -> bool:
    return selector.type is SelectorType.CLASS and selector.name in classes


def _name(selector: Selector) -> str:
    return _PREFIXES.get(selector.type, "") + selector.name


def _dependents(screen: Screen[Any], subjects: set[str]) -> Iterator[DOMNode]:
    """Yield the screen, and the widgets that a selector may match; those of component classes match with these."""
    for node in screen.walk_children(with_self=True):
        components = (f".{name}" for name in node._get_component_classes())
        if node is screen or not subjects.isdisjoint(node._selector_names) or not subjects.isdisjoint(components):
            yield node
