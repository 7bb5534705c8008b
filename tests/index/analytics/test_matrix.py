"""Matrices, the documents of their cells, and co-occurrences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.model.analytics import Axis, Unit
from index.model.entity import Action, Correction
from index.model.errors import EntityNotFound
from index.model.query import Filter, Kind, Query
from tests.index.stories import Shelf, Story

PEOPLE, COUNTRIES = Axis(Kind.PERSON), Axis(Kind.COUNTRY)


def story(text: str, *people: tuple[str, ...], countries: tuple[tuple[str, ...], ...] = ()) -> Story:
    """A story with given names."""
    return Story(text, people, countries=countries)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Five stories, in two commits."""
    ada, bob = ("Ada Lovelace", "Lovelace"), ("Bob Dylan", "Dylan")
    italy, chile = ("IT", "Italy"), ("CL", "Chile")
    shelf = Shelf(tmp_path)
    shelf.write(
        story(
            "Ada Lovelace saw Italy. Bob Dylan saw Chile.\n\nLovelace left Chile.", ada, bob, countries=(italy, chile)
        ),
        story(
            "Ada Lovelace met Bob Dylan in Italy. Dylan saw Italy again with Lovelace.", ada, bob, countries=(italy,)
        ),
        story("Bob Dylan sang in Chile.", bob, countries=(chile,)),
    )
    shelf.change({3: story("Nobody went to Italy or Chile.", countries=(italy, chile)), 4: story("Bob Dylan.", bob)})
    return shelf


@pytest.fixture
def library(shelf: Shelf) -> Library:
    """The library of the stories."""
    return shelf.open()


def table(
    library: Library, unit: Unit, rows: Axis = PEOPLE, columns: Axis = COUNTRIES, query: str = ""
) -> dict[str, int]:
    """The counts of a matrix, by "row/column"."""
    matrix = library.analytics.matrix(Query(query), rows, columns, unit)
    return {
        f"{row.label.split()[-1]}/{column.label.split()[-1]}": count
        for row, counts in zip(matrix.rows, matrix.counts, strict=True)
        for column, count in zip(matrix.columns, counts, strict=True)
    }


def test_documents_with_both_names_are_counted(library: Library) -> None:
    """By document, people × countries."""
    assert table(library, Unit.DOCUMENT) == {
        "Dylan/Italy": 2, "Dylan/Chile": 2, "Lovelace/Italy": 2, "Lovelace/Chile": 1,
    }  # fmt: skip


def test_paragraphs_with_both_names_are_counted(library: Library) -> None:
    """Also where a short form of the name stands in them."""
    assert table(library, Unit.PARAGRAPH) == {
        "Dylan/Italy": 2, "Dylan/Chile": 2, "Lovelace/Italy": 2, "Lovelace/Chile": 2,
    }  # fmt: skip


def test_sentences_with_both_names_are_counted(library: Library) -> None:
    """Each sentence once."""
    assert table(library, Unit.SENTENCE) == {
        "Dylan/Italy": 2, "Dylan/Chile": 2, "Lovelace/Italy": 3, "Lovelace/Chile": 1,
    }  # fmt: skip


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("axis", [PEOPLE, COUNTRIES])
def test_a_matrix_of_one_kind_is_symmetric(library: Library, unit: Unit, axis: Axis) -> None:
    """And its diagonal counts the units of each name."""
    matrix = library.analytics.matrix(Query(), axis, axis, unit)
    counts = np.array(matrix.counts)

    assert (counts == counts.T).all()
    assert (counts.diagonal() >= counts.max(axis=0)).all()
    if unit is Unit.DOCUMENT:
        assert counts.diagonal().tolist() == [row.documents for row in matrix.rows]


def test_only_results_of_the_query_count(library: Library) -> None:
    """In cells and on the axes."""
    matrix = library.analytics.matrix(Query("sang"), PEOPLE, COUNTRIES)

    assert [facet.label for facet in (*matrix.rows, *matrix.columns)] == ["Bob Dylan", "Chile"]
    assert (matrix.counts, matrix.total, matrix.relevant) == (((1,),), 1, 1)


def test_names_can_be_chosen(library: Library) -> None:
    """Unknown keys are left out, also where there are no results."""
    chosen = Axis(Kind.COUNTRY, keys=("CL", "XX", "CL"))

    assert table(library, Unit.DOCUMENT, columns=chosen) == {"Dylan/Chile": 2, "Lovelace/Chile": 1}
    nothing = library.analytics.matrix(Query("zeppelin"), PEOPLE, chosen, Unit.SENTENCE)
    assert (nothing.rows, nothing.counts, nothing.total) == ((), (), 0)
    assert [facet.documents for facet in nothing.columns] == [0]


