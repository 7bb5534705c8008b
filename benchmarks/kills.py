"""Kills updates at random moments, and checks after each what is left of the library.

python -m benchmarks.kills --kills 200

A folder of small files of several formats, and one large file of many records, changes between the runs: files come,
change, go, are renamed, and come back with the time they had. Half of the kills hit all processes of the run, half only
the first one, whose workers must then end by themselves. After a kill the library must open, must still hold every
document that was in it and whose file has not been touched, and must hold nothing that was never written. After a run
that is left alone, it must hold exactly what the folder holds. As often, a writer of user data is killed, which must
lose nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import hostile_files, user_data_kills
from benchmarks.process import keep_bytecode
from index.library import Library
from index.model.errors import LibraryError
from index.model.query import Query
from index.storage.doctor import examine
from tui.text.findings import finding_text

_DEADLINE = 120.0
"""Seconds that the workers of a killed run may take to end, on a busy machine too."""
_UPDATE = """
import sys
from index.update import read_files
from tui.cli.main import run

read_files._FIRST_COMMIT = read_files._NEXT_COMMIT = 0.01
read_files._LAST_COMMIT, read_files._SOON = 0.05, 0.0
sys.exit(run(sys.argv[1:]))
"""
_FILES, _RECORDS, _WORDS = 400, 600, 280
_REPORTED_EVERY = 20
_FORMATS: dict[str, Callable[[str, str], bytes]] = {
    ".txt": lambda title, text: f"{title}\n\n{text}\n".encode(),
    ".md": lambda title, text: f"# {title}\n\n{text}\n".encode(),
    ".html": lambda title, text: f"<html><body><article><h1>{title}</h1><p>{text}</p></article></body></html>".encode(),
    ".eml": lambda title, text: f"From: a@example.org\nSubject: {title}\n\n{text}\n".encode(),
    ".docx": lambda title, text: hostile_files.docx(f"{title}</w:t></w:r></w:p><w:p><w:r><w:t>{text}"),
    ".odt": lambda title, text: hostile_files.odt(f"{title}</t:p><t:p>{text}"),
    ".txt.gz": lambda title, text: gzip.compress(f"{title}\n\n{text}\n".encode()),
}
"""How a file of each format is made of its title and its text."""
_SUFFIXES = tuple(_FORMATS)


class Folder:
    """Documents that change, and the truth about them: the title of each, by its path and record."""

    def __init__(self, root: Path, chance: random.Random, files: int, records: int) -> None:
        self.root = root
        self.chance = chance
        self.titles: dict[str, str] = {}
        """What the folder holds now, by path; a record adds # and its name."""
        self.ever: set[str] = set()
        """Every title there has been."""
        self._version = 0
        self._taken_away: list[tuple[Path, str, str]] = []
        """What may come back: where it is, its path in the folder, and its title."""
        root.mkdir()
        for _ in range(files):
            self.add()
        self._records = records
        self.rewrite()

    def add(self) -> None:
        """A new file."""
        self._version += 1
        self.write(f"{self._version % 7}/note-{self._version:06}{_SUFFIXES[self._version % len(_SUFFIXES)]}")

    def write(self, path: str) -> None:
        """A file with a text that there has not been before."""
        self._version += 1
        title = f"Title number{self._version}"
        file = self.root / path
        file.parent.mkdir(exist_ok=True)
        paper = f"Poland and Angela Merkel spoke of airspace, paper {self._version}."
        file.write_bytes(_FORMATS["." + path.partition(".")[2]](title, f"{paper} " * 3))
        self._know(path, title)

    def rewrite(self) -> None:
        """The large file, with some of its records changed and some gone."""
        for name in range(self._records):
            key = f"wire.jsonl#r{name}"
            fate = self.chance.random()
            if key in self.titles and fate < 0.1:
                del self.titles[key]
            elif key not in self.titles or fate < 0.3:
                self._version += 1
                self._know(key, f"Record number{self._version}")
        records = [(key.partition("#")[2], title) for key, title in self.titles.items() if "#" in key]
        lines = [json.dumps({"id": key, "title": title, "body": "Grain. " * _WORDS}) for key, title in records]
        (self.root / "wire.jsonl").write_text("\n".join(lines) + "\n")

    def change(self) -> None:
        """A few changes of every kind."""
        files = [path for path in self.titles if "#" not in path]
        self.chance.shuffle(files)
        for path in files[:20]:
            self.write(path)
        for path in files[20:30]:
            self._version += 1
            away = self.root.parent / "away" / f"{self._version}"
            away.parent.mkdir(exist_ok=True)
            (self.root / path).rename(away)  # it keeps the time it was written
            self._taken_away.append((away, path, self.titles.pop(path)))
        for path in files[30:40]:
            self._version += 1
            new = f"{self._version % 7}/other-{self._version:06}.{path.partition('.')[2]}"
            (self.root / path).rename(self.root / new)
            self.titles[new] = self.titles.pop(path)
        for _ in range(20):
            self.add()
        self._bring_back()
        self.rewrite()

    def _bring_back(self) -> None:
        """Some of what was taken away, as it was."""
        for _ in range(min(5, len(self._taken_away))):
            away, path, title = self._taken_away.pop(self.chance.randrange(len(self._taken_away)))
            if path not in self.titles:
                away.rename(self.root / path)
                self.titles[path] = title

    def _know(self, key: str, title: str) -> None:
        self.titles[key] = title
        self.ever.add(title)


