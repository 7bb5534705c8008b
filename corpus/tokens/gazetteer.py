"""The gazetteer and the cues around it, read once from the package's data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from corpus.text.folding import fold

_DATA = Path(__file__).parent.parent / "data"
# Between the words of a name: spaces or one line break, with its indentation; a hyphen counts as a space.
_GAP = r"(?:-|[ \t]{1,4}|[ \t]{0,4}\n[ \t]{0,8})"
_GAPS = re.compile(r"[-\s]+")
_ENTRY = re.compile(r"""(?m)^["']?(\w+)["']?: \{iso3: \w+, name: ("[^"]*"|'[^']*'|[^,}]*)""")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FOLLOWING = re.compile(r"[\W\d_]{0,16}([^\W\d_]+)")
_NO_PLURAL = ("s", "sh", "ch", "ese", "x", "z", "men")


class Kind(StrEnum):
    """What a form is to its country."""

    NAME = "name"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"
    COMBINING = "first half of a compound"
    TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Contested:
    """A word with several meanings, to be decided by the document."""

    codes: Mapping[str, frozenset[str]]
    """What it can be, the usual one first, each with single words that speak for it."""
    phrases: Mapping[str, tuple[str, ...]]
    """The same, with what is longer than a word."""
    neighbours: frozenset[str]
    rivals: frozenset[str]
    otherwise: str
    """"accept", "ambiguous" or "reject"."""


@dataclass(frozen=True, slots=True)
class Form:
    """One folded way to write one country, or a trap around it."""

    key: str
    """Folded, single spaces, no hyphens."""
    kind: Kind
    code: str | None
    is_word: bool = False
    """Also an ordinary English word when in lower case."""
    is_language: bool = False
    exact: str = ""
    """An abbreviation that counts only in just this spelling; "" for any case."""
    is_weak: bool = False
    contested: Contested | None = None


class Head:
    """All forms that begin with one word."""

    __slots__ = ("_longer", "_patterns", "single")

    def __init__(self) -> None:
        self.single: Form | None = None
        self._longer: dict[str, dict[str, Form]] = {}
        """Those of several words, by the second of them and their key."""
        self._patterns: dict[str, re.Pattern[str]] = {}

    def add(self, second: str, form: Form) -> None:
        """Put in a form of several words."""
        self._longer.setdefault(second, {})[form.key] = form

    def match(self, folded: str, start: int, end: int) -> tuple[int, Form] | None:
        """The end and form of the longest name in `folded` whose first word is `folded[start:end]`."""
        following = _FOLLOWING.match(folded, end) if self._longer else None
        forms = self._longer.get(following[1]) if following else None
        if forms and following:
            pattern = self._patterns.get(following[1])
            if pattern is None:
                pattern = self._patterns[following[1]] = _compile_rests(forms, end - start)
            if found := pattern.match(folded, end):
                return found.end(), forms[normalize(folded[start : found.end()])]
        return (end, self.single) if self.single else None


def _compile_rests(keys: Iterable[str], length: int) -> re.Pattern[str]:
    """A pattern for what may stand after a first word of that length, longest first."""
    rests = sorted((key[length:] for key in keys), key=len, reverse=True)
    parts = []
    for rest in rests:
        words = _GAP.join(re.escape(word) for word in rest.split(" "))
        parts.append(words + (r"(?![^\W_])" if rest[-1].isalnum() else ""))
    return re.compile("|".join(parts))


def normalize(folded: str) -> str:
    """The key of a folded name: hyphens and runs of white space are one space."""
    return _GAPS.sub(" ", folded)


def _load(name: str) -> Any:  # noqa: ANN401 - YAML is what it is; the caller knows its own file
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), loader)


def _with_plural(demonym: str) -> Iterator[str]:
    """A demonym and its regular plural."""
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
    elif not demonym.lower().endswith(_NO_PLURAL):
        yield demonym + "s"


def _key(name: str) -> str:
    return normalize(fold(name))


class Cues:
    """Word lists of the context rules; see the data file for what each is."""

    def __init__(self) -> None:
        raw: dict[str, Any] = _load("country_cues.yaml")
        self._raw = raw
        self.traps: tuple[str, ...] = tuple(raw["traps"])
        self.words = self._words("words")
        self.accented = self._words("accented")
        self.any_case = self._words("any_case")
        self.weak = self._words("weak_abbreviations")
        self.languages = self._words("languages")
        self.language_nouns = self._words("language_nouns")
        self.language_verbs = self._words("language_verbs")
        self.function_words = self._words("function_words")
        self.titles = self._words("personal_titles")
        self.offices = self._words("offices")
        self.surnames = self._words("surnames")
        self.given = self._words("given")
        self.rarely_given = self._words("rarely_given")
        self.after_country = self._words("after_country")
        self.common_surnames = self._words("common_surnames")
        self.given_names = self._words("given_names")
        self.pronoun_before = self._words("pronoun_before")
        self.city_states = self._words("city_states")
        self.locatives = self._words("locatives")
        self.olympic: dict[str, str] = raw["olympic"]
        self.combining: dict[str, dict[str, str]] = raw["combining"]

    def _words(self, key: str) -> frozenset[str]:
        return frozenset(self._raw[key])

    @cached_property
    def us_state(self) -> re.Pattern[str]:
        """A state after the name of a town (`, Indiana`, `, Pa.`), with what shows a list after it."""
        names = "|".join(name.title() for name in self._raw["us_states"]).replace(" ", r"\s")
        short = "|".join(self._raw["us_state_abbreviations"])
        return re.compile(
            rf",\s(?:(?:{names})\b|(?:{short})(?:\.|\b(?=[\s,;)]|$)))(?P<more>,?\s(?:and|or|as well as)\b)?"
        )

    @cached_property
    def us_state_before(self) -> re.Pattern[str]:
        """A state, or "and" after one, before a word: "Alabama and Georgia"."""
        names = "|".join(name.title() for name in self._raw["us_states"]).replace(" ", r"\s")
        return re.compile(rf"\b(?:{names})(?:,|,?\sand|,?\sor)\s$")

    @cached_property
    def contested(self) -> dict[str, Contested]:
        """Folded forms to what they can mean."""
        table = {}
        for group in self._raw["contested"]:
            words = {code: frozenset(cue for cue in cues if cue.isalpha()) for code, cues in group["codes"].items()}
            phrases = {code: tuple(cue for cue in cues if not cue.isalpha()) for code, cues in group["codes"].items()}
            contested = Contested(
                codes=words,
                phrases=phrases,
                neighbours=frozenset(group.get("neighbours", ())),
                rivals=frozenset(group.get("rivals", ())),
                otherwise=group["otherwise"],
            )
            table.update(dict.fromkeys(group["forms"], contested))
        return table


class Gazetteer:
    """Every country with its forms."""

    def __init__(self) -> None:
        self.cues = Cues()
        self.names: dict[str, str] = {}
        self.iso3: dict[str, str] = {}
        self.forms: dict[str, Form] = {}
        self.heads: dict[str, Head] = {}
        self.seconds: set[str] = set()
        """The second words of all names that have several."""
        for code, entry in _load("countries.yaml").items():
            self.names[code] = entry["name"]
            self.iso3[entry["iso3"].lower()] = code
            for form in self._entry_forms(code, entry):
                self._add(form)
        for kind, table in self.cues.combining.items():
            for prefix, code in table.items():
                self._add(Form(key=prefix, kind=Kind.COMBINING, code=code, exact=kind))
        for trap in self.cues.traps:
            for phrase in _with_plural(trap):
                self._add(Form(key=_key(phrase), kind=Kind.TRAP, code=None))

    def _entry_forms(self, code: str, entry: dict[str, Any]) -> Iterator[Form]:
        cues = self.cues
        for name in (entry["name"], *entry.get("names", ())):
            key = _key(name)
            yield Form(key, Kind.NAME, code, key in cues.words, contested=cues.contested.get(key))
        for demonym in entry.get("demonyms", ()):
            for each in _with_plural(demonym):
                key = _key(each)
                yield Form(
                    key,
                    Kind.DEMONYM,
                    code,
                    key in cues.words,
                    key in cues.languages,
                    contested=cues.contested.get(key),
                )
        for short in entry.get("abbreviations", ()):
            key = _key(short)
            free = "." in short or key in cues.any_case
            yield Form(
                key,
                Kind.ABBREVIATION,
                code,
                exact="" if free else short,
                is_weak=key in cues.weak,
                contested=cues.contested.get(key),
            )

    def _add(self, form: Form) -> None:
        """Put a form in; the first to claim a key keeps it."""
        if self.forms.setdefault(form.key, form) is not form:
            return
        first, *others = _FIRST_WORD.findall(form.key)
        head = self.heads.setdefault(first, Head())
        if first == form.key:
            head.single = form
        else:
            head.add(others[0], form)
            self.seconds.add(others[0])


@cache
def names_of_countries() -> dict[str, str]:
    """The name to show for each code, without the rest: all that is needed where nothing is extracted."""
    entries = _ENTRY.finditer((_DATA / "countries.yaml").read_text(encoding="utf-8"))
    return {entry[1]: entry[2].strip("'\"") for entry in entries}


@cache
def load_gazetteer() -> Gazetteer:
    """The one gazetteer; read on first use."""
    return Gazetteer()


def name_parts(word: str) -> list[str]:
    """The parts of a word that names are looked up by, folded: "Guinea-Bissau" has two."""
    return _FIRST_WORD.findall(fold(word))
