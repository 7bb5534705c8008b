"""What is compared, and the matrix: without the explorer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model.analytics import Matrix, Unit
from index.model.query import Facet, Filter, Kind, Query
from tui.state.comparands import having, periods, typed_comparand, with_word
from tui.state.matrix_view import SIZES, Axes, MatrixView, Order, ordered


def years(first: int, *documents: int) -> list[Facet]:
    """Successive years with these numbers of documents."""
    return [Facet(Kind.YEAR, str(year), str(year), count) for year, count in enumerate(documents, first)]


def filters(query: Query) -> list[tuple[str, bool]]:
    """The keys of the filters, and whether they exclude."""
    return [(choice.key, choice.exclude) for choice in query.filters]


def test_chosen_years_are_compared_with_those_around_them() -> None:
    """As many before and after, and all others."""
    lithuania = Filter(Kind.COUNTRY, "LT")
    query = Query("oil", filters=(lithuania, Filter(Kind.YEAR, "2003")), offset=25)
    before, after, others = periods(query, years(2000, *[1] * 10), ("2003", "2005"))

    assert filters(before.left) == filters(after.left) == filters(others.left) == [("LT", False), ("2003..2005", False)]
    assert (filters(before.right), before.label) == (
        [("LT", False), ("2000..2002", False)],
        "the years before: 2000–2002",
    )
    assert (filters(after.right), after.label) == ([("LT", False), ("2006..2008", False)], "the years after: 2006–2008")
    assert (filters(others.right), others.label) == ([("LT", False), ("2003..2005", True)], "all other years")
    assert before.left.offset == 0


@pytest.mark.parametrize(
    ("chosen", "labels"),
    [
        (("2000", "2001"), ["the years after: 2002–2003"]),
        (("2008", "2009"), ["the years before: 2006–2007"]),
        (("2001", "2001"), ["the years before: 2000", "the years after: 2002", "all other years"]),
        (("2001", "2005"), ["the years before: 2000", "the years after: 2006–2009", "all other years"]),
        (("2000", "2009"), []),
        (("1999", "2001"), []),
        (("2001", "2010"), []),
        (("2005", "2001"), []),
    ],
)
def test_years_at_the_ends_have_fewer_around_them(chosen: tuple[str, str], labels: list[str]) -> None:
    """And all years, or unknown ones, none."""
    assert [each.label for each in periods(Query(), years(2000, *[1] * 10), chosen)] == labels


@pytest.mark.parametrize(
    ("documents", "label"),
    [
        ((5, 1, 1, 1, 1, 1), "the periods 2000 and 2001–2005"),
        ((1, 1, 1, 1), "the periods 2000–2001 and 2002–2003"),
        ((1, 1, 1, 9), "the periods 2000–2002 and 2003"),
        ((1, 1), "the periods 2000 and 2001"),
    ],
)
def test_without_chosen_years_halves_are_compared(documents: tuple[int, ...], label: str) -> None:
    """Of about as many documents."""
    [halves] = periods(Query(), years(2000, *documents), None)
    assert halves.label == label
    assert periods(Query(), years(2000, 7), None) == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query("oil"), "oil tin"),
        (Query(" oil ", typing=True), "tin oil"),
        (Query(""), "tin"),
        (Query('"oil price'), '"oil price" tin'),
        (Query("oil OR gas"), "(oil OR gas) tin"),
        (Query("oil|gas"), "(oil|gas) tin"),
        (Query("oil ANDNOT gas"), "(oil ANDNOT gas) tin"),
        (Query("oil AND gas"), "oil AND gas tin"),
        (Query("ORE"), "ORE tin"),
    ],
)
def test_the_added_word_applies_to_the_whole_query(query: Query, text: str) -> None:
    """From the first result on."""
    assert with_word(replace(query, offset=50, around="1"), "tin") == replace(query, text=text)


def test_names_replace_their_filters() -> None:
    """The others stay in front; a name that excludes is replaced, too."""
    merkel = Facet(Kind.PERSON, "merkel", "Merkel", 2)
    query = Query(
        filters=(Filter(Kind.PERSON, "merkel", exclude=True), Filter(Kind.COUNTRY, "LT")), offset=25, around="1"
    )

    wanted = (Filter(Kind.COUNTRY, "LT"), Filter(Kind.PERSON, "merkel"))
    assert having(query, merkel, merkel) == Query(filters=wanted)
    assert typed_comparand(query, " tin ").right == Query("tin")
    assert typed_comparand(query, " tin ").label == "“tin”"


def test_the_matrix_goes_around_its_choices() -> None:
    """Sizes end at the least and the greatest."""
    view = MatrixView()
    assert [view.next_axes().axes, view.next_axes().next_axes().next_axes().axes] == [
        Axes.PEOPLE,
        Axes.PEOPLE_COUNTRIES,
    ]
    assert view.next_unit().unit is not Unit.DOCUMENT
    assert [view.resized(steps).size for steps in (-9, -1, 0, 1, 2, 9)] == [SIZES[0], 12, 25, 50, 100, SIZES[-1]]
    rows, others = view.sides()
    assert ((rows.kind, rows.limit), (others.kind, others.limit)) == ((Kind.PERSON, 25), (Kind.COUNTRY, 25))


def test_the_matrix_is_ordered_by_the_cell() -> None:
    """Rows by the counts in the column of the cursor, or else the first one; columns by those in its row."""
    rows = tuple(Facet(Kind.PERSON, name, name.upper(), count) for name, count in (("b", 9), ("a", 5), ("c", 1)))
    parts = tuple(Facet(Kind.COUNTRY, name, name, count) for name, count in (("x", 8), ("y", 3)))
    matrix = Matrix(Query(), Unit.DOCUMENT, rows, parts, ((1, 4), (3, 0), (2, 6)), 10, 10, 10)

    def shown(found: Matrix) -> tuple[str, str, list[int]]:
        names = "".join(each.key for each in found.rows), "".join(each.key for each in found.columns)
        return (*names, [count for row in found.counts for count in row])

    assert shown(ordered(matrix, Order.NAME)) == ("abc", "xy", [3, 0, 1, 4, 2, 6])
    assert shown(ordered(matrix, Order.CELL)) == ("acb", "yx", [0, 3, 6, 2, 4, 1])
    assert shown(ordered(matrix, Order.CELL, rows[1], parts[1])) == ("cba", "xy", [2, 6, 1, 4, 3, 0])
    assert shown(ordered(ordered(matrix, Order.CELL), Order.DOCUMENTS)) == ("bac", "xy", [1, 4, 3, 0, 2, 6])
    assert ordered(replace(matrix, rows=(), counts=()), Order.CELL).columns == parts
    assert ordered(replace(matrix, columns=(), counts=((), (), ())), Order.CELL).rows == rows
