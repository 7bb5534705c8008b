"""The English text about a library that cannot be used, read or written. No other module words these errors."""

from __future__ import annotations

from index.model.errors import DirectoryError, LibraryMissing, LibraryUnreadable, LibraryUnsafe, StorageError
from index.model.library_fault import AccessFault, Damage, DamageKind, DirectoryFault, StorageFault

LOCKED = "Another Pressroom is writing to this library; try again when it has finished."
CRASHED = "The update ended unexpectedly; what was saved is kept. Try again."
_DIRECTORIES = {
    DirectoryFault.NOT_A_FOLDER: "{directory} is a file; a library needs a folder.",
    DirectoryFault.ROOT: "{directory} is the root folder.",
    DirectoryFault.HOME: "{directory} is your home folder.",
    DirectoryFault.DOCUMENTS: "{directory} is the folder of the documents.",
    DirectoryFault.NOT_EMPTY: "{directory} is not empty and is not a Pressroom library.",
    DirectoryFault.OTHER_LIBRARY: "{directory} is the library of {owner}, not of {folder}.",
}
_ACCESS = {
    AccessFault.LINK: "{path} is a link; a library is opened only by its real path.",
    AccessFault.OTHER_OWNER: "{path} belongs to another user; a library is opened only by its owner.",
    AccessFault.WRITABLE_BY_OTHERS: "{path} may be written to by others.",
    AccessFault.NOT_REGULAR: "{path} is not a regular file; a library is opened only without it.",
}
_VANISHED = "The library in {directory} has vanished, or a part of it; try again."
_REPLACED = "The library in {directory} is being replaced by a new one; try again."
_READING = {
    StorageFault.VANISHED: _VANISHED,
    StorageFault.BEING_REPLACED: _REPLACED,
}
_NOT_READ = "The library in {directory} cannot be read: {detail}. It was left as it is."
_WRITING = {
    StorageFault.DISK_FULL: "The disk is full, and the library in {directory} could not be written: make room and try "
    "again.",
    StorageFault.READ_ONLY: "The library in {directory} cannot be written, because the disk is read-only.",
    StorageFault.NO_MEMORY: "There is too little memory, or too few processes may run, to read the documents.",
    StorageFault.VANISHED: _VANISHED,
    StorageFault.BEING_REPLACED: _REPLACED,
    StorageFault.OTHER: "The library in {directory} cannot be written: {detail}.",
}
_DAMAGE = {
    DamageKind.NO_INDEX: "it has no readable index",
    DamageKind.NO_SEGMENTS: "the folder of its index is missing",
    DamageKind.NO_MANIFEST: "its list of files is missing",
    DamageKind.MANIFEST: "its list of files: {detail}",
    DamageKind.FILE_MISSING: "{file} is missing",
    DamageKind.FILE_TRUNCATED: "{file} is cut short",
    DamageKind.FILE_CHANGED: "{file} has changed",
    DamageKind.FILE_UNREADABLE: "{file} cannot be decoded",
    DamageKind.FILE_OTHER_VERSION: "{file} was written by another version of Pressroom",
}


def missing_text(error: LibraryMissing) -> str:
    """Return that there is no library to search, as a sentence."""
    if error.is_being_built:
        return f"The library of {error.folder} is being built; nothing can be searched yet."
    return f"There is no library of {error.folder} yet."


def directory_text(error: DirectoryError) -> str:
    """Return why a folder cannot be the library's, as a sentence."""
    return _DIRECTORIES[error.fault].format(directory=error.directory, owner=error.owner, folder=error.folder)


def unsafe_text(error: LibraryUnsafe) -> str:
    """Return why a library is not opened, as a sentence."""
    return _ACCESS[error.fault].format(path=error.path)


def storage_text(error: StorageError) -> str:
    """Return why a library cannot be read or written, and what happened to it."""
    if isinstance(error, LibraryUnreadable):
        return _READING.get(error.fault, _NOT_READ).format(directory=error.directory, detail=error.detail)
    said = _WRITING[error.fault].format(directory=error.directory, detail=error.detail)
    return f"{said} What was saved before is kept."


def damage_text(damage: Damage) -> str:
    """Return what is wrong with a damaged library, as a phrase without full stop."""
    return _DAMAGE[damage.kind].format(file=damage.file, detail=damage.detail)
