"""Looks at everything a library consists of, and says what is wrong with it and what to do. Changes nothing."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.files.yaml_file import read_yaml
from corpus.model.errors import FolderError, YamlError
from corpus.model.remedy import Remedy
from index.model.errors import LibraryError, LibraryMissing, LibraryUnreadable, LibraryUnsafe, RebuildNeeded
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.folder_guard import holds_documents
from index.storage.index_store import read_all, reported_reading
from index.storage.lock import is_locked
from index.storage.manifest import JOURNAL, Manifest
from index.storage.versions import VersionState, version_state

_NAMED = 3
"""So many examples are named."""
_MOST_BYTES = 4 << 20
"""Of a YAML file that the user has made."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """What: "folder", "library", "lock", "versions", "manifest", "documents", "yours" or "leftovers"."""
    sentence: str
    wrong: bool = False
    remedy: Remedy | None = None
    """What to do about it; None where nothing is to be done. Its folders are those that were examined."""


def examine(folder: Path, directory: Path, own: Iterable[Path] = ()) -> list[Finding]:
    """Look at the folder of the documents and at its library.

    Args:
        folder: Of the documents.
        directory: Of the library.
        own: YAML files that the user has made for it, beside those in the library's folder; they need not exist.

    Raises:
        LibraryError: there is no library.

    """
    if not storage.exists(directory):
        storage.check_place(directory, folder)
        raise LibraryMissing(
            f"There is no library of {folder} in {directory}.", Remedy.INDEX, folder=folder, directory=directory
        )
    owner = _owner(directory)
    found = [_folder(folder, directory, opens=not owner.wrong), owner]
    if owner.wrong:  # nothing of a library that others may have written is opened
        return found
    found += _contents(folder, directory, mounted=not found[0].wrong)
    try:
        with reported_reading(directory):
            own = [*sorted(path for path in directory.iterdir() if path.suffix == ".yaml"), *own]
    except LibraryUnreadable as error:
        found.append(_unreadable(error))
    found += _own_files(own)
    return found


def _contents(folder: Path, directory: Path, *, mounted: bool) -> Iterator[Finding]:
    """The lock, the list of files, the documents, and what a run has left behind.

    Args:
        folder: Of the documents.
        directory: Of the library.
        mounted: Whether the documents are there, which a rebuild needs.

    """
    rebuild = Remedy.REBUILD if mounted else Remedy.MOUNT_THEN_REBUILD
    rebuild_all = Remedy.REBUILD_ALL if mounted else Remedy.MOUNT_THEN_REBUILD_ALL
    try:
        with reported_reading(directory):
            yield _lock(directory)
            with Manifest(directory) as manifest:
                found = list(_manifest(manifest, folder, rebuild))
                yield from found
                if not any(finding.wrong for finding in found):
                    yield from _documents(manifest, directory, rebuild_all, busy=is_locked(directory))
    except RebuildNeeded as error:
        yield Finding("documents", str(error), True, rebuild)
    except LibraryError as error:
        yield _unreadable(error)
    try:
        with reported_reading(directory):
            yield from _leftovers(directory)
    except LibraryUnreadable as error:
        yield _unreadable(error)


def _unreadable(error: LibraryError) -> Finding:
    """That the system does not let us look: no word on what is stored, so no advice to rebuild it."""
    return Finding("library", str(error), True, Remedy.CHECK_DISK)


def _folder(folder: Path, directory: Path, *, opens: bool) -> Finding:
    """The documents.

    Args:
        folder: Of the documents.
        directory: Of the library.
        opens: Whether the list of files may be opened.

    """
    try:
        if holds_documents(folder, directory):
            return Finding("folder", f"{folder} can be read.")
        files = _count_files(directory) if opens else 0
    except FolderError as error:
        return Finding("folder", str(error), True, Remedy.MOUNT)
    if not files:
        return Finding("folder", f"{folder} can be read, and holds no documents.")
    sentence = f"{folder} holds no documents now, but {files:,} files of it are in the library."
    return Finding("folder", sentence, True, Remedy.MOUNT)


def _count_files(directory: Path) -> int:
    """How many files the library knows; 0 where that is unknown, for which there is a finding of its own."""
    try:
        with Manifest(directory) as manifest:
            return manifest.count_files()
    except LibraryError:
        return 0


def _owner(directory: Path) -> Finding:
    """Who may write to the library."""
    try:
        storage.check_safe(directory)
        with reported_reading(directory):
            mode, ours = stat.S_IMODE(directory.stat().st_mode), storage.is_ours(directory)
    except LibraryUnsafe as error:
        return Finding("library", str(error), True, error.remedy)
    except LibraryUnreadable as error:
        return _unreadable(error)
    if mode & 0o077:
        sentence = f"{directory} can be looked into by others (its mode is {mode:03o})."
        return Finding("library", sentence, True, Remedy.HIDE_FROM_OTHERS if ours else Remedy.NEW_DIRECTORY)
    return Finding("library", f"{directory} is yours alone.")


def _lock(directory: Path) -> Finding:
    """Whether it is being written to."""
    if is_locked(directory):
        return Finding("lock", "Another Pressroom is writing to the library now; it can be searched meanwhile.")
    return Finding("lock", "Nobody is writing to the library.")


def _manifest(manifest: Manifest, folder: Path, remedy: Remedy) -> Iterator[Finding]:
    """The list of files, and what wrote it; the remedy is for what is damaged or outdated."""
    trouble = manifest.check()
    if trouble:
        yield Finding("manifest", f"The list of files is damaged ({trouble}).", True, remedy)
        return
    owner = manifest.fact("folder")
    if owner and owner != str(folder.resolve()):
        yield Finding("versions", f"This is the library of {owner}.", True, Remedy.OTHER_DIRECTORY)
        return
    if version_state(manifest) is not VersionState.CURRENT:
        yield Finding("versions", "The library was made by another version of Pressroom, or never finished.", True,
                      remedy)  # fmt: skip
        return
    yield Finding("versions", "The library was made by this version of Pressroom.")


def _documents(manifest: Manifest, directory: Path, remedy: Remedy, *, busy: bool) -> Iterator[Finding]:
    """Every document is read, and compared with the list of files; the remedy is for what is damaged."""
    in_index: Counter[str] = Counter()
    for doc_id, document in read_all(directory):
        in_index[document.path] += 1
        ends = [span.end for person in document.entities.people for span in person.mentions]
        if doc_id != document.id or any(end > len(document.text) for end in ends):
            yield Finding("documents", f"The document {doc_id} of {document.path} is damaged.", True, remedy)
            return
    yield Finding("documents", f"All {in_index.total():,} documents can be read.")
    if busy:
        yield Finding("manifest", "Not compared with the list of files while another Pressroom writes to both.")
        return
    listed = manifest.documents()
    stray = sorted(in_index.keys() - listed.keys())
    short = sorted(path for path, count in listed.items() if count is not None and count != in_index[path])
    if stray:
        yield Finding("manifest", f"{_some(stray)} in the index but not in the list of files.", True, remedy)
    if short:
        yield Finding("manifest", f"{_some(short)} listed with documents that are not in the index.", True, remedy)
    if not stray and not short:
        later = sum(count is None for count in listed.values())
        again = f"; {later:,} will be read again at the next update" if later else ""
        yield Finding("manifest", f"The list of {len(listed):,} files agrees with the index{again}.")


def _own_files(paths: Iterable[Path]) -> Iterator[Finding]:
    """What the user has made: corrections, bookmarks, saved searches."""
    for path in paths:
        if not os.path.lexists(path):
            continue
        try:
            read_yaml(path, _MOST_BYTES)
        except YamlError as error:
            line = f", line {error.line}" if error.line else ""
            yield Finding("yours", f"{path}{line}: {error}.", True, Remedy.EDIT_FILE)
        else:
            yield Finding("yours", f"{path} can be read.")


def _leftovers(directory: Path) -> Iterator[Finding]:
    """What a killed run has left behind; the next one clears it away."""
    if is_locked(directory):
        return
    left = [name for name in (shadow_rebuild.FOLDER, JOURNAL) if storage.present(directory / name)]
    if left:
        yield Finding("leftovers", f"A run that was killed has left {', '.join(left)}.", remedy=Remedy.CLEAR_LEFTOVERS)
    else:
        yield Finding("leftovers", "No run has been cut short.")


def _some(paths: list[str]) -> str:
    """The first few, and how many there are."""
    named = ", ".join(paths[:_NAMED])
    if len(paths) > _NAMED:
        return f"{len(paths):,} files ({named} …) are"
    return f"{named} {'is' if len(paths) == 1 else 'are'}"
