"""The English text of an error of the system that no part of the program expects."""

from __future__ import annotations

import os

from corpus.model.errors import reason_of


def system_error_text(error: OSError) -> str:
    """Return what the system refused, on one line."""
    if error.filename is None:
        return f"The system reports an error: {reason_of(error)}."
    return f"“{os.fsdecode(error.filename)}” cannot be used: {reason_of(error)}."
