"""The English text about the folder of the documents, and about what is needed to read it."""

from __future__ import annotations

from corpus.model.errors import ExtractorError, ExtractorFault, FolderError, FolderFault, Unwatchable
from tui.text.numbers import grouped

NO_OCR = "OCR needs Tesseract, which is not installed."
_FOLDERS = {
    FolderFault.MISSING: "There is no folder {folder}.",
    FolderFault.NOT_A_FOLDER: "{folder} is a file; Pressroom opens folders. Try the folder that contains it: {parent}",
    FolderFault.UNREADABLE: "{folder} cannot be read: {detail}.",
    FolderFault.VANISHED: "{folder} has vanished; what was read of it before is kept.",
    FolderFault.REPLACED: "{folder} was unmounted or replaced; what was read of it before is kept.",
    FolderFault.EMPTIED: "{folder} holds no documents now, but {files} are in the library; is a disk not mounted? "
    "Nothing was removed.",
}
_EXTRACTORS = {
    ExtractorFault.UNKNOWN: "There is no extractor “{name}”; use built-in, or spacy: with the name of a pipeline.",
    ExtractorFault.NO_SPACY: "The extractor {name} needs spaCy, which is not installed.",
    ExtractorFault.NO_PIPELINE: "spaCy has no pipeline “{name}” here.",
}


def folder_text(error: FolderError) -> str:
    """Return what is wrong with the folder of the documents, as a sentence."""
    folder = error.folder
    files = "documents of it" if error.count is None else f"{grouped(error.count)} of them"
    return _FOLDERS[error.fault].format(
        folder=folder, parent=folder.parent if folder else "", detail=error.detail, files=files
    )


def unwatchable_text(error: Unwatchable) -> str:
    """Return why the folder is not watched, as a sentence."""
    return f"Changes in {error.folder} cannot be watched ({error.detail})."


def extractor_text(error: ExtractorError) -> str:
    """Return why an extractor cannot be used, as a sentence."""
    return _EXTRACTORS[error.fault].format(name=error.name)
