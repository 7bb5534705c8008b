"""Failures of the library, as sentences for the user and records in the log."""

from __future__ import annotations

import logging

from corpus.model.errors import PressroomError
from tui.text.remedies import error_text

_LOG = logging.getLogger(__name__)


def sentence_of(error: PressroomError) -> str:
    """Log which kind of failure it is, and return what the user is told."""
    _LOG.warning("the library failed: %s", type(error).__name__)
    return error_text(error)
