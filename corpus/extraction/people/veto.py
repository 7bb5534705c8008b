"""What precludes that an occurrence of a name is a person, and what else decides about a candidate."""

from __future__ import annotations

from enum import StrEnum


class Veto(StrEnum):
    """Why an occurrence cannot be a person, whatever the rest of the text says. Explanations show the values."""

    ORGANISATION_WORD_AFTER = "organisation_word_after"
    EPONYM_PREFIX = "eponym_prefix"
    """USS, Camp or Wadi stands before it."""
    NAMED_THING = "named_thing"
    """A word for a ship, a storm or a newspaper stands before it, or before the list it is in."""
    EPONYM_NOUN = "eponym_noun"
    """A word for a thing named after a person follows, such as a bridge."""
    KNOWN_NON_PERSON = "known_non_person"
    """It is in the list of firms, places and things."""
    ORGANISATION_OF = "organisation_of"
    """A word for an organisation and "of" stand before it."""
    PARTNERSHIP = "partnership"
    """ "& Partners" or the like follows."""
    ANGLE_BRACKETS = "angle_brackets"
    PLACE_DESCRIBED = "place_described"
    """It is where something is, and what follows says where that is: "at Taci Tolu outside the capital"."""
    NO_SURNAME = "no_surname"
    """A given name with several initials, whose surname is not there: "George H. W. and George W."."""


class Decision(StrEnum):
    """What decided about a candidate without a veto. Explanations show the values."""

    SCORE = "score"
    FULLER_NAME = "fuller_name"
    """It is part of the accepted full name of a person in the text."""
    COREFERENCE = "coreference"
    """It refers to a person found elsewhere in the text."""
    COUNTRY = "country"
    """It is the name of a country or of its people."""
    KNOWN_NAME = "known_name"
    """A known given name before a surname, in a text that is not English."""
