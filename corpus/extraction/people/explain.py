"""Explain the decisions about people: every candidate of a text with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidate import Evidence, PersonCandidate
from corpus.extraction.people.linear_model import confidence, load_weights
from corpus.extraction.people.output import span_of
from corpus.extraction.people.veto import Decision

if TYPE_CHECKING:
    from corpus.extraction.people.analysis import Analysis
    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import NameForm
    from corpus.model.document import Span


def explain_candidates(analysis: Analysis) -> tuple[PersonCandidate, ...]:
    """Every occurrence of every form, and the mentions that only coreference found, in order."""
    accepted = {span: person.confidence for person in analysis.persons() for span in person.mentions}
    found = [_candidate(analysis, form, each, accepted) for form in analysis.forms for each in form.occurrences]
    listed = {each.span for each in found}
    text = analysis.tokens.text
    for span in accepted.keys() - listed:
        surface, sureness = text[span.start : span.end], accepted[span]
        found.append(PersonCandidate(surface, span, 0.0, sureness, True, Decision.COREFERENCE, ()))
    return tuple(sorted(found, key=lambda each: each.span))


def _candidate(
    analysis: Analysis, form: NameForm, occurrence: Occurrence, accepted: dict[Span, float]
) -> PersonCandidate:
    weights = load_weights()
    span = span_of(analysis.tokens, occurrence.first, occurrence.last)
    evidence = sorted(
        (
            *(Evidence(name, weights.get(name, 0.0)) for name in form.features),
            *(Evidence(name, round(weights.get(name, 0.0) * value, 3)) for name, value in form.measures.items()),
        ),
        key=lambda each: (-abs(each.weight), each.name),
    )
    reason = occurrence.veto or (Decision.FULLER_NAME if form.is_linked else Decision.SCORE)
    surface = analysis.tokens.text[span.start : span.end]
    sureness = accepted[span] if span in accepted else confidence(form.score)
    return PersonCandidate(surface, span, round(form.score, 3), sureness, span in accepted, reason, tuple(evidence))
