"""What is wrong with a file of user data, and why a change is refused: values that `tui` words."""

from __future__ import annotations

from enum import Enum, auto


class UserDataFailure(Enum):
    """Why user data cannot be changed. The comments say which fields of a UserDataError are set."""

    NO_PLACE = auto()  # the library was opened without user data
    UNWRITABLE = auto()  # path; name: what the system reports
    FILE_INVALID = auto()  # path, problem
    LAYOUT = auto()  # path: entries do not begin with a dash of their own
    INVALID = auto()  # problem
    # Moved libraries
    UNKNOWN_LIBRARY = auto()  # name: the id
    FOLDER_EXISTS = auto()  # path: the folder of the library, which has not moved; name: the id
    HAS_USER_DATA = auto()  # path: the folder that has user data of its own; name: the id
    # Documents and saved searches
    UNKNOWN_SEARCH = auto()  # name
    SEARCH_EXISTS = auto()  # name
    UNKNOWN_PASSAGE = auto()  # name: the beginning of the passage
    # Export and import
    NOT_AN_EXPORT = auto()  # path
    EXISTS = auto()  # path
