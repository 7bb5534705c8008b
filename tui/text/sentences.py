"""The English text of every error of `index` and `corpus`."""

from __future__ import annotations

from corpus.model.errors import PressroomError
from index.model.errors import CorrectionError, DocumentNotFound, EntityNotFound, QueryError, UserDataError
from tui.text.corrections import correction_error_text
from tui.text.not_found import document_not_found_text, entity_not_found_text
from tui.text.query_faults import query_error_text
from tui.text.user_data import user_data_error_text


def sentence_of(error: PressroomError) -> str:
    """Return what happened, without what to do about it."""
    match error:
        case QueryError():
            return query_error_text(error)
        case DocumentNotFound():
            return document_not_found_text(error)
        case EntityNotFound():
            return entity_not_found_text(error)
        case CorrectionError():
            return correction_error_text(error)
        case UserDataError():
            return user_data_error_text(error)
        case _:
            return str(error)
