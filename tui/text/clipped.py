"""Wrapped text that ends with an ellipsis where its height is limited."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Clipped(Visual):
    """A visual that wraps its content, and cuts it with an ellipsis if it gets fewer rows than it needs."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __str__(self) -> str:
        return self._content.plain

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Render at most `height` rows."""
        rows = self._content.wrap(width) if width else []
        if height and len(rows) > height:
            last = Content(" ").join(rows[height - 1 : height + 1])
            rows = [*rows[: height - 1], last.truncate(width, ellipsis=True)]
            return Content("\n").join(rows).render_strips(width, height, style, options)
        return self._content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the content on one row, in cells."""
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of rows of the whole content."""
        return self._content.get_height(rules, width)
