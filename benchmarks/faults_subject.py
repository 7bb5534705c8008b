"""The subject of the faults: a small library with user data, the commands that change it, and what must hold after."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.faults_segments import forget_segments
from index.library import Library
from index.model.errors import LibraryError, UserDataError
from index.model.query import Query
from index.storage.doctor import examine
from index.storage.manifest import Manifest
from index.userdata.files import UserDataFiles
from tui.cli.main import run
from tui.text.findings import finding_text

_DOCUMENTS = {
    "airspace.txt": "Airspace talks\n\nWarsaw, 3 March 2019. Angela Merkel and Donald Tusk spoke of Poland.\n",
    "2019/grain.txt": "Grain prices\n\nGrain from France rose, said Angela Merkel in Berlin on 4 April 2019.\n",
    "wire.jsonl": '{"id": "a", "title": "Oil report", "body": "Oil of Norway, said Jens Stoltenberg."}\n'
    '{"id": "b", "title": "Steel report", "body": "Steel of Japan and Poland."}\n',
    "empty.txt": "",
}
_CHANGES = {
    "2019/grain.txt": "Grain harvest\n\nGrain from Ukraine, said Angela Merkel on 5 May 2019.\n",
    "zeppelin.txt": "Zeppelins again\n\nZeppelins over Germany, said Donald Tusk.\n",
    "wire.jsonl": None,
}
"""What a changed folder holds; None for a file that is removed."""
_WRITTEN, _CHANGED = 1_700_000_000, 1_750_000_000
"""Seconds since 1970 when the documents are written and changed: a command must make the same calls each time."""
_WORDS = "airspace OR grain OR oil OR steel OR zeppelins"
"""A query that finds every document."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A command, and the state of the library before it."""

    name: str
    arguments: tuple[str, ...]
    """The arguments of the command line; {} is the folder."""
    is_changed: bool = False
    """Whether files of the folder change before."""
    lost: Callable[[Room], None] = lambda room: None
    """What the library loses before the command."""
    keeps_documents: bool = True
    """Whether the library can be searched before the command, and so at any time after."""
    keeps_entries: bool = True
    """Whether there are entries of user data before the command."""
    writes: frozenset[str] = frozenset()
    """The entries of user data that the command writes."""
    act: Callable[[Room], None] | None = None
    """What is done instead of a command: what only the explorer does."""

    def run(self, room: Room) -> int:
        """Do it in this process; returns the exit code."""
        if self.act is None:
            return run(self.command(room))
        try:
            self.act(room)
        except (LibraryError, UserDataError) as error:
            sys.stderr.write(f"pressroom: {error}\n")
            return 2
        return 0

    def command(self, room: Room) -> list[str]:
        """The arguments of the command line."""
        return [part.format(room.documents) for part in self.arguments]


