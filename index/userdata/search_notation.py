"""The YAML notation of saved searches; see docs/userdata.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from corpus.files.yaml_file import YamlList, YamlNode, YamlScalar
from corpus.files.yaml_writer import yaml_scalar
from index.corrections.notation import NotationError, entry_fields, entry_text
from index.model.correction_fault import EntryFault
from index.model.query import Filter, Kind, Sort
from index.model.user_data import SavedSearch
from index.schema.analysis import fold_for_index

_HEADER = """\
# Saved searches. Edit this file as you like; it is read when Pressroom starts and when it changes.
#
# - search: Border talks
#   query: border talks date:2024
#   filters:
#   - country: LT
#   - not person: jan nowak
#   any-of: country                        one of the countries is enough; or person, or country, person
#   sort: newest                           or oldest, relevance

"""
_KEYS = ("search", "query", "filters", "any-of", "sort", "looked")
_FILTERS = {f"{word}{kind}": (kind, bool(word)) for kind in Kind for word in ("", "not ")}


class SearchNotation:
    """How a saved search is written. An entry is identified by its name without case and accents."""

    header = _HEADER
    cached_type: Any = tuple[dict[str, SavedSearch], bytes]
    version = 3

    def key(self, entry: SavedSearch) -> str:
        """The folded name."""
        return search_key(entry.name)

    def parse(self, node: YamlNode) -> SavedSearch:
        """Parse an entry; raises NotationError."""
        fields = dict(entry_fields(node))
        for name, value in fields.items():
            if name not in _KEYS:
                raise NotationError(EntryFault.UNKNOWN_KEY, value.line, name, choices=_KEYS)
        name = " ".join(entry_text(fields, "search").split())
        if not name:
            raise NotationError(EntryFault.MISSING_KEY, node.line)
        sort = entry_text(fields, "sort") or Sort.RELEVANCE.value
        if sort not in tuple(Sort):
            raise NotationError(EntryFault.NOT_A_SORT, fields["sort"].line, sort, choices=tuple(Sort))
        filters = tuple(_filters(fields["filters"])) if "filters" in fields else ()
        any_of = frozenset(_kinds(fields["any-of"])) if "any-of" in fields else frozenset()
        return SavedSearch(name, entry_text(fields, "query"), filters, Sort(sort), _time(fields), any_of)

    def write(self, entry: SavedSearch) -> str:
        """The lines of an entry, with their line ends."""
        lines = [f"- search: {yaml_scalar(entry.name)}"]
        if entry.text:
            lines.append(f"  query: {yaml_scalar(entry.text)}")
        if entry.filters:
            lines.append("  filters:")
        for choice in entry.filters:
            lines.append(f"  - {'not ' if choice.exclude else ''}{choice.kind}: {yaml_scalar(choice.key)}")
        if entry.any_of:
            lines.append(f"  any-of: {', '.join(sorted(entry.any_of))}")
        if entry.sort is not Sort.RELEVANCE:
            lines.append(f"  sort: {entry.sort}")
        if entry.looked:
            lines.append(f"  looked: {format_time(entry.looked)}")
        return "\n".join(lines) + "\n"

    def combine(self, first: SavedSearch, second: SavedSearch) -> SavedSearch:
        """The later entry."""
        return second


def search_key(name: str) -> str:
    """What identifies a saved search by its name."""
    return fold_for_index(" ".join(name.split()))


def format_time(time: dt.datetime) -> str:
    """A time in UTC to the second, as in "2026-11-28T21:55:34Z"."""
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: str) -> dt.datetime:
    """The time that `format_time` has written; raises ValueError."""
    time = dt.datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def _filters(node: YamlNode) -> Iterator[Filter]:
    if not isinstance(node, YamlList):
        raise NotationError(EntryFault.NOT_A_LIST, node.line)
    for each in node.items:
        for name, value in entry_fields(each):
            if name not in _FILTERS:
                raise NotationError(EntryFault.UNKNOWN_KEY, value.line, name, choices=tuple(_FILTERS))
            if not isinstance(value, YamlScalar) or not value.text:
                raise NotationError(EntryFault.NOT_TEXT, value.line, name)
            kind, exclude = _FILTERS[name]
            yield Filter(kind, value.text, exclude)


def _kinds(node: YamlNode) -> Iterator[Kind]:
    text = node.text if isinstance(node, YamlScalar) else ""
    for name in text.split(","):
        if name.strip() not in tuple(Kind):
            raise NotationError(EntryFault.UNKNOWN_KEY, node.line, name.strip(), choices=tuple(Kind))
        yield Kind(name.strip())


def _time(fields: dict[str, YamlNode]) -> dt.datetime | None:
    text = entry_text(fields, "looked")
    try:
        return parse_time(text) if text else None
    except ValueError as error:
        raise NotationError(EntryFault.NOT_A_DATE, fields["looked"].line, text) from error
