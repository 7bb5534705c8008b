"""Corrections that are refused and files of corrections that are invalid, in English."""

from __future__ import annotations

from corpus.text.sanitize import brief
from index.model.correction_fault import CorrectionFailure, CorrectionTrouble, EntryFault, EntryProblem
from index.model.errors import CorrectionError
from tui.config.yaml_faults import yaml_fault_text
from tui.text.not_found import entity_not_found_text

_LONGEST = 200
"""Characters of a phrase, which may repeat a part of the file."""
_PHRASES = {
    EntryFault.NOT_A_LIST: "it must be a list, each entry beginning with “- ”",
    EntryFault.NOT_A_MAPPING: "an entry looks like “- merge: [one name, another]”",
    EntryFault.REPEATED_KEY: "“{detail}:” is there twice",
    EntryFault.MISSING_KEY: "a name is missing",
    EntryFault.MISPLACED_KEY: "“{detail}:” means nothing in a {action}",
    EntryFault.NO_ACTION: "an entry needs one of {choices}",
    EntryFault.NOT_NAMES: "“{action}:” takes names",
    EntryFault.NOT_TEXT: "“{detail}:” takes one text",
    EntryFault.UNKNOWN_COUNTRY: "no country is called “{detail}”; write a name or an ISO code",
    EntryFault.NO_NAME: "{action} needs a name",
    EntryFault.TOO_FEW_NAMES: "{action} needs two names or more",
    EntryFault.TOO_MANY_NAMES: "{action} takes one name",
    EntryFault.REPEATED_NAME: "{action} names “{detail}” twice",
    EntryFault.ONLY_FOR_PEOPLE: "a {detail} cannot be merged or split; it can be renamed or hidden",
    EntryFault.NO_SHOWN_NAME: "rename needs “as:” with the name to show",
    EntryFault.SUPERFLUOUS_KEY: "{action} has no “{detail}:”",
}
"""Each without file, line and full stop."""
_FAILURES = {
    CorrectionFailure.NO_FILE: "This library was opened without a file of corrections.",
    CorrectionFailure.NOT_IN_FILE: "The correction is not in {path} any more.",
    CorrectionFailure.LAYOUT: "{path} does not begin each entry with a dash, so nothing can be added; edit it by hand.",
    CorrectionFailure.UNWRITABLE: "{path} cannot be written: {name}.",
    CorrectionFailure.UNKNOWN_COUNTRY: "No country is called “{name}”.",
    CorrectionFailure.UNKNOWN_DOCUMENT: "No document is called “{name}”.",
}


def problem_text(problem: EntryProblem) -> str:
    """Return what is wrong with an entry, as a phrase without file, line and full stop."""
    if problem.yaml is not None:
        return brief(yaml_fault_text(problem.yaml, problem.detail, problem.number), _LONGEST)
    choices = ", ".join(f"“{choice}:”" for choice in problem.choices)
    said = _PHRASES[problem.fault].format(detail=problem.detail, action=problem.action, choices=choices)
    return brief(said, _LONGEST)


def trouble_text(trouble: CorrectionTrouble) -> str:
    """Return why a file of corrections is not applied, as a sentence that names the file and the line."""
    said = "No correction is applied" if trouble.unusable else "A correction is left out"
    more = f" {trouble.more} more like it." if trouble.more else ""
    return f"{said}: {trouble.path}{_line(trouble.problem)}: {problem_text(trouble.problem)}.{more}"


def correction_error_text(error: CorrectionError) -> str:
    """Return why a correction is refused, as a sentence."""
    if error.cause is not None:
        return entity_not_found_text(error.cause)
    if error.problem is None:
        return _FAILURES[error.failure].format(path=error.path, name=error.name)
    if error.path is None:
        return f"Not a valid correction: {problem_text(error.problem)}."
    return f"{error.path}{_line(error.problem)}: {problem_text(error.problem)}. Fix it first; nothing was changed."


def _line(problem: EntryProblem) -> str:
    return f", line {problem.line}" if problem.line else ""
