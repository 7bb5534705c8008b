"""Texts in the border of a pane, set only when they change: Textual draws the whole pane each time one is set."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


def show_title(widget: Widget, title: Content | None) -> None:
    """Set the text in the upper border; None for no text."""
    if widget.border_title != (None if title is None else title.markup):
        widget.border_title = title


def show_subtitle(widget: Widget, subtitle: Content | None) -> None:
    """Set the text in the lower border; None for no text."""
    if widget.border_subtitle != (None if subtitle is None else subtitle.markup):
        widget.border_subtitle = subtitle
