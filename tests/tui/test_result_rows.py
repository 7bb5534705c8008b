"""Which hit is in which row of the results, and which pages have to be loaded."""

from __future__ import annotations

from dataclasses import replace

from index.model.partial import PartialHit, PartialPage
from index.model.query import Facet, Hit, Kind, Page, Query, Snippet
from tui.state.facet_rows import FacetRows
from tui.state.query_transitions import AHEAD, PAGE
from tui.state.result_rows import ResultRows

QUERY = Query("border talks", limit=PAGE)


def hit(name: str, near: int = 0) -> Hit:
    """A hit with an id."""
    return Hit(name, name, name, (), None, 1.0, Snippet(""), (), (), near=near)


def hits(first: int, count: int) -> tuple[Hit, ...]:
    """Hits named by their numbers."""
    return tuple(hit(str(number)) for number in range(first, first + count))


def page(total: int, *, folded: int = 0, near: int = 0) -> Page:
    """The first page of results; others are folded under the second result."""
    first = list(hits(0, min(total - folded, PAGE)))
    if near:
        first[1] = hit("1", near)
    return Page(QUERY, total, 1.0, tuple(first), folded=folded)


def partial(total: int, offset: int = 0, count: int = 2) -> PartialPage:
    """Documents with most of the words, named by their numbers."""
    found = (PartialHit(hit(f"p{number}"), (f"w{number}",)) for number in range(offset, offset + count))
    return PartialPage(replace(QUERY, offset=offset), total, tuple(found))


def ids(rows: ResultRows, count: int) -> list[str]:
    """The ids of the hits in the first rows."""
    return [found.id if (found := rows.hit_at(row)) else "" for row in range(count)]


def test_without_an_answer_there_are_no_rows() -> None:
    """And nothing to load."""
    rows = ResultRows()

    assert (rows.listed, rows.total, rows.count, rows.partial_total, rows.heading) == (0, 0, 0, 0, None)
    assert (rows.hit_at(0), rows.hit_ids, rows.row_of("0")) == (None, (), None)
    assert list(rows.due_pages(range(30))) == []
    assert list(rows.due_partial(range(30))) == []


def test_documents_with_most_of_the_words_follow_a_heading() -> None:
    """Each with the words it lacks; they are apart from a result of the same document."""
    rows = ResultRows(page(3))
    assert (rows.count, rows.heading, rows.partial_total) == (3, None, 0)
    rows.add_partial(partial(0, count=0))
    assert (rows.count, rows.heading, rows.partial_total) == (3, None, 0)
    rows.add_partial(partial(4))
    rows.add_partial(partial(4, offset=2))

    assert (rows.count, rows.heading, rows.partial_total, rows.total) == (8, 3, 4, 3)
    assert ids(rows, 9) == ["0", "1", "2", "", "p0", "p1", "p2", "p3", ""]
    assert [rows.missing_at(row) for row in (0, 3, 4, 7)] == [(), (), ("w0",), ("w3",)]
    assert [rows.row_of(name) for name in ("0", "2", "p3")] == [0, 2, 7]
    assert [rows.row_of(name, is_partial=True) for name in ("2", "p0")] == [None, 4]
    assert rows.results_in(range(1, 8)) == range(1, 3)
    assert rows.are_loaded(range(3))
    assert not rows.are_loaded(range(4))


def test_folded_results_are_shown_below_theirs() -> None:
    """The cursor's result stays under the cursor; rows after them move."""
    rows = ResultRows(page(5, folded=2, near=2))
    assert (rows.total, rows.listed, rows.count) == (5, 3, 3)
    assert [rows.group_at(row) for row in range(3)] == [None, (hit("1", 2), False), None]

    assert rows.unfold("1", [hit("n0"), hit("n1")], cursor=2) == 4
    assert rows.unfold("nothing", [hit("n2")], cursor=4) == 4
    rows.add_partial(partial(2))
    assert ids(rows, rows.count) == ["0", "1", "n0", "n1", "2", "", "p0", "p1"]
    assert [rows.is_folded(row) for row in range(6)] == [False, False, True, True, False, False]
    assert rows.group_at(3) == (hit("1", 2), True)
    assert (rows.heading, rows.row_of("2"), rows.row_of("p1")) == (5, 4, 7)
    assert rows.missing_at(6) == ("w0",)

    assert rows.fold(3) == 1
    assert ids(rows, rows.count) == ["0", "1", "2", "", "p0", "p1"]


