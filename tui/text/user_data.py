"""The English text about user data: invalid files and refused changes."""

from __future__ import annotations

from index.model.correction_fault import FileProblems
from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure
from tui.text.corrections import more_text, problem_text

_FAILURES = {
    UserDataFailure.NO_PLACE: "This library was opened without user data.",
    UserDataFailure.UNWRITABLE: "{path} cannot be written: {name}.",
    UserDataFailure.LAYOUT: "{path} is laid out so that nothing can be added; begin each entry with a dash at the "
    "start of its line.",
    UserDataFailure.UNKNOWN_LIBRARY: "There is no user data of a library {name}.",
    UserDataFailure.FOLDER_EXISTS: "The library {name} has not moved: {path} still exists.",
    UserDataFailure.HAS_USER_DATA: "{path} has user data of its own; the user data of {name} can be imported into it.",
    UserDataFailure.UNKNOWN_SEARCH: "There is no saved search “{name}”.",
    UserDataFailure.SEARCH_EXISTS: "There is a saved search “{name}” already.",
    UserDataFailure.UNKNOWN_PASSAGE: "The document has no passage “{name}”.",
    UserDataFailure.NOT_AN_EXPORT: "{path} is not an export of user data.",
    UserDataFailure.EXISTS: "{path} exists already.",
}


def user_data_error_text(error: UserDataError) -> str:
    """Return why user data cannot be changed, as a sentence."""
    if error.problem is not None:
        where = f"{error.path}{_line(error.problem.line)}"
        return f"{where}: {problem_text(error.problem)}. Fix it first; nothing was changed."
    return _FAILURES[error.failure].format(path=error.path, name=error.name)


def user_data_problems_text(problems: FileProblems) -> str:
    """Return why a file of user data is not used, or not all of it, as a sentence that names the file and the line."""
    outcome = "The file is not used" if problems.unusable else "An entry is not used"
    first = problems.problem
    return f"{outcome}: {problems.path}{_line(first.line)}: {problem_text(first)}.{more_text(problems)}"


def _line(line: int) -> str:
    return f", line {line}" if line else ""
