"""All counts of people and countries agree, whatever is corrected, updated or damaged."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.model.entity import Correction
from index.model.errors import CorrectionError
from index.model.query import Query
from tests.index.agreement import NAMES, STORIES, agree
from tests.index.corrections import C, P, hide, merge, people, rename, split
from tests.index.stories import Shelf, Story, write_six_stories


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library of stories."""
    return Shelf(tmp_path)


@pytest.fixture
def library(shelf: Shelf) -> Library:
    """Six stories."""
    return write_six_stories(shelf)


CORRECTIONS = st.lists(
    st.one_of(
        st.builds(merge, st.sampled_from(NAMES[:5]), st.sampled_from(NAMES[5:])),
        st.builds(split, st.sampled_from(NAMES[:3]), st.sampled_from(NAMES[3:])),
        st.builds(rename, st.sampled_from(NAMES), st.just("Somebody Else")),
        st.builds(hide, st.sampled_from(NAMES), st.sampled_from(["", "0.txt", "1.txt"])),
        st.builds(hide, st.sampled_from(["US", "SY"]), st.sampled_from(["", "0.txt"]), st.just(C)),
    ),
    max_size=4,
)


@settings(max_examples=25)
@given(STORIES, STORIES, CORRECTIONS, st.randoms(use_true_random=False))
def test_everything_agrees(
    first: list[Story | None], then: list[Story | None], corrections: list[Correction], chance: random.Random
) -> None:
    """Facets, filters, queries, hits and pages agree, and an updated library equals one built at once."""
    with tempfile.TemporaryDirectory() as root:
        grown, whole = Shelf(Path(root) / "grown"), Shelf(Path(root) / "whole")
        grown.write(*first)
        grown.write(*then)
        final = [*then, *first[len(then) :]]
        whole.write(*final)
        libraries = grown.open(), whole.open()
        for library in libraries:
            for correction in corrections:
                try:
                    library.correct(correction)
                except CorrectionError:
                    continue
        pages = [library.search(Query("", limit=100)) for library in libraries]

        assert list(pages[0].people) == list(pages[1].people)
        assert list(pages[0].countries) == list(pages[1].countries)
        shown = [{hit.path: (sorted(hit.people), sorted(hit.countries)) for hit in page.hits} for page in pages]
        assert shown[0] == shown[1]
        agree(libraries[0])
        for library in libraries:
            library.close()


def test_a_damaged_or_missing_cache_changes_nothing(shelf: Shelf, library: Library) -> None:
    """Entity resolution is computed again."""
    before = people(library)
    library.close()
    for spoil in _ways_to_spoil(shelf.directory):
        spoil()
        assert people(shelf.open()) == before


def test_opening_computes_nothing_again(shelf: Shelf, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither entity resolution nor merge candidates are computed after an update has ended."""
    before, suggestions = people(library), library.suggestions()
    shelf.tidy()

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("index.resolution.resolve.identify", fail)
    monkeypatch.setattr("index.entities.merge_candidates.find_merge_candidates", fail)
    again = shelf.open()
    assert (people(again), again.suggestions()) == (before, suggestions)
    assert suggestions[0] in again.entity(P, "hafez asad").suggestions


def _ways_to_spoil(directory: Path) -> Iterator[Callable[[], object]]:
    (kept,) = directory.glob("identity-*.npz")
    whole = kept.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    yield lambda: kept.write_bytes(bytes(flipped))
    yield lambda: kept.write_bytes(whole[: len(whole) // 3])
    yield lambda: kept.write_bytes(b"")
    yield kept.unlink
