"""Findings of `pressroom doctor`, in English: the only place that words an `Observation`."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model.errors import YamlError
from index.model.finding import Finding, Observation
from tui.config.yaml_faults import yaml_fault_text
from tui.text.sentences import sentence_of

_NAMED = 3
"""The number of files that are named."""
_SENTENCES = {
    Observation.FOLDER_READABLE: "{path} can be read.",
    Observation.FOLDER_EMPTY: "{path} can be read, and holds no documents.",
    Observation.FOLDER_EMPTIED: "{path} holds no documents now, but {count:,} files of it are in the library.",
    Observation.PRIVATE: "{path} is yours alone.",
    Observation.READABLE_BY_OTHERS: "{path} can be looked into by others (its mode is {count:03o}).",
    Observation.LOCKED: "Another Pressroom is writing to the library now; it can be searched meanwhile.",
    Observation.UNLOCKED: "Nobody is writing to the library.",
    Observation.MANIFEST_DAMAGED: "The list of files is damaged ({detail}).",
    Observation.OTHER_FOLDER: "This is the library of {detail}.",
    Observation.OTHER_VERSION: "The library was made by another version of Pressroom, or never finished.",
    Observation.THIS_VERSION: "The library was made by this version of Pressroom.",
    Observation.MANIFEST_NOT_COMPARED: "Not compared with the list of files while another Pressroom writes to both.",
    Observation.MANIFEST_AGREES: "The list of {count:,} files agrees with the index{pending}.",
    Observation.UNLISTED_FILES: "{files} in the index but not in the list of files.",
    Observation.MISSING_DOCUMENTS: "{files} listed with documents that are not in the index.",
    Observation.DOCUMENT_DAMAGED: "The document {detail} of {names} is damaged.",
    Observation.DOCUMENTS_READABLE: "All {count:,} documents can be read.",
    Observation.FILE_READABLE: "{path} can be read.",
    Observation.LEFTOVERS: "An interrupted update has left {names}.",
    Observation.NO_LEFTOVERS: "No update was interrupted.",
}


def finding_text(finding: Finding) -> str:
    """Return what was found, as a sentence."""
    error = finding.error
    if isinstance(error, YamlError):
        line = f", line {error.line}" if error.line else ""
        return f"{finding.path}{line}: {yaml_fault_text(error.fault, error.detail, error.number)}."
    if error is not None:
        return sentence_of(error)
    pending = f"; {finding.pending:,} will be read again at the next update" if finding.pending else ""
    return _SENTENCES[finding.observation].format(
        path=finding.path,
        count=finding.count,
        detail=finding.detail,
        names=", ".join(finding.names),
        files=_files(finding.names),
        pending=pending,
    )


def _files(paths: Sequence[str]) -> str:
    """The first few paths with the number of all, up to the verb."""
    named = ", ".join(paths[:_NAMED])
    if len(paths) > _NAMED:
        return f"{len(paths):,} files ({named} …) are"
    return f"{named} {'is' if len(paths) == 1 else 'are'}"
