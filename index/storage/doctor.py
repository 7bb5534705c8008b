"""The check of a library behind `pressroom doctor`: every part of it is read, nothing is changed."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.files.real_path import real_path
from corpus.files.yaml_file import read_yaml
from corpus.model.errors import FolderError, YamlError
from corpus.model.omission import Omission, OmissionKind
from corpus.model.remedy import Remedy
from index.model.errors import LibraryError, LibraryMissing, LibraryUnreadable, LibraryUnsafe, RebuildNeeded
from index.model.finding import Check, Finding, Observation
from index.model.partly_read import PartlyRead, added
from index.segments.format.toc import toc_drafts
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.folder_guard import holds_documents
from index.storage.index_store import read_all, reported_reading
from index.storage.lock import is_locked
from index.storage.manifest import JOURNAL, Manifest
from index.storage.versions import VersionState, version_state

_MOST_BYTES = 4 << 20
"""The greatest size of a YAML file written by the user."""


def examine(folder: Path, directory: Path) -> list[Finding]:
    """Check the folder of the documents and its library.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.

    Raises:
        LibraryError: there is no library.

    """
    if not storage.exists(directory):
        storage.check_place(directory, folder)
        raise LibraryMissing(folder, directory)
    access = _access(directory)
    found = [_folder(folder, directory, opens=not access.wrong), access]
    if access.wrong:  # a library that others may have written is not opened
        return found
    found += _contents(folder, directory, mounted=not found[0].wrong)
    try:
        with reported_reading(directory):
            own = sorted(path for path in directory.iterdir() if path.suffix == ".yaml")
    except LibraryUnreadable as error:
        found.append(_unreadable(error))
    else:
        found += _user_files(own)
    return found


def _contents(folder: Path, directory: Path, *, mounted: bool) -> Iterator[Finding]:
    """Check the lock, the manifest, the documents, and what a crash has left.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        mounted: Whether the documents are there, which a rebuild needs.

    """
    rebuild = Remedy.REBUILD if mounted else Remedy.MOUNT_THEN_REBUILD
    rebuild_all = Remedy.REBUILD_ALL if mounted else Remedy.MOUNT_THEN_REBUILD_ALL
    try:
        with reported_reading(directory):
            yield Finding(Check.LOCK, Observation.LOCKED if is_locked(directory) else Observation.UNLOCKED)
            with Manifest(directory) as manifest:
                found = _manifest(manifest, folder, rebuild)
                yield found
                if not found.wrong:
                    yield from _documents(manifest, directory, rebuild_all, busy=is_locked(directory))
                    yield _omissions(manifest.partly_read())
    except RebuildNeeded as error:
        yield Finding(Check.DOCUMENTS, Observation.ERROR, True, rebuild, error=error)
    except LibraryError as error:
        yield _unreadable(error)
    try:
        with reported_reading(directory):
            yield from _leftovers(directory)
    except LibraryUnreadable as error:
        yield _unreadable(error)


def _unreadable(error: LibraryError) -> Finding:
    """The finding that the system refuses to read the library. It may be good, so a rebuild is not advised."""
    return Finding(Check.LIBRARY, Observation.ERROR, True, Remedy.CHECK_DISK, error=error)


def _folder(folder: Path, directory: Path, *, opens: bool) -> Finding:
    """Check the folder of the documents.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        opens: Whether the manifest may be opened.

    """
    try:
        if holds_documents(folder, directory):
            return Finding(Check.FOLDER, Observation.FOLDER_READABLE, path=folder)
        files = _count_files(directory) if opens else 0
    except FolderError as error:
        return Finding(Check.FOLDER, Observation.ERROR, True, Remedy.MOUNT, error=error)
    if not files:
        return Finding(Check.FOLDER, Observation.FOLDER_EMPTY, path=folder)
    return Finding(Check.FOLDER, Observation.FOLDER_EMPTIED, True, Remedy.MOUNT, path=folder, count=files)


def _count_files(directory: Path) -> int:
    """The number of files in the manifest; 0 where it cannot be read, for which there is a finding of its own."""
    try:
        with Manifest(directory) as manifest:
            return manifest.count_files()
    except LibraryError:
        return 0


def _access(directory: Path) -> Finding:
    """Check who may read and write the library."""
    try:
        storage.check_safe(directory)
        with reported_reading(directory):
            mode, ours = stat.S_IMODE(directory.stat().st_mode), storage.is_ours(directory)
    except LibraryUnsafe as error:
        return Finding(Check.LIBRARY, Observation.ERROR, True, error.remedy, error=error)
    except LibraryUnreadable as error:
        return _unreadable(error)
    if mode & 0o077:
        remedy = Remedy.HIDE_FROM_OTHERS if ours else Remedy.NEW_DIRECTORY
        return Finding(Check.LIBRARY, Observation.READABLE_BY_OTHERS, True, remedy, path=directory, count=mode)
    return Finding(Check.LIBRARY, Observation.PRIVATE, path=directory)


def _manifest(manifest: Manifest, folder: Path, remedy: Remedy) -> Finding:
    """Check the manifest and the versions it states; the remedy is for a damaged or outdated library."""
    if fault := manifest.check():
        return Finding(Check.MANIFEST, Observation.MANIFEST_DAMAGED, True, remedy, detail=fault)
    owner = manifest.fact("folder")
    if owner and owner != str(real_path(folder)):
        return Finding(Check.VERSIONS, Observation.OTHER_FOLDER, True, Remedy.OTHER_DIRECTORY, detail=owner)
    if version_state(manifest) is not VersionState.CURRENT:
        return Finding(Check.VERSIONS, Observation.OTHER_VERSION, True, remedy)
    return Finding(Check.VERSIONS, Observation.THIS_VERSION)


def _documents(manifest: Manifest, directory: Path, remedy: Remedy, *, busy: bool) -> Iterator[Finding]:
    """Read every document and compare them with the manifest.

    Args:
        manifest: The manifest of the library.
        directory: The directory of the library.
        remedy: For damage.
        busy: Whether another process is writing, so that index and manifest may differ.

    """
    in_index: Counter[str] = Counter()
    for doc_id, document in read_all(directory):
        in_index[document.path] += 1
        ends = [span.end for person in document.entities.people for span in person.mentions]
        if doc_id != document.id or any(end > len(document.text) for end in ends):
            yield Finding(Check.DOCUMENTS, Observation.DOCUMENT_DAMAGED, True, remedy,
                          names=(document.path,), detail=doc_id)  # fmt: skip
            return
    yield Finding(Check.DOCUMENTS, Observation.DOCUMENTS_READABLE, count=in_index.total())
    if busy:
        yield Finding(Check.MANIFEST, Observation.MANIFEST_NOT_COMPARED)
        return
    listed = manifest.documents()
    unlisted = tuple(sorted(in_index.keys() - listed.keys()))
    short = sorted(path for path, count in listed.items() if count is not None and count != in_index[path])
    if unlisted:
        yield Finding(Check.MANIFEST, Observation.UNLISTED_FILES, True, remedy, names=unlisted)
    if short:
        yield Finding(Check.MANIFEST, Observation.MISSING_DOCUMENTS, True, remedy, names=tuple(short))
    if not unlisted and not short:
        pending = sum(count is None for count in listed.values())
        yield Finding(Check.MANIFEST, Observation.MANIFEST_AGREES, count=len(listed), pending=pending)


def _omissions(partly: Iterable[PartlyRead]) -> Finding:
    """Add up what was left out of the documents."""
    files = [each for each in partly if each.omissions]
    if not files:
        return Finding(Check.OMISSIONS, Observation.READ_WHOLE)
    sums: dict[OmissionKind, Omission] = {}
    for omission in (each for file in files for each in file.omissions):
        sums[omission.kind] = added(sums.get(omission.kind), omission)
    return Finding(
        Check.OMISSIONS,
        Observation.READ_IN_PART,
        remedy=Remedy.LIST_SKIPPED,
        names=tuple(file.path for file in files),
        count=sum(file.documents for file in files),
        omissions=tuple(sorted(sums.values(), key=lambda each: -each.number)),
    )


def _user_files(paths: Iterable[Path]) -> Iterator[Finding]:
    """Check YAML files that the user has put there."""
    for path in paths:
        if not os.path.lexists(path):
            continue
        try:
            read_yaml(path, _MOST_BYTES)
        except YamlError as error:
            yield Finding(Check.USER_FILES, Observation.FILE_INVALID, True, Remedy.EDIT_FILE, path, error=error)
        else:
            yield Finding(Check.USER_FILES, Observation.FILE_READABLE, path=path)


def _leftovers(directory: Path) -> Iterator[Finding]:
    """Check for files left by a crashed update, which the next update removes."""
    if is_locked(directory):
        return
    left = tuple(name for name in (shadow_rebuild.FOLDER, JOURNAL) if storage.present(directory / name))
    left += tuple(f"{storage.SEGMENTS}/{path.name}" for path in toc_drafts(directory / storage.SEGMENTS))
    if left:
        yield Finding(Check.LEFTOVERS, Observation.LEFTOVERS, remedy=Remedy.CLEAR_LEFTOVERS, names=left)
    else:
        yield Finding(Check.LEFTOVERS, Observation.NO_LEFTOVERS)
