"""What the values of a column look like, measured on a sample of records."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.formats.column_dates import date_of
from corpus.formats.column_values import Path, Record, as_text, paths_of
from corpus.formats.html_fragment import has_entities, has_tags

_URL = re.compile(r"(?:https?|ftp)://\S+|www\.\S+|mailto:\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[\d.,  ]*\d%?")
_SENTENCE_END = re.compile(r"[^\W\d_][.!?…。！？।؟][\"'”’»)]*(?:\s|<|\Z)")
_LONGEST_LOOK = 20_000
"""Characters of one value that are looked at."""
_DATE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ColumnStats:
    """Shares are of the values that are not empty, from 0 to 1."""

    path: Path
    values: int
    """How many values are not empty."""
    mean_length: float
    """In characters."""
    mean_words: float
    distinct: float
    numbers: float
    addresses: float
    dates: float
    letters: float
    """Values with a letter."""
    sentences: float
    """Values in which a sentence ends."""
    html: float
    """Values with HTML elements."""
    entities: float
    """Values with HTML character references."""

    @property
    def is_prose(self) -> bool:
        """Whether the values read as sentences, whatever the column is called."""
        return self.mean_words >= 8 and self.sentences >= 0.5 and self.distinct > 0.5 and not self.is_other

    @property
    def is_other(self) -> bool:
        """Whether the values are numbers, addresses or dates, or have no letters."""
        return max(self.numbers, self.addresses, self.dates) > 0.5 or self.letters < 0.5

    @property
    def is_category(self) -> bool:
        """Whether a few short values recur: a label, not a text."""
        return self.values >= 5 and self.mean_words < 4 and self.distinct < 0.6

    @property
    def log_length(self) -> float:
        """The binary logarithm of the mean length."""
        return math.log2(1 + self.mean_length)


def column_stats(records: Iterable[Record]) -> list[ColumnStats]:
    """The columns of a sample of records that have a value, in the order in which they appear."""
    texts: dict[Path, list[str]] = {}
    for record in records:
        for path, value in paths_of(record):
            if text := as_text(value):
                texts.setdefault(path, []).append(text[:_LONGEST_LOOK])
    return [_stats(path, values) for path, values in texts.items()]


def _stats(path: Path, values: list[str]) -> ColumnStats:
    count = len(values)
    words = [value.split() for value in values]
    return ColumnStats(
        path=path,
        values=count,
        mean_length=sum(map(len, values)) / count,
        mean_words=sum(map(len, words)) / count,
        distinct=len(set(values)) / count,
        numbers=sum(_NUMBER.fullmatch(value) is not None for value in values) / count,
        addresses=sum(_URL.fullmatch(value) is not None for value in values) / count,
        dates=sum(_is_date(value) for value in values) / count,
        letters=sum(any(map(str.isalpha, value)) for value in values) / count,
        sentences=sum(_SENTENCE_END.search(value) is not None for value in values) / count,
        html=sum(map(has_tags, values)) / count,
        entities=sum(map(has_entities, values)) / count,
    )


def _is_date(value: str) -> bool:
    """Whether a value is a date, of whatever order of day and month."""
    if len(value) > _DATE_LENGTH or not any(map(str.isdigit, value)):
        return False
    if date_of(value, {}) is not None:
        return True
    return re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}(?: .*)?", value) is not None
