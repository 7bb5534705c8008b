"""What stands out in the results of a query."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analytics.log_likelihood import log_likelihood, stands_out
from index.library import Library
from index.model.comparison import Contrasted
from index.model.query import Query
from tests.index.stories import Shelf, Story, named


def g2(table: list[list[int]]) -> float:
    """G² of a table as a sum over its cells, by the definition."""
    total = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    return 2 * sum(
        count * math.log(count * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        if count
    )


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 900), st.integers(0, 900))
def test_the_ratio_is_that_of_its_definition(left: int, right: int, left_rest: int, right_rest: int) -> None:
    """For all 2 × 2 tables."""
    found = log_likelihood(np.array([left]), np.array([right]), left + left_rest, right + right_rest)

    assert found[0] == pytest.approx(g2([[left, right], [left_rest, right_rest]]), abs=1e-6)


def test_a_known_ratio() -> None:
    """Of the first row of table 1 in Dunning 1993: "the swiss", 110, 2442, 111, 29114."""
    found = log_likelihood(np.array([110]), np.array([111]), 110 + 2442, 111 + 29114)

    assert found[0] == pytest.approx(g2([[110, 111], [2442, 29114]]))
    assert found[0] == pytest.approx(270.72, abs=0.01)


@pytest.mark.parametrize(
    ("left", "right", "totals", "stands"),
    [
        (20, 0, (100, 100), True),
        (0, 20, (100, 100), False),
        (1, 0, (10, 100_000), False),  # one document may be a slip
        (5000, 4000, (10_000, 10_000), False),  # significant, but hardly more
        (20, 0, (100, 0), False),
        (3, 2, (100, 100), False),
    ],
)
def test_what_stands_out(left: int, right: int, totals: tuple[int, int], stands: bool) -> None:
    """It is significant, clearly more, and in more than one document."""
    assert bool(stands_out(np.array([left]), np.array([right]), *totals)[0]) is stands


def plain(text: str) -> Story:
    """A story without names."""
    return Story(text)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Stories about wool and coal, about both, and about neither, in two commits."""
    shelf = Shelf(tmp_path_factory.mktemp("compared"))
    chile = (("CL", "Chile"),)
    ada, bob = (("Ada Lovelace",),), (("Bob Dylan",),)
    wool = [Story(f"Wool: Sheep graze in fog. Chile, Ada Lovelace. {n}", ada, countries=chile) for n in range(12)]
    coal = [Story(f"Coal: Miners dig in fog. 1987 x. Chile, Bob Dylan. {n}", bob, countries=chile) for n in range(12)]
    shelf.write(*wool, *coal[:6])
    rest = [*coal[6:], plain("Wool and coal, sheep and miners."), *(plain(f"Quiet day {n}.") for n in range(160))]
    shelf.change(dict(enumerate(rest, 18)))
    shelf.change({100: named("Ada Lovelace"), 101: None})
    return shelf.open()


def labels(values: tuple[Contrasted, ...]) -> list[str]:
    """What is shown."""
    return [each.label for each in values]


def test_names_and_words_of_each_side(library: Library) -> None:
    """Not the words of the queries, numbers and initials."""
    found = library.analytics.compare(Query("wool"), Query("coal"))

    assert (found.left_total, found.right_total, found.both) == (13, 13, 1)
    assert (labels(found.people.left), labels(found.people.right)) == (["Ada Lovelace"], ["Bob Dylan"])
    assert {"Sheep", "graze"} <= set(labels(found.words.left))
    assert {"Miners", "dig"} <= set(labels(found.words.right))
    shown = {word for side in (found.words.left, found.words.right) for word in labels(side)}
    assert not {"Wool", "Coal", "1987", "x", "fog"} & shown


def test_what_both_share(library: Library) -> None:
    """Names in both, and words that both have more of than the library."""
    found = library.analytics.compare(Query("wool"), Query("coal"))

    assert [(each.label, each.left, each.right) for each in found.countries.shared] == [("Chile", 12, 12)]
    assert (found.people.shared, found.countries.left) == ((), ())
    assert "fog" in labels(found.words.shared)
    assert "Sheep" not in labels(found.words.shared)


def test_counts_are_those_of_searches(library: Library) -> None:
    """Documents in both sets count in both."""
    found = library.analytics.compare(Query("wool"), Query("coal"))
    for each in (*found.words.left, *found.words.right, *found.words.shared):
        assert each.left == library.search(Query(f"wool {each.label}")).total
        assert each.right == library.search(Query(f"coal {each.label}")).total


def test_against_the_rest_of_the_library(library: Library) -> None:
    """Without a second query."""
    found = library.analytics.compare(Query("wool"))

    assert (found.left_total, found.left_total + found.right_total) == (13, len(library))
    assert {"Sheep", "graze", "Lovelace"} <= set(labels(found.words.left))
    assert labels(found.people.left) == ["Ada Lovelace"]
    assert (found.both, found.words.shared) == (0, ())


def test_the_number_is_limited(library: Library) -> None:
    """Those with the highest scores stay."""
    every = library.analytics.compare(Query("wool"), Query("coal"))
    few = library.analytics.compare(Query("wool"), Query("coal"), limit=1)

    assert few.words.left == every.words.left[:1]
    assert [each.score for each in every.words.left] == sorted((each.score for each in every.words.left), reverse=True)


@pytest.mark.parametrize(
    ("left", "right"), [("wool", "wool"), ("zeppelin", "wool"), ("zeppelin", None), ("wool", "sheep")]
)
def test_equal_and_empty_sets_have_nothing_that_stands_out(library: Library, left: str, right: str | None) -> None:
    """On the side that has no documents of its own."""
    found = library.analytics.compare(Query(left), Query(right) if right else None)

    assert (found.people.left, found.words.left) == ((), ())


def test_a_word_is_spelt_as_in_the_documents(tmp_path: Path) -> None:
    """Not as its stem."""
    shelf = Shelf(tmp_path)
    shelf.write(
        *(plain(f"Wool and OPEC ministries {n}") for n in range(9)), *(plain(f"Nothing at all {n}") for n in range(60))
    )

    assert set(labels(shelf.open().analytics.compare(Query("wool")).words.left)) == {"and", "OPEC", "ministries"}
