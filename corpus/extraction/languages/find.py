"""People and countries of texts that are not English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.languages.detect import foreign_language
from corpus.model.document import Entities

if TYPE_CHECKING:
    from corpus.extraction.countries.candidate import CountryCandidate
    from corpus.extraction.people import PersonCandidate
    from corpus.tokens.tokenized_text import TokenizedText


def find_foreign(tokens: TokenizedText) -> Entities | None:
    """The people and countries of a text that is not English; None for English."""
    language = foreign_language(tokens.text, tokens.words)
    if not language:
        return None
    from corpus.extraction.countries.find import find_countries
    from corpus.extraction.languages.forms import LANGUAGES, countries_of, load_forms
    from corpus.extraction.languages.known_names import find_known_names

    forms = list(load_forms(language).find(tokens.text)) if language in LANGUAGES else []
    people = find_known_names(tokens, language, [span for span, _ in forms])
    mentions = sorted(span for person in people for span in person.mentions)
    countries = countries_of(forms, mentions) if language in LANGUAGES else find_countries(tokens, mentions)
    return Entities(people, countries)


def explain_foreign(text: str, entities: Entities) -> tuple[tuple[PersonCandidate, ...], tuple[CountryCandidate, ...]]:
    """Every mention as a candidate, in order: where names are looked up, there are no others.

    Args:
        text: The text.
        entities: What `find_foreign` found in it.

    """
    from corpus.extraction.countries.candidate import CountryCandidate, Decision
    from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
    from corpus.extraction.people import PersonCandidate
    from corpus.extraction.people.linear_model import log_odds
    from corpus.extraction.people.veto import Decision as PersonDecision

    people = [
        PersonCandidate(
            text[slice(*span)],
            span,
            log_odds(person.confidence),
            person.confidence,
            accepted=True,
            reason=PersonDecision.KNOWN_NAME,
            evidence=(),
        )
        for person in entities.people
        for span in person.mentions
    ]
    countries = [
        CountryCandidate(
            text[slice(*span)],
            span,
            country.code,
            Decision.ACCEPTED,
            (CountryEvidence(EvidenceKind.NAME, country.name),),
        )
        for country in entities.countries
        for span in country.mentions
    ]
    return tuple(sorted(people, key=lambda each: each.span)), tuple(sorted(countries, key=lambda each: each.span))
