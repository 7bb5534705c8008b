"""Restore the case of text that is all in capitals, such as a cable, so that names differ from other words.

The restored text is as long as the original, so places in one are places in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.people.tagging.clusters import load_clusters
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    COMMON_WORD,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    INITIAL,
    KNOWN_NAME,
    OCCUPATION,
    OFFICE,
    PARTICLE,
    PLACE,
    RANK,
    SPEECH_VERB,
    SURNAME,
    TITLE_WORD,
)
from corpus.tokens.lexicon import load_lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_BLOCK = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
_LEAST_WORDS = 12
"""Words of the shortest block that is restored; a headline is shorter."""
_FEWEST_WORDS_ALONE = 4
"""The same for a text that is in capitals from beginning to end."""
_MOST_LOWER = 0.1
"""Share of the letters of a text in capitals that may be in lower case."""
_ORDINARY = COMMON_WORD | FUNCTION_WORD | SPEECH_VERB
_MAY_BE_TITLE = HONORIFIC | RANK | OFFICE | TITLE_WORD
_MAX_ACRONYM = 5
_AFTER_COUNTRY = frozenset(
    [
        "army",
        "congress",
        "dollar",
        "economy",
        "embassy",
        "fed",
        "forces",
        "government",
        "military",
        "navy",
        "officials",
        "president",
        "senate",
        "troops",
    ]
)
"""Words before which US is the country."""
_AFTER_SUBJECT = frozenset(("WILL", "MAY", "MUST", "SHOULD", "WOULD", "CANNOT", "HAS", "IS", "WAS", "WANTS", "SAYS"))
"""Verbs whose subject is no pronoun in the objective case, so that US is the country."""
_BEFORE_PRONOUN = frozenset(
    (
        *("OF", "LET", "FOR", "TO", "WITH", "BEFORE", "AMONG", "BETWEEN", "BEHIND", "ABOUT", "AROUND", "AGAINST"),
        *("FROM", "IN", "ON", "BY", "LIKE", "UPON", "OVER", "AFTER", "AHEAD"),
    )
)
"""Words between which and such a verb US may be the pronoun: SOME OF US WILL."""
_IN_COMPOUNDS = frozenset(("US", "UK", "EU"))
"""Acronyms in compounds: US-LED, EU-CHINA."""
_GLANCE, _BEGINNING = 80, 2000
"""Code points in which most texts have a letter in lower case, and in which a text in capitals has none."""
_NO_LOWER = re.compile(r"[A-ZÀ-Я][^a-z]{19}")
"""What a block in capitals begins with, which is faster to search."""
_LOWER_BYTES = b"abcdefghijklmnopqrstuvwxyz"
_UPPER_BYTES = _LOWER_BYTES.upper()
_NOT_IN_BLOCK = bytes(byte if byte in _LOWER_BYTES + b"0123456789_" else 0 for byte in range(256))
"""Null bytes for what may be in a block in capitals."""
_SHORTEST = bytes(20)
"""The null bytes of the shortest block: a word of two letters and nine of one, with a character before each."""
_STRETCH = re.compile(rb"\0+")
_CAPITALS = r"[^\W\d_a-z](?:['’-]?[^\W\d_a-z])+"
_CAPITAL_BLOCK = re.compile(r"\b[^\W\d_a-z]{2,}(?:[^\w\n]+\n?[^\W\d_a-z]+\b){9}")

_TITLES = ("MR", "MRS", "MS", "DR", "SEN", "REP", "GOV", "GEN", "AMB")
_WRITTEN_TITLES = tuple(f"{title}. " for title in _TITLES)
_AFTER_TITLE = re.compile(rf"\b(?:{'|'.join(_TITLES)})\. {_CAPITALS}(?: {_CAPITALS}){{0,2}}(?![\w.])")


def restore_case(text: str) -> str:
    """The text with its blocks in capitals, and names in capitals after a title, in mixed case.

    It is the text itself if it has none. "MR. PRICE:" is the label of a speaker in a transcript.
    """
    if not _begins_with_lower_case(text) or _has_capital_block(text):
        least = _FEWEST_WORDS_ALONE if _is_in_capitals(text) else _LEAST_WORDS
        text = _BLOCK.sub(lambda found: _restored(found[0], least), text)
    if any(map(text.__contains__, _WRITTEN_TITLES)):  # after the blocks, which mixed case would divide
        text = _AFTER_TITLE.sub(_with_name, text)
    return text


def _begins_with_lower_case(text: str) -> bool:
    return any(text[:size].upper() != text[:size] for size in (_GLANCE, _BEGINNING))


def _has_capital_block(text: str) -> bool:
    """Whether ten words in capitals stand together."""
    if text.isascii():
        # The pattern is slow, so it only sees the stretches of a text that can hold a block: mostly headlines.
        data = text.replace("\n\n", "00").encode().translate(_NOT_IN_BLOCK)
        return any(_CAPITAL_BLOCK.search(text, start, end + 1) for start, end in _stretches(data))
    return _NO_LOWER.search(text) is not None and _CAPITAL_BLOCK.search(text) is not None


def _stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of at least as many null bytes as the shortest block has."""
    start = data.find(_SHORTEST)
    while start >= 0 and (found := _STRETCH.match(data, start)):
        yield found.span()
        start = data.find(_SHORTEST, found.end())


