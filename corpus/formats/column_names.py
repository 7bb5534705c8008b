"""What the name of a column says about its role: title, text, date, author … in the languages that exports use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from corpus.text.data_files import load_yaml
from corpus.text.folding import fold_expanding


class Role(Enum):
    """What a column is used as. The values are keys of `corpus/data/column_names.yaml`."""

    TITLE = "title"
    TEXT = "text"
    DATE = "date"
    AUTHOR = "author"
    SOURCE = "source"
    LANGUAGE = "language"
    URL = "url"
    ID = "id"


STRONG = 8.0
"""The score of a name that all but defines the role, such as `body`. The scores of text compete with log2 of the mean
length: 8 outweighs a column that is 256 times as long."""
PARTIAL = 4.0
"""The score of a name with a word that suggests the role, such as `article_text`."""
WEAK = 2.0
"""The score of a name for which there is usually a better one, such as `summary` beside `body`."""


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\W_]+")
_SUFFIX = re.compile(r" \(\d+\)\Z")


@dataclass(frozen=True, slots=True)
class _Names:
    """The lists of `corpus/data/column_names.yaml`, which describes them."""

    whole: dict[Role, dict[str, float]]
    words: dict[Role, dict[str, float]]
    record_dates: frozenset[str]
    other_dates: frozenset[str]
    measures: frozenset[str]
    generic_parts: frozenset[str]
    envelopes: frozenset[str]


@cache
def _names() -> _Names:
    """The lists, read when the first file of records is read."""
    data = load_yaml("column_names.yaml")
    lists = {name: frozenset(data[name].split()) for name in
             ("record_dates", "other_dates", "measures", "generic_parts", "envelopes")}  # fmt: skip
    return _Names(_scores(data["names"]), _scores(data["words"]), **lists)


def _scores(table: Mapping[str, Mapping[float, str]]) -> dict[Role, dict[str, float]]:
    """The score of each name, by role."""
    return {
        role: {name: float(score) for score, names in table[role.value].items() for name in names.split()}
        for role in Role
    }


@lru_cache(4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded: `datePublished` and `date_published` are ("date", "published")."""
    spaced = _CAMEL.sub(" ", _SUFFIX.sub("", name[:200]))
    return tuple(word for word in _SEPARATORS.split(fold_expanding(spaced)) if word)


def normalized(path: Sequence[str]) -> str:
    """A path as it is compared: folded, without separators within its parts."""
    return ".".join("".join(words_of(part)) for part in path)


def name_score(path: Sequence[str], role: Role) -> float:
    """How strongly a name suggests a role: 0 for not at all, up to STRONG.

    Args:
        path: The name, or the names from the outermost field to the innermost.
        role: The role in question.

    """
    own, parents = _own_part(path)
    words = words_of(own)
    joined = "".join(words)
    if parents and joined == "name" and _names().whole[role].get("".join(words_of(parents[-1]))) == STRONG:
        own, parents = parents[-1], parents[:-1]  # `author.name`, `source.name`
        joined = "".join(words_of(own))
    score = _names().whole[role].get(joined, 0.0) or _word_score(words, role)
    foreign = sum(parent.lower() not in _names().envelopes for parent in parents)
    return max(0.0, score - 3.0 * foreign)


def _own_part(path: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The part of a path that names the role, and the parts around it."""
    last = len(path) - 1
    while (
        last > 0 and path[last].lower() in _names().generic_parts and path[last - 1].lower() not in _names().envelopes
    ):
        last -= 1
    if last < len(path) - 1 and not any(_names().whole[role].get("".join(words_of(path[last]))) for role in Role):
        last = len(path) - 1
    return path[last], path[:last]


def _word_score(words: tuple[str, ...], role: Role) -> float:
    """The score of the best word of a name; 0 where another word shows that it is something else."""
    if len(words) < 2:
        return 0.0
    if role is Role.DATE:
        if not _names().other_dates.isdisjoint(words):
            return 0.0
        if not _names().record_dates.isdisjoint(words):
            return 1.0
    elif not _names().measures.isdisjoint(words):
        return 0.0
    if role is Role.TEXT and any(
        words[-1] in _names().words[other] for other in (Role.TITLE, Role.DATE, Role.AUTHOR, Role.URL)
    ):
        return 0.0
    if role is not Role.URL and words[-1] in _names().words[Role.URL]:
        return 0.0
    if role is Role.TITLE and words[-1] in _names().words[Role.TEXT] and words[0] not in _names().words[Role.TITLE]:
        return 0.0
    scores = [_names().words[role][word] for word in words if word in _names().words[role]]
    return max(scores, default=0.0)
