"""Patterns find the documents that have a matching word, compared with a scan of all words."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatchcase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage

from index.query.term_patterns import FuzzyPattern, PrefixPattern, WildcardPattern, pattern_of
from index.schema.analysis import WordAnalyzer, words
from index.segments.array_index import ArrayIndex
from index.segments.searching.engine import engine
from index.segments.searching.patterns import Pattern
from tests.index.segments.oracle import unique_name

VOCABULARY = (
    "secure",
    "security",
    "securities",
    "sector",
    "trade",
    "traded",
    "Ōil",
    "oily",
    "a",
    "an",
    "naïve",
    "日本",
)
SCHEMA = fields.Schema(
    stems=fields.TEXT(WordAnalyzer(stemmed=True)),
    plain=fields.TEXT(WordAnalyzer(stemmed=False)),
    key=fields.ID(unique=True, stored=True),
)

texts = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
patterns = st.one_of(
    st.builds(
        PrefixPattern, st.sampled_from(("stems", "plain")), st.sampled_from(("", "s", "sec", "securit", "o", "zz"))
    ),
    st.builds(
        WildcardPattern, st.sampled_from(("stems", "plain")), st.sampled_from(("*it*", "tra?e*", "?n", "*", "s*y"))
    ),
    st.builds(
        FuzzyPattern,
        st.sampled_from(("stems", "plain")),
        st.sampled_from(("secure", "trado", "ann", "tarde", "zecure", "ail")),
        st.just(1),
    ),
)


def indexed(batches: list[list[str]], *, optimize: bool) -> ArrayIndex:
    """Index each text in both fields, with a segment for each batch, or one for all."""
    index = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    for number, batch in enumerate(batches):
        writer = index.writer()
        for place, text in enumerate(batch):
            writer.add_document(stems=text, plain=text, key=f"{number}-{place}")
        writer.commit(merge=False)
    if optimize:
        index.writer().commit(optimize=True)
    return index


def near(one: str, other: str) -> bool:
    """Whether one edit makes one word of another; a transposition is one."""
    shorter, longer = sorted((one, other), key=len)
    cuts = {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
    same = len(one) == len(other) and sum(map(str.__ne__, one, other)) <= 1
    swapped = {one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :] for at in range(len(one))}
    return same or other in swapped or (shorter in cuts and len(longer) - len(shorter) == 1)


def is_match(pattern: Pattern, word: str) -> bool:
    """Whether a folded word matches a pattern."""
    if isinstance(pattern, PrefixPattern):
        return word.startswith(pattern.text)
    if isinstance(pattern, WildcardPattern):
        return re.fullmatch(pattern_of(pattern.text), word) is not None
    return near(pattern.text, word)


@given(st.lists(st.lists(texts, min_size=1, max_size=6), min_size=1, max_size=3), patterns, st.booleans())
@settings(max_examples=40)
def test_patterns_match_words_as_written(batches: list[list[str]], pattern: Pattern, optimize: bool) -> None:
    """In several segments or in a merged one.

    In a stemmed field a document may be found too that has only the stem of such a word: whether it is depends on
    whether the word itself stands in the same segment.
    """
    every = {word for batch in batches for text in batch for word in words(text)}
    analyzer = WordAnalyzer(stemmed=pattern.fieldname == "stems")
    terms = {analyzer.term(word) for word in every if is_match(pattern, word)}
    index = indexed(batches, optimize=optimize)
    with index.searcher() as searcher:
        docs, scores = engine(searcher).evaluate(pattern)

    flat = [text for batch in batches for text in batch]
    having = {at for at, text in enumerate(flat) if any(is_match(pattern, word) for word in words(text))}
    allowed = {at for at, text in enumerate(flat) if terms & set(map(analyzer.term, words(text)))}
    assert having <= set(docs.tolist()) <= allowed
    if pattern.fieldname != "stems" or optimize:
        assert docs.tolist() == sorted(allowed)
    assert (scores > 0).all()


@pytest.fixture(scope="module")
def searched() -> ArrayIndex:
    """An index of words with a common prefix and different frequencies."""
    rows = ["trade trade trade"] + ["trade talks"] * 8 + ["tradewinds talks"] + ["talks"] * 10
    return indexed([rows], optimize=False)


def test_all_matching_words_count_as_one_term(searched: ArrayIndex) -> None:
    """A rare word does not outweigh the usual one."""
    with searched.searcher() as searcher:
        docs, scores = engine(searcher).evaluate(PrefixPattern("stems", "trad"))
        best = dict(zip(docs.tolist(), scores.tolist(), strict=True))

    assert best[0] > best[1] == pytest.approx(best[9])


def test_broad_patterns_are_not_scored(searched: ArrayIndex) -> None:
    """The score is the boost."""
    with searched.searcher() as searcher:
        _, scores = engine(searcher).evaluate(PrefixPattern("stems", "tr", boost=2.0))

    assert set(scores.tolist()) == {2.0}


def test_patterns_combine_with_whooshs_queries(searched: ArrayIndex) -> None:
    """Like any other query."""
    wanted = query.And([PrefixPattern("stems", "tal"), query.Not(WildcardPattern("stems", "trade?*"))])
    with searched.searcher() as searcher:
        docs = engine(searcher).matching(wanted)

    assert docs.tolist() == [*range(1, 9), *range(10, 20)]


@given(st.text("ab*?", max_size=9), st.text("abc", max_size=9))
@settings(max_examples=150, deadline=None)
def test_wildcards_match_as_in_a_shell(pattern: str, word: str) -> None:
    """Any number of asterisks and question marks, anywhere."""
    assert (re.fullmatch(pattern_of(pattern), word) is not None) == fnmatchcase(word, pattern)


@pytest.mark.parametrize("pattern", ["*" * 60 + "b", "*a" * 60 + "*b", "*?" * 60 + "b"])
def test_many_asterisks_take_no_exponential_time(pattern: str) -> None:
    """In a process of its own, since a regular expression that never ends cannot be interrupted."""
    code = f"import re, index.query.term_patterns as e; print(re.fullmatch(e.pattern_of({pattern!r}), 'a' * 600))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "None\n"
