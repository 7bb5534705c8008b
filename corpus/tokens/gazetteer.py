"""The gazetteer: every form by which a text can name a country, loaded once from `corpus/data`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from corpus.text.data_files import load_yaml, read_data
from corpus.text.folding import fold
from corpus.tokens.country_cues import AmbiguousName, CountryCues

# Separates the words of a name: spaces, or one line break with indentation; a hyphen counts as a space.
_SEPARATOR = r"(?:-|[ \t]{1,4}|[ \t]{0,4}\n[ \t]{0,8})"
_SEPARATOR_ONLY = re.compile(_SEPARATOR)
_SEPARATORS = re.compile(r"[-\s]+")
_CODE_AND_NAME = re.compile(r"""(?m)^["']?(\w+)["']?: \{iso3: \w+, name: ("[^"]*"|'[^']*'|[^,}]*)""")
_LETTERS = re.compile(r"[^\W\d_]+")
_SECOND_WORD = re.compile(r"[\W\d_]{0,16}([^\W\d_]+)")
_ENDINGS_WITHOUT_PLURAL = ("s", "sh", "ch", "ese", "x", "z", "men")


class FormKind(StrEnum):
    """How a form refers to its country."""

    NAME = "name"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"
    COMBINING = "combining form"
    EXCLUDED = "excluded phrase"
    """A phrase that contains a country's name and does not mean the country."""


@dataclass(frozen=True, slots=True)
class CountryForm:
    """One folded form of one country, or an excluded phrase."""

    key: str
    """Folded, with single spaces and no hyphens; see `normalize_key`."""
    kind: FormKind
    code: str | None
    """The key in `countries.yaml`; None for an excluded phrase."""
    is_common_word: bool = False
    """Whether the form in lower case is an ordinary English word."""
    is_language: bool = False
    """Whether the demonym is also the name of a language."""
    exact_spelling: str = ""
    """The only spelling in which an abbreviation counts; "" for any case."""
    is_weak: bool = False
    """Whether the abbreviation needs other evidence of the country in the text."""
    joins_any_word: bool = False
    """Whether a combining form may precede any word, not only a demonym."""
    ambiguity: AmbiguousName | None = None
    """The possible meanings, where there are several."""


