"""A YAML file with a list of entries: read, cached and edited entry by entry without losing anything the user wrote.

Entries with the same key, which a merge by git may leave, count as one. A change rewrites the lines of its entry only.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from corpus.files.atomic_write import atomic_write
from corpus.files.yaml_file import YamlList, YamlNode, parse_yaml, read_text
from corpus.model.errors import YamlError, reason_of
from index.corrections.notation import NotationError
from index.model.correction_fault import EntryFault, EntryProblem, FileProblems
from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure
from index.userdata.folder_lock import locked_folder
from index.userdata.parsed_cache import Cached, ParsedCache, Stamp, digest_of, stamp_of

MOST_BYTES = 64 << 20
"""The greatest size of a file."""
Entry = TypeVar("Entry")
Change = Callable[[Entry | None], Entry | None]
"""From the present entry, None for none, to the wanted one, None to remove it."""
Lines = tuple[int, int]
"""The first line of an entry and the line after its last, from 1."""


class Notation(Protocol[Entry]):
    """How one kind of entry is written."""

    header: str
    """The comment at the top of a new file."""
    cached_type: Any
    """For msgspec: a tuple of the entries by key, and bytes."""
    version: int
    """Raised when entries are parsed differently: cached ones are then parsed again."""

    def key(self, entry: Entry) -> str:
        """What identifies the entry in its file."""
        ...

    def parse(self, node: YamlNode) -> Entry:
        """Parse an entry; raises NotationError."""
        ...

    def write(self, entry: Entry) -> str:
        """The lines of an entry, with their line ends."""
        ...

    def combine(self, first: Entry, second: Entry) -> Entry:
        """One entry with the content of two that have the same key."""
        ...


class Parsed(Generic[Entry]):
    """The content of a file."""

    def __init__(self, entries: dict[str, Entry], spans: bytes, problems: list[EntryProblem]) -> None:
        self.entries = entries
        """By key, in the order of the file."""
        self.spans = spans
        """For each list item its number in `entries`, its first line and the line after its last, as 64-bit integers,
        which are read from a cache in one piece."""
        self.problems = problems

    @classmethod
    def of(cls, entries: dict[str, Entry], lines: dict[str, list[Lines]]) -> Parsed[Entry]:
        """The content of a file by the lines of its entries, both in the same order."""
        spans = array("q")
        for number, places in enumerate(lines.values()):
            for first, end in places:
                spans.extend((number, first, end))
        return cls(entries, spans.tobytes(), [])

    @cached_property
    def lines(self) -> dict[str, list[Lines]]:
        """The lines of each entry; several where a key occurs more than once."""
        keys = list(self.entries)
        found: dict[str, list[Lines]] = {}
        numbers = memoryview(self.spans).cast("q").tolist()
        for number, first, end in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found.setdefault(keys[number], []).append((first, end))
        return found


class EntryFile(Generic[Entry]):
    """A file of entries.

    Args:
        path: The path of the file; it need not exist.
        notation: The notation of its entries.
        cache: The file with the parsed entries, which may be deleted at any time.

    """

    def __init__(self, path: Path, notation: Notation[Entry], cache: Path) -> None:
        self.path = path
        self.problems: FileProblems | None = None
        """What is wrong with the file; None for nothing."""
        self._notation = notation
        self._cache = ParsedCache(cache, notation.version, notation.cached_type)
        self._parsed: Parsed[Entry] = Parsed({}, b"", [])
        self._stamp: Stamp | None = None
        self._is_loaded = False
        self._reading = threading.Lock()

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The valid entries by key, in the order of the file, as last read."""
        return self._parsed.entries

    def reload(self) -> bool:
        """Read the file if it has changed; returns whether it has."""
        with self._reading:
            return self._reload()

    def _reload(self) -> bool:
        stamp = stamp_of(self.path)
        if self._is_loaded and stamp == self._stamp:
            return False
        self._stamp, self._is_loaded = stamp, True
        try:
            self._parsed = self._read()[1]
        except NotationError as error:
            self._parsed = Parsed({}, b"", [])
            self.problems = FileProblems(self.path, error.problem, unusable=True)
            self._is_loaded = not error.problem.is_temporary
        else:
            self.problems = FileProblems.of(self.path, self._parsed.problems)
        return True

    def change(self, changes: Mapping[str, Change[Entry]]) -> dict[str, tuple[Entry | None, Entry | None]]:
        """Change entries by key, each on top of what the file holds now; returns those changed, before and after.

        A changed entry may have another key, if no other entry has that.

        Raises:
            UserDataError: the file cannot be read, edited or written.

        """
        with locked_folder(self.path.parent):
            try:
                text, parsed = self._read()
            except NotationError as error:
                raise UserDataError(UserDataFailure.FILE_INVALID, self.path, problem=error.problem) from error
            wanted = {
                key: (parsed.entries.get(key), change(parsed.entries.get(key))) for key, change in changes.items()
            }
            wanted = {key: pair for key, pair in wanted.items() if pair[0] != pair[1]}
            if wanted:
                edited, lines = self._edited(text, parsed, {key: after for key, (_, after) in wanted.items()})
                self._replace(edited)
                self._use(edited, parsed, lines, wanted)
        return wanted

    def _read(self) -> tuple[str, Parsed[Entry]]:
        """The text of the file and its entries; raises NotationError if the file is unusable."""
        try:
            text = read_text(self.path, MOST_BYTES)
        except YamlError as error:
            raise NotationError.of_yaml(error) from error
        data, stamp = text.encode("utf-8"), stamp_of(self.path)
        cached = self._cache.load() if data else None
        if cached and stamp and cached[:3] == (stamp[0], len(data), digest_of(data)):
            entries, spans = cached.content
            return text, Parsed(entries, spans, [])
        parsed = self._parse(text)
        self._save(data, stamp, parsed)
        return text, parsed

    def _save(self, data: bytes, stamp: Stamp | None, parsed: Parsed[Entry]) -> None:
        """Cache the content of the file. One with problems is rare, and will be edited."""
        if stamp and data and not parsed.problems:
            self._cache.save(Cached(stamp[0], len(data), digest_of(data), (parsed.entries, parsed.spans)))

    def _parse(self, text: str) -> Parsed[Entry]:
        try:
            root = parse_yaml(text) if text else None
        except YamlError as error:
            raise NotationError.of_yaml(error) from error
        if root is not None and not isinstance(root, YamlList):
            raise NotationError(EntryFault.NOT_A_LIST, root.line)
        entries: dict[str, Entry] = {}
        numbers: dict[str, int] = {}
        spans, problems = array("q"), []
        for node in root.items if root else ():
            try:
                entry = self._notation.parse(node)
            except NotationError as error:
                problems.append(error.problem)
                continue
            key = self._notation.key(entry)
            first = entries.get(key)
            entries[key] = entry if first is None else self._notation.combine(first, entry)
            spans.extend((numbers.setdefault(key, len(numbers)), node.line, node.end))
        return Parsed(entries, spans.tobytes(), problems)

    def _use(
        self,
        text: str,
        before: Parsed[Entry],
        lines: dict[str, list[Lines]],
        changed: Mapping[str, tuple[Entry | None, Entry | None]],
    ) -> None:
        """Go on with the content that was written, without parsing it again: many notes would take seconds."""
        if before.problems:  # their lines have moved
            self._is_loaded = False
            self.reload()
            return
        entries = {key: entry for key, entry in before.entries.items() if key not in changed}
        entries |= {self._notation.key(after): after for _, after in changed.values() if after is not None}
        with self._reading:
            self._parsed = Parsed.of({key: entries[key] for key in lines}, lines)
            self._stamp, self._is_loaded, self.problems = stamp_of(self.path), True, None
            self._save(text.encode("utf-8"), self._stamp, self._parsed)

    def _edited(
        self, text: str, parsed: Parsed[Entry], wanted: Mapping[str, Entry | None]
    ) -> tuple[str, dict[str, list[Lines]]]:
        """The text with some entries replaced, removed (None) or appended; raises UserDataError.

        Returns also the lines of each entry in that text, in their order.
        """
        lines = (text or self._notation.header).splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        is_block = all(lines[first - 1].startswith("- ") for spans in parsed.lines.values() for first, _ in spans)
        if not is_block or "..." in (line.rstrip() for line in lines[-3:]):  # nothing may follow the end of a document
            raise UserDataError(UserDataFailure.LAYOUT, self.path)
        edits: list[tuple[Lines, str, str]] = []
        for key, entry in wanted.items():
            written = "" if entry is None else self._written(entry)
            spans = parsed.lines.get(key) or [(len(lines) + 1, len(lines) + 1)]
            new_key = key if entry is None else self._notation.key(entry)
            edits += [(spans[0], new_key, written), *((span, key, "") for span in spans[1:])]
        edits.sort(key=lambda edit: edit[0][0])  # stable: appended entries stay in order
        places = [(span, key) for key, spans in parsed.lines.items() if key not in wanted for span in spans]
        edited, found = _spliced(lines, edits, sorted(places))
        if not parsed.lines:  # a list that is empty, or has no valid entry, may be written so that nothing can be added
            self._check(edited, [entry for entry in wanted.values() if entry is not None])
        return edited, found

    def _written(self, entry: Entry) -> str:
        """The lines of an entry, after checking that they are read back unchanged."""
        written = self._notation.write(entry)
        self._check(written, [entry])
        return written

    def _check(self, text: str, wanted: Sequence[Entry]) -> None:
        """Raise UserDataError unless a text has these entries and no others."""
        try:
            found = self._parse(text).entries
        except NotationError:
            found = {}
        if found != {self._notation.key(entry): entry for entry in wanted}:
            raise UserDataError(UserDataFailure.LAYOUT, self.path)

    def _replace(self, text: str) -> None:
        try:
            atomic_write(self.path.resolve(), text.encode("utf-8"))  # resolved: a symbolic link stays one
        except OSError as error:
            raise UserDataError(UserDataFailure.UNWRITABLE, self.path, reason_of(error)) from error


def _spliced(
    lines: list[str], edits: list[tuple[Lines, str, str]], kept: list[tuple[Lines, str]]
) -> tuple[str, dict[str, list[Lines]]]:
    """Replace lines; returns the text, and the lines of each entry in it.

    Args:
        lines: With their line ends.
        edits: What is replaced, the key and the lines of the entry that replaces it, "" for none; in order.
        kept: The lines and keys of the other entries, in order.

    """
    parts: list[str] = []
    found: list[tuple[Lines, str]] = []
    copied = shift = at = 0
    for (first, end), key, written in edits:
        while at < len(kept) and kept[at][0][0] < first:
            found.append(((kept[at][0][0] + shift, kept[at][0][1] + shift), kept[at][1]))
            at += 1
        parts += [*lines[copied : first - 1], written]
        count = written.count("\n")
        if written:
            found.append(((first + shift, first + shift + count), key))
        copied, shift = end - 1, shift + count - (end - first)
    found += [((first + shift, end + shift), key) for (first, end), key in kept[at:]]
    places: dict[str, list[Lines]] = {}
    for span, key in found:
        places.setdefault(key, []).append(span)
    return "".join([*parts, *lines[copied:]]), places
