"""The condition of a library, inspected before an update decides whether to rebuild it.

Damaged, unreadable and missing are different. Only damage or another version leads to a rebuild; a library that the
system refuses to read now is an error, and stays as it is.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.extraction.extractors import BUILT_IN
from index.model.errors import LibraryDamaged
from index.model.library_fault import Damage, DamageKind
from index.model.progress import Rebuild, RebuildReason
from index.storage import directory as storage
from index.storage.index_store import IndexStore, open_index, open_reader, reported_reading
from index.storage.manifest import FILE as MANIFEST
from index.storage.manifest import Manifest
from index.storage.versions import VersionState, version_state
from index.storage.write_session import WriteSession


class State(Enum):
    """The possible conditions of a library."""

    UNUSED = auto()
    """Nothing has been indexed yet."""
    GOOD = auto()
    """It can be used as it is."""
    OUTDATED = auto()
    """Another version wrote it, or it was never finished."""
    DAMAGED = auto()
    """A file was read, and its checksum or structure is wrong, or a file is missing."""
    UNREADABLE = auto()
    """The system refuses to read it now: nothing is known about its content."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The result of an inspection."""

    state: State
    damage: Damage | None = None
    """What is wrong with a DAMAGED library."""
    owner: str = ""
    """The folder whose documents it holds; "" where that is unknown."""
    extractor: str = BUILT_IN
    """What found its people and countries."""
    files: int | None = 0
    """The number of files in the manifest, or of documents where that is unknown; None where both are."""


def reason_to_rebuild(condition: Condition, extractor: str) -> Rebuild | None:
    """Why a library has to be rebuilt without a request; None if it need not be."""
    match condition.state:
        case State.DAMAGED:
            return Rebuild(RebuildReason.DAMAGED, condition.damage)
        case State.OUTDATED:
            return Rebuild(RebuildReason.OUTDATED)
        case State.GOOD if condition.extractor != extractor:
            return Rebuild(RebuildReason.EXTRACTOR)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Inspection:
    """The condition of a library and, if it is GOOD, its open files. Leaving its context closes them."""

    condition: Condition
    session: WriteSession | None = None
    """Opened for reading; None unless the library is GOOD."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        if self.session is not None:
            self.session.close()


def inspect(directory: Path) -> Inspection:
    """Open a library and check every byte of it.

    Raises:
        LibraryUnreadable: the system refuses to read it now.
        LibraryUnsafe: other users may have written it.

    """
    with reported_reading(directory):
        if not storage.present(directory / MANIFEST):
            if storage.is_unused(directory):
                return Inspection(Condition(State.UNUSED))
            damage = Damage(DamageKind.NO_MANIFEST)
            return Inspection(Condition(State.DAMAGED, damage, files=_documents(directory)))
        try:
            with ExitStack() as opened:
                inspection = _inspect(directory, opened.enter_context(Manifest(directory, upgradable=True)))
                if inspection.session is not None:
                    opened.pop_all()
                return inspection
        except LibraryDamaged as error:
            return Inspection(Condition(State.DAMAGED, error.damage, files=_documents(directory)))


def _inspect(directory: Path, manifest: Manifest) -> Inspection:
    """Check the manifest and open the index; a session of the result owns the manifest.

    Raises:
        LibraryDamaged: the manifest is not what was written.

    """
    if fault := manifest.check():
        raise LibraryDamaged(directory, Damage(DamageKind.MANIFEST, detail=fault))
    owner, files = manifest.fact("folder"), manifest.count_files()
    extractor = manifest.fact("extractor") or BUILT_IN
    version = version_state(manifest)
    if version is not VersionState.CURRENT:
        known = files or _documents(directory)
        if version is VersionState.UNSTATED and known == 0:  # a crash came while the library was created
            return Inspection(Condition(State.UNUSED))
        return Inspection(Condition(State.OUTDATED, None, owner, extractor, known))
    try:
        store = IndexStore.open(directory)
    except LibraryDamaged as error:
        return Inspection(Condition(State.DAMAGED, error.damage, owner, extractor, files))
    return Inspection(Condition(State.GOOD, None, owner, extractor, files), WriteSession(manifest, store))


def _documents(directory: Path) -> int | None:
    """The number of documents in the index; None where that is unknown."""
    if storage.is_unused(directory):
        return 0
    try:
        reader = open_reader(directory, open_index(directory))
    except LibraryDamaged:
        return None
    with reader:
        return int(reader.doc_count())
