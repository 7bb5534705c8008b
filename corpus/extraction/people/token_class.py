"""The class of a token inside a run of capitalized words.

Use the constants of this module (`token_class.NAME`): in Python 3.11 an access through the enum takes 0.2 µs, as long
as a whole rule.
"""

from __future__ import annotations

from enum import StrEnum


class TokenClass(StrEnum):
    """What a token is: a part of a personal name, or what separates or precludes one."""

    NAME = "name"
    """A given name or surname."""
    INITIAL = "initial"
    PARTICLE = "particle"
    SUFFIX = "suffix"
    """Jr, III."""
    TITLE = "title"
    """An honorific, rank or office: Mr, General, President."""
    TITLE_WORD = "title word"
    """A modifier of a title: Prime, National."""
    ORDINARY = "ordinary word"
    PLACE = "place"
    DATE = "date"
    ORGANISATION = "organisation word"
    """The head noun or legal form of an organisation, place or thing: Bank, Street, Inc."""
    ACRONYM = "acronym"
    """NATO, U.S., USS."""


NAME = TokenClass.NAME
INITIAL = TokenClass.INITIAL
PARTICLE = TokenClass.PARTICLE
SUFFIX = TokenClass.SUFFIX
TITLE = TokenClass.TITLE
TITLE_WORD = TokenClass.TITLE_WORD
ORDINARY = TokenClass.ORDINARY
PLACE = TokenClass.PLACE
DATE = TokenClass.DATE
ORGANISATION = TokenClass.ORGANISATION
ACRONYM = TokenClass.ACRONYM
