"""The timeline: a bar chart of the results by year, month or day, in which a range can be selected as a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from index.model.query import Facet, Filter
from index.model.step import Step
from tui.state.query_transitions import year_range
from tui.state.time_axis import Column, Span, columns, finer, joined, without_gaps
from tui.text.component_style import component
from tui.text.content import fit
from tui.text.numbers import counted
from tui.widgets.bar_chart import BarChart
from tui.widgets.captions import show_subtitle, show_title
from tui.widgets.facet_list import COUNTING

_TITLES = {Step.YEAR: "Years", Step.MONTH: "Months", Step.DAY: "Days"}


@dataclass
class _Level:
    """What the timeline shows after some steps into smaller periods."""

    step: Step
    span: Span | None
    """The span whose periods are shown; None for all years of the results."""
    periods: tuple[Facet, ...] = field(default=())
    cursor: int = -1
    """The cursor while a finer level is shown."""


class Timeline(BarChart):
    """A bar chart with a cursor. Shift extends the selection to several columns, Down shows the selection in detail."""

    BORDER_TITLE = "Years"
    BINDING_GROUP_TITLE = "Timeline"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,j,plus", "drill", "in detail", id="years.drill", tooltip="Show the months of a year, days of a month"
        ),
        Binding("up,k,minus", "leave", "back", show=False, id="years.leave", tooltip="Show the longer periods again"),
        Binding("enter,space", "filter", "filter", id="years.filter", tooltip="Filter by these periods (toggle)"),
    ]

    @dataclass
    class FilterToggled(Message):
        """A filter for a range of dates should replace the active one, or be removed if it is active."""

        choice: Filter

    @dataclass
    class PeriodsRequested(Message):
        """The results should be counted by month or day."""

        step: Step
        span: Span
        """The periods that contain them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._levels = [_Level(Step.YEAR, None)]
        self.undated = 0
        self._is_outdated = False
        """Whether the periods are those of other results than the ones on the screen."""

    @property
    def _shown(self) -> _Level:
        return self._levels[-1]

    @property
    def years(self) -> tuple[Facet, ...]:
        """The years of the results."""
        return self._levels[0].periods

    def show(
        self, years: tuple[Facet, ...], undated: int, active: tuple[str, str] | None, *, keep_axis: bool = False
    ) -> None:
        """Show the dates of other results.

        Args:
            years: The years with their documents, without gaps, the earliest first.
            undated: The number of results without a date.
            active: The first and last period of the active filter; None if there is none.
            keep_axis: Whether the axis may only grow, while the user types.

        """
        if keep_axis and self.years:
            years = joined(Span(self.years[0].key, self.years[-1].key), years)
        if active is None and self.active is not None and not self.has_focus:
            self._show_years()
        self.undated, self.active, self._is_outdated = undated, Span(*active) if active else None, False
        self._show_periods(self._levels[0], years)
        shown = self._shown
        if shown.span is not None:
            self.post_message(self.PeriodsRequested(shown.step, shown.span))
        self.set_class(len(self.years) == 1 and shown.span is None, "-single")
        self.set_class(not self.years, "-none")

    def mark_outdated(self) -> None:
        """Keep the periods as those of other results, until those of new results are counted."""
        if not self._is_outdated:
            self._is_outdated = True
            self.selection_changed()
            self.refresh()

    def show_periods(self, step: Step, span: Span, found: Sequence[Facet]) -> None:
        """Show the months or days that were requested, unless others are shown by now."""
        if (step, span) == (self._shown.step, self._shown.span):
            is_new = not any(each.documents for each in self._shown.periods)
            self._show_periods(self._shown, without_gaps(found, span, step))
            if is_new:
                first = (number for number, part in enumerate(self.columns()) if part.documents)
                self.cursor = self.selection_anchor = next(first, 0)

    def _show_periods(self, changed: _Level, periods: tuple[Facet, ...]) -> None:
        has_other_axis = [each.key for each in periods] != [each.key for each in changed.periods]
        changed.periods = periods
        if changed is self._shown and has_other_axis:
            self.cursor = self.selection_anchor = len(self.columns()) - 1
        self.selection_changed()
        self.refresh()

    @property
    def step(self) -> Step:
        """The length of a period."""
        return self._shown.step

    def columns(self) -> list[Column]:
        """Return the columns of the periods shown."""
        return columns(self._shown.periods, self.size.width, self._shown.step)

    @property
    def selected_years(self) -> tuple[str, str] | None:
        """The first and last year under the cursor; None if there are no years."""
        selected = self.selected()
        return (selected.first[:4], selected.last[:4]) if selected else None

    def selection_changed(self) -> None:
        """Show the level, the selection and the number of undated documents in the border."""
        selected = self.selected() if self.has_focus else None
        captions = [f"{selected.label}: {counted(selected.documents, 'document')}"] if selected else []
        if self.undated:
            captions.append(f"{counted(self.undated, 'document')} without a date")
        captions = [COUNTING] if self._is_outdated else captions
        span = self._shown.span
        place = f" of {Column(*span, 0).label} · ↑ back" if span else ""
        show_title(self, Content(_TITLES[self._shown.step] + place))
        show_subtitle(self, Content(" · ".join(captions)) if captions else None)

    def render_line(self, y: int) -> Strip:
        """Render one line of the chart, or the only year as a sentence."""
        parts = self.columns()
        if not self.has_class("-single") or not parts:
            return super().render_line(y)
        return Strip(fit(self._summary(parts[0]), self.size.width).render_segments(self.visual_style), self.size.width)

    def _summary(self, part: Column) -> Content:
        """Describe the only year in one line."""
        undated = f" · {counted(self.undated, 'document')} without a date" if self.undated else ""
        year = Content(f"All in {part.label}").stylize(component(self, self._look(0, part)))
        return year + Content(f": {counted(part.documents, 'document')}{undated}").stylize(
            component(self, "chart--label")
        )

    def _look(self, number: int, part: Column) -> str:
        return "chart--label" if self._is_outdated else super()._look(number, part)

    def action_drill(self) -> None:
        """Show the selection in months or days."""
        selected, step = self.selected(), finer(self._shown.step)
        if selected is None:
            return
        if step is None:
            self.notify("There is nothing shorter than days.", timeout=2)
            return
        self._shown.cursor = self.cursor
        span = Span(selected.first, selected.last)
        self._levels.append(_Level(step, span))
        self.set_class(False, "-single")
        self._show_periods(self._shown, without_gaps((), span, step))
        self.cursor = self.selection_anchor = 0
        self.post_message(self.PeriodsRequested(step, span))

    def action_leave(self) -> None:
        """Show the longer periods again, with the cursor where it was."""
        if len(self._levels) > 1:
            self._levels.pop()
            self.set_class(len(self.years) == 1 and self._shown.span is None, "-single")
            self.cursor = self.selection_anchor = min(self._shown.cursor, len(self.columns()) - 1)
            self.selection_changed()
            self.refresh()

    def _show_years(self) -> None:
        """Show all years again: the filter that the finer levels belonged to is gone."""
        while len(self._levels) > 1:
            self.action_leave()

    def take_selection(self) -> None:
        """Filter by the selected periods."""
        self.action_filter()

    def action_filter(self) -> None:
        """Filter by the selected periods, or remove that filter."""
        if (selected := self.selected()) is not None:
            self.post_message(self.FilterToggled(year_range(selected.first, selected.last)))
