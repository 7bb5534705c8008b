"""What each word of a run of capital words can be: part of a name, a title, a place, an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.token_classes_short import (
    BODY,
    DATE,
    LAND,
    LETTER,
    LINK,
    PART,
    SHORT,
    STOPS_A_NAME,
    TAIL,
    TITLE,
    TITLE_PART,
    WORD,
    acronym_end,
    is_double_initial,
    is_link,
    is_number,
    judge_capitals,
    judge_letter,
)
from corpus.tokens.lexicon import (
    CALLED_AFTER,
    CALLING,
    CAPITAL,
    COMMON,
    COMPANY,
    FAMILY_FIRST,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    INITIAL,
    NAME,
    OFFICE,
    PARTICLE,
    PLACE,
    PLURAL_PEOPLE,
    PREFIXED,
    RANK,
    ROLE,
    SUFFIX,
    SURNAME,
    SURNAME_SHAPE,
    SYLLABLES,
    THING,
    TIME,
    TITLE_WORD,
    UPPER,
    WEAK,
    WELL_KNOWN,
    WORD_PART,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.tokens.tokenized_text import Page

_BIN = frozenset({"bin", "ibn", "ben", "Bin", "Ibn", "Ben"})
_GIVEN_TITLES = frozenset({"don", "earl", "dean", "duke"})


def classify(page: Page, first: int, last: int) -> list[str]:
    """What each of the words `first` to `last` is."""
    classes: list[str] = []
    skip = -1
    for index in range(first, last + 1):
        if index > skip and page.flags[index] & INITIAL:
            skip = acronym_end(page, index, last)
        if index <= skip:
            classes.append(SHORT)
            continue
        classes.append(_class_of(page, index, last, classes[-1] if classes else ""))
    return classes


class _Alone(dict[int, str]):
    """Flags to the class; there are a few hundred kinds of words."""

    def __missing__(self, flag: int) -> str:
        if flag & (UPPER | INITIAL | PARTICLE):
            found = ""
        else:
            found = next((kind for mask, kind in _ALONE if flag & mask), PART)
        self[flag] = found
        return found


CLASS_ALONE = _Alone()
"""What a capital word with these flags is in a run of its own; "" where that takes a look at the word."""


_ALONE = (
    (WORD_PART, WORD),
    (CALLED_AFTER, ""),
    (FUNCTION, WORD),
    (TIME, DATE),
    (HONORIFIC | RANK | OFFICE, TITLE),
    (THING | COMPANY, BODY),
    (PLACE, LAND),
    (TITLE_WORD | CALLING, TITLE_PART),
    (COMMON, WORD),
)
"""What the judges below say of a word without neighbours, in their order."""


def _class_of(page: Page, index: int, last: int, previous: str) -> str:
    """What one word of a run is, by its flags and its neighbours; the order of the questions matters."""
    flag = page.flags[index]
    if not flag & CAPITAL:
        return LINK if flag & PARTICLE else WORD
    if previous == PART and is_number(page, index, last):
        return TAIL
    if flag & INITIAL or is_double_initial(page, index, last):
        return judge_letter(page, index, last, previous)
    if flag & SUFFIX and previous == PART:
        return TAIL
    if flag & CALLED_AFTER and not flag & ROLE and index < last and previous not in (PART, LETTER, LINK, TITLE):
        return LAND if not flag & UPPER else SHORT
    if flag & PARTICLE and index < last and not flag & GIVEN & ~WEAK and is_link(page, index):
        return LINK
    if flag & UPPER and not flag & FUNCTION and page.line_kind(index) != "capitals":
        return judge_capitals(page, index, last, previous)
    return _judge(flag, page, index, last, previous)


def _judge(flag: int, page: Page, index: int, last: int, previous: str) -> str:
    """What the first of the judges says whom the flags concern."""
    for mask, judge in _JUDGES:
        if flag & mask:
            return judge(page, index, last, previous)
    return PART


def follows_given(page: Page, index: int, previous: str) -> bool:
    """Whether a given name or an initial stands right before."""
    return previous in (PART, LETTER) and bool(page.flags[index - 1] & (GIVEN | INITIAL))


def named_on(page: Page, index: int, last: int) -> bool:
    """Whether the next word goes on with a name, so that this one can be a given name."""
    if index >= last:
        return False
    flag = page.flags[index + 1]
    if flag & INITIAL:
        return index + 2 <= last and not page.flags[index + 2] & (FUNCTION | TIME)
    if flag & (FUNCTION | TIME | WORD_PART) and not flag & PARTICLE:
        return False
    if flag & STOPS_A_NAME:
        return bool(flag & SURNAME) and not flag & PLACE and index + 1 == last
    if flag & COMMON:
        return bool(flag & SURNAME)
    return not flag & UPPER or bool(flag & SURNAME)


def _grammar(page: Page, index: int, last: int, previous: str) -> str:
    """A word of grammar that is a name only inside one: Will Smith, Do Muoi."""
    flag = page.flags[index]
    if flag & NAME and follows_given(page, index, previous):
        return PART
    begins = flag & GIVEN and named_on(page, index, last) and not page.opens_sentence(index)
    return PART if begins else WORD


def _time(page: Page, index: int, last: int, previous: str) -> str:
    """A month or a day, unless it is April Smith or Theresa May."""
    named = follows_given(page, index, previous) or named_on(page, index, last)
    return PART if page.flags[index] & NAME and named and not _dated(page, index) else DATE


def _dated(page: Page, index: int) -> bool:
    """Whether the month or day stands as a date."""
    beside = page.word(index + 1)[:1] + page.word(index - 1)[:1]
    return page.word(index - 1) in page.lexicon.lists["before_dates"] or any(map(str.isdigit, beside))


def _title(page: Page, index: int, last: int, previous: str) -> str:
    """A title, or a name that looks like one: Martin Luther King, Sultan bin Mohammed, Don Johnson."""
    flag = page.flags[index]
    if flag & HONORIFIC and flag & GIVEN and index < last and page.words[index + 1] in _BIN:
        return PART
    if previous == LINK and flag & HONORIFIC:
        return PART
    if flag & NAME and follows_given(page, index, previous):
        ahead = page.flags[index + 1] if index < last else 0
        if not ahead & NAME or ahead & (FUNCTION | OFFICE):
            return PART
    inside = page.word(index) in page.lexicon.lists["titles_inside_names"] and follows_given(page, index, previous)
    if inside and index < last and page.flags[index + 1] & CAPITAL and not page.flags[index + 1] & STOPS_A_NAME:
        return PART
    if flag & GIVEN and index < last:
        if flag & WEAK and page.word(index) in _GIVEN_TITLES:
            return PART
        # Minister Gen Nakatani: a second title without full stop before a surname is a given name.
        undotted = flag & RANK and page.gaps[index + 1] == " " and previous == TITLE
        if undotted and page.flags[index - 1] & OFFICE and not page.flags[index + 1] & (GIVEN | INITIAL):
            return PART
    return TITLE


def _body(page: Page, index: int, last: int, previous: str) -> str:
    """A word for a thing, or a surname: Hall after a given name, Park before a Korean one."""
    flag = page.flags[index]
    if flag & FAMILY_FIRST and index < last and page.flags[index + 1] & (SYLLABLES | FAMILY_FIRST):
        return PART
    if flag & GIVEN and previous not in (PART, LETTER) and index < last:
        ahead = page.flags[index + 1]
        if ahead & (SURNAME | SURNAME_SHAPE | WELL_KNOWN) and not ahead & (THING | COMPANY):
            return PART
    if not flag & SURNAME:
        return BODY
    if previous == TITLE:
        return PART if index == last and not flag & COMPANY else BODY
    ends = index == last or not page.flags[index + 1] & (THING | COMPANY)
    named = follows_given(page, index, previous) and not page.flags[index - 1] & WEAK
    return PART if named and ends and page.word(index - 2) not in {"the", "at"} else BODY


def _place(page: Page, index: int, last: int, previous: str) -> str:
    """A place, or a person's name that is one too: Michael Jordan, Israel Katz."""
    flag = page.flags[index]
    named = (
        follows_given(page, index, previous)
        or (previous == TITLE and flag & NAME)
        or (flag & GIVEN and named_on(page, index, last))
    )
    ahead = page.flags[index + 1] if index < last else 0
    inside = follows_given(page, index, previous) and ahead & PREFIXED
    if not named or not (flag & (NAME | COMMON) or inside):
        return LAND
    return LAND if ahead & (THING | COMPANY) and not ahead & SURNAME else PART


