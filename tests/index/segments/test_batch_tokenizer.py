"""A batch of texts is split into the same words as each text alone, and no two words are confused."""

from __future__ import annotations

import random
from itertools import product
from string import ascii_lowercase, digits

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.fields import TEXT

from index.schema.analysis import WordAnalyzer, joined_words, split
from index.segments.language_text import LanguageText
from index.segments.writing import postings_builder
from index.segments.writing.batch_tokenizer import BatchTokenizer
from index.segments.writing.inverted_field import InvertedField
from index.segments.writing.postings_builder import TextPostingsBuilder

ascii_text = st.text(st.characters(max_codepoint=127), max_size=60)
any_text = st.text(
    st.one_of(st.sampled_from("ab -’“é\u0301\u00ad‐‑東京ひー\U00020000𝐀٣\ud800"), st.characters()), max_size=60
)
texts = st.lists(ascii_text, max_size=12) | st.lists(ascii_text | any_text, max_size=12)


class Splitter:
    """Splits texts into words by a batch tokenizer, with an id for each word."""

    def __init__(self, *, has_hyphens: bool = False) -> None:
        self._ids: dict[str, int] = {}
        classes = WordAnalyzer(stemmed=False).character_classes
        self._tokenizer = BatchTokenizer(classes, has_hyphens=has_hyphens)

    def split(self, texts: list[str]) -> list[list[str]]:
        """The words of each text."""
        ids, counts = self._tokenizer.word_ids(texts, lambda word: self._ids.setdefault(word, len(self._ids)))
        word_of = {word_id: word for word, word_id in self._ids.items()}
        words = [word_of[word_id] for word_id in ids.tolist()]
        ends = np.cumsum(counts).tolist()
        return [words[end - count : end] for end, count in zip(ends, counts.tolist(), strict=True)]


@given(texts, texts)
@example(["日本の東京では12月", "l’Été d’une “élection”", "東", "", "a東b"], ["東京 élection"])
@example(["", "a", "\x00a_b1-c\n", "seed reed", "x" * 25 + " " + "x" * 24], ["reed x seed"])
def test_a_batch_is_split_as_each_text_alone(first: list[str], second: list[str]) -> None:
    """Also a second batch, when the words of the first are known."""
    splitter = Splitter()

    assert splitter.split(first) == [split(text) for text in first]
    assert splitter.split(second) == [split(text) for text in second]


@given(texts)
@example(["take-over", "e-mail", "1986-87", "F-16 U-2s", "a--b-c -d- e-", "non‐stop‑x\u00ad-y", "東-京", "x-\u0301y"])
@example([f"{'x' * 30}-{'y' * 30}"])
def test_words_that_a_hyphen_joins_are_marked(texts: list[str]) -> None:
    """In a batch as in a text alone: between two letters, whatever the script."""
    assert Splitter(has_hyphens=True).split(texts) == [joined_words(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The take-over of F-16s", ["The", "take-", "over", "of", "F", "16s"]),
        ("state-of-the-art, 1986-87 -- e-mail -", ["state-", "of-", "the-", "art", "1986", "87", "e-", "mail"]),
        ("l’après‐guerre", ["l", "après-", "guerre"]),
    ],
)
def test_joined_words(text: str, expected: list[str]) -> None:
    """Only a hyphen between two letters joins words."""
    assert joined_words(text) == expected


def test_languages_share_a_tokenizer() -> None:
    """The same word has another id in each language."""
    tokenizer = BatchTokenizer(WordAnalyzer(stemmed=True).character_classes)
    found = [
        tokenizer.word_ids(["die die"], {"die": at}.__getitem__, salt)[0].tolist()
        for at, salt in enumerate((0, 5, 7, 0))
    ]

    assert found == [[0, 0], [1, 1], [2, 2], [0, 0]]


def test_no_two_words_are_confused() -> None:
    """Among all words of three letters or digits, which often differ by one in one letter."""
    every = ["".join(letters) for letters in product(ascii_lowercase + digits, repeat=3)]
    splitter = Splitter()

    assert splitter.split([" ".join(every)]) == [every]
    assert splitter.split([" ".join(reversed(every))]) == [every[::-1]]


def inverted(documents: list[str | list[str]]) -> InvertedField:
    """The inverted field of documents: texts, or lists of terms."""
    analyzer = WordAnalyzer(stemmed=True)
    field = TextPostingsBuilder(TEXT(analyzer), analyzer)
    for number, value in enumerate(documents):
        field.add(number, value, 1.0 + number % 3)
    assert field.lengths() == {
        number: length
        for number, value in enumerate(documents)
        if (length := len(split(value) if isinstance(value, str) else value))
    }
    return field.build()


def test_postings_do_not_depend_on_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts in batches, large texts alone and lists of terms give the same postings as texts one by one."""
    chance = random.Random(7)
    ascii_words = [
        "trade",
        "trades",
        "traded",
        "oil",
        "Oil",
        "banks",
        "bank",
        "of",
        "the",
        "naval",
        "OIL",
        "oil-tanker",
        "x" * 30,
    ]
    more = [*ascii_words, "déjà", "Łódź"]
    documents: list[str | list[str]] = [
        " ".join(chance.choices(more if number % 5 else ascii_words, k=chance.randrange(120))) for number in range(400)
    ]
    for number in range(0, 400, 7):
        documents[number] = LanguageText.of(str(documents[number]), ("de", "fr")[number % 2])
    documents[::50] = [["bank", "oil", "bank"]] * 8
    documents[7], documents[9] = "", "the oil trade " * 6000
    batched = inverted(documents)
    monkeypatch.setattr(postings_builder, "_MIN_BATCH", 1 << 40)
    one_by_one = inverted(documents)

    assert (batched.terms, batched.forms) == (one_by_one.terms, one_by_one.forms)
    for name in ("starts", "docs", "freqs", "weights", "positions", "form_numbers"):
        assert np.array_equal(getattr(batched, name), getattr(one_by_one, name))


def test_the_words_of_a_long_text_are_not_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of them takes thirty times the memory of the text."""
    monkeypatch.setattr(postings_builder, "_LARGE_TEXT", 40)
    text = "take-over of Ponies " * 50 + "x" * 90 + "\nthe end" * 20
    whole, held = joined_words(text), []

    def spied(self: WordAnalyzer, part: str) -> list[str]:
        held.append(joined_words(part))
        return held[-1]

    monkeypatch.setattr(WordAnalyzer, "words", spied)
    analyzer = WordAnalyzer(stemmed=True)
    field = TextPostingsBuilder(TEXT(analyzer), analyzer)
    field.add(0, text)

    assert [word for words in held for word in words] == whole
    assert len(field) == len(whole)
    assert max(map(len, held)) <= 20
