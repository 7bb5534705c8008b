"""Single letters, numbers, particles and words in capitals: what each is inside a run of capital words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.tokens.lexicon import (
    CALLED_AFTER,
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
    PLACE,
    RANK,
    ROMAN,
    SURNAME,
    SURNAME_SHAPE,
    SYLLABLES,
    THING,
    TIME,
    TITLE_WORD,
    UPPER,
    WELL_KNOWN,
)

if TYPE_CHECKING:
    from corpus.tokens.tokenized_text import Page

# What a word of a run can be.
PART = "N"  # of a name
LETTER = "I"  # an initial
LINK = "p"  # a particle
TAIL = "S"  # Jr, III
TITLE = "H"  # President, Mr
TITLE_PART = "T"  # Prime, National
WORD = "C"  # an ordinary word
LAND = "L"  # a place
DATE = "D"
BODY = "O"  # of an organisation
SHORT = "U"  # NATO


STOPS_A_NAME = PLACE | THING | COMPANY | TITLE_WORD | OFFICE | HONORIFIC | RANK | CALLED_AFTER


def acronym_end(page: Page, index: int, last: int) -> int:
    """Where an abbreviation with full stops ends: U.S., U.N.; -1 where the letter is an initial."""
    ahead = index
    while ahead + 1 <= last and page.flags[ahead + 1] & INITIAL and page.gaps[ahead + 1] == ".":
        ahead += 1
    spelled = "".join(page.words[index : ahead + 1])
    return ahead if spelled.lower() in page.lexicon.lists["acronyms"] else -1


def is_number(page: Page, index: int, last: int) -> bool:
    """Whether this is a ruler's number: Paul I, George V, and not an initial or the word I."""
    word = page.words[index]
    if not ROMAN.fullmatch(word):
        return False
    if len(word) > 1:
        return True
    if not page.flags[index - 1] & GIVEN or (index >= 2 and page.flags[index - 2] & GIVEN and page.joins(index - 1)):
        return False
    named_on = index < last and not page.flags[index + 1] & (STOPS_A_NAME | FUNCTION)
    return word != "X" and not named_on and not (index < last and page.flags[index + 1] & NAME)


def is_double_initial(page: Page, index: int, last: int) -> bool:
    """Whether two letters with a full stop stand for a first name: Kh. Battulga."""
    return (
        index < last
        and len(page.words[index]) == 2
        and page.gaps[index + 1].startswith(".")
        and page.word(index) in page.lexicon.lists["double_initials"]
    )


def judge_letter(page: Page, index: int, last: int, previous: str) -> str:
    """A single capital: an initial where a full stop or a name says so."""
    dotted = index + 1 < len(page) and page.gaps[index + 1].startswith(".")
    if page.words[index] == "U" and index < last and not dotted:
        # U Thant and U Nu are known so; before more names U is only Mr.
        return PART if index + 1 == last else TITLE
    if dotted and page.enumerates(index):
        return WORD
    if dotted and (index < last or previous == PART):
        return LETTER
    return LETTER if previous == PART and index < last else WORD


def is_link(page: Page, index: int) -> bool:
    """Whether a capital particle is one here: De Klerk, Van Rompuy, Al Thani."""
    return page.flags[index + 1] & CAPITAL != 0 and not page.flags[index + 1] & (FUNCTION | TIME)


def judge_capitals(page: Page, index: int, last: int, previous: str) -> str:
    """A word in capitals in running text: a surname written so, as in KIM Yong-hyun, or an acronym."""
    flag, word = page.flags[index], page.words[index]
    before = page.flags[index - 1] if previous in (PART, LETTER, LINK) else 0
    if flag & (THING | COMPANY | CALLED_AFTER):
        return SHORT if flag & CALLED_AFTER else BODY
    if before & (GIVEN | UPPER) and (flag & (SURNAME | FAMILY_FIRST | SURNAME_SHAPE | WELL_KNOWN) or len(word) >= 5):
        return PART
    if previous == LINK and len(word) >= 4:
        return PART
    if index < last:
        after = page.flags[index + 1]
        if (
            flag & (NAME | SURNAME_SHAPE)
            and not after & (UPPER | THING | COMPANY | COMMON | PLACE)
            and after & (GIVEN | SYLLABLES)
        ):
            return PART
        if flag & FAMILY_FIRST and after & CAPITAL and not after & (COMMON | PLACE | THING | UPPER | TIME | OFFICE):
            return PART
    return LAND if flag & PLACE else SHORT
