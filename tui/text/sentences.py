"""What happened, in English, for every error of the lower layers."""

from __future__ import annotations

from corpus.model.errors import PressroomError
from index.model.errors import QueryError
from tui.text.query_faults import query_error_text


def sentence_of(error: PressroomError) -> str:
    """Return what happened, without what can be done about it."""
    return query_error_text(error) if isinstance(error, QueryError) else str(error)