def _title_part(page: Page, index: int, last: int, previous: str) -> str:
    named = previous in (PART, LETTER, LINK) or named_on(page, index, last)
    return PART if page.flags[index] & NAME and named else TITLE_PART


def _ordinary(page: Page, index: int, last: int, previous: str) -> str:
    """A word that also exists in small letters."""
    flag = page.flags[index]
    if previous == TITLE:
        return PART if flag & NAME or page.flags[index - 1] & (HONORIFIC | RANK) else WORD
    if follows_given(page, index, previous):
        strong = not page.flags[index - 1] & WEAK or flag & SURNAME
        return PART if strong and (flag & NAME or not flag & PLURAL_PEOPLE) else WORD
    if flag & (SURNAME | GIVEN) and previous in (PART, LINK, LETTER):
        return PART
    return PART if flag & (GIVEN | FAMILY_FIRST) and named_on(page, index, last) else WORD


def _joined(page: Page, index: int, last: int, previous: str) -> str:
    return WORD


def _namesake(page: Page, index: int, last: int, previous: str) -> str:
    """A word that things called after persons begin with: Camp, USS, Sierra; elsewhere like other words."""
    opens = index < last and previous not in (PART, LETTER, LINK, TITLE)
    if opens and not page.flags[index] & ROLE:
        return SHORT if page.flags[index] & UPPER else LAND
    return _judge(page.flags[index] & ~CALLED_AFTER, page, index, last, previous)


_JUDGES: tuple[tuple[int, Callable[[Page, int, int, str], str]], ...] = (
    (WORD_PART, _joined),
    (CALLED_AFTER, _namesake),
    (FUNCTION, _grammar),
    (TIME, _time),
    (HONORIFIC | RANK | OFFICE, _title),
    (THING | COMPANY, _body),
    (PLACE, _place),
    (TITLE_WORD | CALLING, _title_part),
    (COMMON, _ordinary),
)
