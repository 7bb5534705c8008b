"""The English text about documents, people and countries that are not in a library."""

from __future__ import annotations

from index.model.errors import DocumentNotFound, EntityFault, EntityNotFound
from tui.text.numbers import counted

_SENTENCES = {
    EntityFault.EMPTY_LIBRARY: "The library has no documents yet.",
    EntityFault.NO_DOCUMENT: "No document mentions the {kind} “{name}”; a correction may hide it.",
    EntityFault.UNKNOWN_COUNTRY: "There is no country “{name}”.",
    EntityFault.UNMENTIONED_COUNTRY: "No document mentions {name}.",
    EntityFault.HIDDEN: "A correction hides “{name}”.",
    EntityFault.UNKNOWN_PERSON: "There is no person “{name}” in the library.",
    EntityFault.AMBIGUOUS_PERSON: "Several people have the name “{name}”.",
}


def document_not_found_text(error: DocumentNotFound) -> str:
    """Return why a document cannot be shown, as a sentence."""
    if error.matches:
        return f"“{error.name}” matches {counted(error.matches, 'document')}."
    return f"There is no document “{error.name}”."


def entity_not_found_text(error: EntityNotFound) -> str:
    """Return why a person or country cannot be shown, with similar names, on one line."""
    sentence = _SENTENCES[error.fault].format(name=error.name, kind=error.kind or "person")
    likely = " or ".join(f"“{name}”" for name in error.likely)
    return f"{sentence} Did you mean {likely}?" if likely else sentence
