"""Documents like another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.model.errors import DocumentNotFound
from tests.index.stories import Shelf, Story, named

STRIKE = "Seamen in Santos went on strike for higher wages, and ships lay idle in the harbour."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Stories in two commits, about a strike, a person, and nothing of both."""
    shelf = Shelf(tmp_path_factory.mktemp("similar"))
    quiet = [Story(f"A quiet day went by in the town of numbers, and it rained {n}.") for n in range(40)]
    shelf.write(
        Story(STRIKE + " Ada Lovelace left Chile.", (("Ada Lovelace",),), countries=(("CL", "Chile"),)),
        Story("The seamen of Santos end their strike; ships leave the harbour again."),
        Story("A strike of bakers."),
        *quiet,
    )
    shelf.change({
        60: named("Ada Lovelace"), 61: named("Bob Dylan", countries=["CL"]), 62: Story(STRIKE), 63: Story(STRIKE),
        64: Story("Same text.", numbered=False), 65: Story("Same text.", numbered=False), 66: Story(""),
    })  # fmt: skip
    return shelf.open()


def found(library: Library, path: str, limit: int = 20) -> dict[str, float]:
    """The scores of the documents like one, by path."""
    return {each.path: each.score for each in library.analytics.similar(path, limit=limit).documents}


def test_the_most_similar_come_first(library: Library) -> None:
    """By how many telling words and names they share."""
    scores = found(library, "0.txt")

    assert list(scores)[:3] in (["62.txt", "63.txt", "1.txt"], ["63.txt", "62.txt", "1.txt"])
    assert {"2.txt", "60.txt", "61.txt"} <= scores.keys()
    assert "0.txt" not in scores
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert all(0 < score <= 1 for score in scores.values())


def test_each_says_what_it_shares(library: Library) -> None:
    """Words as the document writes them, people and countries."""
    documents = {each.path: each for each in library.analytics.similar("0.txt").documents}

    assert {"Seamen", "Santos", "strike", "ships", "harbour"} <= set(documents["1.txt"].words)
    assert (documents["2.txt"].words, documents["60.txt"].people) == (("strike",), ("Ada Lovelace",))
    assert (documents["61.txt"].people, documents["61.txt"].countries) == ((), ("Chile",))


def test_words_of_many_documents_do_not_count(library: Library) -> None:
    """Nor those of one alone, nor numbers."""
    words = set(library.analytics.similar("0.txt").words)

    assert not {"in", "and", "went", "0"} & words
    assert "Seamen" in words


def test_the_number_is_limited(library: Library) -> None:
    """The most similar ones stay."""
    every = found(library, "0.txt")

    assert list(found(library, "0.txt", limit=2)) == list(every)[:2]


def test_identical_texts_are_shown_once(library: Library) -> None:
    """And never as similar to themselves."""
    assert "65.txt" not in found(library, "64.txt")


def test_a_document_without_words_is_like_none(library: Library) -> None:
    """No error."""
    assert found(library, "66.txt") == {}


def test_an_unknown_document_is_an_error(library: Library) -> None:
    """As for the reader."""
    with pytest.raises(DocumentNotFound):
        library.analytics.similar("zeppelin.txt")


def test_one_document_is_like_none(tmp_path: Path) -> None:
    """In a library of its own."""
    shelf = Shelf(tmp_path)
    shelf.write(Story(STRIKE))

    assert shelf.open().analytics.similar("0.txt").documents == ()
