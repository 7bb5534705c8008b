"""Writes user data without end, and says on standard output what is written: to be killed.

python -m benchmarks.user_data_writer FOLDER START
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from index.model.user_data import DocumentMarks, DocumentReference, SavedSearch
from index.userdata.files import UserDataFiles
from index.userdata.mark_log import Mark


def marks(number: int) -> DocumentMarks:
    """Return the marks of a document."""
    reference = DocumentReference(f"{number:016x}", f"{number}.txt")
    return DocumentMarks(reference, note=f"note {number}\nof two lines", tags=(f"tag {number}",))


def say(line: str) -> None:
    """Write a line to standard output at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path, start: int) -> None:
    """Write until the process is killed."""
    files = UserDataFiles.of(folder, folder / "caches")
    number = start
    while True:
        number += 1
        entry, search = marks(number), SavedSearch(f"search {number}", "grain")
        files.documents.change({entry.document.id: lambda _, entry=entry: entry})  # type: ignore[misc]
        say(f"note {number}")
        starred = replace(entry, starred=True)
        files.documents.change({entry.document.id: lambda _, entry=starred: entry})  # type: ignore[misc]
        say(f"star {number}")
        files.searches.change({search.name: lambda _, search=search: search})  # type: ignore[misc]
        say(f"search {number}")
        files.read.append([Mark(number, number, number)])
        say(f"read {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
