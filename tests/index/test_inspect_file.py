"""How much of one file is read to show how it would be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.extraction.extractors import BUILT_IN
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from index.model.inspection import Inspection
from index.update.inspect import Request, inspect
from index.update.worker_pool import Failure, Pool


def inspected(folder: Path, path: str) -> Inspection:
    """The inspection of a file, with the defaults."""
    return inspect(Request(folder, path, Limits(), ReadingOptions(), BUILT_IN))


def write(folder: Path, records: int, broken: int = 0) -> str:
    """Write a file of records of which the last ones are broken; return its name."""
    lines = [json.dumps({"id": f"r{number}", "text": f"Poland said {number}."}) for number in range(records)]
    (folder / "wire.jsonl").write_text("\n".join([*lines, *["{broken"] * broken]))
    return "wire.jsonl"


@pytest.mark.parametrize(
    ("records", "broken", "documents", "skipped", "is_complete"),
    [(4, 0, 4, 0, True), (5, 0, 4, 0, False), (3, 1, 3, 1, True), (3, 2, 3, 1, False), (1, 0, 1, 0, True)],
)
def test_only_the_beginning_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    records: int, broken: int, documents: int, skipped: int, is_complete: bool,
) -> None:  # fmt: skip
    """So many documents and invalid records; the first documents are shown, with their people and countries."""
    monkeypatch.setattr("index.update.inspect._MOST_DOCUMENTS", 4)
    monkeypatch.setattr("index.update.inspect._MOST_SHOWN", 2)
    found = inspected(tmp_path, write(tmp_path, records, broken))

    assert (found.documents, len(found.skipped), found.is_complete) == (documents, skipped, is_complete)
    assert [document.record for document in found.first] == ["r0", "r1"][:records]
    assert all([country.code for country in document.entities.countries] == ["PL"] for document in found.first)
    assert found.kind == "jsonl"


def test_what_would_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hidden file, one that is not there, an empty one, and one that crashes its reader."""
    (tmp_path / ".hidden.txt").write_text("A text.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.4 and so on")
    monkeypatch.setattr(Pool, "run", lambda self, tasks: [(task, Failure(Reason.CRASHED)) for task in tasks])

    def reasons(path: str) -> list[tuple[str, Reason]]:
        return [(entry.path, entry.reason) for entry in inspected(tmp_path, path).skipped]

    assert reasons("page.pdf") == [("page.pdf", Reason.CRASHED)]
    monkeypatch.undo()
    assert reasons(".hidden.txt") != []
    assert reasons("nothing.txt") != []
    assert reasons("empty.txt") == [("empty.txt", Reason.EMPTY)]
