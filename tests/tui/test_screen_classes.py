"""CSS classes of a screen: what a change of them styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.dom import DOMNode

    from tests.tui.conftest import Explorer, FakeLibrary, Opener

SIZES = ((110, 38), (79, 31), (40, 19))


def styles(screen: Screen[Any]) -> dict[str, object]:
    """Return the rules that apply to each widget of a screen and to its component classes."""
    found: dict[str, object] = {}
    for number, node in enumerate(screen.walk_children(with_self=True)):
        found[f"{number} {node}"] = dict(node.styles.base.get_rules())
        for name, component in node._component_styles.items():
            found[f"{number} {node} {name}"] = dict(component.base.get_rules())
    return found


def assert_up_to_date(explorer: Explorer) -> None:
    """Fail if styling every widget changes any."""
    before = styles(explorer.app.screen)
    explorer.app.stylesheet.update(explorer.app.screen)
    assert styles(explorer.app.screen) == before


async def test_sizes_and_panes_style_what_depends_on_them(explore: Opener, library: FakeLibrary) -> None:
    """Every widget has the styles that it would get if all were styled, on the screen of a person, too."""
    async with explore(library) as explorer:
        for size in SIZES:
            await explorer.pilot.resize_terminal(*size)
            panes = explorer.screen.panes
            for pane in ("results", "reader", "people", "search"):
                panes.show(pane)
                for change in (panes.zoom, panes.toggle_sidebar):
                    change()
                    assert_up_to_date(explorer)
                    change()
        await explorer.press("enter", "p", "w")
        for size in SIZES:
            await explorer.pilot.resize_terminal(*size)
            assert_up_to_date(explorer)


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
