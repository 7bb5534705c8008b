"""Lexicon flags: one bit for each fact that a token's spelling or a word list gives.

The flags of a token are combined in one `int`. They are plain integers and not an `enum.IntFlag`, because numpy
arrays hold them and because `&` on an `IntFlag` runs Python code, which is too slow for every token of a library.
"""

from __future__ import annotations

CAPITALIZED = 1 << 0
"""Begins with a capital letter, also after a name prefix: al-Assad, d'Estaing."""
UPPERCASE = 1 << 1
"""Two characters or more, all cased letters uppercase."""
INITIAL = 1 << 2
"""One capital letter."""
PREFIXED = 1 << 3
"""Begins with a lower-case name prefix before a capital: al-Assad, d'Estaing."""
GIVEN_NAME = 1 << 4
SURNAME = 1 << 5
FAMILY_FIRST = 1 << 6
"""A family name from a culture that puts the family name first, such as Kim or Nguyen."""
AMBIGUOUS_NAME = 1 << 7
"""A name that is also an English word or a place, so it is weak evidence of a person."""
PUBLIC_FIGURE = 1 << 8
"""A surname of a public figure that the press uses alone."""
COMMON_WORD = 1 << 9
"""Also used in lower case in running text."""
FUNCTION_WORD = 1 << 10
PLACE = 1 << 11
CALENDAR_WORD = 1 << 12
"""A weekday, month, season or holiday."""
HONORIFIC = 1 << 13
RANK = 1 << 14
OFFICE = 1 << 15
OCCUPATION = 1 << 16
TITLE_WORD = 1 << 17
"""A modifier inside a title: Prime, Deputy, National."""
NON_PERSON_NOUN = 1 << 18
"""Head noun of the name of an organisation, place or thing: Bank, Street, Award."""
COMPANY_SUFFIX = 1 << 19
"""Legal form or last word of a company name: Inc, Ltd, Holdings."""
EPONYM_PREFIX = 1 << 20
"""Precedes the name of something that is often named after a person: USS, Camp, Mount."""
SPEECH_VERB = 1 << 21
"""A verb of saying, or another verb whose subject is a person."""
PERSONAL_NOUN = 1 << 22
"""What a person has, after a possessive: wife, speech, funeral."""
PARTICLE = 1 << 23
"""A nobiliary or patronymic particle: van, de, bin."""
NAME_SUFFIX = 1 << 24
"""A generational or ordinal suffix: Jr, III."""
SURNAME_SHAPE = 1 << 25
"""Has a typical surname ending or beginning: -enko, -ović, -shvili, Mac-."""
PLACE_SHAPE = 1 << 26
"""Has a typical ending of place names: -burg, -istan."""
JOINED_SYLLABLES = 1 << 27
"""Two hyphenated syllables with a lower-case or very short second one: Seon-ho, Kuo-Hua."""
DIGITS = 1 << 28
"""Begins or ends with a digit."""
DIACRITICS = 1 << 29
"""Has a letter that Unicode decomposes (č, ū, é); ł, ø and ß are none, the folding table replaces them."""
COMPOUND = 1 << 30
"""A hyphenated compound with an ordinary word or a place: U.S.-led, Moscow-backed, Anglo-Irish."""
GROUP_SHAPE = 1 << 31
"""Has a typical ending of peoples, groups and abstract nouns: -ians, -ists, -tion."""
OPENING_PARTICLE = 1 << 32
"""A particle that may be the first word of a name: von, de, bin."""
COUNTRY_START = 1 << 33
"""A country form may begin in this token, whatever follows: the token or a part of it is a form of one word."""
COUNTRY_FIRST_WORD = 1 << 34
"""The first or only word of a country form: United, South, Japan."""
COUNTRY_SECOND_WORD = 1 << 35
"""The second word of a country form of several words: States, Korea."""
CITY = 1 << 36
"""The name of a city or town somewhere in the world, which is weak evidence: many are surnames, too."""
TOWN_START = 1 << 38
"""The first word of the name of a city or town of several words: Rae, San, Chiang."""
PRONOUN = 1 << 37
"""A personal pronoun that only stands for a person: he, she, his."""

ROLE = HONORIFIC | RANK | OFFICE | OCCUPATION
KNOWN_NAME = GIVEN_NAME | SURNAME | FAMILY_FIRST | PUBLIC_FIGURE