def _is_in_capitals(text: str) -> bool:
    if text.isascii():
        data = text.encode()
        small, large = (len(data) - len(data.translate(None, each)) for each in (_LOWER_BYTES, _UPPER_BYTES))
        return small <= _MOST_LOWER * (small + large)
    letters = _LETTER.findall(text)
    lower = sum(letter.islower() for letter in letters)
    return bool(lower <= _MOST_LOWER * len(letters))


def _restored(block: str, least: int) -> str:
    if not _is_in_capitals(block) or len(_WORD.findall(block)) < least:
        return block
    words = list(_WORD.finditer(block))
    parts: list[str] = []
    position = before = 0
    for index, found in enumerate(words):
        word = found[0]
        after = words[index + 1][0] if index + 1 < len(words) else ""
        is_joined = bool(index) and block[words[index - 1].end() : found.start()] in (" ", "\n", ". ")
        new = _case(word, before if is_joined else 0, after, block[found.end() : found.end() + 1])
        if word == "US" and is_joined:
            before_it = [each[0] for each in words[max(0, index - 2) : index]]
            new = word if _is_country_after(before_it, after) else new
        if len(new) != len(word):
            new = word
        parts += (block[position : found.start()], new)
        position, before = found.end(), load_lexicon()[new]
    return "".join((*parts, block[position:]))


def _with_name(found: re.Match[str]) -> str:
    """A title and the name after it in mixed case; the words from the first on that is no part of a name stay."""
    title, *words = found[0].split(" ")
    is_label = found.string.startswith(":", found.end())
    before = ""
    for index, word in enumerate(words):
        if not is_label and not _is_in_name(word, before):
            break
        before, words[index] = word, _capitalized(word)
    return found[0] if not before else " ".join((title.capitalize(), *words))


def _is_in_name(word: str, before: str) -> bool:
    """Whether a word in capitals is in a name after a title; `before` is the word of the name before it, or ""."""
    lexicon, lower = load_lexicon(), word.lower()
    flags = lexicon[lower]
    if flags & PARTICLE:
        return True
    if flags & (FUNCTION_WORD | SPEECH_VERB) or lower in lexicon.lists["acronyms"]:
        return False
    is_expected = not before or lexicon[before.lower()] & PARTICLE or flags & KNOWN_NAME
    return bool(is_expected) or not _is_ordinary(lower, flags)


