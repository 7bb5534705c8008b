"""What the user can do about an error: an enum, because commands, options and keys are the business of `tui`."""

from __future__ import annotations

from enum import Enum, auto


class Remedy(Enum):
    """One thing to do. The comments say which fields of the error it needs."""

    # The library
    INDEX = auto()  # folder, directory: bring the library up to date
    REBUILD = auto()  # folder, directory: an update rebuilds what is damaged or of another version
    REBUILD_ALL = auto()  # folder, directory: a rebuild that has to be asked for
    REBUILD_IF_EMPTY = auto()  # folder, directory: the same, where the folder is empty on purpose
    MOUNT_THEN_REBUILD = auto()  # folder, directory: REBUILD, when the documents are back
    MOUNT_THEN_REBUILD_ALL = auto()  # folder, directory: REBUILD_ALL, when the documents are back
    CHECK_DISK = auto()  # the system does not let us read the library
    LIST_SKIPPED = auto()  # folder, directory: files that were skipped or read in part
    CLEAR_LEFTOVERS = auto()  # folder, directory: an update removes them
    MOVE_AWAY = auto()  # the library works without the file
    NEW_DIRECTORY = auto()  # the library needs an empty or new folder
    OTHER_DIRECTORY = auto()  # the library needs another folder
    OTHER_DIRECTORY_OR_REBUILD = auto()  # folder: the library needs another folder, or is rebuilt for this one
    MAKE_PRIVATE = auto()  # directory: no other user may write to it
    HIDE_FROM_OTHERS = auto()  # directory: no other user may read it
    # The documents and the user's own files
    MOUNT = auto()
    EDIT_FILE = auto()
    REMOVE_REPETITION = auto()
    UPDATE_BY_HAND = auto()  # changes are not seen
    # Names
    FIND_DOCUMENT = auto()
    LIST_COUNTRIES = auto()
    LIST_CORRECTIONS = auto()
    # Pressroom and what it uses
    INSTALL_SPACY = auto()
    INSTALL_TESSERACT = auto()
    DOWNLOAD_PIPELINE = auto()  # name
    REPORT_BUG = auto()
