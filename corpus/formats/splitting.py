"""Raw records: what a large file of many documents is split into, so that several processes can parse it.

Finding the records of a file is cheap and sequential; parsing them is expensive and independent. A format that can be
split has a function that yields groups of raw records without parsing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile

RawRecord = tuple[str, object]
"""The name of a record within its file, and its content: bytes, or a value as in JSON. Picklable."""
Parse = Callable[[Any, Any, Source], Iterator[Draft | Broken]]
"""Parses raw records. Its arguments: the records, the context of their group, the file or the file within it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A file within a file."""

    name: str
    """Its path in an archive, or the name of the content of a compressed file."""
    is_member: bool
    """Whether it is a member of an archive, whose path names the documents in it."""


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Raw records that are parsed alike. Those of the next group may only be read after those of this one."""

    records: Iterable[RawRecord | Broken]
    parse: Parse
    """A function of a module, so that it can be pickled."""
    context: object = None
    """What it needs to know of the file. Picklable, with a `repr` that shows all of it."""
    kind: str = ""
    """The name of the format of the innermost file."""
    layers: tuple[Layer, ...] = ()
    """The files within the file that contain the records, the outermost first."""

    def continues(self, other: RecordGroup) -> bool:
        """Whether the records of both groups can be parsed together."""
        return (self.parse, self.kind, self.layers) == (other.parse, other.kind, other.layers) and (
            self.context is other.context
        )


Split = Callable[[Source], Iterator[RecordGroup] | None]
"""Splits a file of one format; None if the file is one document after all. Raises what a Reader raises."""


def within(layer: Layer, groups: Iterable[RecordGroup]) -> Iterator[RecordGroup]:
    """Yield the groups of a file within a file as groups of the outer file."""
    for group in groups:
        yield replace(group, layers=(layer, *group.layers))


def contained(records: Iterable[RawRecord | Broken], source: Source) -> Iterator[RawRecord | Broken]:
    """Yield the records of a file within an archive; an error ends it, and not the archive.

    Raises:
        UnreadableFile: The archive as a whole exceeds the limit of unpacked bytes.

    """
    try:
        yield from records
    except UnreadableFile as error:
        if source.budget.is_spent:
            raise
        yield Broken.of("", error)


def record_below(layer: Layer, record: str) -> str:
    """The name in the outer file of a record of a file within it."""
    if not layer.is_member:
        return record
    return f"{layer.name}/{record}" if record else layer.name


def named_below(layer: Layer, found: Draft | Broken) -> Draft | Broken:
    """A document of a file within a file, named by its place in the outer file."""
    if not layer.is_member:
        return found
    record = record_below(layer, found.record)
    if isinstance(found, Broken):
        return replace(found, record=record)
    inner = found.inner_path and f"{layer.name}/{found.inner_path}"
    return replace(found, record=record, inner_path=inner or ("" if found.record else layer.name))
