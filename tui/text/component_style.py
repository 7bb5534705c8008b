"""Partial styles of component classes, to be combined with the style underneath."""

from __future__ import annotations

from textual.style import Style
from textual.widget import Widget


def component(widget: Widget, name: str) -> Style:
    """Return the style of a component class, with only those properties that the style sheet sets.

    `Widget.get_visual_style(partial=True)` loses opaque backgrounds and `reverse` (Textual 8.2).
    """
    rules = widget.get_component_styles(name)
    text = rules.text_style
    return Style(
        background=rules.background if rules.has_rule("background") else None,
        foreground=rules.color if rules.has_rule("color") else None,
        bold=text.bold,
        dim=text.dim,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
        strike=text.strike,
    )