def start(folder: Path, directory: Path) -> subprocess.Popen[bytes]:
    """An update in a session of its own, that commits far more often than it would."""
    # Not this module: each worker would load it, too.
    command = [sys.executable, "-c", _UPDATE, "index", str(folder), "--index-dir", str(directory)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def members(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def kill(process: subprocess.Popen[bytes], *, all_of_it: bool) -> str:
    """Kill a run, or only its first process; what is wrong with how it ended, or ""."""
    ended = process.poll() is not None
    if all_of_it:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    _, said = process.communicate()
    if ended and process.returncode:
        return f"the update failed: {said.decode()}"
    until = time.monotonic() + _DEADLINE
    while left := members(process.pid):
        if time.monotonic() > until:
            os.killpg(process.pid, signal.SIGKILL)
            return f"{len(left)} processes were left behind"
        time.sleep(0.02)
    return ""


def content(folder: Path, directory: Path) -> dict[str, str]:
    """The title of every document of the library, by path and record."""
    library = Library.open(folder, directory, create=True)
    try:
        hits = library.search(Query("", limit=1_000_000)).hits
        documents = [library.document(hit.id) for hit in hits]
    finally:
        library.close()
    return {f"{one.path}#{one.record}" if one.record else one.path: one.title for one in documents}


def check_killed(folder: Folder, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """What is wrong with a library after a kill."""
    for key, title in before.items():
        if folder.titles.get(key) == title and after.get(key) != title:
            yield f"{key} was committed and is missing"
    for key, title in after.items():
        if title not in folder.ever:
            yield f"{key} was never written: {title}"


def check_whole(folder: Folder, after: dict[str, str]) -> Iterator[str]:
    """What is wrong with a library after a run that was left alone."""
    for key, title in folder.titles.items():
        if after.get(key) != title:
            yield f"{key} should be “{title}” and is {after.get(key)}"
    for key in after.keys() - folder.titles.keys():
        yield f"{key} is a ghost"


def left_alone(folder: Folder, directory: Path) -> tuple[dict[str, str], list[str]]:
    """Update without a kill; what the library holds then, and what is wrong with it."""
    _, said = start(folder.root, directory).communicate()
    after = content(folder.root, directory)
    wrong = [said.decode().strip(), *check_whole(folder, after)]
    return after, wrong + [finding_text(finding) for finding in examine(folder.root, directory) if finding.wrong]


def trial(kills: int, seed: int, files: int, records: int) -> dict[str, object]:
    """Do it; what came of it, with every trouble."""
    chance = random.Random(seed)
    room = Path(tempfile.mkdtemp(prefix="pressroom-kills-"))
    directory = room / "library"
    folder = Folder(room / "documents", chance, files, records)
    troubles: list[str] = []
    during = whole = 0
    began = time.monotonic()
    try:
        start(folder.root, room / "measured").wait()
        longest = time.monotonic() - began
        before: dict[str, str] = {}
        for number in range(kills):
            process = start(folder.root, directory)
            time.sleep(chance.uniform(0.0, longest))
            during += process.poll() is None
            wrong = [kill(process, all_of_it=bool(number % 2))]
            try:
                after = content(folder.root, directory)
            except LibraryError as error:
                after, wrong = before, [*wrong, str(error)]
            wrong += check_killed(folder, before, after)
            if chance.random() < 0.3 or number == kills - 1:
                whole += 1
                after, found = left_alone(folder, directory)
                wrong += found
            troubles += [f"kill {number}: {sentence}" for sentence in wrong if sentence]
            before = after
            folder.change()
            report(number + 1, kills, troubles)
    finally:
        shutil.rmtree(room)
    return {
        "kills": kills,
        "while_running": during,
        "whole_runs_checked": whole,
        "documents": len(folder.titles),
        "seconds": round(time.monotonic() - began, 1),
        "troubles": troubles[:20],
    }


def report(done: int, kills: int, troubles: list[str]) -> None:
    """Say on standard error how far it is: a run of hours that is stopped has said what it found."""
    if done % _REPORTED_EVERY == 0 or troubles:
        sys.stderr.write(f"{done} of {kills} kills, troubles: {len(troubles)}\n")
        sys.stderr.write("".join(f"  {sentence}\n" for sentence in troubles[-1:]))


def main() -> int:
    """Run the trial."""
    parser = argparse.ArgumentParser(description="Kill updates at random moments and check the library after each.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=_FILES)
    parser.add_argument("--records", type=int, default=_RECORDS)
    options = parser.parse_args()
    keep_bytecode()
    outcome = trial(options.kills, options.seed, options.files, options.records)
    found = outcome["troubles"]
    assert isinstance(found, list)
    changes, lost = user_data_kills.trial(options.kills, options.seed)
    outcome |= {"user_data_changes": changes, "troubles": [*found, *lost[:20]]}
    print(json.dumps(outcome, indent=2, ensure_ascii=False))
    return 1 if outcome["troubles"] else 0


if __name__ == "__main__":
    sys.exit(main())
