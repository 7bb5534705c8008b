"""A bar chart of documents by period, with the first and last period below; it has no cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from index.model.analytics import Period
from tui.text.component_style import component
from tui.text.content import fit
from tui.text.numbers import counted
from tui.text.sparkline import bar_cells, bars, grouped_counts


class PeriodChart(Widget):
    """The documents of a person or country by year, month or day; hidden where there are fewer than two periods."""

    DEFAULT_CSS = """
    PeriodChart {
        height: 4;
        padding: 0 2;
        display: none;
        & > .chart--bar { color: $facet-bar; }
        & > .chart--label { color: $foreground-muted; }
        &.-shown { display: block; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"chart--bar", "chart--label"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._periods: Sequence[Period] = ()
        self._noun = ""

    def show(self, periods: Sequence[Period], noun: str) -> None:
        """Show documents by period.

        Args:
            periods: Earliest first, without gaps.
            noun: What a period is: "year".

        """
        self._periods, self._noun = periods, noun
        self.set_class(len(periods) > 1, "-shown")
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Render one line of the bars, or the axis."""
        width, lines = self.size.width, max(self.size.height - 1, 1)
        counts = [period.documents for period in self._periods]
        if y < lines:
            name, text = "chart--bar", bars(counts, width, lines)[y] if counts else ""
        else:
            name, text = "chart--label", self._axis(counts, width)
        drawn = Content(text).stylize(component(self, name))
        return Strip(fit(drawn, width).render_segments(self.visual_style), width)

    def _axis(self, counts: Sequence[int], width: int) -> str:
        """Return the first and last period below the bars, and behind them the unit and the greatest count."""
        if not counts:
            return ""
        groups = grouped_counts(counts, width)
        chart = len(groups) * bar_cells(len(groups), width)
        first, last = self._periods[0].key, self._periods[-1].key
        ends = f"{first}{last:>{max(chart - len(first) - 1, len(last) + 1)}}"
        size = -(-len(counts) // len(groups))
        unit = f"by {self._noun}" if size == 1 else f"{size} {self._noun}s a bar"
        return f"{ends}   {unit}, up to {counted(max(groups), 'document')}"
