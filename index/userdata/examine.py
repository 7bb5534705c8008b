"""The check of one library's user data behind `pressroom doctor`: a finding for each invalid entry."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from corpus.model.remedy import Remedy
from index.corrections.file import CorrectionFile
from index.model.correction_fault import FileProblems
from index.model.finding import Check, Finding, Observation
from index.model.library_identity import UserDataPlace
from index.userdata.files import UserDataFiles

_NO_CACHES = Path(os.devnull)
"""No folder: nothing is read from a cache or written to one."""


def examine_files(place: UserDataPlace) -> Iterator[Finding]:
    """Check every entry of the user's own files, of which any may be missing."""
    corrections, files = CorrectionFile(place.corrections), UserDataFiles.of(place.folder, _NO_CACHES)
    files.load()
    for file in (corrections, files.documents, files.searches, files.read, files.arrived):
        if file.problems is not None:  # also where the folder cannot be entered, so that no file seems to be there
            yield from _invalid(file.problems)
        elif os.path.lexists(file.path):
            yield Finding(Check.USER_FILES, Observation.FILE_READABLE, path=file.path)


def _invalid(problems: FileProblems) -> Iterator[Finding]:
    """What is invalid in one file, line by line."""
    path = problems.path
    for problem in (problems.problem, *problems.named):
        yield Finding(Check.USER_FILES, Observation.ENTRY_INVALID, True, Remedy.EDIT_FILE, path, problem=problem)
    if more := problems.more - len(problems.named):
        yield Finding(Check.USER_FILES, Observation.MORE_INVALID, True, Remedy.EDIT_FILE, path, count=more)
