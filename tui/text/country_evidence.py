"""The English text of each piece of evidence for or against a mention of a country. No other module words them."""

from __future__ import annotations

from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind

_PHRASES = {
    EvidenceKind.NAME: "name of {0}",
    EvidenceKind.DEMONYM: "demonym of {0}",
    EvidenceKind.ABBREVIATION: "abbreviation of {0}",
    EvidenceKind.COMBINING_FORM: "first half of a compound with {0}",
    EvidenceKind.BRACKETED_CODE: "code of {0}, among other countries’ codes",
    EvidenceKind.NAMED_ELSEWHERE: "{0} is named elsewhere in the text",
    EvidenceKind.OWN_NAME: "the country’s own name is in the text",
    EvidenceKind.CUES: "the text mentions: {0}",
    EvidenceKind.NEIGHBOURS: "the text names its neighbours: {0}",
    EvidenceKind.LISTED: "in a list with {0}",
    EvidenceKind.PLACE_PREPOSITION: "“{0}” before it, as before a place",
    EvidenceKind.OTHER_COUNTRIES: "the text names other countries",
    EvidenceKind.SEVERAL_COUNTRIES: "may as well be {0}",
    EvidenceKind.UNDECIDED: "nothing in the text decides what it means",
    EvidenceKind.RIVAL_CUES: "the text mentions: {0}",
    EvidenceKind.PERSON_ELSEWHERE: "a person’s name elsewhere in the text",
    EvidenceKind.POSSIBLE_GIVEN_NAME_BEFORE: "possible given name before it: {0}",
    EvidenceKind.US_POLITICIAN: "politician or university of the U.S. state",
    EvidenceKind.US_STATE_BESIDE: "U.S. state or town beside it: {0}",
    EvidenceKind.US_TOWN: "town in a U.S. state: {0}",
    EvidenceKind.EXCLUDED_PHRASE: "a phrase that does not mean the country",
    EvidenceKind.PERSON: "part of a person’s name",
    EvidenceKind.ADDRESS: "part of an address or file name",
    EvidenceKind.NOT_IN_CAPITALS: "an abbreviation must be in capitals",
    EvidenceKind.CURRENCY: "a currency",
    EvidenceKind.NO_ACCENT: "an ordinary word without its accent",
    EvidenceKind.LOWER_CASE: "an ordinary word in lower case",
    EvidenceKind.VERB: "the verb",
    EvidenceKind.PRONOUN: "the pronoun, in capitals after “{0}”",
    EvidenceKind.STANDS_ALONE: "stands alone",
    EvidenceKind.NO_DEMONYM_AFTER_HYPHEN: "no demonym after the hyphen",
    EvidenceKind.TITLE_BEFORE: "personal title before it: {0}",
    EvidenceKind.GIVEN_NAME_BEFORE: "given name before it: {0}",
    EvidenceKind.INITIAL_BEFORE: "initial before it: {0}.",
    EvidenceKind.OFFICE_BEFORE: "office before it: {0}",
    EvidenceKind.SURNAME_AFTER: "surname after it: {0}",
    EvidenceKind.POSSIBLE_SURNAME_AFTER: "possible surname after it: {0}",
    EvidenceKind.LANGUAGE: "the language: {0}",
    EvidenceKind.LANGUAGE_VERB_BEFORE: "alone after “{0}”, as a language",
    EvidenceKind.OTHER_MEANINGS: "has other meanings",
    EvidenceKind.COMMON_WORD: "also an ordinary word, and its case does not decide",
}


def country_evidence_text(evidence: CountryEvidence) -> str:
    """Return a piece of evidence as a phrase."""
    return _PHRASES[evidence.kind].format(evidence.detail)
