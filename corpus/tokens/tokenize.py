"""Tokenize texts in batches: words, flags, line kinds, and the tokens at which names of people and countries start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.tokens.batch_tokens import BatchTokens
from corpus.tokens.flags import (
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    COMPOUND,
    COUNTRY_FIRST_WORD,
    COUNTRY_SECOND_WORD,
    COUNTRY_START,
    EPONYM_PREFIX,
    FUNCTION_WORD,
    HONORIFIC,
    INITIAL,
    KNOWN_NAME,
    NAME_SUFFIX,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    OPENING_PARTICLE,
    PARTICLE,
    PLACE,
    RANK,
    TITLE_WORD,
    UPPERCASE,
)
from corpus.tokens.lexicon import load_lexicon
from corpus.tokens.line_kinds import BODY, classify_lines, to_line_kinds
from corpus.tokens.token_batch import Indices, Mask, TokenBatch
from corpus.tokens.tokenized_text import TokenColumns, TokenizedText

Flags = npt.NDArray[np.int64]

_TITLES = HONORIFIC | RANK | OFFICE
_NOUNS = NON_PERSON_NOUN | COMPANY_SUFFIX
_ORDINARY = FUNCTION_WORD | CALENDAR_WORD | PLACE | TITLE_WORD | OCCUPATION | COMMON_WORD
_NEVER_NAME_ALONE = _ORDINARY | _TITLES | _NOUNS
"""A capitalized token with one of these flags is no name of a person when it stands alone."""
_NEEDS_NEIGHBOUR = _ORDINARY | COMPOUND
"""A token with these flags only is part of a name only if a neighbour may be one, or is an initial."""
_MAY_BE_NAME = KNOWN_NAME | _TITLES | _NOUNS | EPONYM_PREFIX | UPPERCASE | INITIAL | PARTICLE | NAME_SUFFIX
_CONTINUES_RUN = CAPITALIZED | PARTICLE


def tokenize_all(texts: Sequence[str]) -> list[TokenizedText]:
    """Tokenize texts, in order; many short texts take a fraction of the time that they take one by one."""
    if not texts:
        return []
    lexicon, batch = load_lexicon(), TokenBatch(texts)
    listed = list(map(lexicon.__getitem__, batch.words))
    flags = np.array(listed, dtype=np.int64)
    capitalized = np.flatnonzero(flags & CAPITALIZED)
    kinds = classify_lines(batch, flags, capitalized)
    name_starts = _name_starts(batch, flags, capitalized, kinds == BODY)
    is_name_start = np.zeros(flags.size, dtype=np.bool_)
    is_name_start[name_starts] = True
    columns = zip(
        batch.tokens_by_text(batch.words),
        batch.gaps_by_text(),
        batch.starts_by_text(),
        batch.line_numbers_by_text(),
        batch.line_ends_by_text(),
        batch.lines_by_text(to_line_kinds(kinds)),
        batch.tokens_by_text(listed),
        batch.indices_by_text(capitalized),
        batch.indices_by_text(name_starts),
        batch.indices_by_text(_country_starts(flags)),
        strict=True,
    )
    tokens = BatchTokens(
        batch.words,
        batch.gaps,
        flags,
        batch.in_text,
        batch.text_of_token,
        batch.token_bounds,
        is_name_start,
        kinds[batch.line_numbers],
    )
    return [
        TokenizedText(text, lexicon, TokenColumns(*each), tokens, number)
        for number, (text, each) in enumerate(zip(texts, columns, strict=True))
    ]


def tokenize(text: str) -> TokenizedText:
    """Tokenize one text."""
    return tokenize_all((text,))[0]


def _name_starts(batch: TokenBatch, flags: Flags, capitalized: Indices, body_lines: Mask) -> Indices:
    """The capitalized tokens that may be a name of a person, or are in a run with one that may be.

    Not among them are "The", "However", "Japan", "NATO", nor runs of such words only: "United States", "U.S.".

    Args:
        batch: The texts.
        flags: The lexicon flags of each token.
        capitalized: Indices of the capitalized tokens, ascending.
        body_lines: Which lines are known to be body text, where an uppercase word is an acronym.

    """
    own = flags[capitalized]
    in_run = (flags[capitalized + 1] & _CONTINUES_RUN != 0) | (flags[capitalized - 1] & OPENING_PARTICLE != 0)
    never_name = (own & COMPOUND != 0) | ((own & EPONYM_PREFIX == 0) & (own & _NEVER_NAME_ALONE != 0))
    alone = ~never_name & (own & INITIAL == 0)
    alone &= (own & UPPERCASE == 0) | ~body_lines[batch.line_numbers[capitalized]]
    starts = np.where(in_run, _in_run_with_name(batch, flags)[capitalized], alone | (own & PARTICLE != 0))
    return capitalized[starts]


def _country_starts(flags: Flags) -> Indices:
    """The tokens in which a country form may begin: forms of one word, or the first two words of a longer one."""
    first_two_words = (flags[:-1] & COUNTRY_FIRST_WORD != 0) & (flags[1:] & COUNTRY_SECOND_WORD != 0)
    return np.flatnonzero((flags[:-1] & COUNTRY_START != 0) | first_two_words)


def _in_run_with_name(batch: TokenBatch, flags: Flags) -> Mask:
    """Which tokens are in a run of capitalized words and particles, whatever the gaps, with one that may be a name."""
    continues = flags & _CONTINUES_RUN != 0
    run = np.cumsum(~continues)
    capitalized = flags & CAPITALIZED != 0
    initial = capitalized & (flags & INITIAL != 0)
    # "U" without a full stop may be the Burmese Mr: U Thant.
    after = batch.code_points[batch.starts + 1]
    initial &= (batch.code_points[batch.starts] != ord("U")) | (after == ord("."))
    needs_neighbour = capitalized & (flags & _NEEDS_NEIGHBOUR != 0) & (flags & _MAY_BE_NAME == 0) & (batch.lengths > 2)
    runs = run[-1] + 1
    candidates = np.bincount(run[capitalized & ~initial & ~needs_neighbour], minlength=runs)
    initials, others = (np.bincount(run[each], minlength=runs) for each in (initial, needs_neighbour))
    found: Mask = ((candidates > 0) | ((initials > 0) & (others > 0)))[run]
    return found
