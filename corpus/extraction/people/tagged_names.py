"""Where the tagger sees names of people: runs of its labels, with corrected ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.extraction.people.nicknames import end_of_nickname, nicknamed, start_of_nickname
from corpus.extraction.people.tagging.weights import BEGIN, INSIDE
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    CITY,
    COMPOUND,
    COUNTRY_START,
    FAMILY_FIRST,
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
    ROLE,
    SURNAME,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import BODY_LINE, FULL_STOP, gap_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.extraction.people.tagging.tag import TaggedText
    from corpus.tokens.tokenized_text import TokenizedText

_CONJUNCTIONS = frozenset({"y", "e", "i", "und", "et", "en", "ja", "и", "і", "та", "ir"})
"""Words for "and" that a tagger of English may take for particles of a name."""
_TITLE = HONORIFIC | RANK | OFFICE
_NO_NAME = PLACE | CITY | COUNTRY_START | OCCUPATION
_QUOTED_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+[\"“‘]")
"""Between a sentence and the next one, which begins with a quotation."""
_NO_INITIALS = frozenset(("I", "A", "X"))
"""Single capitals that are words or names of things."""
_MAX_INITIALS = 3


def tagged_names(tokens: TokenizedText, tagged: TaggedText) -> dict[tuple[int, int], tuple[int, int]]:
    """The places of the names that the tagger sees, first and last token, each with the place that it saw itself."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    followers: dict[str, str] | None = None  # few texts need them
    stop = -1
    for run in _runs(tagged):
        for part in _split(tokens, *run):
            first, last = part
            first = _with_initials(tokens, _without_titles(tokens, first, last), last)
            last = _without_organisation(tokens, first, last)
            if _place_follows_surname(tokens, last):
                followers = _constant_followers(tokens) if followers is None else followers
                last += followers.get(tokens.words[last]) == tokens.words[last + 1]
            if first <= stop:
                continue  # the surname after a nickname
            first = start_of_nickname(tokens, first, stop)
            last = stop = end_of_nickname(tokens, first, _with_given_name(tokens, first, last))
            if _is_name(tokens, first, last):
                found[first, last] = part
    taken = {index for first, last in found for index in range(first, last + 1)}
    for first, last in nicknamed(tokens):
        if taken.isdisjoint(range(first, last + 1)):
            found[first, last] = first, last
    return found


def _runs(tagged: TaggedText) -> Iterator[tuple[int, int]]:
    first = last = -1
    for index, begins, label in zip(tagged.tokens, tagged.begins, tagged.labels, strict=True):
        if first >= 0 and (begins or label != INSIDE):
            yield first, last
            first = -1
        if label == BEGIN or (label == INSIDE and first < 0):
            first = index
        last = index
    if first >= 0:
        yield first, last


