"""A YAML file with a list of entries: read, cached and edited entry by entry without losing anything the user wrote.

Entries with the same key, which a merge by git may leave, count as one. A change rewrites the lines of its entry only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from corpus.files.atomic_write import atomic_write
from corpus.files.yaml_file import YamlList, YamlNode, parse_yaml, read_text
from corpus.model.errors import YamlError, reason_of
from index.corrections.notation import NotationError
from index.model.correction_fault import EntryFault, EntryProblem
from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure, UserDataTrouble
from index.userdata.folder_lock import locked_folder
from index.userdata.parsed_cache import ParsedCache, Stamp, stamp_of

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
    """For msgspec: a tuple of the entries and of their lines, each by key; see `Parsed`."""
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

    def __init__(self, entries: dict[str, Entry], lines: dict[str, list[Lines]], problems: list[EntryProblem]) -> None:
        self.entries = entries
        """By key, in the order of the file."""
        self.lines = lines
        """The lines of each entry; several where a key occurs more than once."""
        self.problems = problems


class EntryFile(Generic[Entry]):
    """A file of entries.

    Args:
        path: Of the file; it need not exist.
        notation: Of its entries.
        cache: The file with the parsed entries, which may be deleted at any time.

    """

    def __init__(self, path: Path, notation: Notation[Entry], cache: Path) -> None:
        self.path = path
        self.trouble: UserDataTrouble | None = None
        """What is wrong with the file; None for nothing."""
        self._notation = notation
        self._cache = ParsedCache(cache, notation.version, notation.cached_type)
        self._parsed: Parsed[Entry] = Parsed({}, {}, [])
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
            self._parsed = Parsed({}, {}, [])
            self.trouble = UserDataTrouble(self.path, error.problem, unusable=True)
        else:
            problems = self._parsed.problems
            self.trouble = UserDataTrouble(self.path, problems[0], len(problems) - 1) if problems else None
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
                self._replace(self._edited(text, parsed, {key: after for key, (_, after) in wanted.items()}))
                self._is_loaded = False
                self.reload()
        return wanted

    def _read(self) -> tuple[str, Parsed[Entry]]:
        """The text of the file and its entries; raises NotationError if the file is unusable."""
        try:
            text = read_text(self.path, MOST_BYTES)
        except YamlError as error:
            raise NotationError.of_yaml(error) from error
        data, stamp = text.encode("utf-8"), stamp_of(self.path)
        cached = self._cache.load(data, stamp)
        if cached is not None:
            entries, places = cached
            return text, Parsed(entries, places, [])
        parsed = self._parse(text)
        if not parsed.problems:  # a file with problems is rare, and will be edited
            self._cache.save(data, stamp, (parsed.entries, parsed.lines))
        return text, parsed

    def _parse(self, text: str) -> Parsed[Entry]:
        try:
            root = parse_yaml(text) if text else None
        except YamlError as error:
            raise NotationError.of_yaml(error) from error
        if root is not None and not isinstance(root, YamlList):
            raise NotationError(EntryFault.NOT_A_LIST, root.line)
        parsed: Parsed[Entry] = Parsed({}, {}, [])
        for node in root.items if root else ():
            try:
                entry = self._notation.parse(node)
            except NotationError as error:
                parsed.problems.append(error.problem)
                continue
            key = self._notation.key(entry)
            first = parsed.entries.get(key)
            parsed.entries[key] = entry if first is None else self._notation.combine(first, entry)
            parsed.lines.setdefault(key, []).append((node.line, node.end))
        return parsed

    def _edited(self, text: str, parsed: Parsed[Entry], wanted: Mapping[str, Entry | None]) -> str:
        """The text with some entries replaced, removed (None) or appended; raises UserDataError."""
        lines = (text or self._notation.header).splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        is_block = all(lines[first - 1].startswith("- ") for spans in parsed.lines.values() for first, _ in spans)
        if not is_block or "..." in (line.rstrip() for line in lines[-3:]):  # nothing may follow the end of a document
            raise UserDataError(UserDataFailure.LAYOUT, self.path)
        edits: list[tuple[Lines, str]] = []
        for key, entry in wanted.items():
            written = "" if entry is None else self._written(entry)
            spans = parsed.lines.get(key) or [(len(lines) + 1, len(lines) + 1)]
            edits += [(spans[0], written), *((span, "") for span in spans[1:])]
        # From the end, so that line numbers stay right; stable, so that appended entries stay in order.
        for (first, end), written in sorted(reversed(edits), key=lambda edit: -edit[0][0]):
            lines[first - 1 : end - 1] = [written] if written else []
        edited = "".join(lines)
        if not parsed.lines:  # a list that is empty, or has no valid entry, may be written so that nothing can be added
            self._check(edited, [entry for entry in wanted.values() if entry is not None])
        return edited

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
