"""A model of a disk: what a power cut may leave after a series of calls that changed files.

What was not synced may be lost or torn. A name that was created, renamed or removed may be as before until its folder
is synced; a rename is done as a whole or not at all. Of several such changes, a later one may be on the disk and an
earlier one not. The bytes of a file may be those of its last sync, or any of the writes since may be missing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

_SECTOR = 512


class Names(Enum):
    """Which changes of names are on the disk."""

    SYNCED = auto()
    SOME = auto()
    ALL = auto()


class Bytes(Enum):
    """Which bytes are on the disk."""

    SYNCED = auto()
    TORN = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that changed files."""

    kind: str
    path: str
    other: str
    """The new path of a rename."""
    offset: int
    """The offset of a write; the size of a truncation."""
    data: bytes


def read_log(log: Path) -> list[Operation]:
    """The calls that `faults_shim.c` has recorded."""
    found, data, at = [], log.read_bytes(), 0
    while at < len(data):
        end = data.index(b"\n", at)
        kind, path, other, offset, size = data[at:end].decode("utf-8", "surrogateescape").split("\t")
        at = end + 1 + int(size)
        found.append(Operation(kind, path, other, int(offset), data[end + 1 : at]))
    return found


@dataclass(slots=True)
class _Node:
    """A file or a folder."""

    is_folder: bool
    synced: bytes = b""
    pending: list[Operation] = field(default_factory=list)
    """Writes since the last sync."""

    def content(self, which: Bytes, chance: random.Random) -> bytes:
        """The bytes that a power cut leaves."""
        data = bytearray(self.synced)
        if which is Bytes.SYNCED:
            return bytes(data)
        for operation in self.pending:
            if which is Bytes.TORN and chance.random() < 0.5:
                continue
            written = operation.data
            if which is Bytes.TORN and chance.random() < 0.5:
                written = written[: len(written) // 2 // _SECTOR * _SECTOR]
            if operation.kind == "truncate":
                del data[operation.offset :]
                data.extend(bytes(operation.offset - len(data)))
            else:
                data.extend(bytes(max(0, operation.offset - len(data))))
                data[operation.offset : operation.offset + len(written)] = written
        return bytes(data)


@dataclass(slots=True)
class _Change:
    """A change of names, done as a whole: names removed and added, each with its folder."""

    folder: _Node
    """Must be synced for the change to last."""
    removed: tuple[_Node, str] | None
    added: tuple[_Node, str, _Node] | None
    is_synced: bool = False


class Disk:
    """A folder on a disk.

    Args:
        root: The folder; what is in it now is synced.

    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _Node(is_folder=True)
        self._first: dict[int, dict[str, _Node]] = {}
        """The synced entries of each folder at the start, by the id of its node."""
        self._now: dict[int, dict[str, _Node]] = {}
        self._changes: list[_Change] = []
        self._read(root, self._top)
        self._now = {key: dict(entries) for key, entries in self._first.items()}

    def _read(self, path: Path, node: _Node) -> None:
        entries = self._first[id(node)] = {}
        for child in sorted(path.iterdir()):
            found = entries[child.name] = _Node(child.is_dir())
            if found.is_folder:
                self._read(child, found)
            else:
                found.synced = child.read_bytes()

    def _find(self, path: str) -> tuple[_Node, str] | None:
        """The folder of a path, and the last name; None for one that is outside, or removed."""
        try:
            parts = Path(path).relative_to(self._root).parts
        except ValueError:
            return None
        node = self._top
        for part in parts[:-1]:
            child = self._now.get(id(node), {}).get(part)
            if child is None:
                return None
            node = child
        return node, parts[-1] if parts else ""

    def _node(self, path: str) -> _Node | None:
        place = self._find(path)
        if place is None:
            return None
        folder, name = place
        return self._now[id(folder)].get(name) if name else self._top

    def apply(self, operation: Operation) -> None:
        """Do what a call did."""
        match operation.kind:
            case "create" | "mkdir":
                self._create(operation.path, is_folder=operation.kind == "mkdir")
            case "rename":
                self._change(operation.path, operation.other)
            case "unlink":
                self._change(operation.path, "")
            case "sync":
                self._sync(operation.path)
            case _:
                if node := self._node(operation.path):
                    node.pending.append(operation)

    def _create(self, path: str, *, is_folder: bool) -> None:
        place = self._find(path)
        if place is not None:
            node = _Node(is_folder)
            if is_folder:
                self._first[id(node)], self._now[id(node)] = {}, {}
            self._now[id(place[0])][place[1]] = node
            self._changes.append(_Change(place[0], None, (*place, node)))

    def _change(self, old: str, new: str) -> None:
        """Rename a file, or remove it if it has no new path."""
        place, target = self._find(old), self._find(new) if new else None
        if place is None:
            return
        node = self._now[id(place[0])].pop(place[1], None)
        if node is None:
            return
        if target is not None:
            self._now[id(target[0])][target[1]] = node
        self._changes.append(_Change((target or place)[0], place, (*target, node) if target else None))

    def _sync(self, path: str) -> None:
        node = self._node(path)
        if node is None:
            return
        for change in self._changes:
            change.is_synced = change.is_synced or change.folder is node
        node.synced = node.content(Bytes.ALL, random.Random(0))
        node.pending.clear()

    def after_power_cut(self, names: Names, which: Bytes, seed: int) -> dict[str, bytes | None]:
        """What is on the disk after a power cut: the content of each file, None for a folder, by relative path."""
        entries = {key: dict(found) for key, found in self._first.items()}
        chance = random.Random(seed)
        for change in self._changes:
            is_lost = {Names.SYNCED: True, Names.SOME: chance.random() < 0.5, Names.ALL: False}[names]
            if is_lost and not change.is_synced:
                continue
            if change.removed:
                entries[id(change.removed[0])].pop(change.removed[1], None)
            if change.added:
                folder, name, node = change.added
                entries[id(folder)][name] = node
        return dict(self._walk(self._top, "", entries, which, random.Random(seed)))

    def _walk(
        self, node: _Node, path: str, entries: dict[int, dict[str, _Node]], which: Bytes, chance: random.Random
    ) -> Iterator[tuple[str, bytes | None]]:
        for name, child in sorted(entries[id(node)].items()):
            yield path + name, None if child.is_folder else child.content(which, chance)
            if child.is_folder:
                yield from self._walk(child, f"{path}{name}/", entries, which, chance)
