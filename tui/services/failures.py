"""Failures of the library: writes them to the log and words them for the user."""

from __future__ import annotations

import logging

from corpus.model.errors import PressroomError
from tui.text.remedies import error_text

_LOG = logging.getLogger(__name__)


def sentence_of(error: PressroomError) -> str:
    """Log the type of a failure, and return its message."""
    _LOG.warning("the library failed: %s", type(error).__name__)
    return error_text(error)
