"""The vocabulary of dates: names of months and weekdays, labels, and words that cannot name a place.

All words are folded as `corpus.text.folding.fold` does, so that they can be looked up in a folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any
from unicodedata import normalize

from corpus.text.data_files import load_yaml
from corpus.text.folding import fold


class LabelKind(Enum):
    """What the date beside a label is."""

    ISSUED = auto()
    """The date of issue: "Published on 4 March 2025"."""
    DATE = auto()
    """Says only "Date": the date of issue, unless details of an event stand around it."""
    ISSUED_BY = auto()
    """The issuer stands between the label and the date of issue."""
    RELEASE = auto()
    """The heading of a release, beside which its date stands: "FOR IMMEDIATE RELEASE"."""
    EMBARGO = auto()
    """The date from which the text may be used."""
    OTHER = auto()
    """The date of something else: an event, a deadline."""
    UPDATED = auto()
    """The date of a later version."""
    SPEECH = auto()
    """The speaker and the occasion stand between the label and the date."""
    BYLINE = auto()
    """The author stands between the label and the date."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """The tables of `corpus/data/date_labels.yaml`."""

    label: re.Pattern[str]
    """Matches the longest label at the beginning of a line; what of it is a label is looked up in `kinds`."""
    kinds: dict[str, LabelKind]
    headings: frozenset[str]
    """Labels that are never a title: "press release"."""
    heading_starts: frozenset[str]
    """Their first words."""
    event_detail: re.Pattern[str]
    """Matches a line such as "Location: …" at its beginning."""
    not_places: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    label_prepositions: frozenset[str]
    events: frozenset[str]


@cache
def months() -> dict[str, int]:
    """Folded names of months, without stops, mapped to the numbers 1 to 12."""
    return _numbers("months")


@cache
def persian_months() -> dict[str, int]:
    """Folded names of the months of the Persian calendar, mapped to the numbers 1 to 12."""
    return _numbers("persian_months")


def _numbers(key: str) -> dict[str, int]:
    table: dict[int, list[str]] = _calendar()[key]
    return {fold(normalize("NFC", name)): number for number, names in table.items() for name in names}


@cache
def weekdays() -> frozenset[str]:
    """Folded names of weekdays, without stops."""
    lines: list[str] = _calendar()["weekdays"]
    return frozenset(fold(name) for line in lines for name in line.split())


@cache
def date_words() -> DateWords:
    """Load the labels and word lists once."""
    table: dict[str, list[str]] = load_yaml("date_labels.yaml")
    names = {
        LabelKind.ISSUED: "issued",
        LabelKind.DATE: "date",
        LabelKind.ISSUED_BY: "issued_by",
        LabelKind.RELEASE: "release",
        LabelKind.EMBARGO: "embargo",
        LabelKind.OTHER: "other",
        LabelKind.UPDATED: "updated",
        LabelKind.SPEECH: "speech",
        LabelKind.BYLINE: "byline",
    }
    headings = _phrases(table["release_heading"])
    kinds = {label: kind for kind, name in names.items() for label in _phrases(table[name])}
    kinds.update(dict.fromkeys(headings, LabelKind.RELEASE))
    return DateWords(
        label=re.compile(rf"[\W_]*({_alternatives(kinds)})(?![^\W\d_])"),
        kinds=kinds,
        headings=frozenset(headings),
        heading_starts=frozenset(heading.split()[0] for heading in headings),
        event_detail=re.compile(rf"[\W_]*(?:{_alternatives(_phrases(table['event_details']))})\s*:"),
        not_places=frozenset(_phrases(table["not_places"])),
        particles=frozenset(_phrases(table["particles"])),
        prepositions=frozenset(_phrases(table["prepositions"])),
        label_prepositions=frozenset(_phrases(table["label_prepositions"])),
        events=frozenset(fold(word) for line in table["events"] for word in line.split()),
    )


@cache
def _calendar() -> dict[str, Any]:
    """The parsed table of months and weekdays."""
    table: dict[str, Any] = load_yaml("calendar_words.yaml")
    return table


def _phrases(lines: Iterable[str]) -> list[str]:
    """The folded phrases of lines in which commas separate them."""
    return [fold(phrase.strip()) for line in lines for phrase in line.split(",") if phrase.strip()]


def _alternatives(phrases: Iterable[str]) -> str:
    """A regular expression that matches any of the phrases, a longer one before its beginning."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
