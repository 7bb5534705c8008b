"""What is wrong with a query, and why a query has no results: values that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class QueryFault(Enum):
    """One reason why a query is refused. The comments say what `detail` and `choices` of a QueryError hold;
    `likely` is the value that was probably meant.
    """

    TOO_LARGE = auto()  # see QueryTooLarge
    NO_WORDS = auto()  # detail: the query
    # Values of fields. detail: as typed
    INVALID_DATE = auto()
    INVALID_YEAR = auto()
    UNKNOWN_COUNTRY = auto()
    UNKNOWN_FEATURE = auto()  # choices: the values of "has:"
    UNKNOWN_FILE_TYPE = auto()  # choices: the values of "type:"
    UNKNOWN_LANGUAGE = auto()
    UNKNOWN_STATE = auto()  # choices: the values of "is:"
    UNKNOWN_TAG = auto()
    UNKNOWN_SEARCH = auto()


@dataclass(frozen=True, slots=True)
class NoMatches:
    """Why a query without results has none."""

    missing: tuple[str, ...]
    """Its terms that no document has, "" for those without a text of their own; none if each is in some document."""
    partial: int
    """The number of documents that have at least one of its terms; 0 where it has one term only."""
