"""Words within an edit distance are those that the textbook algorithm finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.term_dictionary import TermDictionary, write_term_dictionary
from index.segments.searching.edit_distance import distances, is_within, similar_terms
from tests.index.segments.memory_file import MemoryFile

words = st.text(st.sampled_from("abö日\U0001f600\ud800\0"), max_size=6)


def reference(one: str, other: str) -> int:
    """The Levenshtein distance by the algorithm of Wagner and Fischer."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        before, row = row, [number]
        for column, right in enumerate(other, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (left != right)))
    return row[-1]


@given(words, st.lists(words, max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_distances_agree_with_the_textbook(text: str, among: list[str], most: int) -> None:
    """For any code points, an empty text and an empty list. A transposition counts as two edits."""
    expected = {at: reference(text, word) for at, word in enumerate(among) if reference(text, word) <= most}

    found = distances(text, among, most)

    assert found == expected
    assert list(found) == sorted(found)


def transposing(one: str, other: str) -> int:
    """The distance by optimal string alignment, from its recurrence."""
    rows = [list(range(len(other) + 1))]
    for number, left in enumerate(one, 1):
        row = [number]
        for column, right in enumerate(other, 1):
            row.append(min(rows[-1][column] + 1, row[-1] + 1, rows[-1][column - 1] + (left != right)))
            if number > 1 and column > 1 and left == other[column - 2] and right == one[number - 2]:
                row[-1] = min(row[-1], rows[-2][column - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@given(words, st.lists(words, max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_a_transposition_is_one_edit_where_that_is_asked(text: str, among: list[str], most: int) -> None:
    """As in optimal string alignment; for single pairs, too."""
    expected = {at: transposing(text, word) for at, word in enumerate(among) if transposing(text, word) <= most}

    assert distances(text, among, most, transpositions=True) == expected
    assert [at for at, word in enumerate(among) if is_within(text, word, most)] == list(expected)


letters = st.text(st.sampled_from("abcxyzöß日本語\U0001f600é"), max_size=7)


@given(letters, st.lists(letters, max_size=12), st.integers(1, 2))
@settings(deadline=None)
def test_no_similar_term_of_a_dictionary_is_left_out(text: str, among: list[str], most: int) -> None:
    """Neither with another first letter, nor in any script, nor an empty one."""
    terms = sorted({word.encode() for word in among})
    file = MemoryFile()
    with_terms = ArrayFileWriter(file)
    write_term_dictionary(with_terms, "body", terms)
    with_terms.close({})
    dictionary = TermDictionary(ArrayFile("", file.data), "body")
    expected = {at: transposing(text, term.decode()) for at, term in enumerate(terms)}

    assert similar_terms(dictionary, text, most) == {at: each for at, each in expected.items() if each <= most}


def test_no_word_is_within_a_negative_distance() -> None:
    """It is not an error, so callers need not check."""
    assert distances("a", ["a"], -1) == {}
