"""What is wrong with a file of entries, and why a correction is refused: values that `tui` words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Self

from corpus.model.errors import YamlFault

MOST_NAMED = 20
"""Problems of one file that are kept beside the first."""


class EntryFault(Enum):
    """One reason why an entry, or the whole file, is invalid. The comments say which fields of its problem are set."""

    YAML = auto()  # yaml, detail and number: those of the YamlError
    NOT_A_LIST = auto()
    # The keys and values of an entry
    NOT_A_MAPPING = auto()
    REPEATED_KEY = auto()  # detail: the key
    MISSING_KEY = auto()
    MISPLACED_KEY = auto()  # detail: the key; action
    NO_ACTION = auto()  # choices: the actions
    NOT_NAMES = auto()  # action
    NOT_TEXT = auto()  # detail: the key
    UNKNOWN_COUNTRY = auto()  # detail: the name
    # The entry of other user data
    UNKNOWN_KEY = auto()  # detail: the key; choices: the keys
    NOT_YES_OR_NO = auto()  # detail: the key
    NOT_A_DATE = auto()  # detail: the value
    NOT_A_SORT = auto()  # detail: the value; choices
    NOT_A_MARK = auto()  # a line of a file of read marks
    # The correction
    NO_NAME = auto()  # action
    TOO_FEW_NAMES = auto()  # action
    TOO_MANY_NAMES = auto()  # action
    REPEATED_NAME = auto()  # action; detail: the name
    ONLY_FOR_PEOPLE = auto()  # detail: the kind
    NO_SHOWN_NAME = auto()
    NO_ROLE = auto()
    SUPERFLUOUS_KEY = auto()  # action; detail: the key


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """What is wrong with one entry, or with the whole file."""

    fault: EntryFault
    line: int = 0
    """The line in the file, from 1; 0 where the fault has no line."""
    detail: str = ""
    action: str = ""
    """The key that says what to do, such as "hide country"."""
    choices: tuple[str, ...] = ()
    yaml: YamlFault | None = None
    number: int = 0

    @property
    def is_temporary(self) -> bool:
        """Whether the system refused to read the file: it may be read the next time, although it has not changed."""
        return self.yaml is YamlFault.UNREADABLE


@dataclass(frozen=True, slots=True)
class FileProblems:
    """Why a file of corrections or other user data is not used, or not all of it."""

    path: Path
    problem: EntryProblem
    """The first."""
    more: int = 0
    """The number of further problems."""
    unusable: bool = False
    """True where nothing of the file is used, False where only the invalid entries or lines are left out."""
    named: tuple[EntryProblem, ...] = ()
    """The first of the further problems, at most MOST_NAMED."""

    @classmethod
    def of(cls, path: Path, problems: Sequence[EntryProblem]) -> Self | None:
        """The problems of a file whose other entries are used; None without problems."""
        if not problems:
            return None
        return cls(path, problems[0], len(problems) - 1, named=tuple(problems[1 : MOST_NAMED + 1]))


class CorrectionFailure(Enum):
    """Why a correction cannot be made or withdrawn. The comments say which fields of a CorrectionError are set."""

    NO_FILE = auto()
    INVALID = auto()  # problem
    NOT_IN_FILE = auto()  # path
    FILE_INVALID = auto()  # path, problem
    LAYOUT = auto()  # path: entries do not begin with a dash of their own, as in "[{hide: a}]"
    UNWRITABLE = auto()  # path; name: what the system reports
    UNKNOWN_COUNTRY = auto()  # name
    UNKNOWN_DOCUMENT = auto()  # name
    UNKNOWN_ENTITY = auto()  # cause: the EntityNotFound
    ONE_PERSON = auto()  # name: it occurs only as a form of another name that is given
