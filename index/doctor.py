"""Looks at everything a library consists of, and says what is wrong with it and what to do. Changes nothing."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from corpus import FolderError, check_folder
from index import aside, storage
from index.errors import LibraryError
from index.lock import is_locked
from index.manifest import JOURNAL, Manifest
from index.store import read_all, versions

_NAMED = 3
"""So many examples are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """What: "folder", "library", "lock", "versions", "manifest", "documents", "yours" or "leftovers"."""
    sentence: str
    wrong: bool = False
    remedy: str = ""
    """What to do about it; "" where nothing is to be done."""


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
        raise LibraryError(f"There is no library of {folder} in {directory}; run: pressroom index {quote(str(folder))}")
    found = [_folder(folder), _owner(directory)]
    if found[-1].wrong:  # nothing of a library that others may have written is opened
        return found
    found.append(_lock(directory))
    bring = f"pressroom index {quote(str(folder))}"
    try:
        with Manifest(directory) as manifest:
            found += _manifest(manifest, folder, bring)
            if not any(finding.wrong for finding in found[3:]):
                found += _documents(manifest, directory, f"{bring} --rebuild", busy=is_locked(directory))
    except LibraryError as error:
        found.append(Finding("documents", str(error), True, f"It is made anew from the documents by: {bring}"))
    found += _own_files([*sorted(directory.glob("*.yaml")), *own])
    found += _leftovers(directory, bring)
    return found


def _folder(folder: Path) -> Finding:
    """The documents."""
    try:
        check_folder(folder)
    except FolderError as error:
        remedy = "Mount the disk or bring the folder back; what was read of it can be searched meanwhile."
        return Finding("folder", str(error), True, remedy)
    return Finding("folder", f"{folder} can be read.")


def _owner(directory: Path) -> Finding:
    """Who may write to the library."""
    try:
        storage.check_safe(directory)
        storage.check_safe(directory / storage.SEGMENTS)
    except FileNotFoundError as error:
        return Finding("library", f"{error.filename} is missing.", True, "Run pressroom index on the folder.")
    except LibraryError as error:
        return Finding("library", str(error), True, f"If you trust what is in it: chmod -R go-w {directory}")
    mode = stat.S_IMODE(directory.stat().st_mode)
    if mode & 0o077:
        sentence = f"{directory} can be looked into by others (its mode is {mode:03o})."
        return Finding("library", sentence, True, f"chmod 700 {directory}")
    return Finding("library", f"{directory} is yours alone.")


def _lock(directory: Path) -> Finding:
    """Whether it is being written to."""
    if is_locked(directory):
        return Finding("lock", "Another Pressroom is writing to the library now; it can be searched meanwhile.")
    return Finding("lock", "Nobody is writing to the library.")


def _manifest(manifest: Manifest, folder: Path, bring: str) -> Iterator[Finding]:
    """The list of files, and what wrote it."""
    trouble = manifest.check()
    if trouble:
        yield Finding("manifest", f"The list of files is damaged ({trouble}).", True, bring)
        return
    owner = manifest.fact("folder")
    if owner and owner != str(folder.resolve()):
        yield Finding("versions", f"This is the library of {owner}.", True, "Give another --index-dir.")
        return
    found = {name: manifest.fact(name) for name in versions()}
    if found != versions():
        yield Finding("versions", "The library was made by another version of Pressroom, or never finished.", True,
                      f"It is made anew by: {bring}")  # fmt: skip
        return
    yield Finding("versions", "The library was made by this version of Pressroom.")


def _documents(manifest: Manifest, directory: Path, rebuild: str, *, busy: bool) -> Iterator[Finding]:
    """Every document is read, and compared with the list of files."""
    in_index: Counter[str] = Counter()
    for doc_id, document in read_all(directory):
        in_index[document.path] += 1
        ends = [span.end for person in document.entities.people for span in person.mentions]
        if doc_id != document.id or any(end > len(document.text) for end in ends):
            yield Finding("documents", f"The document {doc_id} of {document.path} is damaged.", True, rebuild)
            return
    yield Finding("documents", f"All {in_index.total():,} documents can be read.")
    if busy:
        yield Finding("manifest", "Not compared with the list of files while another Pressroom writes to both.")
        return
    listed = manifest.documents()
    stray = sorted(in_index.keys() - listed.keys())
    short = sorted(path for path, count in listed.items() if count is not None and count != in_index[path])
    if stray:
        yield Finding("manifest", f"{_some(stray)} in the index but not in the list of files.", True, rebuild)
    if short:
        yield Finding("manifest", f"{_some(short)} listed with documents that are not in the index.", True, rebuild)
    if not stray and not short:
        later = sum(count is None for count in listed.values())
        again = f"; {later:,} will be read again at the next update" if later else ""
        yield Finding("manifest", f"The list of {len(listed):,} files agrees with the index{again}.")


def _own_files(paths: Iterable[Path]) -> Iterator[Finding]:
    """What the user has made: corrections, bookmarks, saved searches."""
    import yaml

    for path in paths:
        try:
            yaml.safe_load(path.read_text("utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            yield Finding("yours", f"{path} cannot be read: {error}.", True, "Mend it or move it away.")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f", line {mark.line + 1}" if mark is not None else ""
            problem = getattr(error, "problem", None) or "no valid YAML"
            yield Finding("yours", f"{path}{where}: {problem}.", True, "Mend it in an editor or move it away.")
        else:
            yield Finding("yours", f"{path} can be read.")


def _leftovers(directory: Path, bring: str) -> Iterator[Finding]:
    """What a killed run has left behind; the next one clears it away."""
    if is_locked(directory):
        return
    left = [name for name in (aside.FOLDER, JOURNAL) if (directory / name).exists()]
    if left:
        yield Finding("leftovers", f"A run that was killed has left {', '.join(left)}.", remedy=f"Cleared by: {bring}")
    else:
        yield Finding("leftovers", "No run has been cut short.")


def _some(paths: list[str]) -> str:
    """The first few, and how many there are."""
    named = ", ".join(paths[:_NAMED])
    if len(paths) > _NAMED:
        return f"{len(paths):,} files ({named} …) are"
    return f"{named} {'is' if len(paths) == 1 else 'are'}"
