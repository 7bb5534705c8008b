"""What the check of a library found: values that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from pathlib import Path

from corpus.model.errors import PressroomError
from corpus.model.omission import Omission
from corpus.model.remedy import Remedy
from index.model.correction_fault import EntryProblem


class Check(StrEnum):
    """What was checked. Scripts read the values."""

    FOLDER = "folder"
    LIBRARY = "library"
    LOCK = "lock"
    VERSIONS = "versions"
    MANIFEST = "manifest"
    DOCUMENTS = "documents"
    OMISSIONS = "omissions"
    USER_FILES = "yours"
    LEFTOVERS = "leftovers"


class Observation(Enum):
    """What was found. The comments say which fields of the finding are set."""

    ERROR = auto()  # error
    # The folder of the documents
    FOLDER_READABLE = auto()  # path
    FOLDER_EMPTY = auto()  # path
    FOLDER_EMPTIED = auto()  # path; count: of its files in the library
    # The folder of the library
    PRIVATE = auto()  # path
    READABLE_BY_OTHERS = auto()  # path; count: its mode
    LOCKED = auto()
    UNLOCKED = auto()
    # The manifest
    MANIFEST_DAMAGED = auto()  # detail: what SQLite reports
    OTHER_FOLDER = auto()  # detail: the folder whose library it is
    OTHER_VERSION = auto()
    THIS_VERSION = auto()
    MANIFEST_NOT_COMPARED = auto()
    MANIFEST_AGREES = auto()  # count: of files; pending: of those to be read again
    UNLISTED_FILES = auto()  # names: of files in the index that are not in the manifest
    MISSING_DOCUMENTS = auto()  # names: of files with fewer or more documents in the index than in the manifest
    # The documents
    DOCUMENT_DAMAGED = auto()  # detail: its id; names: its path
    DOCUMENTS_READABLE = auto()  # count
    READ_IN_PART = auto()  # count: of documents; names: of their files; omissions
    READ_WHOLE = auto()
    # The user's own files
    FILE_READABLE = auto()  # path
    FILE_INVALID = auto()  # path; error: a YamlError
    ENTRY_INVALID = auto()  # path; problem
    MORE_INVALID = auto()  # path; count: of further entries
    USER_DATA_HERE = auto()  # path: of the user data of this library; detail: its id
    USER_DATA_ELSEWHERE = auto()  # path: of the user data of another library; detail: its id; names: its folder
    USER_DATA_LEFT = auto()  # the same, where the folder is gone
    # What a crash leaves behind
    LEFTOVERS = auto()  # names
    NO_LEFTOVERS = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: Check
    observation: Observation
    wrong: bool = False
    remedy: Remedy | None = None
    """What to do about it; None where nothing is to be done. Its folders are those that were examined."""
    path: Path | None = None
    names: tuple[str, ...] = ()
    count: int = 0
    pending: int = 0
    detail: str = ""
    error: PressroomError | None = None
    problem: EntryProblem | None = None
    omissions: tuple[Omission, ...] = ()
    """What was left out of all documents, one of each kind, the most first."""
