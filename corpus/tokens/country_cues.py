"""Context cues for country names: word lists that separate a country from the other things its name can mean.

The lists are read from `corpus/data/country_cues.yaml`, which says what each of them is for. All words are folded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from corpus.text.data_files import load_yaml


class Fallback(StrEnum):
    """What becomes of an ambiguous name when nothing in the document decides its meaning."""

    ACCEPT = "accept"
    AMBIGUOUS = "ambiguous"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name with several meanings, which the rest of the document decides."""

    cue_words: Mapping[str, frozenset[str]]
    """Country codes, the most usual meaning first, each with single words that support it."""
    cue_phrases: Mapping[str, tuple[str, ...]]
    """The same codes with cues that are longer than a word."""
    neighbours: frozenset[str]
    """Codes of countries that make any of the meanings more likely."""
    rival_words: frozenset[str]
    """Single words that support a meaning that is no country."""
    rival_phrases: tuple[str, ...]
    """The same for what is longer than a word."""
    fallback: Fallback


class CountryCues:
    """The word lists of the context rules, with folded words."""

    def __init__(self) -> None:
        self._raw: dict[str, Any] = load_yaml("country_cues.yaml")
        self.excluded_phrases: tuple[str, ...] = tuple(self._raw["excluded_phrases"])
        self.common_words = self._words("common_words")
        self.accent_required = self._words("accent_required")
        self.accent_excluded = self._words("accent_excluded")
        self.any_case = self._words("any_case")
        self.weak_abbreviations = self._words("weak_abbreviations")
        self.languages = self._words("languages")
        self.language_nouns = self._words("language_nouns")
        self.language_verbs = self._words("language_verbs")
        self.function_words = self._words("function_words")
        self.personal_titles = self._words("personal_titles")
        self.offices = self._words("offices")
        self.offices_of_persons = self._words("offices_of_persons")
        self.countries_as_surnames = self._words("countries_as_surnames")
        self.countries_as_given_names = self._words("countries_as_given_names")
        self.countries_as_rare_given_names = self._words("countries_as_rare_given_names")
        self.words_after_country = self._words("words_after_country")
        self.common_surnames = self._words("common_surnames")
        self.given_names = self._words("given_names")
        self.words_before_pronoun = self._words("words_before_pronoun")
        self.city_states = self._words("city_states")
        self.locatives = self._words("locatives")
        self.olympic_codes: dict[str, str] = self._raw["olympic_codes"]
        """IOC codes that differ from ISO 3166-1 alpha-3, with the code of the country."""
        self.combining_forms: dict[str, dict[str, str]] = self._raw["combining_forms"]

    def _words(self, key: str) -> frozenset[str]:
        return frozenset(self._raw[key])

    @cached_property
    def us_state_after(self) -> re.Pattern[str]:
        """Matches a U.S. state after the name of a town (`, Indiana`, `, Pa.`); group `more` if a list continues."""
        abbreviations = "|".join(self._raw["us_state_abbreviations"])
        return re.compile(
            # "La" before a name is an article: Guatemala, La Libertad.
            rf",\s(?!La [A-Z])(?:(?:{self._state_names})\b|(?:{abbreviations})(?:\.|\b(?=[\s,;)]|$)))"
            rf"(?P<more>,?\s(?:and|or|as well as)\b)?"
        )

    @cached_property
    def us_state_before(self) -> re.Pattern[str]:
        """Matches a U.S. state and a comma, "and" or "or" at the end of a string: "Alabama and " before "Georgia"."""
        return re.compile(rf"\b(?:{self._state_names})(?:,|,?\sand|,?\sor)\s$")

    @property
    def _state_names(self) -> str:
        return "|".join(name.title() for name in self._raw["us_states"]).replace(" ", r"\s")

    @cached_property
    def ambiguous_names(self) -> dict[str, AmbiguousName]:
        """Folded names with their possible meanings."""
        table = {}
        for group in self._raw["ambiguous_names"]:
            cues: dict[str, list[str]] = group["codes"]
            name = AmbiguousName(
                cue_words={code: frozenset(filter(str.isalpha, each)) for code, each in cues.items()},
                cue_phrases={code: tuple(cue for cue in each if not cue.isalpha()) for code, each in cues.items()},
                neighbours=frozenset(group.get("neighbours", ())),
                rival_words=frozenset(filter(str.isalpha, group.get("rival_words", ()))),
                rival_phrases=tuple(word for word in group.get("rival_words", ()) if not word.isalpha()),
                fallback=Fallback(group["fallback"]),
            )
            table.update(dict.fromkeys(group["forms"], name))
        return table
