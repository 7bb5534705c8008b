"""The errors of a library.

PressroomError, of corpus
└── LibraryError
    ├── LibraryMissing         there is no library of the folder yet
    ├── DirectoryError         a folder cannot be the library's
    ├── LibraryUnsafe          the library's folder belongs to another user, or others may write to it
    ├── LibraryLocked          another process is writing to the library
    ├── RebuildNeeded          the library cannot be used as it is; only this may lead to a rebuild
    │   ├── LibraryDamaged     a checksum or structure is wrong, or a file is missing
    │   └── LibraryOutdated    another version wrote it, or it was never finished
    ├── StorageError           the disk is full, read-only or gone
    │   └── LibraryUnreadable  the system refuses to read the library now; it may be good
    ├── UpdateCrashed          the process of an update ended unexpectedly
    ├── QueryError             the query is invalid
    │   └── QueryTooLarge      it is longer, deeper or has more words than is allowed
    ├── DocumentNotFound       no document has that id
    ├── EntityNotFound         no document has that person or country
    ├── CorrectionError        a correction cannot be made
    └── UserDataError          user data cannot be written or found

Each holds values; `tui` has the sentences. The text of an exception is for tracebacks and the log.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from corpus.model.errors import PressroomError
from corpus.model.remedy import Remedy
from index.model.correction_fault import CorrectionFailure, EntryProblem
from index.model.library_fault import AccessFault, Damage, DirectoryFault, StorageFault
from index.model.query import Excess, Kind
from index.model.query_fault import QueryFault
from index.model.user_data_fault import UserDataFailure


class LibraryError(PressroomError):
    """Any error of this package."""


class LibraryMissing(LibraryError):
    """There is no library of the folder yet.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        is_being_built: Whether another process reads the documents for the first time now.

    """

    def __init__(self, folder: Path, directory: Path, *, is_being_built: bool = False) -> None:
        super().__init__("LibraryMissing", None if is_being_built else Remedy.INDEX, folder=folder, directory=directory)
        self.args = (folder, directory)
        self.is_being_built = is_being_built


class DirectoryError(LibraryError):
    """A folder cannot be the library's.

    Args:
        fault: Why.
        directory: The folder.
        remedy: What to do.
        owner: The folder whose library it is, for OTHER_LIBRARY.
        folder: The folder of the documents, for OTHER_LIBRARY.

    """

    def __init__(
        self,
        fault: DirectoryFault,
        directory: Path,
        remedy: Remedy = Remedy.NEW_DIRECTORY,
        owner: str = "",
        folder: Path | None = None,
    ) -> None:
        super().__init__(fault.name, remedy, folder=folder, directory=directory)
        self.args = (fault, directory, remedy, owner, folder)
        self.fault = fault
        self.owner = owner


class LibraryUnsafe(LibraryError):
    """The library's folder is not the user's own, or others may write to it.

    Args:
        fault: Why.
        path: The folder, or a file in it.
        remedy: What to do; None where the fault makes it plain.
        directory: The directory of the library.

    """

    def __init__(
        self, fault: AccessFault, path: Path, remedy: Remedy | None = None, directory: Path | None = None
    ) -> None:
        super().__init__(fault.name, remedy, directory=directory)
        self.args = (fault, path, remedy, directory)
        self.fault = fault
        self.path = path


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class RebuildNeeded(LibraryError):
    """The library cannot be used as it is, and has to be rebuilt from the documents."""


class LibraryDamaged(RebuildNeeded):
    """A checksum or structure is wrong, or a file is missing."""

    def __init__(self, directory: Path, damage: Damage) -> None:
        super().__init__(damage.kind.name, directory=directory)
        self.args = (directory, damage)
        self.damage = damage


class LibraryOutdated(RebuildNeeded):
    """Another version of Pressroom wrote the library, or it was never finished."""

    def __init__(self, directory: Path) -> None:
        super().__init__("LibraryOutdated", directory=directory)
        self.args = (directory,)


class StorageError(LibraryError):
    """The disk is full, read-only or gone: the library cannot be written.

    Args:
        directory: The directory of the library.
        fault: Why.
        detail: What the system reports, for OTHER.

    """

    def __init__(self, directory: Path, fault: StorageFault, detail: str = "") -> None:
        remedy = Remedy.OTHER_DIRECTORY if fault is StorageFault.READ_ONLY else None
        super().__init__(fault.name, remedy, directory=directory)
        self.args = (directory, fault, detail)
        self.fault = fault
        self.detail = detail


class LibraryUnreadable(StorageError):
    """The system refuses to list, open or read a part of the library now.

    Never a reason to rebuild: too many open files, a missing permission or a stalling disk say nothing about the
    content.
    """


class UpdateCrashed(LibraryError):
    """The process of an update ended unexpectedly; the last commit stays."""

    def __init__(self) -> None:
        super().__init__("UpdateCrashed", Remedy.REPORT_BUG)
        self.args = ()


class QueryError(LibraryError):
    """An invalid query. The text is only the name of the fault: `tui` has the sentence.

    Args:
        fault: What is wrong.
        detail: The part of the query it is about, as `QueryFault` describes it.
        position: Where in the query, in code points of its NFC; None where the fault has no place.
        choices: What may stand there, as `QueryFault` describes it.
        likely: The value that was probably meant; "" if none is similar.

    """

    def __init__(
        self, fault: QueryFault, detail: str = "", position: int | None = None, choices: tuple[str, ...] = (),
        likely: str = "",
    ) -> None:  # fmt: skip
        super().__init__(fault.name)
        self.args = (fault, detail, position, choices, likely)  # what it is unpickled from
        self.fault = fault
        self.detail = detail
        self.position = position
        self.choices = choices
        self.likely = likely


class QueryTooLarge(QueryError):
    """A query over one of the limits."""

    def __init__(self, query: str, excess: Excess, position: int) -> None:
        super().__init__(QueryFault.TOO_LARGE, query, position)
        self.args = (query, excess, position)
        self.query = query
        self.excess = excess


class DocumentNotFound(LibraryError):
    """No document, or more than one, has this id, prefix of an id or path.

    Args:
        name: As asked for.
        matches: The number of documents it matches.

    """

    def __init__(self, name: str, matches: int = 0) -> None:
        super().__init__("DocumentNotFound", Remedy.FIND_DOCUMENT, name=name)
        self.args = (name, matches)
        self.matches = matches


class EntityFault(Enum):
    """Why there is no page of a person or country."""

    EMPTY_LIBRARY = auto()
    NO_DOCUMENT = auto()
    """No document has a facet with this key."""
    UNKNOWN_COUNTRY = auto()
    """No country has this name."""
    UNMENTIONED_COUNTRY = auto()
    """The country is in no document."""
    HIDDEN = auto()
    """The person is hidden by a correction."""
    UNKNOWN_PERSON = auto()
    AMBIGUOUS_PERSON = auto()
    """Several people have the name as a part of theirs."""


class EntityNotFound(LibraryError):
    """No document of the library has that person or country.

    Args:
        fault: Why.
        name: As asked for; for UNMENTIONED_COUNTRY, the country's usual name.
        kind: PERSON or COUNTRY, for NO_DOCUMENT.
        likely: Names that the library has: similar ones for UNKNOWN_PERSON, all meant for AMBIGUOUS_PERSON.

    """

    def __init__(
        self, fault: EntityFault, name: str = "", kind: Kind | None = None, likely: tuple[str, ...] = ()
    ) -> None:
        super().__init__(fault.name, _REMEDIES.get(fault), name=name)
        self.args = (fault, name, kind, likely)
        self.fault = fault
        self.kind = kind
        self.likely = likely


_REMEDIES = {
    EntityFault.UNKNOWN_COUNTRY: Remedy.LIST_COUNTRIES,
    EntityFault.UNMENTIONED_COUNTRY: Remedy.LIST_COUNTRIES,
    EntityFault.HIDDEN: Remedy.LIST_CORRECTIONS,
}


class CorrectionError(LibraryError):
    """A correction that cannot be made, or a file of corrections that cannot be read or written.

    Args:
        failure: Why; it says which of the others are given.

    """

    def __init__(
        self,
        failure: CorrectionFailure,
        path: Path | None = None,
        name: str = "",
        problem: EntryProblem | None = None,
        cause: EntityNotFound | None = None,
    ) -> None:
        unknown_document = failure is CorrectionFailure.UNKNOWN_DOCUMENT
        remedy = cause.remedy if cause else Remedy.FIND_DOCUMENT if unknown_document else None
        super().__init__(failure.name, remedy, name=name)
        self.args = (failure, path, name, problem, cause)
        self.failure = failure
        self.path = path
        self.problem = problem
        self.cause = cause


class UserDataError(LibraryError):
    """A change of user data that cannot be made, or a file of user data that cannot be read or written.

    Args:
        failure: Why; it says which of the others are given.

    """

    def __init__(
        self, failure: UserDataFailure, path: Path | None = None, name: str = "", problem: EntryProblem | None = None
    ) -> None:
        super().__init__(failure.name, name=name)
        self.args = (failure, path, name, problem)
        self.failure = failure
        self.path = path
        self.problem = problem
