"""The English text of an error of the system that no part of the program expects."""

from __future__ import annotations

import errno
import os

from corpus.model.errors import reason_of


def system_error_text(error: OSError) -> str:
    """Return what the system refused, on one line."""
    if error.filename is None and error.errno == errno.ENOENT:  # only getcwd gives no name
        return "The current folder no longer exists."
    if error.filename is None:
        return f"The system reports an error: {reason_of(error)}."
    return f"“{os.fsdecode(error.filename)}” cannot be used: {reason_of(error)}."
