"""The English text of rejected corrections and invalid correction files."""

from __future__ import annotations

from corpus.text.sanitize import brief
from index.model.correction_fault import CorrectionFailure, EntryFault, EntryProblem, FileProblems
from index.model.errors import CorrectionError
from tui.config.yaml_faults import yaml_fault_text
from tui.text.not_found import entity_not_found_text
from tui.text.numbers import grouped

_MAX_LENGTH = 200
"""The maximum length of a phrase, which may quote a part of the file, in code points."""
_PHRASES = {
    EntryFault.NOT_A_LIST: "it must be a list, each entry beginning with “- ”",
    EntryFault.NOT_A_MAPPING: "an entry looks like “- merge: [one name, another]”",
    EntryFault.REPEATED_KEY: "“{detail}:” is given twice",
    EntryFault.MISSING_KEY: "a name is missing",
    EntryFault.MISPLACED_KEY: "“{detail}:” is not allowed in a {action}",
    EntryFault.NO_ACTION: "an entry needs one of {choices}",
    EntryFault.NOT_NAMES: "“{action}:” needs names",
    EntryFault.NOT_TEXT: "“{detail}:” needs one text",
    EntryFault.UNKNOWN_KEY: "“{detail}:” is unknown; use one of {choices}",
    EntryFault.NOT_YES_OR_NO: "“{detail}:” needs yes or no",
    EntryFault.NOT_A_DATE: "“{detail}” is not a valid date",
    EntryFault.NOT_A_SORT: "“{detail}” is not a sort order; use one of {choices}",
    EntryFault.NOT_A_MARK: "a line needs a time, an id and the hash of a text",
    EntryFault.UNKNOWN_COUNTRY: "there is no country “{detail}”; write a name or an ISO code",
    EntryFault.NO_NAME: "{action} needs a name",
    EntryFault.TOO_FEW_NAMES: "{action} needs at least two names",
    EntryFault.TOO_MANY_NAMES: "{action} takes one name",
    EntryFault.REPEATED_NAME: "{action} names “{detail}” twice",
    EntryFault.ONLY_FOR_PEOPLE: "a {detail} cannot be merged or split; it can be renamed or hidden",
    EntryFault.NO_SHOWN_NAME: "rename needs “as:” with the name to show",
    EntryFault.NO_ROLE: "hide role of needs “role:” with the title or role",
    EntryFault.SUPERFLUOUS_KEY: "{action} has no “{detail}:”",
}
"""Phrases without file, line and full stop."""
_FAILURES = {
    CorrectionFailure.NO_FILE: "This library was opened without a corrections file.",
    CorrectionFailure.NOT_IN_FILE: "The correction is no longer in {path}.",
    CorrectionFailure.LAYOUT: "{path} does not begin each entry with a dash, so nothing can be added; edit it by hand.",
    CorrectionFailure.UNWRITABLE: "{path} cannot be written: {name}.",
    CorrectionFailure.UNKNOWN_COUNTRY: "There is no country “{name}”.",
    CorrectionFailure.ONE_PERSON: "“{name}” occurs only as a form of the other name, so both are one person in every "
    "document.",
    CorrectionFailure.UNKNOWN_DOCUMENT: "There is no document “{name}”.",
}


def problem_text(problem: EntryProblem) -> str:
    """Return what is wrong with an entry, as a phrase without file, line and full stop."""
    if problem.yaml is not None:
        return brief(yaml_fault_text(problem.yaml, problem.detail, problem.number), _MAX_LENGTH)
    colon = "" if problem.fault is EntryFault.NOT_A_SORT else ":"  # values, not keys
    choices = ", ".join(f"“{choice}{colon}”" for choice in problem.choices)
    phrase = _PHRASES[problem.fault].format(detail=problem.detail, action=problem.action, choices=choices)
    return brief(phrase, _MAX_LENGTH)


def file_problems_text(problems: FileProblems) -> str:
    """Return why corrections of a file are not applied, as a sentence that names the file and the line."""
    outcome = "No correction is applied" if problems.unusable else "A correction is not applied"
    return (
        f"{outcome}: {problems.path}{_line(problems.problem)}: {problem_text(problems.problem)}.{more_text(problems)}"
    )


def more_text(problems: FileProblems) -> str:
    """Return how many entries are invalid beside the first, as a sentence after another; "" for none."""
    if not problems.more:
        return ""
    verb = "is" if problems.more == 1 else "are"
    return f" {grouped(problems.more)} more {verb} invalid; `pressroom doctor` lists them."


def correction_error_text(error: CorrectionError) -> str:
    """Return why a correction is rejected, as a sentence."""
    if error.cause is not None:
        return entity_not_found_text(error.cause)
    if error.problem is None:
        return _FAILURES[error.failure].format(path=error.path, name=error.name)
    if error.path is None:
        return f"Not a valid correction: {problem_text(error.problem)}."
    return f"{error.path}{_line(error.problem)}: {problem_text(error.problem)}. Fix it first; nothing was changed."


def _line(problem: EntryProblem) -> str:
    return f", line {problem.line}" if problem.line else ""
