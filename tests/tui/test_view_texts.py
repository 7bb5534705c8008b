"""The pure functions of the views: levels, orders, periods, queries and the words around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from index.model.analytics import Matrix, Unit
from index.model.comparison import Contrasted
from index.model.explanation import Explanation, HitExplanation, PartKind, QueryPart, Ranking, WordScore
from index.model.query import Facet, Filter, Kind, Page, Query, Sort
from index.model.similar import SimilarDocument
from index.model.step import Step
from tui.state.comparands import having, having_contrasted, periods, with_word
from tui.state.matrix_view import SIZES, Axes, MatrixView, Order, ordered
from tui.text.contrast import query_label
from tui.text.explanation import place_lines
from tui.text.matrix import cell_caption, column_head, column_width, greatest, matrix_heading, shade
from tui.text.periods import step_between
from tui.text.results_title import results_title
from tui.text.similar import share_bar, similar_query
from tui.text.sparkline import bars

ADA, BOB = Facet(Kind.PERSON, "ada", "Ada Lovelace", 9), Facet(Kind.PERSON, "bob", "bob Dylan", 4)
CHILE, PERU = Facet(Kind.COUNTRY, "CL", "Chile", 8), Facet(Kind.COUNTRY, "PE", "Peru", 7)
MATRIX = Matrix(Query("copper"), Unit.DOCUMENT, (ADA, BOB), (CHILE, PERU), ((1, 5), (3, 0)), 12, 9, 9)


@pytest.mark.parametrize(
    ("count", "most", "level"), [(0, 9, 0), (1, 1, 4), (1, 9999, 1), (99, 9999, 2), (9999, 9999, 4)]
)
def test_levels_grow_with_the_logarithm(count: int, most: int, level: int) -> None:
    """0 has none, the greatest count has the last, and a small one is still visible."""
    assert shade(count, most) == level


def test_the_words_around_a_matrix() -> None:
    """Kinds and numbers; a name with itself says its own count and sets no level."""
    assert matrix_heading(MATRIX) == "People × countries · by document · 9 of 12 documents have both"
    assert cell_caption(MATRIX, ADA, PERU, 1) == "Ada Lovelace × Peru: 1 document"
    assert cell_caption(MATRIX, BOB, PERU, 0) == "bob Dylan × Peru: never together"
    people = Matrix(Query(), Unit.SENTENCE, (ADA, BOB), (ADA, BOB), ((90, 2), (2, 40)), 12, 9, 5)
    assert cell_caption(people, ADA, ADA, 90) == "Ada Lovelace: 90 sentences"
    assert matrix_heading(people).endswith("counted in the newest 5")
    assert (greatest(MATRIX), greatest(people)) == (5, 2)
    assert (column_head(ADA), column_head(CHILE)) == ("Lovelace", "CL")
    assert column_width(people) > column_width(MATRIX)


@pytest.mark.parametrize(
    ("order", "rows", "columns"),
    [
        (Order.DOCUMENTS, ["ada", "bob"], ["CL", "PE"]),
        (Order.NAME, ["ada", "bob"], ["CL", "PE"]),
        (Order.CELL, ["bob", "ada"], ["PE", "CL"]),
    ],
)
def test_rows_and_columns_move_with_their_counts(order: Order, rows: list[str], columns: list[str]) -> None:
    """By the row of Ada and the column of Chile."""
    found = ordered(MATRIX, order, ADA, CHILE)
    assert ([each.key for each in found.rows], [each.key for each in found.columns]) == (rows, columns)
    assert found.counts[rows.index("ada")][columns.index("PE")] == 5


def test_what_a_matrix_shows_goes_around() -> None:
    """Three units, three pairs of kinds, four sizes."""
    view = MatrixView()
    assert view.next_unit().next_unit().next_unit() == view
    assert view.next_axes().axes is Axes.PEOPLE
    assert view.next_axes().next_axes().next_axes() == view
    assert (view.resized(-9).size, view.resized(9).size) == (SIZES[0], SIZES[-1])


YEARS = tuple(Facet(Kind.YEAR, str(year), str(year), documents) for year, documents in
              ((2020, 1), (2021, 5), (2022, 2), (2023, 2)))  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "chosen", "labels"),
    [
        ((), None, ["the periods 2020–2021 and 2022–2023"]),
        ((), ("2021", "2022"), ["the years before: 2020", "the years after: 2023", "all other years"]),
        ((Filter(Kind.YEAR, "2020"),), None, ["the years after: 2021"]),
        ((), ("2020", "2023"), []),
        ((), ("1999", "1999"), []),
    ],
)
def test_the_periods_to_compare(filters: tuple[Filter, ...], chosen: tuple[str, str] | None, labels: list[str]) -> None:
    """The halves by documents; around chosen years, as many years before and after."""
    found = periods(Query("copper", filters), YEARS, chosen)
    assert [each.label for each in found] == labels
    assert all(each.left.text == each.right.text == "copper" for each in found)
    assert not periods(Query(), YEARS[:1], None)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query(""), "ore"),
        (Query("copper"), "copper ore"),
        (Query("copp", typing=True), "ore copp"),
        (Query("copper OR gold"), "(copper OR gold) ore"),
        (Query('"copper mine'), '"copper mine" ore'),
    ],
)
def test_a_word_is_added_to_a_query(query: Query, text: str) -> None:
    """So that the results that it opens are those that were counted."""
    assert with_word(query, "ore").text == text


def test_names_are_added_as_filters_once() -> None:
    """An exclusion of the name is replaced; other filters stay."""
    query = Query("copper", (Filter(Kind.COUNTRY, "CL", exclude=True), Filter(Kind.YEAR, "2020")))
    filters = having(query, CHILE, CHILE).filters
    assert filters == (Filter(Kind.YEAR, "2020"), Filter(Kind.COUNTRY, "CL"))
    assert having_contrasted(query, Contrasted(Kind.COUNTRY, "CL", "Chile", 1, 0, 20.0)).filters == filters
    assert having_contrasted(query, Contrasted(None, "ore", "ores", 1, 0, 20.0)).text == "copper ores"


def test_names_are_required_beside_any_of_filters() -> None:
    """One of the alternatives replaces them all; another name is a term, as a filter would be one more alternative."""
    chile, peru = Filter(Kind.COUNTRY, "CL"), Filter(Kind.COUNTRY, "PE")
    query = Query("copper", (chile, peru), any_of=frozenset({Kind.COUNTRY}))
    assert having(query, ADA, CHILE) == Query("copper", (Filter(Kind.PERSON, ADA.key), chile))
    bolivia = Facet(Kind.COUNTRY, "BO", "Bolivia", 1)
    assert having(query, ADA, bolivia) == replace(
        query, text="copper country:BO", filters=(chile, peru, Filter(Kind.PERSON, ADA.key))
    )
    people = Query("", (Filter(Kind.PERSON, "x"), Filter(Kind.PERSON, "y")), any_of=frozenset({Kind.PERSON}))
    assert having(people, ADA).text == f'person:"{ADA.label}"'


def test_what_a_set_of_documents_is_called() -> None:
    """Its words and years; other filters are counted."""
    assert query_label(Query()) == "all documents"
    filters = (Filter(Kind.YEAR, "2020..2022"), Filter(Kind.COUNTRY, "CL"))
    assert query_label(Query(" copper ", filters)) == "“copper” · 2020–2022 · 1 filter"
    assert query_label(Query("", (Filter(Kind.YEAR, "2020", exclude=True),))) == "not 2020"


@pytest.mark.parametrize(
    ("page", "documents", "title"),
    [
        (Page(Query(), 0, 0.0), 9, "Results"),
        (Page(Query(), 7, 0.0), 9, "7 documents · 2 identical"),
        (Page(Query(), 7, 0.0), None, "7 documents"),
        (Page(Query("copper"), 7, 0.0, folded=3), 9, "7 documents · 3 folded"),
        (Page(Query(), 18_052, 0.0, folded=427), 18_054, "18\u202f052 · 427 folded · 2 identical"),
    ],
)
def test_counts_that_differ_say_why(page: Page, documents: int | None, title: str) -> None:
    """Identical texts count once, and near-duplicates are folded."""
    assert results_title(page, documents) == title


def test_the_place_of_a_document() -> None:
    """Its number and the parts of its score; a document with most of the words has none."""
    hit = HitExplanation("1", "a.txt", "Title", 2.0, (WordScore("copper", 2.0),))
    tree = QueryPart(PartKind.WORD, 3, "copper")
    found = Explanation(Query("copper", offset=6), 9, tree, (hit,))
    assert next(place_lines(found, "1")) == "Result 7 of 9: Title"
    assert "2.00  score, by BM25F:\n    2.00  copper" in "\n".join(place_lines(found, "1"))
    on_server = replace(found, ranking=Ranking.BM25)
    assert "2.00  score, by BM25:\n" in "\n".join(place_lines(on_server, "1"))
    assert "not among these results" in "".join(place_lines(found, "2"))
    assert not list(place_lines(Explanation(Query(), 9, tree, ()), ""))
    newest = Explanation(Query("copper", sort=Sort.NEWEST), 9, tree, (hit,))
    assert "Sorted newest first" in "\n".join(place_lines(newest, "1"))


def test_charts_and_their_steps() -> None:
    """Bars are as high as their share, in whole and eighths of a line; periods suit the time between two dates."""
    assert bars([0, 4, 8], 6, 2) == ["    █ ", "  █ █ "]
    assert bars([1, 1, 2, 4], 2, 1) == ["▃█"]
    first = dt.date(2020, 1, 1)
    ends = [dt.date(2020, 2, 1), dt.date(2020, 9, 1), dt.date(2025, 1, 1)]
    assert [step_between(first, end) for end in ends] == [Step.DAY, Step.MONTH, Step.YEAR]


def test_likeness_and_shared_words() -> None:
    """A percentage with a bar; words that are no letters only are quoted."""
    assert share_bar(0.42) == " 42 % ██░░░"
    document = SimilarDocument("1", "a", "A", None, 0.4, ("ore", "co-op"), (), (), near=False)
    assert similar_query(document) == 'ore OR "co-op"'
