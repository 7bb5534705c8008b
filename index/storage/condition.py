"""Whether a library can be used as it is, looked at before an update decides to rebuild it.

Damaged, unreadable and missing are three different things. Only damage, or another version, leads to a rebuild; what
the system does not let us read now is an error, and stays as it is.
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
from index.model.progress import Rebuild, RebuildReason
from index.storage import directory as storage
from index.storage.index_store import Store, open_index, open_reader, reported_reading
from index.storage.manifest import FILE as MANIFEST
from index.storage.manifest import Manifest
from index.storage.versions import VersionState, version_state
from index.storage.write_session import WriteSession


class State(Enum):
    """What can be done with a library."""

    UNUSED = auto()
    """Nothing has been indexed yet."""
    GOOD = auto()
    """It can be used as it is."""
    OUTDATED = auto()
    """Another version wrote it, or it was never finished."""
    DAMAGED = auto()
    """What is stored is not what was written."""
    UNREADABLE = auto()
    """The system does not let us read it now: nothing is known about what is stored."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found."""

    state: State
    fault: str = ""
    """What is wrong, in one sentence."""
    owner: str = ""
    """The folder whose documents it holds; "" where that is not known."""
    extractor: str = BUILT_IN
    """What found its people and countries."""
    files: int | None = 0
    """How many files of that folder it knows, or documents where those are not known; None where neither is."""


def reason_to_rebuild(condition: Condition, extractor: str) -> Rebuild | None:
    """Why a library has to be rebuilt without a request; None where it need not be."""
    match condition.state:
        case State.DAMAGED:
            return Rebuild(RebuildReason.DAMAGED, condition.fault)
        case State.OUTDATED:
            return Rebuild(RebuildReason.OUTDATED, condition.fault)
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
        LibraryUnreadable: the system does not let us.
        LibraryUnsafe: others may have written it.

    """
    with reported_reading(directory):
        if not storage.present(directory / MANIFEST):
            if storage.is_unused(directory):
                return Inspection(Condition(State.UNUSED))
            fault = f"The library in {directory} is damaged (its list of files is missing)."
            return Inspection(Condition(State.DAMAGED, fault, files=_documents(directory)))
        try:
            with ExitStack() as opened:
                inspection = _inspect(directory, opened.enter_context(Manifest(directory, upgradable=True)))
                if inspection.session is not None:
                    opened.pop_all()
                return inspection
        except LibraryDamaged as error:
            return Inspection(Condition(State.DAMAGED, str(error), files=_documents(directory)))


def _inspect(directory: Path, manifest: Manifest) -> Inspection:
    """Check the manifest and open the index; a session of the result owns the manifest.

    Raises:
        LibraryDamaged: the manifest is not what was written.

    """
    if fault := manifest.check():
        raise LibraryDamaged(f"The library in {directory} is damaged ({fault}).")
    owner, files = manifest.fact("folder"), manifest.count_files()
    extractor = manifest.fact("extractor") or BUILT_IN
    if version_state(manifest) is not VersionState.CURRENT:
        fault = storage.OUTDATED.format(directory)
        return Inspection(Condition(State.OUTDATED, fault, owner, extractor, files or _documents(directory)))
    try:
        store = Store.open(directory)
    except LibraryDamaged as error:
        return Inspection(Condition(State.DAMAGED, str(error), owner, extractor, files))
    return Inspection(Condition(State.GOOD, "", owner, extractor, files), WriteSession(manifest, store))


def _documents(directory: Path) -> int | None:
    """How many documents the index holds; None where that is unknown."""
    if storage.is_unused(directory):
        return 0
    try:
        reader = open_reader(directory, open_index(directory))
    except LibraryDamaged:
        return None
    with reader:
        return int(reader.doc_count())
