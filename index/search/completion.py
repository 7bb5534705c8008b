"""Completion: how the field name or value at the end of a query may go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from whoosh.searching import Searcher

from corpus.extraction.countries.lookup import country_codes, country_name
from corpus.model.document import Span
from corpus.text.language_names import languages
from index.model.field import FEATURES, FIELDS, STATES, Completion, Field, FieldName
from index.query.ast import Phrase, Word
from index.query.compiler import Compiler
from index.query.fields import field_named
from index.query.values import file_types
from index.schema.analysis import fold_for_index
from index.search.evaluate import matching

_FIELD = re.compile(r"(?:^|[\s(])[-+!]?([A-Za-z]{3,})\Z")
"""The beginning of a field name. Two letters begin too many words."""
_VALUE = re.compile(r"""(?:^|[\s(])[-+!]?([A-Za-z]+):-?(?:(["“„«])([^"“”„«»]+)|([^\s()"“”„«»]+))\Z""")
_QUOTES = re.compile(r'["“”„«»]')
_FEWEST_LETTERS_OF_PEOPLE = 2
"""Of a name; one letter begins too many to look for the most frequent of them with every key."""
_MOST_NAMES = 50


class Completer:
    """Completes queries while they are typed.

    Args:
        searcher: Whoosh's.
        compiler: Knows names, and compiles values to count their documents.

    """

    def __init__(self, searcher: Searcher, compiler: Compiler) -> None:
        self._searcher = searcher
        self._compiler = compiler

    def complete(self, text: str) -> str:
        """The query with its last field name or value completed; "" if there is nothing to complete.

        It begins with the query as typed, so that only what follows has to be shown and inserted.
        """
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if match := _VALUE.search(text):
            field, is_quoted = field_named(match[1]), bool(match[2])
            rest = self._rest(field, match[3] or match[4], is_quoted=is_quoted) if field else ""
            return f'{text}{rest}"' if rest and is_quoted else f"{text}{rest}" if rest else ""
        match = _FIELD.search(text)
        if match is None or len(_QUOTES.findall(text)) % 2:
            return ""
        names = [field.name for field in FIELDS if field.name.startswith(match[1].lower())]
        return f"{text}{names[0][len(match[1]) :]}:" if names else ""

    def _rest(self, field: Field, typed: str, *, is_quoted: bool) -> str:
        """What follows the typed part of a value; a value with spaces needs quotes around it."""
        wanted = fold_for_index(typed)
        for value in self._values(field, typed):
            folded = fold_for_index(value)
            if folded == wanted:
                return ""  # it may be complete
            is_completed = folded.startswith(wanted) and len(folded) == len(value) > len(wanted) == len(typed)
            if is_completed and (is_quoted or not any(char in " ()" for char in value)):
                return value[len(typed) :]
        return ""

    def _values(self, field: Field, typed: str) -> Iterable[str]:
        """The values of a field, or those that begin as typed; what is probably meant comes first."""
        match field.completion:
            case Completion.FEATURES:
                return FEATURES
            case Completion.STATES:
                return STATES
            case Completion.FILE_TYPES:
                return dict.fromkeys(file_types().values())
            case Completion.LANGUAGES:
                return (name for name, code in languages().items() if name != code)
            case Completion.TAGS | Completion.SAVED_SEARCHES if self._compiler.names:
                return self._compiler.names.own_values(field.name)
            case Completion.COUNTRIES:
                return self._countries(typed)
            case Completion.PEOPLE:
                return self._people(typed)
            case _:
                return ()

    def _countries(self, typed: str) -> list[str]:
        """The names of the countries that begin as typed, most documents first."""
        counts = {code: self._count(code) for code in country_codes(typed)}
        return [country_name(code) for code in sorted(counts, key=lambda code: (-counts[code], code))]

    def _count(self, code: str) -> int:
        return len(matching(self._searcher, self._compiler.compile(Word(code, Span(0, 0), FieldName.COUNTRY))))

    def _people(self, typed: str) -> Iterator[str]:
        """The names that begin as typed, of the people most documents mention; without their first words, too."""
        if self._compiler.names is None or len(typed) < _FEWEST_LETTERS_OF_PEOPLE:
            return
        *before, _ = typed.split(" ")
        node = Phrase(f"{typed}*", Span(0, 0)) if before else Word(typed, Span(0, 0), incomplete=True)
        for person in self._compiler.names.named_people(node)[:_MOST_NAMES]:
            words = person.label.split()
            yield from (" ".join(words[at:]) for at in range(len(words)))
            yield from words
