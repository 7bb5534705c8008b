"""CSS classes of a screen: what a change of them styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.screen_classes import change_classes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.dom import DOMNode

    from tests.tui.conftest import FakeLibrary, Opener

SIZES = ((110, 38), (79, 31), (40, 19))
FRONTS = ("-front-results", "-front-reader", "-front-sidebar")


def styles(screen: Screen[Any]) -> dict[str, object]:
    """Return the rules that apply to each widget of a screen and to its component classes, and how it looks."""
    found: dict[str, object] = {}
    for number, node in enumerate(screen.walk_children(with_self=True)):
        key = f"{number} {type(node).__name__} {node.id}"
        found[key] = dict(node.styles.base.get_rules())
        for name, component in node._component_styles.items():
            found[f"{key} {name}"] = dict(component.base.get_rules())
        if isinstance(node, Widget):
            found[f"{key} look"] = node.visual_style
    return found


def assert_up_to_date(screen: Screen[Any]) -> None:
    """Fail if styling every widget changes any."""
    before = styles(screen)
    screen.app.stylesheet.update(screen)
    assert styles(screen) == before


def size_classes(screen: EntityAwareScreen) -> list[str]:
    """Return the classes for the size of the terminal."""
    return [name for _, name in (*(screen.HORIZONTAL_BREAKPOINTS or ()), *(screen.VERTICAL_BREAKPOINTS or ()))]


def toggle_each(screen: EntityAwareScreen, names: Iterable[str]) -> None:
    """Change each of some classes; look at all widgets before it is changed back, and after the last one."""
    for name in names:
        has_class = screen.has_class(name)
        change_classes(screen, {name: not has_class})
        assert_up_to_date(screen)
        change_classes(screen, {name: has_class})
    assert_up_to_date(screen)


async def test_each_class_styles_what_depends_on_it(explore: Opener, library: FakeLibrary) -> None:
    """Every widget has the styles that it would get if all were styled, on the screen of a person, too."""
    async with explore(library) as explorer:
        for size, pane in zip(SIZES, ("people", "reader", "search"), strict=True):
            await explorer.pilot.resize_terminal(*size)
            assert_up_to_date(explorer.screen)
            explorer.screen.panes.show(pane)
            toggle_each(explorer.screen, (*FRONTS, "-zoom", "-no-sidebar"))
        toggle_each(explorer.screen, size_classes(explorer.screen))
        await explorer.press("enter", "p", "w")
        person = explorer.app.screen
        assert isinstance(person, EntityAwareScreen)
        toggle_each(person, size_classes(person))


class Parts(Static):
    """A widget with a component class."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"parts--head"}


class Kind(Static):
    """A widget that is styled by its type."""


class Rules(Screen[None]):
    """A screen with a widget for each kind of rule about its classes."""

    DEFAULT_CSS = "Rules { &.-one #nested { color: red; } }"

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        with Vertical(id="box"):
            yield Static(id="descendant")
            yield Static(id="child")
            yield Static(id="compound", classes="-several")
            yield Static(id="focus", classes="pane")
        yield Static(id="nested")
        yield Static(id="alternative")
        yield Kind(id="type")
        yield Parts(id="component")
        with Vertical(id="around"):
            yield Static(id="inside")
        with Vertical(id="every"):
            yield Static(id="universal")
        yield Static(id="other")


class RulesApp(App[None]):
    """An application with a rule of each kind."""

    CSS = """
    .-one #descendant { color: red; }
    .-one > #box > #child { color: red; }
    .-one #compound.-several { color: red; }
    Screen.-one:dark .pane { color: red; }
    #nothing, .-one #alternative { color: red; }
    .-one Kind { color: red; }
    .-one Parts > .parts--head { color: red; }
    .-one #around { background: red; }
    .-one #every > * { color: red; }
    .-two #other { color: red; }
    .-one { overflow: hidden; }
    """

    def get_default_screen(self) -> Rules:
        """Open the screen with the widgets."""
        return Rules()


async def test_rules_of_every_kind_are_followed() -> None:
    """A class styles what is inside, also by type, pseudo-class and component class, and what takes over its look."""
    app = RulesApp()
    async with app.run_test():
        before = styles(app.screen)
        change_classes(app.screen, {"-one": True, "-two": False})
        after = styles(app.screen)
        assert_up_to_date(app.screen)
        changed = {key for key in after if after[key] != before[key]}
        restyled = {key.split()[2] for key in changed if len(key.split()) == 3}
        assert restyled == {
            "None", "descendant", "child", "compound", "focus", "nested", "alternative", "type", "around", "universal",
        }  # fmt: skip
        assert {key.split()[2] for key in changed if "parts--head" in key} == {"component"}
        assert any(key.endswith("inside look") for key in changed)

        change_classes(app.screen, {"-one": False})
        assert styles(app.screen) == before


async def test_few_widgets_are_styled_again(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All take as long as half of the first paint; none of the screen where the same pane stays in front."""
    styled: list[DOMNode] = []
    update_nodes = Stylesheet.update_nodes

    def noted(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Note the widgets and style them."""
        styled.extend(nodes := list(nodes))
        update_nodes(sheet, nodes, animate)

    async with explore(library, size=(120, 40)) as explorer:
        monkeypatch.setattr(Stylesheet, "update_nodes", noted)
        for pane in ("results", "search", "results"):
            explorer.screen.panes.show(pane)
            assert explorer.screen.panes.current == pane
        assert explorer.screen not in styled

        await explorer.settle()
        styled.clear()
        await explorer.pilot.resize_terminal(110, 38)
        await explorer.settle()
        assert [node.id for node in styled] == [None, "sidebar", "results", "reader"]

        styled.clear()
        explorer.screen.panes.show("reader")
        assert explorer.screen.panes.current == "reader"
        assert styled.count(explorer.screen) == 1
