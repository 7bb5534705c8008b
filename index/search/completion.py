"""Completion: how the field name or value at the end of a query may go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from corpus.text.language_names import languages
from index.model.field import FEATURES, FIELDS, STATES, Completion, Field
from index.model.query import Page
from index.query.compiler import Names
from index.query.fields import field_named
from index.query.values import file_types
from index.schema.analysis import fold_for_index

_FIELD = re.compile(r"(?:^|[\s(])[-+!]?([A-Za-z]{3,})\Z")
"""The beginning of a field name. Two letters begin too many words."""
_VALUE = re.compile(r"""(?:^|[\s(])[-+!]?([A-Za-z]+):-?(?:(["“„«])([^"“”„«»]+)|([^\s()"“”„«»]+))\Z""")
_QUOTES = re.compile(r'["“”„«»]')
_MOST_NAMES = 200
"""The number of people of the results whose names are compared."""


class Completer:
    """Completes a query while it is typed.

    Args:
        page: The answer to the query, whose results have what it begins to name.
        names: Knows the user's tags and saved searches; None for none.

    """

    def __init__(self, page: Page, names: Names | None) -> None:
        self._page = page
        self._names = names

    def complete(self) -> str:
        """The query with its last field name or value completed; "" if there is nothing to complete.

        It begins with the query as typed, so that only what follows has to be shown and inserted.
        """
        text = unicodedata.normalize("NFC", self._page.query.text)
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
        for value in self._values(field):
            folded = fold_for_index(value)
            if folded == wanted:
                return ""  # it may be complete
            is_completed = folded.startswith(wanted) and len(folded) == len(value) and len(wanted) == len(typed)
            if is_completed and (is_quoted or not any(char in " ()" for char in value)):
                return value[len(typed) :]
        return ""

    def _values(self, field: Field) -> Iterable[str]:
        """The values of a field; what is probably meant comes first."""
        match field.completion:
            case Completion.FEATURES:
                return FEATURES
            case Completion.STATES:
                return STATES
            case Completion.FILE_TYPES:
                return dict.fromkeys(file_types().values())
            case Completion.LANGUAGES:
                return (name for name, code in languages().items() if name != code)
            case Completion.TAGS | Completion.SAVED_SEARCHES if self._names:
                return self._names.own_values(field.name)
            case Completion.COUNTRIES:
                return (country.label for country in self._page.countries)
            case Completion.PEOPLE:
                return self._people()
            case _:
                return ()

    def _people(self) -> Iterator[str]:
        """The names of the people of the results, most documents first; without their first words, too."""
        for person in islice(self._page.people, _MOST_NAMES):
            words = person.label.split()
            yield from (" ".join(words[at:]) for at in range(len(words)))
            yield from words