def _case(word: str, before: int, after: str, mark: str) -> str:
    """The word in the case that it would have in mixed text.

    Args:
        word: The word in capitals.
        before: The flags of the word before it in its restored case; 0 if another sign is between.
        after: The next word.
        mark: The character after the word.

    """
    lexicon, lower = load_lexicon(), word.lower()
    if "-" in word and not _IN_COMPOUNDS.isdisjoint(word.split("-")):
        return _capitalized(word)
    if len(word) == 1:
        return lower if word == "A" and mark != "." else word
    if (len(word) > 2 and lower in lexicon.lists["acronyms"]) or (word == "US" and _is_country_here(before, after)):
        return word
    capitalized = _capitalized(word)
    flags = lexicon[capitalized]
    if flags & PARTICLE and not flags & FUNCTION_WORD:
        is_in_name = lexicon[_capitalized(after or "X")] & KNOWN_NAME or before & GIVEN_NAME
        return lower if is_in_name else capitalized
    if _is_ordinary(lower, flags):
        return capitalized if _is_name_here(flags, before, after) else lower
    is_title = flags & (OFFICE | OCCUPATION) and not flags & (HONORIFIC | RANK)
    if is_title and not _is_capital_word(after):
        return lower
    is_listed = flags & (KNOWN_NAME | PLACE | CALENDAR_WORD | _MAY_BE_TITLE)
    return word if len(word) <= _MAX_ACRONYM and not is_listed and not _has_vowel(lower) else capitalized


def _is_country_after(before: list[str], after: str) -> bool:
    """Whether US is the country after the last two words: CHINA AND US SIGN DEAL, SAYS US WILL LEAVE."""
    if before[-1] == "THE" or (after in _AFTER_SUBJECT and before[-1] not in _BEFORE_PRONOUN):
        return True
    return len(before) > 1 and before[1] == "AND" and bool(load_lexicon()[_capitalized(before[0])] & PLACE)


def _is_country_here(before: int, after: str) -> bool:
    """Whether US rather is the country than the pronoun: US FED RAISES RATES."""
    return after.lower() in _AFTER_COUNTRY or (not before and bool(after))


def _capitalized(word: str) -> str:
    """O'BRIEN as O'Brien, JEAN-CLAUDE as Jean-Claude."""
    parts = re.split(r"(['’-])", word)
    is_compound = "-" in parts
    new = "".join(part if is_compound and part in _IN_COMPOUNDS else part[:1] + part[1:].lower() for part in parts)
    if len(new) > 2 and new[-2] in "'’":
        new = new[:-1] + new[-1].lower()
    return new if len(new) == len(word) else word  # İ has two code points in lower case


def _is_ordinary(lower: str, flags: int) -> bool:
    if flags & CALENDAR_WORD:
        return False
    if flags & _ORDINARY:
        return not (flags & (PLACE | HONORIFIC | RANK) and not flags & FUNCTION_WORD)
    return lower in load_clusters() and not flags & PLACE


def _is_name_here(flags: int, before: int, after: str) -> bool:
    """Whether an ordinary word is a part of a name between its neighbours: PRICE after MR, MARK before RUTTE."""
    if flags & FUNCTION_WORD and not flags & KNOWN_NAME:
        return False
    if before & (HONORIFIC | RANK) and flags & ~FUNCTION_WORD and not flags & FUNCTION_WORD:
        return True
    if before & INITIAL and flags & KNOWN_NAME:
        return True
    strong_given = before & GIVEN_NAME and not before & AMBIGUOUS_NAME and not before & PLACE
    if strong_given and flags & SURNAME and not flags & (FUNCTION_WORD | SPEECH_VERB):
        return True
    ahead = load_lexicon()[_capitalized(after)] if after else 0
    next_is_surname = ahead & SURNAME and not ahead & (_ORDINARY | PLACE | CALENDAR_WORD)
    return bool(flags & GIVEN_NAME and not flags & FUNCTION_WORD and next_is_surname)


def _is_capital_word(word: str) -> bool:
    """Whether a word rather begins with a capital in mixed text."""
    if not word:
        return False
    flags = load_lexicon()[_capitalized(word)]
    return bool(flags & (KNOWN_NAME | TITLE_WORD)) or not _is_ordinary(word.lower(), flags)


def _has_vowel(lower: str) -> bool:
    return any(letter in "aeiouy" or not letter.isascii() for letter in lower)
