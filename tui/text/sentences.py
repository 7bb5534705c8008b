"""The English text of every error of `index` and `corpus`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.model.errors import (
    ExtractorError,
    FolderError,
    NotRegularFile,
    OcrUnavailable,
    PressroomError,
    TooLargeFile,
    UnreadableFile,
    Unwatchable,
    YamlError,
)
from index.model.errors import (
    CorrectionError,
    DirectoryError,
    DocumentNotFound,
    EntityNotFound,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryMissing,
    LibraryOutdated,
    LibraryUnsafe,
    QueryError,
    StorageError,
    UpdateCrashed,
    UserDataError,
)
from tui.config.yaml_faults import yaml_fault_text
from tui.text import library_faults
from tui.text.corrections import correction_error_text
from tui.text.folder_faults import NO_OCR, extractor_text, folder_text, unwatchable_text
from tui.text.not_found import document_not_found_text, entity_not_found_text
from tui.text.query_faults import query_error_text
from tui.text.reasons import reason_text
from tui.text.user_data import user_data_error_text


class CommandError(PressroomError):
    """An error of a command, whose text is the sentence to show: only `tui` raises it."""


_TEXTS: dict[type[PressroomError], Callable[[Any], str]] = {
    FolderError: folder_text,
    Unwatchable: unwatchable_text,
    ExtractorError: extractor_text,
    OcrUnavailable: lambda _: NO_OCR,
    UnreadableFile: lambda error: f"A file {reason_text(error)}.",
    NotRegularFile: lambda _: "It is not a regular file.",
    TooLargeFile: lambda _: "The file is too large.",
    YamlError: lambda error: f"{yaml_fault_text(error.fault, error.detail, error.number)}.",
    LibraryMissing: library_faults.missing_text,
    DirectoryError: library_faults.directory_text,
    LibraryUnsafe: library_faults.unsafe_text,
    LibraryLocked: lambda _: library_faults.LOCKED,
    LibraryDamaged: lambda error: (
        f"The library in {error.directory} is damaged ({library_faults.damage_text(error.damage)})."
    ),
    LibraryOutdated: lambda error: (
        f"The library in {error.directory} was made by another version of Pressroom, or never finished."
    ),
    StorageError: library_faults.storage_text,
    UpdateCrashed: lambda _: library_faults.CRASHED,
    QueryError: query_error_text,
    DocumentNotFound: document_not_found_text,
    EntityNotFound: entity_not_found_text,
    CorrectionError: correction_error_text,
    UserDataError: user_data_error_text,
}


def sentence_of(error: PressroomError) -> str:
    """Return what happened, without what to do about it."""
    text = next(filter(None, map(_TEXTS.get, type(error).__mro__)), None)
    if text is None and isinstance(error, LibraryError):  # about a server: nothing else needs their module
        from tui.text.server_faults import fault_text

        return fault_text(error)
    return text(error) if text else str(error)  # errors of `tui` itself are sentences
