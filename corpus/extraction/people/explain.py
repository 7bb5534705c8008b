"""The reasons behind each decision, for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidate import Candidate, Evidence
from corpus.extraction.people.linear_model import load_weights
from corpus.extraction.people.output import span_of

if TYPE_CHECKING:
    from corpus.extraction.people.analysis import Analysis
    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import Group
    from corpus.model.document import Span


def candidates(analysis: Analysis) -> tuple[Candidate, ...]:
    """Every occurrence of every form, and the mentions taken up afterwards, in order."""
    accepted = {span for person in analysis.persons() for span in person.mentions}
    found = [_candidate(analysis, group, each, accepted) for group in analysis.groups for each in group.occurrences]
    listed = {each.span for each in found}
    text = analysis.page.text
    for span in accepted - listed:
        reason = "name of a person found elsewhere in the text"
        found.append(Candidate(text[span.start : span.end], span, 0.0, True, reason, ()))
    return tuple(sorted(found, key=lambda each: each.span))


def _candidate(analysis: Analysis, group: Group, one: Occurrence, accepted: set[Span]) -> Candidate:
    weights = load_weights()
    span = span_of(analysis.page, one.first, one.last)
    evidence = sorted(
        (Evidence(name, weights.get(name, 0.0)) for name in group.evidence),
        key=lambda each: (-abs(each.weight), each.name),
    )
    reason = one.blocked or ("part of a fuller name in the text" if group.linked else "score")
    surface = analysis.page.text[span.start : span.end]
    return Candidate(surface, span, round(group.score, 3), span in accepted, reason, tuple(evidence))
