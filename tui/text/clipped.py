"""Text that says by an ellipsis where it is cut, over several rows."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Clipped(Visual):
    """Content that ends with an ellipsis where it gets fewer rows than it needs."""

    def __init__(self, whole: Content) -> None:
        self._whole = whole

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the rows there is room for."""
        rows = self._whole.wrap(width) if width else []
        if height and len(rows) > height:
            last = Content(" ").join(rows[height - 1 : height + 1])
            rows = [*rows[: height - 1], last.truncate(width, ellipsis=True)]
            return Content("\n").join(rows).render_strips(width, height, style, options)
        return self._whole.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells of the whole on one row."""
        return self._whole.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Rows of the whole."""
        return self._whole.get_height(rules, width)
