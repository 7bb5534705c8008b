"""Many texts are cut at once into the words that each has by itself, and no two words are taken for one."""

from __future__ import annotations

import random
from itertools import product
from string import ascii_lowercase, digits

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.fields import TEXT

from index.schema.analysis import WordAnalyzer, split
from index.segments.writing import postings_builder
from index.segments.writing.batch_tokenizer import WordNumbers
from index.segments.writing.postings_builder import FieldArrays, WordField

ascii_text = st.text(st.characters(max_codepoint=127), max_size=60)
any_text = st.text(st.one_of(st.sampled_from("ab ’“é\u0301東京ひー\U00020000𝐀٣\ud800"), st.characters()), max_size=60)
texts = st.lists(ascii_text, max_size=12) | st.lists(ascii_text | any_text, max_size=12)


class Numbered:
    """Numbers words as they come, and tells them again."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        letters = WordAnalyzer(stemmed=False).letters
        self.table = WordNumbers(letters, lambda word: self._numbers.setdefault(word, len(self._numbers)))

    def cut(self, texts: list[str]) -> list[list[str]]:
        """The words of each text."""
        numbers, counts = self.table.of(texts)
        known = {number: word for word, number in self._numbers.items()}
        words = [known[number] for number in numbers.tolist()]
        ends = np.cumsum(counts).tolist()
        return [words[end - count : end] for end, count in zip(ends, counts.tolist(), strict=True)]


@given(texts, texts)
@example(["日本の東京では12月", "l’Été d’une “élection”", "東", "", "a東b"], ["東京 élection"])
@example(["", "a", "\x00a_b1-c\n", "seed reed", "x" * 25 + " " + "x" * 24], ["reed x seed"])
def test_texts_together_are_cut_as_each_alone(first: list[str], second: list[str]) -> None:
    """And as often as wanted: words of the batch before are known."""
    numbered = Numbered()

    assert numbered.cut(first) == [split(text) for text in first]
    assert numbered.cut(second) == [split(text) for text in second]


def test_no_two_words_are_one() -> None:
    """Of all there can be with three letters or figures; neighbours in the alphabet are no likelier to be mistaken."""
    every = ["".join(letters) for letters in product(ascii_lowercase + digits, repeat=3)]
    numbered = Numbered()

    assert numbered.cut([" ".join(every)]) == [every]
    assert numbered.cut([" ".join(reversed(every))]) == [every[::-1]]


def collected(documents: list[str | list[str]]) -> FieldArrays:
    """The postings of a field; a list is an analysis done elsewhere."""
    analyzer = WordAnalyzer(stemmed=True)
    field = WordField(TEXT(analyzer), analyzer)
    for number, value in enumerate(documents):
        field.add(number, value, 1.0 + number % 3)
    assert field.lengths() == {
        number: length
        for number, value in enumerate(documents)
        if (length := len(split(value) if isinstance(value, str) else value))
    }
    return field.arrays()


def test_documents_keep_their_order_however_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Together, or large ones by themselves, among terms that are known already."""
    chance = random.Random(7)
    ascii_words = ["trade", "trades", "traded", "oil", "Oil", "banks", "bank", "of", "the", "naval", "x" * 30]
    more = [*ascii_words, "déjà", "Łódź"]
    documents: list[str | list[str]] = [
        " ".join(chance.choices(more if number % 5 else ascii_words, k=chance.randrange(120))) for number in range(400)
    ]
    documents[::50] = [["bank", "oil", "bank"]] * 8
    documents[7], documents[9] = "", "the oil trade " * 6000
    batched = collected(documents)
    monkeypatch.setattr(postings_builder, "_FEW", 1 << 40)
    one_by_one = collected(documents)

    assert (batched.terms, batched.forms) == (one_by_one.terms, one_by_one.forms)
    for name in ("first", "docs", "freqs", "weights", "positions"):
        assert np.array_equal(getattr(batched, name), getattr(one_by_one, name))
