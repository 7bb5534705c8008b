"""The tokens that the tagger tags: runs of capitalized tokens with particles in which a name may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.extraction.people.tagging.gaps import BLANK, EDGE, OTHER, POSSESSIVE, gap_codes, is_joint
from corpus.tokens.flags import CAPITALIZED, PARTICLE
from corpus.tokens.token_batch import Indices, Mask

if TYPE_CHECKING:
    from corpus.tokens.batch_tokens import BatchTokens

LONGEST = 40
"""Tokens of the longest sequence; a longer run is tagged in pieces."""
_MAX_PARTICLES = 3


@dataclass(frozen=True, slots=True)
class Sequences:
    """All sequences of a batch, one after another. Tokens are indices into the batch."""

    tokens: Indices
    """The tagged tokens, ascending."""
    begins: Mask
    """Which of them begin a sequence."""
    following: Indices
    """The token after each of them, past a possessive 's."""
    gap_before: Indices
    """The code of the gap before each of them."""
    gap_after: Indices
    """The code of the gap after each of them, or POSSESSIVE."""


def find_sequences(batch: BatchTokens) -> Sequences:
    """The sequences of a batch."""
    flags = batch.flags
    capitalized = flags & CAPITALIZED != 0
    particle = (flags & PARTICLE != 0) & ~capitalized
    may_be = capitalized | particle
    needed = np.flatnonzero(may_be | np.append(False, may_be[:-1]))
    codes = np.full(flags.size, EDGE, dtype=np.intp)
    codes[needed] = gap_codes(batch.gaps, needed.tolist())
    codes[~batch.in_text] = EDGE
    codes[np.flatnonzero(~batch.in_text)[:-1] + 1] = EDGE
    member = capitalized & batch.in_text
    for _ in range(_MAX_PARTICLES):
        member[:-1] |= particle[:-1] & member[1:] & (codes[1:] == BLANK)
    previous = np.append(False, member[:-1])
    begins = member & (~previous | ~is_joint()[codes])
    run = np.cumsum(begins)
    wanted = np.zeros(run[-1] + 1, dtype=np.bool_)
    wanted[run[batch.name_starts & member]] = True
    tokens = np.flatnonzero(member & wanted[run])
    after = tokens + 1
    is_possessive = codes[after] == POSSESSIVE
    owners = np.flatnonzero(is_possessive)
    is_possessive[owners] = [batch.words[index] in ("s", "S") for index in after[owners].tolist()]
    gap_after = codes[after].copy()
    gap_after[gap_after == POSSESSIVE] = OTHER
    gap_after[is_possessive] = POSSESSIVE
    return Sequences(tokens, _with_pieces(begins[tokens]), after + is_possessive, codes[tokens], gap_after)


def _with_pieces(begins: Mask) -> Mask:
    """Let a sequence begin wherever a run has gone on for LONGEST tokens."""
    starts = np.flatnonzero(begins)
    if starts.size:
        in_run = np.arange(begins.size) - starts[np.cumsum(begins) - 1]
        begins = begins | (in_run % LONGEST == 0)
    return begins
