"""Features of a word for the tagger, wherever it stands: the word, its flags, its spelling.

A feature is a string such as `c=G` (category), `f=PLACE` (a flag of the lexicon), `e3=uez` (an ending). The tagger
reads them at the token itself and at its neighbours.
"""

from __future__ import annotations

from functools import cache

from corpus.extraction.people.tagging.clusters import cluster_features, load_clusters
from corpus.extraction.people.tagging.word_groups import group_features, load_word_groups
from corpus.tokens import flags as lexicon_flags
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    COMPOUND,
    DIGITS,
    EPONYM_PREFIX,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    INITIAL,
    JOINED_SYLLABLES,
    KNOWN_NAME,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    PARTICLE,
    PLACE,
    RANK,
    ROLE,
    SPEECH_VERB,
    SURNAME,
    SURNAME_SHAPE,
    TITLE_WORD,
    UPPERCASE,
)

EDGE = "EDGE"
"""The only feature of what is before the first and after the last token of a text."""
_FLAG_NAMES = (
    *("GIVEN_NAME", "SURNAME", "FAMILY_FIRST", "AMBIGUOUS_NAME", "PUBLIC_FIGURE", "COMMON_WORD", "FUNCTION_WORD"),
    *("PLACE", "CALENDAR_WORD", "HONORIFIC", "RANK", "OFFICE", "OCCUPATION", "TITLE_WORD", "NON_PERSON_NOUN"),
    *("COMPANY_SUFFIX", "EPONYM_PREFIX", "SPEECH_VERB", "PERSONAL_NOUN", "PARTICLE", "NAME_SUFFIX", "SURNAME_SHAPE"),
    *("PLACE_SHAPE", "JOINED_SYLLABLES", "DIGITS", "DIACRITICS", "COMPOUND", "GROUP_SHAPE", "COUNTRY_START"),
    *("COUNTRY_FIRST_WORD", "CITY"),
)
_FLAGS = tuple((getattr(lexicon_flags, name), f"f={name}") for name in _FLAG_NAMES)
_LOWER_CATEGORIES = (
    (SPEECH_VERB, "verb"),
    (PARTICLE, "particle"),
    (ROLE, "role"),
    (FUNCTION_WORD, "function"),
    (DIGITS, "digits"),
)
_CAPITALIZED_CATEGORIES = (
    (INITIAL, "initial"),
    (FUNCTION_WORD, "Function"),
    (CALENDAR_WORD, "Calendar"),
    (HONORIFIC, "Honorific"),
    (RANK | OFFICE, "Office"),
    (NON_PERSON_NOUN | COMPANY_SUFFIX, "Noun"),
    (COMPOUND, "Compound"),
    (EPONYM_PREFIX, "Eponym"),
)
_NAME_KINDS = (
    (UPPERCASE, "U"),
    (GIVEN_NAME, "G"),
    (SURNAME | FAMILY_FIRST, "S"),
    (AMBIGUOUS_NAME, "a"),
    (PLACE, "p"),
    (COMMON_WORD | TITLE_WORD | OCCUPATION, "c"),
)
MAX_LENGTH, _MAX_UPPERCASE_LENGTH = 9, 5
"""Code points from which words count as equally long."""
NO_CLUSTER = "none"
"""The path of a word that is in no cluster."""
LONGEST_END = 4
"""Code points of the longest beginning and ending of a word."""


def word_features(word: str, folded: str, flags: int) -> tuple[str, ...]:
    """The features of a word besides those that its flags give it.

    A word in lower case that is no particle is only read beside others, which takes fewer features.

    Args:
        word: The word as written.
        folded: The word folded.
        flags: Its flags in the lexicon.

    """
    size = len(folded)
    path = load_clusters().get(word)
    similar = cluster_features(path or NO_CLUSTER) + group_features(int(load_word_groups().find((folded,))[0]))
    if not flags & (CAPITALIZED | PARTICLE):
        ends = (f"p3={folded[:3]}", f"e3={folded[-3:]}") if size > 2 else ()
        return (f"w={folded}", f"s={shape(word)}", *similar, *ends)
    found = [f"w={folded}", f"s={shape(word)}", f"len={min(size, MAX_LENGTH)}", f"e1={folded[-1:]}", *similar]
    for length in range(2, min(size, LONGEST_END) + 1):
        found += (f"p{length}={folded[:length]}", f"e{length}={folded[-length:]}")
    return tuple(found)


@cache
def flag_features(flags: int) -> tuple[str, ...]:
    """The features that flags give to a word, the category first; there are some thousand combinations of flags."""
    return (f"c={category(flags)}", *(name for mask, name in _FLAGS if flags & mask))


def category(flags: int) -> str:
    """A short class of a word by its flags, for pairs of neighbours."""
    if not flags & CAPITALIZED:
        return next((name for mask, name in _LOWER_CATEGORIES if flags & mask), "lower")
    for mask, name in _CAPITALIZED_CATEGORIES:
        if flags & mask:
            return name + "G" * bool(flags & KNOWN_NAME)
    has_shape = flags & (SURNAME_SHAPE | JOINED_SYLLABLES) and not flags & (SURNAME | FAMILY_FIRST)
    return "".join(letter for mask, letter in _NAME_KINDS if flags & mask) + "h" * bool(has_shape)


def shape(word: str) -> str:
    """The case of a word and the marks in it, in short: "Xx", "X4" for an acronym of four letters, "XxX-"."""
    if word.isupper():
        return "X" if len(word) == 1 else f"X{min(len(word), _MAX_UPPERCASE_LENGTH)}"
    if word[0].isupper():
        marks = "-" * ("-" in word) + "'" * ("'" in word or "’" in word)
        return ("Xx" if word[1:].islower() else "XxX") + marks
    return "9" if word[0].isdigit() else "x"
