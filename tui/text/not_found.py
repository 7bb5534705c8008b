"""Documents, people and countries that a library does not have, in English."""

from __future__ import annotations

from index.model.errors import DocumentNotFound, EntityFault, EntityNotFound

_SENTENCES = {
    EntityFault.EMPTY_LIBRARY: "The library has no documents yet.",
    EntityFault.NO_DOCUMENT: "No document has a {kind} “{name}”; it may be hidden by a correction.",
    EntityFault.UNKNOWN_COUNTRY: "No country is called “{name}”.",
    EntityFault.UNMENTIONED_COUNTRY: "{name} is in no document.",
    EntityFault.HIDDEN: "“{name}” is hidden by a correction.",
    EntityFault.UNKNOWN_PERSON: "Nobody in the library is called “{name}”.",
}


def document_not_found_text(error: DocumentNotFound) -> str:
    """Return why a document cannot be shown, as a sentence."""
    if error.matches:
        return f"“{error.name}” fits {error.matches} documents."
    return f"No document is called “{error.name}”."


def entity_not_found_text(error: EntityNotFound) -> str:
    """Return why a person or country cannot be shown, with similar names, in one line."""
    said = _SENTENCES[error.fault].format(name=error.name, kind=error.kind or "person")
    likely = " or ".join(f"“{name}”" for name in error.likely)
    return f"{said} Did you mean {likely}?" if likely else said
