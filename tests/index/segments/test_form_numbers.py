"""Each position of a stemmed field knows the surface form of its word, also after merges and deletions."""

from __future__ import annotations

import tracemalloc
from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from index.schema.analysis import WordAnalyzer, fold_for_index, joined_word_spans, joined_words, term, written_form
from index.segments.array_index import ArrayIndex
from index.segments.format import form_numbers
from index.segments.format.form_numbers import pack_form_numbers
from index.segments.searching.engine import engine
from index.segments.searching.multi_field import FormTest, MultiFieldWord
from tests.index.segments.oracle import unique_name

WORDS = ("aid", "aids", "AIDS", "Aids", "AIDed", "take-over", "Take-Overs", "takeover", "over", "OVER", "Łódź", "F-16s",
         "日本", "non‐stop", "take")  # fmt: skip
TESTS = (
    FormTest("aid"),
    FormTest("aids"),
    FormTest("aids", "AIDS"),
    FormTest("take"),
    FormTest("take", is_joined=True),
    FormTest("over"),
    FormTest("over", "OVER"),
    FormTest("lodz"),
    FormTest("nothing"),
)
SCHEMA = fields.Schema(body=fields.TEXT(WordAnalyzer(stemmed=True)), key=fields.ID(unique=True, stored=True))
FIELDS = (("body", 1.0),)

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
batches_of_texts = st.lists(st.lists(texts, min_size=1, max_size=6), min_size=1, max_size=3)


def indexed(batches: list[list[str]], deleted: set[int], *, optimize: bool) -> tuple[ArrayIndex, list[str]]:
    """An index with a segment for each batch, or one for all; and the texts that are left, in its order."""
    index = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    flat = [text for batch in batches for text in batch]
    number = 0
    for batch in batches:
        writer = index.writer()
        for text in batch:
            writer.add_document(body=text, key=str(number))
            number += 1
        writer.commit(merge=False)
    writer = index.writer()
    for at in deleted:
        writer.delete_by_term("key", str(at))
    writer.commit(optimize=optimize, merge=False)
    return index, [text for at, text in enumerate(flat) if at not in deleted or not optimize]


def forms_of(text: str) -> Counter[tuple[str, str]]:
    """The term and the written form of each word of a text, with a hyphen at those that one joins to the next word."""
    words = [(word, joined) for word, _, _, joined in joined_word_spans(text)]
    return Counter((term(word), written_form(word) + "-" * joined) for word, joined in words)


@settings(max_examples=40)
@given(batches_of_texts, st.sets(st.integers(0, 12)), st.booleans())
@example([["aid aids AIDS"], ["AIDS Aids"], ["aid"]], {0}, True)
def test_each_position_has_its_form(batches: list[list[str]], deleted: set[int], optimize: bool) -> None:
    """The occurrences of each form are as many as in the texts."""
    index, left = indexed(batches, deleted, optimize=optimize)
    found: Counter[tuple[str, str]] = Counter()
    with index.searcher() as searcher:
        for field in engine(searcher).fields("body"):
            for ordinal in range(len(field)):
                assert field.form_numbers is not None
                forms = field.form_numbers.forms_of(ordinal)
                numbers = field.form_numbers.of(ordinal).tolist()
                found.update((field.term(ordinal).decode(), forms[number]) for number in numbers)

    assert found == sum(map(forms_of, left), Counter())


@settings(max_examples=40)
@given(batches_of_texts, st.sets(st.integers(0, 12)), st.booleans(), st.sampled_from(TESTS))
def test_exact_words_are_found(batches: list[list[str]], deleted: set[int], optimize: bool, test: FormTest) -> None:
    """In the documents that have them as written, and in no others; with scores."""
    index, _ = indexed(batches, deleted, optimize=optimize)
    with index.searcher() as searcher:
        docs, scores = engine(searcher).evaluate(MultiFieldWord(FIELDS, ((test,),)))
        keys = {searcher.stored_fields(doc)["key"] for doc in docs.tolist()}

    flat = [text for batch in batches for text in batch]
    expected = {str(at) for at, text in enumerate(flat) if at not in deleted and any(map(test.matches, forms(text)))}
    assert keys == expected
    assert (scores > 0).all()


def forms(text: str) -> list[str]:
    """The written forms of a text."""
    return [form for _, form in forms_of(text)]


@given(batches_of_texts, st.booleans())
def test_adjacent_forms_are_found(batches: list[list[str]], optimize: bool) -> None:
    """A hyphen must join them where the test says so; a term stands for all its forms."""
    index, left = indexed(batches, set(), optimize=optimize)
    joined = MultiFieldWord(FIELDS, ((FormTest("take", is_joined=True), term("over")), ("takeov",)))
    with index.searcher() as searcher:
        docs, _ = engine(searcher).evaluate(joined)

    wanted = {"take-over", "Take-Overs", "takeover"}
    assert docs.tolist() == [at for at, text in enumerate(left) if wanted & set(text.split())]


@given(st.lists(st.tuples(st.sampled_from((1, 2, 3, 16, 17, 300)), st.integers(0, 9)), min_size=1), st.integers(1, 20))
def test_numbers_of_any_width_are_packed(terms: list[tuple[int, int]], step: int) -> None:
    """Each term's numbers start at a full byte, however many numbers are packed at a time."""
    widths = np.array([{1: 0, 2: 1, 3: 2, 16: 4, 17: 8, 300: 16}[forms] for forms, _ in terms])
    counts = np.array([count for _, count in terms])
    numbers = np.array(
        [min(at, forms - 1) * 37 % forms for forms, count in terms for at in range(count)], dtype=np.uint16
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form_numbers, "_NUMBERS_PER_STEP", step)
        packed = pack_form_numbers(numbers, counts, widths)

    assert packed.size == ((widths * counts + 7) // 8).sum()
    bits = np.unpackbits(packed, bitorder="little")
    start = at = 0
    for width, count in zip(widths.tolist(), counts.tolist(), strict=True):
        for place in range(count):
            each = bits[8 * start + place * width : 8 * start + (place + 1) * width]
            assert sum(int(bit) << power for power, bit in enumerate(each)) == numbers[at]
            at += 1
        start += (width * count + 7) // 8


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("AIDS", "AIDS"),
        ("Aids", "aids"),
        ("McDonald", "McDonald"),
        ("ŁÓDŹ", "LODZ"),
        ("Łódź", "lodz"),
        ("16TH", "16TH"),
        ("STRAẞE", "STRASSE"),
        ("iPhone", "iPhone"),
    ],
)
def test_written_forms(word: str, form: str) -> None:
    """Only a capital after the first letter is kept; accents are not."""
    assert written_form(word) == form
    assert written_form(word).lower() == fold_for_index(word)
    assert joined_words(word) == [word]


def test_the_numbers_of_a_long_text_are_packed_in_little_memory() -> None:
    """They took fifteen times as much as they have."""
    numbers = np.arange(1 << 22, dtype=np.uint32).astype(np.uint16) & 1
    tracemalloc.start()
    packed = pack_form_numbers(numbers, np.array([numbers.size]), np.array([1]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert packed.tolist() == [0b10101010] * (numbers.size // 8)
    assert peak < 100 * 1024 * 1024
