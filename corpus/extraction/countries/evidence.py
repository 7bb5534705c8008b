"""What speaks for or against a mention of a country: values that `tui` words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class EvidenceKind(StrEnum):
    """One kind of evidence. The comments say what `detail` of the evidence holds."""

    # For the country
    NAME = "name"  # the country
    DEMONYM = "demonym"  # the country
    ABBREVIATION = "abbreviation"  # the country
    COMBINING_FORM = "combining_form"  # the country
    BRACKETED_CODE = "bracketed_code"  # the country
    """A code in brackets, in a text with several."""
    NAMED_ELSEWHERE = "named_elsewhere"  # the country, where the name may mean another
    OWN_NAME = "own_name"
    """The country's own name is in the text, beside the demonym."""
    CUES = "cues"  # words and phrases of the text
    NEIGHBOURS = "neighbours"  # the countries
    LISTED = "listed"  # another country of the list
    PLACE_PREPOSITION = "place_preposition"  # the word before
    OTHER_COUNTRIES = "other_countries"
    """Other countries are named in the text."""
    # Against it
    SEVERAL_COUNTRIES = "several_countries"  # the others
    """It could as well be another country."""
    UNDECIDED = "undecided"
    """Nothing in the text decides what it means."""
    RIVAL_CUES = "rival_cues"  # words of the text
    PERSON_ELSEWHERE = "person_elsewhere"
    """It is a person's name elsewhere in the text."""
    POSSIBLE_GIVEN_NAME_BEFORE = "possible_given_name_before"  # the word before
    US_POLITICIAN = "us_politician"
    US_STATE_BESIDE = "us_state_beside"  # the state or town
    US_TOWN = "us_town"  # what follows
    EXCLUDED_PHRASE = "excluded_phrase"
    PERSON = "person"
    """It is part of a person's name."""
    ADDRESS = "address"
    """It is part of an address or file name."""
    NOT_IN_CAPITALS = "not_in_capitals"
    CURRENCY = "currency"
    NO_ACCENT = "no_accent"
    LOWER_CASE = "lower_case"
    VERB = "verb"
    PRONOUN = "pronoun"  # the word before
    STANDS_ALONE = "stands_alone"
    """The first half of a compound, without the second."""
    NO_DEMONYM_AFTER_HYPHEN = "no_demonym_after_hyphen"
    TITLE_BEFORE = "title_before"  # the title
    GIVEN_NAME_BEFORE = "given_name_before"  # the name
    INITIAL_BEFORE = "initial_before"  # the letter
    OFFICE_BEFORE = "office_before"  # the office
    SURNAME_AFTER = "surname_after"  # the surname
    POSSIBLE_SURNAME_AFTER = "possible_surname_after"  # the word
    LANGUAGE = "language"  # what names it
    LANGUAGE_VERB_BEFORE = "language_verb_before"  # the verb
    OTHER_MEANINGS = "other_meanings"
    COMMON_WORD = "common_word"
    """An ordinary word, too, and its case says nothing here."""


class CountryEvidence(NamedTuple):
    """A piece of evidence for or against a mention of a country."""

    kind: EvidenceKind
    detail: str = ""
