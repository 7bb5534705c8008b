"""Near-duplicates: which texts are folded, and how results show them."""

from __future__ import annotations

import datetime as dt
import re
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.facets.near_duplicates import NearDuplicates
from index.library import Library
from index.model.query import Query, Sort
from index.segments.format.fingerprints import WIDTH
from index.segments.writing.fingerprinter import fingerprints
from tests.index.reprints import edited, prose
from tests.index.stories import Shelf, Story

DAY = dt.date(1987, 3, 1)


def renumbered(text: str) -> str:
    """The text with other numbers."""
    return re.sub(r"\d+", lambda match: str(int(match[0]) * 7 + 3), text)


def shortened(text: str, share: float) -> str:
    """The beginning of the text."""
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def library_of(root: Path, *texts: str, dates: Sequence[dt.date | None] = ()) -> Library:
    """A library of texts, all of one day unless dates are given."""
    shelf = Shelf(root)
    shelf.write(*(Story(text, date=date, numbered=False)
                  for text, date in zip(texts, dates or [DAY] * len(texts), strict=True)))  # fmt: skip
    return shelf.open()


def near(library: Library, number: int = 0) -> list[str]:
    """The paths of the near-duplicates of a text by its number."""
    return [each.path for each in library.analytics.near_duplicates(f"{number}.txt")]


def test_reprints_are_near_duplicates(tmp_path: Path) -> None:
    """Shortened or edited, of many texts nearly all."""
    texts = [prose(seed) for seed in range(60)]
    reprints = [*(shortened(text, 0.75) for text in texts[:20]), *(edited(text, 25) for text in texts[20:40]),
                *(f"Headline added. {edited(text, 40)} End." for text in texts[40:])]  # fmt: skip
    library = library_of(tmp_path, *texts, *reprints)
    found = [f"{number + 60}.txt" in near(library, number) for number in range(60)]

    assert sum(found) >= 57


def test_other_numbers_are_another_text(tmp_path: Path) -> None:
    """As in earnings reports, which are alike but for the numbers."""
    texts = [prose(seed) for seed in range(40)]
    library = library_of(tmp_path, *texts, *map(renumbered, texts))

    assert library.search(Query(fold=True, limit=0)).folded == 0


def test_texts_with_the_same_words_in_another_order_are_others(tmp_path: Path) -> None:
    """Shingles are of three words."""
    words = [word for word in prose(1).split() if word.isalpha()]
    library = library_of(tmp_path, " ".join(words), " ".join(sorted(words)))

    assert near(library) == []


def test_short_texts_are_never_folded(tmp_path: Path) -> None:
    """Their words are mostly those of a form."""
    assert near(library_of(tmp_path, prose(1, 40), f"{prose(1, 40)} today")) == []


@pytest.mark.parametrize(("days", "is_near"), [(0, True), (4, True), (5, False), (-5, False), (None, True)])
def test_reprints_are_of_the_same_days(tmp_path: Path, days: int | None, is_near: bool) -> None:
    """What comes again a week later is a form; a date that is unknown decides nothing."""
    other = None if days is None else DAY + dt.timedelta(days)
    library = library_of(tmp_path, prose(1), edited(prose(1), 30), dates=(DAY, other))

    assert near(library) == (["1.txt"] if is_near else [])


def test_folded_results_show_the_best_of_each_group(tmp_path: Path) -> None:
    """With the number of the others; totals and facets count all."""
    text, other = prose(1), prose(2)
    library = library_of(tmp_path, f"{text} zebra", f"{edited(text, 30)} zebra zebra zebra", f"{other} zebra", text)
    found = library.search(Query("zebra", fold=True))

    assert (found.total, found.folded) == (3, 1)
    assert [(hit.path, hit.near) for hit in found.hits] == [("1.txt", 1), ("2.txt", 0)]
    assert sum(year.documents for year in found.years) == 3
    plain = library.search(Query("zebra"))
    assert (plain.folded, len(plain.hits), {hit.near for hit in plain.hits}) == (0, 3, {0})
    assert near(library) == ["1.txt", "3.txt"]


def test_pages_of_folded_results_join(tmp_path: Path) -> None:
    """Each document that is not folded is on one page, in every order."""
    texts = [prose(seed) for seed in range(6)]
    library = library_of(tmp_path, *texts, *(edited(text, 30) for text in texts))
    for sort in Sort:
        whole = library.search(Query(fold=True, sort=sort))
        pages = [library.search(Query(fold=True, sort=sort, limit=2, offset=at)) for at in range(0, 12, 2)]

        assert (whole.folded, len(whole.hits)) == (6, 6)
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)


def test_the_page_around_a_folded_document_is_that_of_its_hit(tmp_path: Path) -> None:
    """So that the selection stays when results are folded."""
    texts = [prose(seed) for seed in range(6)]
    library = library_of(tmp_path, *texts, *(edited(text, 30) for text in texts))
    whole = library.search(Query(fold=True))
    for document in library.search(Query()).hits:
        page = library.search(Query(fold=True, limit=2, around=document.id))
        group = {document.path, *near(library, int(document.path.partition(".")[0]))}

        assert group & {hit.path for hit in page.hits}
        assert page.hits == whole.hits[page.query.offset : page.query.offset + 2]