def _split(tokens: TokenizedText, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of a run between sentences, brackets that are no pair inside of it, and on both sides of "and"."""
    start, is_open = first, False
    for index in range(first + 1, last + 1):
        gap = tokens.gaps[index]
        is_broken = (")" in gap and not is_open) or ("(" in gap and not _is_closed(tokens, index, last))
        if not tokens.flags[index - 1] & INITIAL:  # Thomas P. "Tip" Hollander
            is_broken = is_broken or _QUOTED_SENTENCE.match(gap) is not None
        if is_broken or (gap_kind(gap) is FULL_STOP and not _follows_abbreviation(tokens, index)):
            yield start, index - 1
            start = index
        elif index - start >= 2 and last - index >= 2 and _joins_names(tokens, index):
            yield start, index - 1
            start = index + 1
        is_open = "(" in gap
    if start <= last:
        yield start, last


def _follows_abbreviation(tokens: TokenizedText, index: int) -> bool:
    """Whether a full stop before a token ends a title, an initial or two letters of a name: Guðni Th. Jóhannesson."""
    return tokens.follows_abbreviation(index) or tokens.lower(index - 1) in tokens.lexicon.lists["double_initials"]


def _is_closed(tokens: TokenizedText, index: int, last: int) -> bool:
    """Whether a bracket that opens before a token closes in the same run."""
    return any(")" in tokens.gaps[after] for after in range(index + 1, last + 1))


def _joins_names(tokens: TokenizedText, index: int) -> bool:
    """Whether the token is "and" before a given name."""
    return tokens.words[index] in _CONJUNCTIONS and bool(tokens.flags[index + 1] & GIVEN_NAME)


def _without_titles(tokens: TokenizedText, first: int, last: int) -> int:
    """The first token of a name: no office or rank, and no place or acronym before a given name."""
    acronyms = tokens.lexicon.lists["title_acronyms"]
    if last - first > 1 and tokens.flags[first] & INITIAL and "&" in tokens.gap_before(first):
        first += 1  # J&K Manoj Sinha
    first = _past_inner_office(tokens, first, last)
    while first < last:
        flag, ahead = tokens.flags[first], tokens.flags[first + 1]
        if flag & ahead & HONORIFIC and last - first > 2:  # Tan Sri, Datuk Seri
            first += 2
            continue
        if last - first > 1 and _is_title_before_given_name(tokens, first):
            first += 1
            continue
        is_title = flag & ROLE and (not flag & KNOWN_NAME or (flag & HONORIFIC and not flag & GIVEN_NAME))
        is_acronym = flag & UPPERCASE and tokens.lower(first) in acronyms and tokens.line_kind(first) is BODY_LINE
        is_other = flag & CALENDAR_WORD or (flag & (_NO_NAME | COMPOUND) and not flag & KNOWN_NAME)
        is_before_name = ahead & GIVEN_NAME and not ahead & AMBIGUOUS_NAME
        if not (is_title or is_acronym or (is_other and is_before_name and last - first > 1)):
            return first
        first += 1
    return first


def _past_inner_office(tokens: TokenizedText, first: int, last: int) -> int:
    """The token after an office inside of what was tagged, before a full name: Primer Ministro Pedro Sánchez."""
    for index in range(last - 2, first, -1):
        flag, ahead = tokens.flags[index], tokens.flags[index + 1]
        is_office = flag & OFFICE and flag & CAPITALIZED and not flag & KNOWN_NAME
        if is_office and ahead & GIVEN_NAME and not ahead & AMBIGUOUS_NAME:
            return index + 1
    start = first if tokens.flags[first] & CAPITALIZED else first + 1
    if last - start > 1 and tokens.flags_at(start - 1) & PARTICLE and tokens.flags_at(start - 2) & OFFICE:
        # Presidente del Consiglio Giorgia Meloni
        flag, ahead = tokens.flags[start], tokens.flags[start + 1]
        if ahead & GIVEN_NAME and not ahead & AMBIGUOUS_NAME and not flag & KNOWN_NAME:
            return start + 1
    return first


def _is_title_before_given_name(tokens: TokenizedText, index: int) -> bool:
    """Whether a title that is also a given name stands before another one: Tun Abdul Razak, not Tun Channareth."""
    flag, ahead = tokens.flags[index], tokens.flags[index + 1]
    is_either = flag & HONORIFIC and flag & GIVEN_NAME and not flag & (AMBIGUOUS_NAME | SURNAME)
    is_given = ahead & GIVEN_NAME and not ahead & AMBIGUOUS_NAME
    return bool(is_either and is_given) and tokens.lower(index) not in tokens.lexicon.lists["titles_inside_names"]


def _without_organisation(tokens: TokenizedText, first: int, last: int) -> int:
    """The last token of a name without the known party or firm right after it: Martin McGuinness Sinn Féin."""
    for size in (2, 3):
        if last - first > size:
            end = tuple(fold_expanding(word) for word in tokens.words[last - size + 1 : last + 1])
            if end in tokens.lexicon.firms:
                return last - size
    return last


def _place_follows_surname(tokens: TokenizedText, last: int) -> bool:
    """Whether a country follows a name that ends in a surname, which it is part of if the text always joins the two.

    Mendès France is an example.
    """
    place = last + 1
    if place >= len(tokens) or tokens.gaps[place] != " " or not tokens.flags[place] & COUNTRY_START:
        return False
    return bool(tokens.flags[last] & SURNAME) and tokens.words[place].istitle()


def _with_given_name(tokens: TokenizedText, first: int, last: int) -> int:
    """The last token of a name with a given name that is a word, too, and has a capital here: Liu He, Ma So."""
    after = last + 1
    if first != last or after >= len(tokens) or tokens.gaps[after] != " " or not tokens.flags[last] & FAMILY_FIRST:
        return last
    is_word = tokens.flags[after] & FUNCTION_WORD and tokens.flags[after] & FAMILY_FIRST
    return after if is_word and tokens.words[after].istitle() and tokens.line_kind(after) is BODY_LINE else last


def _constant_followers(tokens: TokenizedText) -> dict[str, str]:
    """Of each capitalized word that is there twice or more, the word that follows it everywhere, after a space."""
    after: dict[str, str] = {}
    repeated: set[str] = set()
    for index in tokens.capitalized:
        word = tokens.words[index]
        follower = tokens.words[index + 1] if tokens.gaps[index + 1] == " " and index + 1 < len(tokens) else ""
        if word in after:
            repeated.add(word)
        if after.setdefault(word, follower) != follower:
            after[word] = ""
    return {word: follower for word, follower in after.items() if word in repeated}


def _with_initials(tokens: TokenizedText, first: int, last: int) -> int:
    """The first token of a name with what belongs to it: V Muraleedharan, NH Palkar, Lady Bird Johnson."""
    if first > 0 and tokens.gaps[first] == " " and _is_title_of_name(tokens, first - 1):
        return first - 1
    start = first
    while start > 0 and first - start < _MAX_INITIALS and tokens.gaps[start] == " ":
        flag, word = tokens.flags[start - 1], tokens.words[start - 1]
        is_single = flag & INITIAL and word not in _NO_INITIALS
        is_double = first == last and start == first and _are_initials(tokens, start - 1)
        if not (
            is_single or is_double or (word.istitle() and word.lower() in tokens.lexicon.lists["abbreviated_names"])
        ):
            break
        start -= 1
    return start if start == first or "&" not in tokens.gap_before(start) else first


def _is_title_of_name(tokens: TokenizedText, index: int) -> bool:
    """Whether a title is part of the name that it begins."""
    return f"{tokens.lower(index)}-{tokens.lower(index + 1)}" in tokens.lexicon.lists["names_with_titles"]


def _are_initials(tokens: TokenizedText, index: int) -> bool:
    """Whether a token of two or three capitals rather has initials than an acronym."""
    word, lists = tokens.words[index], tokens.lexicon.lists
    is_short = len(word) == 2 and word.isupper() and not tokens.flags[index] & ROLE
    is_acronym = word.lower() in lists["title_acronyms"] or word.lower() in lists["acronyms"]
    return is_short and not is_acronym and tokens.line_kind(index) is BODY_LINE


def _is_name(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether the tokens have a word with a capital: a lone initial or particle is no name."""
    flags = tokens.flags[first : last + 1]
    if len(flags) > 1 and all(flag & _TITLE and not flag & KNOWN_NAME for flag in flags):
        return False  # Datuk Seri, Maj Gen
    return any(flag & (CAPITALIZED | INITIAL) == CAPITALIZED for flag in flags)