class FirstWordEntry:
    """All forms with the same first word, and a longest-match search among them."""

    __slots__ = ("_by_second_word", "_patterns", "single")

    def __init__(self) -> None:
        self.single: CountryForm | None = None
        """The form that is this word alone."""
        self._by_second_word: dict[str, dict[str, CountryForm]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        """For each second word, the compiled rests of its forms."""

    def add(self, second_word: str, form: CountryForm) -> None:
        """Add a form of several words."""
        self._by_second_word.setdefault(second_word, {})[form.key] = form

    def match(self, folded: str, start: int, end: int) -> tuple[int, CountryForm] | None:
        """The end and the form of the longest form in `folded` whose first word is `folded[start:end]`."""
        second = _SECOND_WORD.match(folded, end) if self._by_second_word else None
        forms = self._by_second_word.get(second[1]) if second else None
        if forms and second:
            if len(forms) == 1 and (both := f"{folded[start:end]} {second[1]}") in forms:
                # Most forms have two words, for which a pattern is slower to compile than all its matches are.
                stop = second.end()
                if (
                    _SEPARATOR_ONLY.fullmatch(folded, end, stop - len(second[1]))
                    and not folded[stop : stop + 1].isalnum()
                ):
                    return stop, forms[both]
                return (end, self.single) if self.single else None
            pattern = self._patterns.get(second[1])
            if pattern is None:
                pattern = self._patterns[second[1]] = _compile_rests(forms, end - start)
            if found := pattern.match(folded, end):
                return found.end(), forms[normalize_key(folded[start : found.end()])]
        return (end, self.single) if self.single else None


def _compile_rests(keys: Iterable[str], first_length: int) -> re.Pattern[str]:
    """A pattern for what follows a first word of `first_length` letters in any of the keys, longest first."""
    rests = sorted((key[first_length:] for key in keys), key=len, reverse=True)
    parts = []
    for rest in rests:
        words = _SEPARATOR.join(re.escape(word) for word in rest.split(" "))
        parts.append(words + (r"(?![^\W_])" if rest[-1].isalnum() else ""))
    return re.compile("|".join(parts))


def normalize_key(folded: str) -> str:
    """Replace each hyphen or run of white space in a folded name by one space."""
    return _SEPARATORS.sub(" ", folded)


def _with_plural(demonym: str) -> Iterator[str]:
    """A demonym, and its regular plural if it has one."""
    yield demonym
    if demonym.endswith(("man", "woman")) and demonym not in (
        "German",
        "West German",
        "Roman",
        "Oman",
        "Burman",
    ):
        if not demonym.endswith(("German", "rman")):
            yield demonym[:-2] + "en"
    elif not demonym.lower().endswith(_ENDINGS_WITHOUT_PLURAL):
        yield demonym + "s"


def _to_key(name: str) -> str:
    return normalize_key(fold(name))


class Gazetteer:
    """Every country with its forms, indexed for look-up and for scanning a text."""

    def __init__(self) -> None:
        self.cues = CountryCues()
        self.names: dict[str, str] = {}
        """Country code to display name."""
        self.iso3: dict[str, str] = {}
        """ISO 3166-1 alpha-3 in lower case to country code."""
        self.forms: dict[str, CountryForm] = {}
        """Key to form."""
        self.by_first_word: dict[str, FirstWordEntry] = {}
        self.second_words: set[str] = set()
        """The second word of every form of several words."""
        for code, entry in load_yaml("countries.yaml").items():
            self.names[code] = entry["name"]
            self.iso3[entry["iso3"].lower()] = code
            for form in self._entry_forms(code, entry):
                self._add(form)
        self._add_combining_forms()
        self._add_excluded_phrases()

    def _entry_forms(self, code: str, entry: dict[str, Any]) -> Iterator[CountryForm]:
        """The forms of one entry of `countries.yaml`: names, demonyms, abbreviations."""
        for name in (entry["name"], *entry.get("names", ())):
            yield self._form(name, FormKind.NAME, code)
        for demonym in entry.get("demonyms", ()):
            for form in _with_plural(demonym):
                yield self._form(form, FormKind.DEMONYM, code)
        for abbreviation in entry.get("abbreviations", ()):
            yield self._abbreviation(abbreviation, code)

    def _form(self, name: str, kind: FormKind, code: str) -> CountryForm:
        """A name or demonym."""
        cues, key = self.cues, _to_key(name)
        return CountryForm(
            key,
            kind,
            code,
            is_common_word=key in cues.common_words,
            is_language=kind is FormKind.DEMONYM and key in cues.languages,
            ambiguity=cues.ambiguous_names.get(key),
        )

    def _abbreviation(self, name: str, code: str) -> CountryForm:
        cues, key = self.cues, _to_key(name)
        any_case = "." in name or key in cues.any_case
        return CountryForm(
            key,
            FormKind.ABBREVIATION,
            code,
            exact_spelling="" if any_case else name,
            is_weak=key in cues.weak_abbreviations,
            ambiguity=cues.ambiguous_names.get(key),
        )

    def _add_combining_forms(self) -> None:
        for follower, forms in self.cues.combining_forms.items():
            for key, code in forms.items():
                self._add(CountryForm(key, FormKind.COMBINING, code, joins_any_word=follower == "any"))

    def _add_excluded_phrases(self) -> None:
        for phrase in self.cues.excluded_phrases:
            for form in _with_plural(phrase):
                self._add(CountryForm(_to_key(form), FormKind.EXCLUDED, None))

    def _add(self, form: CountryForm) -> None:
        """Index a form, unless an earlier one has the same key."""
        if self.forms.setdefault(form.key, form) is not form:
            return
        first, *others = _LETTERS.findall(form.key)
        entry = self.by_first_word.setdefault(first, FirstWordEntry())
        if first == form.key:
            entry.single = form
        else:
            entry.add(others[0], form)
            self.second_words.add(others[0])


@cache
def country_names() -> dict[str, str]:
    """Country code to display name, read without parsing the YAML: start-up must not wait for the gazetteer."""
    entries = _CODE_AND_NAME.finditer(read_data("countries.yaml"))
    return {entry[1]: entry[2].strip("'\"") for entry in entries}


@cache
def load_gazetteer() -> Gazetteer:
    """Return the shared gazetteer; the first call reads the data files."""
    return Gazetteer()


def name_parts(word: str) -> list[str]:
    """Split a word into the folded runs of letters by which forms are looked up: "Guinea-Bissau" has two."""
    return _LETTERS.findall(fold(word))