def offsets(rows: ResultRows, visible: range) -> list[int]:
    """The offsets of the pages that visible rows need."""
    return [query.offset for query in rows.due_pages(visible)]


def test_pages_are_requested_once_and_ahead() -> None:
    """The next one when the view is near it; each keeps the query."""
    rows = ResultRows(page(4 * PAGE))

    assert offsets(rows, range(PAGE - AHEAD)) == []
    assert offsets(rows, range(PAGE - AHEAD + 1)) == [PAGE]
    assert offsets(rows, range(PAGE - AHEAD + 1)) == []
    [query] = rows.due_pages(range(2 * PAGE + 3, 3 * PAGE - AHEAD))
    assert query == replace(QUERY, offset=2 * PAGE)
    assert offsets(rows, range(3 * PAGE, 5 * PAGE)) == [3 * PAGE]
    rows.add(Page(query, 4 * PAGE, 1.0, hits(2 * PAGE, PAGE)))
    assert ids(rows, 2 * PAGE + 2)[PAGE:] == [*[""] * PAGE, str(2 * PAGE), str(2 * PAGE + 1)]
    assert rows.hit_ids[-1] == str(3 * PAGE - 1)


def test_nothing_is_requested_beyond_the_results() -> None:
    """However near the view is to their end."""
    assert offsets(ResultRows(page(PAGE)), range(PAGE)) == []
    assert offsets(ResultRows(page(PAGE + 1)), range(PAGE)) == [PAGE]


def partial_offsets(rows: ResultRows, visible: range) -> list[int]:
    """The offsets of the documents with most of the words that visible rows need."""
    return [offset for _, offset in rows.due_partial(visible)]


def test_documents_with_most_of_the_words_are_requested_once_and_ahead() -> None:
    """The first ones when the end of the results is near, and others as they come into view."""
    rows = ResultRows(page(PAGE))
    assert partial_offsets(rows, range(PAGE - AHEAD)) == []
    assert list(rows.due_partial(range(PAGE - AHEAD + 1))) == [(QUERY, 0)]
    assert partial_offsets(rows, range(PAGE)) == []
    rows.add_partial(partial(3 * PAGE, count=PAGE))

    assert partial_offsets(rows, range(PAGE, 2 * PAGE - AHEAD)) == []
    assert partial_offsets(rows, range(PAGE, 2 * PAGE - AHEAD + 1)) == [PAGE]
    assert partial_offsets(rows, range(3 * PAGE + 1, 9 * PAGE)) == [2 * PAGE]


def test_one_word_is_never_missing() -> None:
    """Only a query of several words has such documents."""
    for text, expected in (("border", []), ("border talks", [0])):
        rows = ResultRows(Page(replace(QUERY, text=text), 0, 1.0))
        assert partial_offsets(rows, range(1)) == expected


def test_uncertain_facets_are_behind_a_row() -> None:
    """Which folds and unfolds them."""
    facets = [Facet(Kind.PERSON, name, name, 1) for name in "abcd"]
    folded, unfolded = FacetRows(facets, 2), FacetRows(facets, 2, is_unfolded=True)
    plain = FacetRows(facets)

    def shown(rows: FacetRows) -> list[str]:
        return [facet.key if (facet := rows.at(row)) else "" for row in range(len(rows) + 1)]

    assert (len(plain), shown(plain)) == (4, ["a", "b", "c", "d", ""])
    assert (len(folded), shown(folded)) == (3, ["a", "b", "", ""])
    assert (len(unfolded), shown(unfolded)) == (5, ["a", "b", "", "c", "d", ""])
    assert [rows.row_of(number) for rows in (folded, unfolded) for number in range(4)] == [0, 1, 2, 2, 0, 1, 3, 4]
