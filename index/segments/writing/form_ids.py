"""The ids of words and of their surface forms while a segment is built."""

from __future__ import annotations

import secrets
from array import array

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.form_numbers import HYPHEN, FieldForms
from index.segments.whoosh.field_types import encode_key
from index.segments.writing.batch_tokenizer import BatchAnalyzer


class FormIds:
    """The surface forms of a field, with an id for each pair of a written form and a term."""

    def __init__(self) -> None:
        self._folded: dict[tuple[str, int], None] = {}
        self._ids: dict[tuple[str, int], int] = {}
        self._term_ids = array("I")

    def add(self, folded: str, written: str, term_id: int) -> int:
        """Add a word.

        Args:
            folded: Its form that patterns are matched against.
            written: Its form that exact queries are matched against, which may be the same.
            term_id: The id of its term.

        Returns:
            The id of its written form with this term.

        """
        key = (written, term_id)
        form_id = self._ids.get(key)
        if form_id is None:
            form_id = self._ids[key] = len(self._ids)
            self._term_ids.append(term_id)
            self._folded[folded, term_id] = None
        return form_id

    def term_ids(self) -> Array:
        """The id of the term of each form (uint32)."""
        return np.array(self._term_ids, dtype=np.uint32)

    def build(self, unsorted: list[bytes], terms: list[bytes]) -> tuple[FieldForms, Array]:
        """Sort the forms.

        Args:
            unsorted: The terms by their ids.
            terms: The sorted terms.

        Returns:
            The forms, and the number of each form id among the forms of its term (uint16).

        """
        ordinal = {term: at for at, term in enumerate(terms)}
        ordinals = [ordinal[term] for term in unsorted]
        of_ids = [(encode_key(form), ordinals[at]) for form, at in self._ids]
        folded = {(encode_key(form), ordinals[at]) for form, at in self._folded}
        forms = FieldForms(sorted(folded), sorted(set(of_ids) - folded))
        numbers = forms.numbers()
        return forms, np.fromiter(map(numbers.__getitem__, of_ids), np.uint16, len(of_ids))


class WordIds(dict[str, int]):
    """Maps words as written in one language to their ids. A word is analyzed at its first occurrence."""

    def __init__(self, analyzer: BatchAnalyzer, language: str, ids: dict[str, int], forms: FormIds | None) -> None:
        super().__init__()
        self.salt = secrets.randbits(63) if language else 0
        """Tells the languages apart in a BatchTokenizer."""
        self._analyzer = analyzer
        self._language = language
        self._ids = ids
        self._forms = forms

    def __missing__(self, word: str) -> int:
        bare = word.removesuffix(HYPHEN)
        term, folded, written = self._analyzer.analyzed(bare, self._language)
        found = self._ids.setdefault(term, len(self._ids))
        if self._forms is not None:
            found = self._forms.add(folded, written + word[len(bare) :], found)
        self[word] = found
        return found


class LanguageWordIds(dict[str, WordIds]):
    """Maps languages to the ids of their words.

    Args:
        analyzer: The analyzer of the field.
        ids: The id of each term; the terms of new words are added.
        forms: The surface forms; None if the field has none.

    """

    def __init__(self, analyzer: BatchAnalyzer, ids: dict[str, int], forms: FormIds | None) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._ids = ids
        self._forms = forms

    def __missing__(self, language: str) -> WordIds:
        found = self[language] = WordIds(self._analyzer, language, self._ids, self._forms)
        return found
