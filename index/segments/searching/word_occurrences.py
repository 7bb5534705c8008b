"""The occurrences in one field of a word that is searched by its terms, its surface forms, or as several words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import distinct, intersect_docs, locate, union_docs
from index.segments.searching.multi_field import FormTest, WordSequence
from index.segments.searching.phrases import OccurrenceKeys, following


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The documents of a segment in which a word occurs, and how often."""

    docs: Array
    """Document ids (int64), ascending, each once."""
    freqs: Array


@dataclass(frozen=True, slots=True)
class _Occurring:
    """A term, with the form numbers that count; None for all."""

    ordinal: int
    numbers: Array | None


def find_occurrences(field: FieldPostings, alternatives: Sequence[WordSequence], count: int) -> Occurrences | None:
    """Find a word in a field.

    Args:
        field: The field in one segment.
        alternatives: The ways to write the word.
        count: The number of documents in the segment.

    Returns:
        Its occurrences in any of the ways; None if there are none.

    """
    found = [each for words in alternatives if (each := occurrences_of(field, words)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    docs = np.concatenate([each.docs for each in found])
    totals = np.bincount(docs, weights=np.concatenate([each.freqs for each in found]), minlength=count)
    docs = union_docs([docs], count)
    return Occurrences(docs, totals[docs])


def occurrences_of(field: FieldPostings, words: WordSequence) -> Occurrences | None:
    """The occurrences of some adjacent words in a field; None if there are none."""
    found_by_term = {word: _terms_of(field, word) for word in words if isinstance(word, str)}
    if not all(found_by_term.values()):  # which is known sooner than that of surface forms
        return None
    slots = [found_by_term[word] if isinstance(word, str) else _terms_of(field, word) for word in words]
    if not all(slots):
        return None
    if len(slots) == 1:
        found = [_of_term(field, term) for term in slots[0]]
        docs, freqs = (np.concatenate(each) for each in zip(*found, strict=True))
        order = np.argsort(docs, kind="stable")  # a form may have a term in each language, and a document only one
        return Occurrences(docs[order], freqs[order]) if docs.size else None
    return None if field.positions is None else _adjacent(field, slots)


def _terms_of(field: FieldPostings, word: str | FormTest) -> list[_Occurring]:
    """The terms of a field under which a word is indexed."""
    if isinstance(word, str):
        ordinal = field.find(word.encode("utf-8", "surrogatepass"))
        return [_Occurring(ordinal, None)] if ordinal >= 0 else []
    if field.forms is None or field.form_numbers is None:  # its terms are folded words
        return [] if word.is_joined else _terms_of(field, word.folded)
    if word.is_joined and not word.written and word.folded not in field.form_numbers.joined_words:
        return []
    found = []
    for at in field.forms.equal(word.folded.encode("utf-8", "surrogatepass")):
        ordinal = int(field.forms.terms_of[at])
        matching = np.array([word.matches(form) for form in field.form_numbers.forms_of(ordinal)], dtype=bool)
        if matching.any():
            found.append(_Occurring(ordinal, None if matching.all() else matching))
    return found


def _of_term(field: FieldPostings, term: _Occurring) -> tuple[Array, Array]:
    """The documents of a term (int64), and the frequency of its matching forms in each."""
    span = field.span(term.ordinal)
    docs = field.docs[span].astype(np.int64)
    if term.numbers is None or field.form_numbers is None:
        return docs, field.weights_in(span)
    matching = term.numbers[field.form_numbers.of(term.ordinal)]
    ends = np.cumsum(field.freqs_in(span), dtype=np.int64)
    before = np.append(0, np.cumsum(matching))[np.append(0, ends)]
    freqs = np.diff(before)
    return docs[freqs > 0], freqs[freqs > 0]


def _adjacent(field: FieldPostings, slots: Sequence[Sequence[_Occurring]]) -> Occurrences | None:
    """The documents in which words follow each other, and how often."""
    # Few documents have all words, so positions and forms are compared last.
    lists = [[field.docs[field.span(term.ordinal)].astype(np.int64) for term in slot] for slot in slots]
    candidates, _ = intersect_docs([docs[0] if len(docs) == 1 else distinct(np.concatenate(docs)) for docs in lists])
    if not candidates.size:
        return None
    last = max(int(each[-1]) for docs in lists for each in docs)
    keys = OccurrenceKeys(field, last, 1)
    ends = _keys(field, keys, slots[0], candidates)
    for slot in slots[1:]:
        ends = following(ends, _keys(field, keys, slot, candidates), 1)
    if not ends.size:
        return None
    of_each = (ends >> keys.shift).astype(np.int64)
    first = np.flatnonzero(np.append(True, of_each[1:] != of_each[:-1]))
    return Occurrences(of_each[first], np.diff(first, append=of_each.size))


def _keys(field: FieldPostings, keys: OccurrenceKeys, slot: Sequence[_Occurring], candidates: Array) -> Array:
    """The occurrences of any of some terms in some documents, and perhaps in others, ascending."""
    found = []
    for term in slot:
        if term.numbers is None or field.form_numbers is None:
            docs = field.docs[field.span(term.ordinal)].astype(np.int64)
            found.append(keys.of(term.ordinal, np.flatnonzero(locate(docs, candidates)[0])))
        else:
            found.append(keys.all_of(term.ordinal)[term.numbers[field.form_numbers.of(term.ordinal)]])
    return found[0] if len(found) == 1 else np.sort(np.concatenate(found))