def test_names_are_limited_to_the_most_frequent(library: Library) -> None:
    """With the order of the facets."""
    matrix = library.analytics.matrix(Query(), Axis(Kind.PERSON, limit=1), COUNTRIES)

    assert [(row.label, row.documents) for row in matrix.rows] == [("Bob Dylan", 4)]


def test_the_number_of_documents_read_is_limited(library: Library) -> None:
    """And said."""
    matrix = library.analytics.matrix(Query(), PEOPLE, COUNTRIES, Unit.SENTENCE, most=1)

    assert (matrix.total, matrix.relevant, matrix.examined) == (5, 3, 1)


def test_corrections_apply(shelf: Shelf) -> None:
    """Merged people are one row, hidden ones none."""
    library = shelf.open()
    library.correct(Correction(Action.MERGE, Kind.PERSON, ("Ada Lovelace", "Bob Dylan")))
    library.correct(Correction(Action.HIDE, Kind.COUNTRY, ("CL",)))

    for unit, count in ((Unit.DOCUMENT, 2), (Unit.SENTENCE, 3)):
        matrix = library.analytics.matrix(Query(), PEOPLE, COUNTRIES, unit)
        assert ([row.label for row in matrix.rows], matrix.counts) == (["Bob Dylan"], ((count,),))


@pytest.mark.parametrize("unit", Unit)
def test_a_cell_gives_as_many_places_as_it_counts(library: Library, unit: Unit) -> None:
    """And as many documents as a search with both filters."""
    matrix = library.analytics.matrix(Query(), PEOPLE, COUNTRIES, unit)
    for row, counts in zip(matrix.rows, matrix.counts, strict=True):
        for column, count in zip(matrix.columns, counts, strict=True):
            names = (row.kind, row.key), (column.kind, column.key)
            cell = library.analytics.cell(Query(), *names, unit)

            assert len(cell.places) == count
            assert cell.total == library.search(Query(filters=tuple(Filter(*name) for name in names))).total


def test_a_place_is_the_mention_of_the_row(library: Library) -> None:
    """In the sentence with both names, both of them highlighted."""
    cell = library.analytics.cell(
        Query(), (Kind.PERSON, "ada lovelace"), (Kind.COUNTRY, "IT"), Unit.SENTENCE, limit=2, offset=1
    )
    texts = {place.doc_id: library.document(place.doc_id).text for place in cell.places}

    assert [texts[place.doc_id][slice(*place.at)] for place in cell.places] == ["Ada Lovelace", "Lovelace"]
    assert all(len(place.snippet.hits) == 2 for place in cell.places)


def test_co_occurrences_of_a_name(library: Library) -> None:
    """Without itself, most frequent first, then by label."""
    by_document = library.analytics.co_occurrences(Kind.COUNTRY, "CL")
    by_sentence = library.analytics.co_occurrences(Kind.COUNTRY, "CL", unit=Unit.SENTENCE)

    assert [(each.label, each.count) for each in by_document.people] == [("Bob Dylan", 2), ("Ada Lovelace", 1)]
    assert [(each.label, each.count) for each in by_sentence.countries] == [("Italy", 1)]
    assert (by_document.entity.documents, by_document.examined) == (3, 3)


def test_a_name_that_is_not_there_is_an_error(library: Library) -> None:
    """For cells and co-occurrences."""
    with pytest.raises(EntityNotFound):
        library.analytics.co_occurrences(Kind.PERSON, "zeppelin")
    with pytest.raises(EntityNotFound):
        library.analytics.cell(Query(), (Kind.YEAR, "1987"), (Kind.COUNTRY, "IT"))


def test_analytics_outlive_their_commit(shelf: Shelf) -> None:
    """They go on with the documents of the commit that was the last one."""
    library = shelf.open()
    analytics = library.analytics
    shelf.change({2: None})
    shelf.tidy()
    assert library.refresh()

    assert analytics.matrix(Query(), PEOPLE, COUNTRIES, Unit.SENTENCE).total == 5
    assert library.analytics.matrix(Query(), PEOPLE, COUNTRIES, Unit.SENTENCE).total == 4


def test_an_empty_library_has_no_analytics(tmp_path: Path) -> None:
    """As it has no entity pages."""
    (tmp_path / "folder").mkdir()
    library = Library.open(tmp_path / "folder", tmp_path / "library", create=True)

    with pytest.raises(EntityNotFound):
        _ = library.analytics
