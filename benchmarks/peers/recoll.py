"""Recoll on files, by its own two commands. Its figures are those of whole processes: that is how it is asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.peer import TOP, Answer, NotInstalled, Record
from benchmarks.questions import Either, Every, Node, Phrase, Prefix, Question, Without, Word

_TOTAL = re.compile(r"(\d+) results")
_FILES_A_FOLDER = 1000


class Recoll:
    """Each story is a text file; the index lies beside the files."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("recollq") or not shutil.which("recollindex"):
            raise NotInstalled("install Recoll's command line (Debian: recollcmd)")
        self.files, self._config = folder.with_name(folder.name + "-files"), folder
        self._environment = {**os.environ, "RECOLL_CONFDIR": str(folder), "LC_ALL": "C.UTF-8"}

    def write(self, records: Sequence[Record]) -> None:
        """Put the stories into files; not part of what is measured."""
        for number, record in enumerate(records):
            place = self.files / f"{number // _FILES_A_FOLDER:04}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:07}.txt").write_text(f"{record.title}\n\n{record.body}\n", "utf-8")
        (self._config / "recoll.conf").write_text(f"topdirs = {self.files}\nindexStripChars = 1\n")

    def index(self, records: Sequence[Record]) -> None:
        """Index the files that have been written."""
        subprocess.run(["recollindex"], env=self._environment, check=True, capture_output=True)

    def open(self) -> None:
        """Nothing: each question is a process."""

    def can(self, question: Question) -> bool:
        """No people, countries and dates of documents."""
        return question.text is not None and not question.filtered

    def ask(self, question: Question) -> Answer:
        """Run `recollq`."""
        assert question.text
        command = ["recollq", "-n", f"0-{TOP}", "-q", _text(question.text)]
        done = subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True)
        total = _TOTAL.search(done.stdout)
        titles = [line.split("\t")[2] for line in done.stdout.splitlines() if line.count("\t") >= 3]
        return Answer(int(total[1]) if total else 0, tuple(titles))


def _text(node: Node) -> str:
    """The question in Recoll's language."""
    match node:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Every(parts):
            return " AND ".join(_nested(part) for part in parts)
        case Either(parts):
            return " OR ".join(_nested(part) for part in parts)
        case Without(part, unwanted):
            return f"{_nested(part)} -{_nested(unwanted)}"


def _nested(node: Node) -> str:
    text = _text(node)
    return f"({text})" if isinstance(node, Every | Either | Without) else text
