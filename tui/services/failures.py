"""Failures of the library, as sentences for the user and records in the log."""

from __future__ import annotations

import logging

from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, UpdateCrashed
from tui.state import query_limits
from tui.text.internal_error import advice

_LOG = logging.getLogger(__name__)


def sentence_of(error: LibraryError | CorpusError) -> str:
    """Log which kind of failure it is, and return what the user is told."""
    _LOG.warning("the library failed: %s", type(error).__name__)
    return f"{error} {advice()}." if isinstance(error, UpdateCrashed) else query_limits.sentence_of(error)
