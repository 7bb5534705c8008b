"""What can go wrong with a folder or a file.

PressroomError        any error shown to the user
└── CorpusError
    ├── FolderError       the folder itself cannot be walked
    ├── Unwatchable       the system cannot tell what changes in the folder
    ├── ExtractorError    an extractor of people and countries is not available
    ├── OcrUnavailable    OCR needs a program that is not installed
    ├── UnreadableFile    one file cannot be read; a run goes on without it
    ├── NotRegularFile    a folder, pipe, socket or device where a file is expected
    ├── TooLargeFile      a file is larger than its reader allows
    └── YamlError         a YAML file written by the user cannot be used

Each holds values; `tui` has the sentences. The text of an exception is for tracebacks and the log.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from corpus.model.reason import Reason
from corpus.model.remedy import Remedy


class PressroomError(Exception):
    """An error shown to the user: what happened, and what can be done about it.

    Args:
        kind: What happened, as the name of a class or of an enum's member: `tui` has the sentence.
        remedy: What to do; None where there is nothing to be done, or where the sentence makes it plain.
        folder: The folder of the documents, where the remedy needs it.
        directory: The directory of the library, where the remedy needs it.
        name: The name that the remedy mentions.

    """

    def __init__(
        self,
        kind: str = "",
        remedy: Remedy | None = None,
        *,
        folder: Path | None = None,
        directory: Path | None = None,
        name: str = "",
    ) -> None:
        super().__init__(kind)
        self.remedy = remedy
        self.folder = folder
        self.directory = directory
        self.name = name


class CorpusError(PressroomError):
    """Anything this package raises."""


class FolderFault(Enum):
    """What is wrong with the folder of the documents. The comments say which fields of a FolderError are set, too."""

    MISSING = auto()
    NOT_A_FOLDER = auto()
    UNREADABLE = auto()  # detail: what the system reports
    VANISHED = auto()
    """During an update."""
    REPLACED = auto()
    """Another disk is there than when the update started."""
    EMPTIED = auto()  # count, directory
    """It has no documents now, but the library has some of it."""


class FolderError(CorpusError):
    """The folder of the documents does not exist, is not a folder, or may not be entered.

    Args:
        fault: What is wrong.
        folder: The folder.
        detail: As `FolderFault` describes it.
        count: The number of files in the library, for EMPTIED; None where that is unknown.
        directory: The directory of the library.

    """

    def __init__(
        self,
        fault: FolderFault,
        folder: Path,
        detail: str = "",
        count: int | None = None,
        directory: Path | None = None,
    ) -> None:
        remedy = Remedy.REBUILD_IF_EMPTY if fault is FolderFault.EMPTIED else None
        super().__init__(fault.name, remedy, folder=folder, directory=directory)
        self.args = (fault, folder, detail, count, directory)
        self.fault = fault
        self.detail = detail
        self.count = count


class Unwatchable(CorpusError):
    """The system cannot tell what changes in the folder.

    Args:
        folder: The folder of the documents.
        detail: What the system reports.

    """

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__("Unwatchable", Remedy.UPDATE_BY_HAND, folder=folder)
        self.args = (folder, detail)
        self.detail = detail


class ExtractorFault(Enum):
    """Why an extractor is not available. The comments say what the error's `name` is."""

    UNKNOWN = auto()  # the extractor
    NO_SPACY = auto()  # the extractor
    NO_PIPELINE = auto()  # the pipeline of spaCy


class ExtractorError(CorpusError):
    """An extractor of people and countries is not available."""

    def __init__(self, fault: ExtractorFault, name: str) -> None:
        super().__init__(fault.name, _EXTRACTOR_REMEDIES.get(fault), name=name)
        self.args = (fault, name)
        self.fault = fault


_EXTRACTOR_REMEDIES = {
    ExtractorFault.NO_SPACY: Remedy.INSTALL_SPACY,
    ExtractorFault.NO_PIPELINE: Remedy.DOWNLOAD_PIPELINE,
}


class OcrUnavailable(CorpusError):
    """OCR needs Tesseract, which is not installed."""

    def __init__(self) -> None:
        super().__init__("OcrUnavailable", Remedy.INSTALL_TESSERACT)
        self.args = ()


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
