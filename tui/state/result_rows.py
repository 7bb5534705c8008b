"""The rows of the results: which hit is in which row, and which pages have to be loaded. Knows no widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.model.partial import PartialPage
from index.model.query import Hit, Page, Query
from tui.state.query_transitions import AHEAD, PAGE, page_at
from tui.state.unfolded import Unfolded


class ResultRows:
    """Results, folded ones below those that they are folded under, then a heading and those with most of the words.

    Results are numbered from 0 as they are listed without what is unfolded; rows count that, too.

    Args:
        page: The answer; None for no rows.

    """

    def __init__(self, page: Page | None = None) -> None:
        self.page = page
        self._hits: dict[int, Hit] = dict(enumerate(page.hits, page.query.offset)) if page else {}
        self._missing: dict[int, tuple[str, ...]] = {}
        """The words that a document with most of the words lacks."""
        self._requested = {page.query.offset} if page else set()
        """The offsets of the requested pages."""
        self._partial_total: int | None = None
        """The number of documents with most of the words; None as long as it is not known."""
        self._unfolded = Unfolded()

    @property
    def listed(self) -> int:
        """The number of results that are not folded under others."""
        return self.page.total - self.page.folded if self.page else 0

    @property
    def total(self) -> int:
        """The number of results."""
        return self.page.total if self.page else 0

    @property
    def partial_total(self) -> int:
        """The number of documents with most of the words, as far as it is known."""
        return self._partial_total or 0

    @property
    def count(self) -> int:
        """The number of rows."""
        return self.listed + len(self._unfolded) + (1 + self.partial_total if self.partial_total else 0)

    @property
    def heading(self) -> int | None:
        """The row between the results and the documents with most of the words; None if there is none."""
        return self._unfolded.row_of(self.listed) if self.partial_total else None

    @property
    def hit_ids(self) -> tuple[str, ...]:
        """The ids of the loaded hits."""
        return tuple(hit.id for hit in self._hits.values())

    def hit_at(self, row: int) -> Hit | None:
        """Return the hit in a row; None if it is not loaded."""
        return self._unfolded.hit_at(row) or self._hits.get(self._unfolded.number_of(row))

    def is_folded(self, row: int) -> bool:
        """Whether a row shows a result that is folded under another one."""
        return self._unfolded.hit_at(row) is not None

    def missing_at(self, row: int) -> tuple[str, ...]:
        """Return the words that the document in a row lacks."""
        return self._missing.get(self._unfolded.number_of(row), ())

    def group_at(self, row: int) -> tuple[Hit, bool] | None:
        """Return the result of a row that others are folded under, and whether these are shown; None for any other."""
        number = self._unfolded.number_of(row)
        head = self._hits.get(number)
        return (head, number in self._unfolded) if head is not None and head.near else None

    def row_of(self, doc_id: str, *, is_partial: bool = False) -> int | None:
        """Return the row of a loaded hit, or of one with most of the words."""
        numbers = self._missing if is_partial else self._hits
        number = next((number for number in numbers if self._hits[number].id == doc_id), None)
        return None if number is None else self._unfolded.row_of(number)

    def results_in(self, rows: range) -> range:
        """Return the numbers of the results in some rows."""
        start, stop = (min(self._unfolded.number_of(row), self.listed) for row in (rows.start, rows.stop))
        return range(start, stop)

    def are_loaded(self, numbers: range) -> bool:
        """Whether these results are loaded."""
        return all(number in self._hits for number in numbers)

    def add(self, page: Page) -> None:
        """Add a page that was requested."""
        self._hits.update(enumerate(page.hits, page.query.offset))

    def add_partial(self, partial: PartialPage) -> None:
        """Add documents with most of the words."""
        self._partial_total = partial.total
        for number, found in enumerate(partial.hits, self.listed + 1 + partial.query.offset):
            self._hits[number] = found.hit
            self._missing[number] = found.missing

    def unfold(self, doc_id: str, hits: Sequence[Hit], cursor: int) -> int:
        """Show the results that are folded under one, below it; returns the row that the cursor's result is in now."""
        number = next((number for number, hit in self._hits.items() if hit.id == doc_id), None)
        at = self._unfolded.number_of(cursor)
        if number is not None:
            self._unfolded.insert(number, hits)
        return self._unfolded.row_of(at)

    def fold(self, row: int) -> int:
        """Hide the results below the one of a row again; returns the row that it is in now."""
        number = self._unfolded.number_of(row)
        self._unfolded.remove(number)
        return self._unfolded.row_of(number)

    def due_pages(self, rows: range) -> Iterator[Query]:
        """Yield the queries for the pages that visible rows need, and for the next one if the view is near it."""
        numbers = range(*map(self._unfolded.number_of, (rows.start, rows.stop)))
        for offset in range(numbers.start // PAGE * PAGE, min(numbers.stop + AHEAD, self.listed), PAGE):
            if self.page is not None and offset not in self._requested:
                self._requested.add(offset)
                yield page_at(self.page.query, offset)

    def ask_again(self, offset: int, *, is_partial: bool) -> None:
        """Mark a page that could not be loaded as due again."""
        self._requested.discard(_partial_key(offset) if is_partial else offset)

    def due_partial(self, rows: range) -> Iterator[tuple[Query, int]]:
        """Yield the query and the offsets of the documents with most of the words that visible rows need."""
        if self.page is None or len(self.page.query.text.split()) < 2:
            return
        numbers = range(*map(self._unfolded.number_of, (rows.start, rows.stop)))
        first = max(numbers.start - self.listed - 1, 0)
        last = min(numbers.stop + AHEAD - self.listed, self._partial_total or 1)
        for offset in range(first // PAGE * PAGE, last, PAGE):
            key = _partial_key(offset)
            if key not in self._requested:
                self._requested.add(key)
                yield self.page.query, offset


def _partial_key(offset: int) -> int:
    """Return what stands for a page of documents with most of the words, apart from the offsets of results."""
    return -1 - offset
