"""The English text of each `Observation` of `pressroom doctor`. No other module words observations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.model.errors import YamlError
from index.model.finding import Finding, Observation
from tui.config.yaml_faults import yaml_fault_text
from tui.text.corrections import problem_text
from tui.text.numbers import counted, grouped
from tui.text.omissions import omission_text
from tui.text.sentences import sentence_of

_MAX_NAMED = 3
"""Further files are counted, not named."""
_SENTENCES = {
    Observation.FOLDER_READABLE: "{path} can be read.",
    Observation.FOLDER_EMPTY: "{path} can be read, and contains no documents.",
    Observation.FOLDER_EMPTIED: "{path} contains no documents now, but {files_of_it} in the library.",
    Observation.PRIVATE: "Only you can read {path}.",
    Observation.READABLE_BY_OTHERS: "Other users can read {path} (its mode is {count:03o}).",
    Observation.LOCKED: "Another Pressroom is writing to the library; you can search it meanwhile.",
    Observation.UNLOCKED: "No Pressroom is writing to the library.",
    Observation.MANIFEST_DAMAGED: "The list of files is damaged ({detail}).",
    Observation.OTHER_FOLDER: "This is the library of {detail}.",
    Observation.OTHER_VERSION: "The library was made by another version of Pressroom, or is incomplete.",
    Observation.THIS_VERSION: "The library was made by this version of Pressroom.",
    Observation.MANIFEST_NOT_COMPARED: "The list of files was not checked: another Pressroom is writing to it.",
    Observation.MANIFEST_AGREES: "The list of {counted_files} agrees with the index{pending}.",
    Observation.UNLISTED_FILES: "{files} in the index but not in the list of files.",
    Observation.MISSING_DOCUMENTS: "{files} listed with documents that are not in the index.",
    Observation.DOCUMENT_DAMAGED: "The document {detail} of {names} is damaged.",
    Observation.DOCUMENTS_READABLE: "{documents} can be read.",
    Observation.READ_IN_PART: "{counted_documents} in {in_files} {were} read in part: {omissions}.",
    Observation.READ_WHOLE: "Nothing was left out of a document.",
    Observation.FILE_READABLE: "{path} can be read.",
    Observation.MORE_INVALID: "{more} of {path} {are} invalid, too.",
    Observation.USER_DATA_HERE: "{path} has your work on this folder (id {detail}).",
    Observation.USER_DATA_ELSEWHERE: "{path} has your work on {names} (id {detail}).",
    Observation.USER_DATA_LEFT: "{path} has your work on {names}, which is gone. If the folder moved, open it with "
    "--adopt {detail}.",
    Observation.LEFTOVERS: "An interrupted update has left {names}.",
    Observation.NO_LEFTOVERS: "No update was interrupted.",
}


def finding_text(finding: Finding) -> str:
    """Return a finding as a sentence."""
    error = finding.error
    if isinstance(error, YamlError):
        return _at_line(finding.path, error.line, yaml_fault_text(error.fault, error.detail, error.number))
    if finding.problem is not None:
        return _at_line(finding.path, finding.problem.line, problem_text(finding.problem))
    if error is not None:
        return sentence_of(error)
    count = finding.count
    pending = f"; {counted(finding.pending, 'file')} will be read again at the next update" if finding.pending else ""
    return _SENTENCES[finding.observation].format(
        path=finding.path,
        count=count,
        counted_files=counted(count, "file"),
        files_of_it=f"{counted(count, 'file')} of it {'is' if count == 1 else 'are'}",
        documents=f"All {grouped(count)} documents" if count > 1 else counted(count, "document"),
        detail=finding.detail,
        names=", ".join(finding.names),
        files=_files(finding.names),
        pending=pending,
        counted_documents=counted(count, "document"),
        in_files=counted(len(finding.names), "file"),
        were="was" if count == 1 else "were",
        more=counted(count, "more entry", "more entries"),
        are="is" if count == 1 else "are",
        omissions=", ".join(map(omission_text, finding.omissions)),
    )


def _at_line(path: Path | None, line: int, phrase: str) -> str:
    """Return what is wrong with a file as a sentence."""
    where = f", line {line}" if line else ""
    return f"{path}{where}: {phrase}."


def _files(paths: Sequence[str]) -> str:
    """Return the subject and verb of a sentence about files: the first few paths, and how many there are."""
    named = ", ".join(paths[:_MAX_NAMED])
    if len(paths) > _MAX_NAMED:
        return f"{counted(len(paths), 'file')} ({named} …) are"
    return f"{named} {'is' if len(paths) == 1 else 'are'}"
