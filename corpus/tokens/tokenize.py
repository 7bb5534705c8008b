"""From texts to their pages: cut and marked all together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.tokens.lexicon import (
    BEGINS_COUNTRY,
    CALLED_AFTER,
    CALLING,
    CAPITAL,
    COMMON,
    COMPANY,
    FUNCTION,
    HONORIFIC,
    INITIAL,
    INSIDE_COUNTRY,
    NAME,
    OFFICE,
    OPENING,
    OPENS_COUNTRY,
    PARTICLE,
    PLACE,
    RANK,
    SUFFIX,
    THING,
    TIME,
    TITLE_WORD,
    UPPER,
    WORD_PART,
    load_lexicon,
)
from corpus.tokens.line_kinds import TEXT, line_kinds, names_of
from corpus.tokens.token_batch import Mask, Places, Sheet
from corpus.tokens.tokenized_text import Page, Words

Flags = npt.NDArray[np.int64]

_NO_NAME = FUNCTION | TIME | HONORIFIC | RANK | OFFICE | THING | COMPANY | PLACE | TITLE_WORD | CALLING | COMMON
_GOES_ON = CAPITAL | PARTICLE
_SETTLED = WORD_PART | FUNCTION | TIME | PLACE | TITLE_WORD | CALLING | COMMON
"""Words that are of a name only beside a word of the next kind, or a single letter."""
_UNSETTLED = (
    NAME | HONORIFIC | RANK | OFFICE | THING | COMPANY | CALLED_AFTER | UPPER | INITIAL | PARTICLE | SUFFIX
)  # fmt: skip


def make_pages(texts: Sequence[str]) -> list[Page]:
    """The pages of some texts, in their order; many short texts together take a fraction of the time."""
    if not texts:
        return []
    lexicon, sheet = load_lexicon(), Sheet(texts)
    listed = list(map(lexicon.__getitem__, sheet.words))
    flags = np.array(listed, dtype=np.int64)
    capitals = np.flatnonzero(flags & CAPITAL)
    kinds = line_kinds(sheet, flags, capitals)
    known = zip(
        sheet.by_text(sheet.words),
        sheet.gaps_by_text(),
        sheet.starts_by_text(),
        sheet.rows_by_text(),
        sheet.line_ends_by_text(),
        sheet.lines_by_text(names_of(kinds)),
        sheet.by_text(listed),
        sheet.places_by_text(capitals),
        sheet.places_by_text(_leads(sheet, flags, capitals, kinds == TEXT)),
        sheet.places_by_text(_beginnings(flags)),
        strict=True,
    )
    return [Page(text, lexicon, Words(*each)) for text, each in zip(texts, known, strict=True)]


def make_page(text: str) -> Page:
    """The page of one text."""
    return make_pages((text,))[0]


def _leads(sheet: Sheet, flags: Flags, capitals: Places, plain: Mask) -> Places:
    """The capital words from which names have to be looked for: those that are, or stand beside, what may be a name.

    Not among them are "The", "However", "Japan", "NATO", and rows of nothing but such: "United States", "U.S.".
    """
    own = flags[capitals]
    in_row = (flags[capitals + 1] & _GOES_ON != 0) | (flags[capitals - 1] & OPENING != 0)
    other = (own & WORD_PART != 0) | ((own & CALLED_AFTER == 0) & (own & _NO_NAME != 0))
    alone = ~other & (own & INITIAL == 0)
    alone &= (own & UPPER == 0) | ~plain[sheet.rows[capitals]]
    return capitals[np.where(in_row, _beside_names(sheet, flags)[capitals], alone | (own & PARTICLE != 0))]


def _beginnings(flags: Flags) -> Places:
    """The words in which the name of a country, or of its people, may begin."""
    goes_on = (flags[:-1] & OPENS_COUNTRY != 0) & (flags[1:] & INSIDE_COUNTRY != 0)
    return np.flatnonzero((flags[:-1] & BEGINS_COUNTRY != 0) | goes_on)


def _beside_names(sheet: Sheet, flags: Flags) -> Mask:
    """Which words stand in a row of capital words, whatever is between them, with one that may be of a name."""
    goes_on = flags & _GOES_ON != 0
    row = np.cumsum(~goes_on)
    capital = flags & CAPITAL != 0
    letter = capital & (flags & INITIAL != 0)
    # "U" without a full stop can be Mr: U Thant.
    after = sheet.points[sheet.starts + 1]
    letter &= (sheet.points[sheet.starts] != ord("U")) | (after == ord("."))
    settled = capital & (flags & _SETTLED != 0) & (flags & _UNSETTLED == 0) & (sheet.lengths > 2)
    open_ = np.bincount(row[capital & ~letter & ~settled], minlength=row[-1] + 1)
    letters, others = (np.bincount(row[each], minlength=row[-1] + 1) for each in (letter, settled))
    found: Mask = ((open_ > 0) | ((letters > 0) & (others > 0)))[row]
    return found
