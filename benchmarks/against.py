"""The code here against that of another commit, in turn.

The other commit runs with the libraries that are installed here, and only through its commands and `Library.search`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.commands import QUERY, launch
from benchmarks.exploring import count_pattern, explorer_environment
from benchmarks.peers.pressroom import as_query
from benchmarks.process import size_of
from benchmarks.questions import Question
from benchmarks.setting import Setting
from benchmarks.turns import Taken, Turns, in_turn, taken_by

HERE = Path(__file__).parents[1]
_ANSWER = Path(__file__).with_name("answer_queries.py")
_PYTHON = (sys.executable, "-P")
"""Without the current folder, in which the code may lie that is not meant."""
_NAMED = 3000
"""Documents of which people and countries are listed."""


@dataclass(frozen=True, slots=True)
class _Checkout:
    """One of the two."""

    root: Path
    setting: Setting
    name: str

    @property
    def library(self) -> Path:
        """Its own library of the documents of the setting."""
        return self.setting.root / f"library-{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        """Runs its code."""
        return {**explorer_environment(self.setting), "PYTHONPATH": str(self.root)}

    @property
    def place(self) -> list[str]:
        """The documents and the library, for commands."""
        return [str(self.setting.documents), "--index-dir", str(self.library)]

    def taken(self, *arguments: str) -> Taken:
        """Run one of its commands."""
        return taken_by([*_PYTHON, "-m", "tui", *arguments], self.environment)

    def index(self) -> Taken:
        """`pressroom index` from nothing."""
        self.setting.empty_folder(self.library.name).rmdir()
        return replace(self.taken("index", *self.place), disk_bytes=size_of(self.library))

    def search(self) -> Taken:
        """`pressroom search`."""
        return self.taken("search", self.place[0], QUERY, *self.place[1:])

    def launch(self, documents: int) -> Taken:
        """Until the explorer shows the number of documents."""
        command = [*_PYTHON, "-m", "tui", "open", *self.place]
        return launch(command, self.environment, count_pattern(documents))

    def answer(self, queries: Path) -> Taken:
        """All queries of the mix, each several times, in one process: the sum of their processor time."""
        command = [*_PYTHON, str(_ANSWER), *self.place[:1], str(self.library), str(queries)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the query mix failed: {done.stderr.strip()[-500:]}")
        wall, cpu = map(float, done.stdout.split())
        return Taken(wall, cpu)


def against(commit: str, setting: Setting, documents: int, questions: list[Question]) -> Iterator[Turns]:
    """Indexing, queries, commands and the launch.

    Args:
        commit: As git names it.
        setting: With its documents.
        documents: The number that the explorer shows.
        questions: The query mix.

    """
    with _worktree(commit, setting) as root:
        new, old = _Checkout(HERE, setting, "here"), _Checkout(root, setting, "there")
        other = f"commit {commit}"
        yield in_turn("pressroom index", new.index, other, old.index)
        queries = setting.root / "queries.json"
        queries.write_text(json.dumps([as_query(question) for question in questions]), "utf-8")
        yield in_turn("query mix, whole page", partial(new.answer, queries), other, partial(old.answer, queries))
        yield in_turn("pressroom search", new.search, other, old.search)
        texts = _few_texts(setting)
        yield in_turn(
            "entities --jsonl", partial(new.taken, "entities", texts, "--jsonl"), other,
            partial(old.taken, "entities", texts, "--jsonl"),
        )  # fmt: skip
        yield in_turn("launch to document count", partial(new.launch, documents), other, partial(old.launch, documents))


@contextmanager
def _worktree(commit: str, setting: Setting) -> Iterator[Path]:
    """The files of a commit in a folder, as long as they are needed."""
    root = setting.root / "there"
    git = ["git", "-C", str(HERE), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--force", "--detach", str(root), commit], check=True)
    try:
        yield root
    finally:
        subprocess.run([*git, "remove", "--force", str(root)], check=True)


def _few_texts(setting: Setting) -> str:
    """A file of some documents as `entities --jsonl` takes them."""
    path = setting.root / "texts.jsonl"
    stories = islice(setting.stories(), _NAMED)
    lines = (json.dumps({"id": story.id, "text": f"{story.title}\n\n{story.body}"}) + "\n" for story in stories)
    path.write_text("".join(lines), "utf-8")
    return str(path)