@dataclass(frozen=True)
class Room:
    """The folders of the documents, the library, the user data, the settings and the log, and a copy of them."""

    root: Path
    saved: Path
    titles: set[str] = field(default_factory=set)
    """The titles of the committed documents."""
    entries: set[str] = field(default_factory=set)
    """The entries of the user data."""

    @property
    def documents(self) -> Path:
        """The folder of the documents."""
        return self.root / "documents"

    @property
    def data(self) -> Path:
        """The folder of the libraries and the user data."""
        return self.root / "data" / "pressroom"

    @cached_property
    def library(self) -> Path:
        """The folder of the library."""
        from tui.config import locations

        return locations.library_of(self.documents)

    def environment(self) -> dict[str, str]:
        """Environment variables that keep all files in the root."""
        names = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "HOME": "home"}
        return {name: str(self.root / folder) for name, folder in names.items()}

    def prepare(self) -> None:
        """Make the library and the user data, and the copy of them."""
        for path, text in _DOCUMENTS.items():
            _write(self.documents / path, text, _WRITTEN)
        folder = str(self.documents)
        for arguments in (
            ("index", folder),
            ("star", folder, "airspace.txt"),
            ("tag", folder, "border", "airspace.txt"),
            ("note", folder, "2019/grain.txt", "first note"),
            ("saved", folder, "add", "first search", "grain"),
            ("correct", folder, "hide", "Jens Stoltenberg"),
            ("new", folder, "--seen"),
        ):
            if run(list(arguments)) not in (0, 1):
                raise RuntimeError(f"{arguments[0]} failed")
        self.titles.update(self.found_titles())
        self.entries.update(self.found_entries())
        self.save()

    def save(self) -> None:
        """Make the copy of the present state."""
        if self.saved.exists():
            shutil.rmtree(self.saved)
        shutil.copytree(self.root, self.saved, symlinks=True, copy_function=_copy)

    def reset(self, subject: Subject) -> None:
        """Restore the copy, and bring about the state before a command."""
        forget_segments()
        shutil.rmtree(self.root)
        shutil.copytree(self.saved, self.root, symlinks=True, copy_function=_copy)
        for path, text in _CHANGES.items() if subject.is_changed else ():
            if text is None:
                (self.documents / path).unlink()
            else:
                _write(self.documents / path, text, _CHANGED)
        subject.lost(self)

    def unreadable(self) -> set[str]:
        """The titles of the committed documents that the system refused to read in a rebuild."""
        with Manifest(self.library) as manifest:
            paths = {skipped.path for skipped in manifest.skipped() if skipped.reason.is_temporary}
        return {title for title in self.titles if title.partition(": ")[0] in paths}

    def found_titles(self) -> set[str]:
        """The titles of the documents of the library, each with its path."""
        library = Library.open(self.documents, self.library)
        try:
            hits = library.search(Query("", limit=1000)).hits
            found = {f"{document.path}: {document.title}" for hit in hits if (document := library.document(hit.id))}
            if library.search(Query(_WORDS, limit=0)).total != len(hits):
                raise AssertionError("the words do not find all documents")
        finally:
            library.close()
        return found

    def found_entries(self) -> set[str]:
        """The entries of the user data; raises AssertionError for a file that is invalid."""
        from tui.cli.user_data_place import user_data_of

        place = user_data_of(self.documents, self.library, offers=False)
        files = UserDataFiles.of(place.folder, self.library)
        files.load()
        library = Library.open(self.documents, self.library, create=True, user_data=place.folder)
        troubles = [*files.invalid_files, library.corrections_problems]
        if any(troubles):
            raise AssertionError(f"user data is invalid: {troubles}")
        found = {f"correction {correction.action.value}" for correction in library.corrections()}
        for marks in files.documents.entries.values():
            found |= {f"tag {tag}" for tag in marks.tags}
            if marks.starred:
                found.add(f"star {marks.document.place}")
            if marks.note:
                found.add(f"note {marks.note}")
        found |= {f"search {name}" for name in files.searches.entries}
        found |= {f"read {hit.title}" for hit in library.search(Query("is:read", limit=100)).hits}
        library.close()
        return found

    def expected_titles(self) -> set[str]:
        """The titles of what the folder holds, each with its path."""
        found = set()
        for path in self.documents.rglob("*"):
            name = str(path.relative_to(self.documents))
            if path.suffix == ".txt" and path.stat().st_size:
                found.add(f"{name}: {path.read_text().partition(chr(10))[0]}")
        records = ("Oil report", "Steel report") if (self.documents / "wire.jsonl").exists() else ()
        return found | {f"wire.jsonl: {title}" for title in records}

    def troubles(self, subject: Subject, *, is_reported: bool, is_undone: bool = False) -> Iterator[str]:
        """What is wrong with the library and the user data after a command, and after the next update.

        Args:
            subject: The command.
            is_reported: Whether it has reported success.
            is_undone: Whether the files are as before the command again when the next update comes.

        """
        wanted = self.expected_titles()
        try:
            found = self.found_titles()
        except LibraryError as error:
            if subject.keeps_documents:
                yield f"the library cannot be opened: {error}"
        else:
            if subject.keeps_documents:
                yield from (
                    f"“{title}” was committed and is missing"
                    for title in self.titles & wanted - found - self.unreadable()
                )
            yield from (f"“{title}” was never written" for title in found - self.titles - wanted)
        entries = self.found_entries()
        kept = (self.entries if subject.keeps_entries else set()) | (subject.writes if is_reported else set())
        yield from (f"“{entry}” is lost" for entry in kept - entries)
        yield from (f"“{entry}” was never written" for entry in entries - self.entries - subject.writes)
        if is_undone:
            shutil.rmtree(self.documents)
            shutil.copytree(self.saved / "documents", self.documents)
            wanted = self.expected_titles()
        code = run(["index", str(self.documents)])
        if code:
            yield f"the next update failed, exit code {code}"
            return
        if (found := self.found_titles()) != wanted:
            yield f"after the next update: {sorted(found ^ wanted)}"
        yield from (finding_text(finding) for finding in examine(self.documents, self.library) if finding.wrong)


def _copy(source: str, target: str) -> None:
    """Copy a file; link to the language model, which is large, and which nothing writes to."""
    if source.endswith(".npy"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def _write(path: Path, text: str, time: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (time, time))


def _lose_library(room: Room) -> None:
    shutil.rmtree(room.library)


def _lose_user_data(room: Room) -> None:
    shutil.rmtree(room.data / "userdata")


def _read_first(room: Room) -> None:
    from tui.cli.user_data_place import user_data_of

    place = user_data_of(room.documents, room.library, offers=False)
    library = Library.open(room.documents, room.library, user_data=place.folder)
    hits = library.search(Query("airspace")).hits
    if library.user_data:
        library.user_data.reading.mark([hits[0].id], is_read=True)
    library.close()


def _damage_library(room: Room) -> None:
    segment = max((room.library / "segments").iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)


SUBJECTS = (
    Subject("index", ("index", "{}"), lost=_lose_library, keeps_documents=False),
    Subject("update", ("index", "{}"), is_changed=True),
    Subject("rebuild", ("index", "{}", "--rebuild"), is_changed=True),
    Subject("repair", ("index", "{}"), lost=_damage_library, keeps_documents=False),
    Subject("correct", ("correct", "{}", "rename", "Donald Tusk", "D. Tusk"), writes=frozenset({"correction rename"})),
    Subject("star", ("star", "{}", "2019/grain.txt"), writes=frozenset({"star 2019/grain.txt"})),
    Subject("tag", ("tag", "{}", "trade", "airspace.txt"), writes=frozenset({"tag trade"})),
    Subject("note", ("note", "{}", "airspace.txt", "second note"), writes=frozenset({"note second note"})),
    Subject("saved", ("saved", "{}", "add", "second search", "oil"), writes=frozenset({"search second search"})),
    Subject(
        "first star", ("star", "{}", "2019/grain.txt"), lost=_lose_user_data, keeps_entries=False,
        writes=frozenset({"star 2019/grain.txt"}),
    ),
    Subject("first read", (), writes=frozenset({"read Airspace talks"}), act=_read_first),
    Subject("new", ("new", "{}", "--seen")),
    Subject("search", ("search", "{}", "airspace")),
)  # fmt: skip