def test_fingerprints_survive_merges_and_deletions(tmp_path: Path) -> None:
    """And a document that is gone is no near-duplicate."""
    shelf = Shelf(tmp_path)
    for number in range(8):
        shelf.change({number: Story(edited(prose(1), 30 + number), date=DAY), 20 + number: Story(prose(50 + number))})
    before = near(shelf.open())
    shelf.change({3: None})
    shelf.tidy()

    assert before == [f"{number}.txt" for number in range(1, 8)]
    assert near(shelf.open()) == [f"{number}.txt" for number in range(1, 8) if number != 3]


def test_a_fingerprint_does_not_depend_on_other_documents(tmp_path: Path) -> None:
    """Nor on the ids of terms, or on where a batch of texts begins."""
    texts = [prose(seed, 49 + seed * 40) for seed in range(40)]
    vocabulary = sorted({word for text in texts for word in re.findall(r"\w+", text)})

    def made(chosen: Sequence[str], words: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
        ids = {word: at for at, word in enumerate(words)}
        tokens = [[ids[word] for word in re.findall(r"\w+", text)] for text in chosen]
        joined = np.array([each for row in tokens for each in row], np.uint32)
        lengths = np.array(list(map(len, tokens)))
        return fingerprints([word.encode() for word in words], joined, np.arange(len(chosen)), lengths, len(chosen))

    together = made(texts, vocabulary)
    for number, text in enumerate(texts):
        assert (made([text], vocabulary[::-1])[0] == together[number]).all()
    assert together.any(axis=1).all()


def test_a_fingerprint_depends_on_the_beginning_of_a_very_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The arrays of all its terms would take gigabytes."""
    monkeypatch.setattr("index.segments.writing.fingerprinter._MOST_TERMS", 60_000)
    terms, rng = [f"w{number}".encode() for number in range(1000)], np.random.default_rng(1)
    long, short = rng.integers(0, 1000, 500_000, np.uint32), rng.integers(0, 1000, 100, np.uint32)
    tracemalloc.start()
    found = fingerprints(terms, np.concatenate((long, short)), np.arange(2), np.array([len(long), len(short)]), 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    beginning = fingerprints(terms, long[:60_000], np.arange(1), np.array([60_000]), 1)
    other = fingerprints(terms, short, np.arange(1), np.array([100]), 1)

    assert (found == np.concatenate((beginning, other))).all()
    assert peak < 10_000_000


@settings(deadline=None)
@given(st.data())
def test_folding_keeps_the_best_of_each_group(data: st.DataObject) -> None:
    """And counts the others, whatever the groups and ranks."""
    count = data.draw(st.integers(0, 12))
    groups = np.array(data.draw(st.lists(st.integers(-1, 3), min_size=count, max_size=count)), np.int64)
    ranks = np.array(data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)), np.float64)
    found = NearDuplicates(np.zeros((count, WIDTH), np.uint32), np.zeros(count, np.int64))
    found.groups = groups
    docs = np.array(sorted(data.draw(st.sets(st.integers(0, max(count - 1, 0)), max_size=count))), np.int64)

    shown, folded = found.fold(docs, ranks[docs])

    expected: dict[int, list[int]] = {}
    for at, doc in enumerate(docs.tolist()):
        expected.setdefault(int(groups[doc]) if groups[doc] >= 0 else -10 - doc, []).append(at)
    best = {min(places, key=lambda at: (ranks[docs[at]], at)): len(places) - 1 for places in expected.values()}
    assert dict(zip(shown.tolist(), folded.tolist(), strict=True)) == best
    assert shown.tolist() == sorted(best)


def test_the_results_folded_under_one_are_hits_of_the_query(tmp_path: Path) -> None:
    """Only results of the query, also while its last word is being typed, with their hits."""
    text = prose(1)
    word = next(each for each in text.split() if each.isalpha())
    without = text.replace(word, "other")
    library = library_of(tmp_path, text, edited(text, 30), shortened(text, 0.8), without, prose(2))
    query = Query(word[:4], typing=True, fold=True)
    best = library.search(query).hits[0]
    under = library.analytics.folded(query, best.id)

    assert len(under) == best.near == 2
    assert all(hit.snippet.hits or hit.title_hits for hit in under)
    assert "3.txt" not in {hit.path for hit in (best, *under)}
    assert "3.txt" in {each.path for each in library.analytics.near_duplicates(best.id)}


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_a_commit_after_another_has_the_groups_that_it_has_alone(seed: int, same: int) -> None:
    """The pairs of unchanged documents are taken over, those of new ones are found, also with unchanged ones."""
    chance = np.random.default_rng(seed)
    # Few values, so that many documents share a band, more than are compared.
    rows = chance.integers(0, 3, (60, WIDTH), np.uint32)
    dates = chance.integers(0, 9, 60)
    before = rows.copy()
    before[same:] = chance.integers(0, 3, (60 - same, WIDTH), np.uint32)

    known = NearDuplicates(before, dates)
    assert (NearDuplicates(rows, dates, known, same).groups == NearDuplicates(rows, dates).groups).all()


def test_an_added_reprint_is_folded_at_once(tmp_path: Path) -> None:
    """In a library that is open, and where folded results were shown before."""
    text = prose(1)
    library = library_of(tmp_path, text, prose(2))
    list(library.prepare())
    assert library.search(Query(fold=True)).folded == 0

    Shelf(tmp_path).change({2: Story(edited(text, 40), date=DAY, numbered=False)})
    assert library.refresh()
    assert library.search(Query(fold=True)).folded == 1
    library.close()
