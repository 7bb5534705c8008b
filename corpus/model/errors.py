"""What can go wrong with a folder or a file.

PressroomError        any error shown to the user
└── CorpusError
    ├── FolderError       the folder itself cannot be walked
    ├── Unwatchable       the system cannot tell what changes in the folder
    ├── UnreadableFile    one file cannot be read; a run goes on without it
    ├── NotRegularFile    a folder, pipe, socket or device where a file is expected
    ├── TooLargeFile      a file is larger than its reader allows
    └── YamlError         a YAML file written by the user cannot be used
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from corpus.model.reason import Reason
from corpus.model.remedy import Remedy


class PressroomError(Exception):
    """An error shown to the user: what happened, and what can be done about it.

    Args:
        message: What happened, in one sentence that names no command, option or key.
        remedy: What to do; None where there is nothing to be done, or where the message makes it plain.
        folder: Of the documents, where the remedy needs it.
        directory: Of the library, where the remedy needs it.
        name: Of what the remedy is about.

    """

    def __init__(
        self,
        message: str = "",
        remedy: Remedy | None = None,
        *,
        folder: Path | None = None,
        directory: Path | None = None,
        name: str = "",
    ) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.folder = folder
        self.directory = directory
        self.name = name


class CorpusError(PressroomError):
    """Anything this package raises."""


class FolderError(CorpusError):
    """The folder does not exist, is not a folder, or may not be entered."""


class Unwatchable(CorpusError):
    """The system cannot tell what changes in the folder."""


class UnreadableFile(CorpusError):
    """The file cannot be read as a document.

    Args:
        reason: Which kind of fault.
        detail: What only this case has, as `Reason` describes it.
        number: Likewise.

    """

    def __init__(self, reason: Reason, detail: str = "", number: int = 0) -> None:
        super().__init__(reason.value)
        self.args = (reason, detail, number)  # what it is unpickled from
        self.reason = reason
        self.detail = detail
        self.number = number


class NotRegularFile(CorpusError):
    """A folder, pipe, socket or device where a regular file is expected."""


class TooLargeFile(CorpusError):
    """A file is larger than its reader allows."""


class YamlFault(Enum):
    """What makes a YAML file unusable. The comments say what `detail` and `number` of a YamlError hold."""

    UNREADABLE = auto()  # detail: what the system reports
    NOT_REGULAR = auto()
    TOO_LARGE = auto()  # number: the limit in bytes
    NOT_UTF8 = auto()
    SYNTAX = auto()  # detail: what the parser reports; may be empty
    SEVERAL_DOCUMENTS = auto()
    TOO_DEEP = auto()
    ALIAS = auto()
    TAG = auto()


class YamlError(CorpusError):
    """A YAML file written by the user cannot be used.

    Args:
        fault: What is wrong.
        line: Counted from 1; 0 where the fault has no line.
        detail: As `YamlFault` describes it.
        number: Likewise.

    """

    def __init__(self, fault: YamlFault, line: int = 0, detail: str = "", number: int = 0) -> None:
        super().__init__(fault.name)
        self.args = (fault, line, detail, number)  # what it is unpickled from
        self.fault = fault
        self.line = line
        self.detail = detail
        self.number = number


def reason_of(error: OSError) -> str:
    """What the system says went wrong, in lower case and without the path, which is said elsewhere."""
    return (error.strerror or type(error).__name__).lower()
