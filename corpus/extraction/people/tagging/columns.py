"""What the tagger sees of the neighbourhood and of the rest of the text: small whole numbers for each tagged token.

A column is a number for each token and stands for the features that `names` gives for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.extraction.people.tagging import gaps
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    GIVEN_NAME,
    HONORIFIC,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    PLACE,
    PRONOUN,
    RANK,
    SPEECH_VERB,
    SURNAME,
    TOWN_START,
)
from corpus.tokens.token_batch import Indices, Mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extraction.people.tagging.sequences import Sequences
    from corpus.tokens.batch_tokens import BatchTokens
    from corpus.tokens.tokenized_text import TokenizedText

_TEXT_BITS = (
    *("lower", "after_title", "after_office", "after_given", "after_in", "after_the"),
    *("before_said", "before_surname", "before_org"),
)
"""What any occurrence of the word in the text shows."""
_MAX_COUNT = 4
"""Occurrences from which words count as equally frequent."""
TEXT_VALUES = _MAX_COUNT << len(_TEXT_BITS)
"""Numbers that describe a word in its text: its count less one, then the bits."""
_AHEAD_BITS = ("age", "office", "who", "pronoun")
_PLACE_PREPOSITION, _ARTICLE = 1, 2
_WORDS_BEFORE = dict.fromkeys(("in", "at", "near", "across", "to", "from"), _PLACE_PREPOSITION) | dict.fromkeys(
    ("the", "The"), _ARTICLE
)
_LONGEST_TOWN = 4
"""Words of the longest name of a town that is looked for."""
_PRONOUN_REACH, _OFFICE_REACH = 14, 5
"""Tokens after a name among which a pronoun or an office counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """The numbers of all tagged tokens, and what each number stands for."""

    values: Indices
    size: int
    names: Callable[[int], tuple[str, ...]]


def gap_columns(sequences: Sequences) -> list[Column]:
    """The gaps before and after each token."""
    count = len(gaps.NAMES)
    return [
        Column(sequences.gap_before, count, lambda value: (f"before={gaps.NAMES[value]}",)),
        Column(sequences.gap_after, count, lambda value: (f"after={gaps.NAMES[value]}",)),
    ]


def ahead_column(batch: BatchTokens, sequences: Sequences) -> Column:
    """An age, an office or a relative clause in apposition, and a pronoun soon after."""
    tokens, following, flags = sequences.tokens, sequences.following, batch.flags
    comma = sequences.gap_after == gaps.NAMES.index(",")
    owners = np.flatnonzero(sequences.gap_after == gaps.POSSESSIVE)
    comma[owners] = [batch.gaps[index][:1] == "," for index in following[owners].tolist()]
    is_office = flags & (OFFICE | OCCUPATION) != 0
    ends = batch.bounds[1][batch.text_numbers[tokens]]
    has_office = comma & _any_within(is_office, following, np.minimum(following + _OFFICE_REACH, ends))
    has_pronoun = _any_within(flags & PRONOUN != 0, tokens + 1, np.minimum(tokens + _PRONOUN_REACH, ends))
    values = (has_office * 2) | (has_pronoun * 8)
    for position in np.flatnonzero(comma).tolist():
        word = batch.words[following[position]]
        values[position] |= (len(word) == 2 and word.isdigit()) | 4 * (word in ("who", "whose"))
    return Column(values, 1 << len(_AHEAD_BITS), lambda value: _bits(value, _AHEAD_BITS, ""))


def town_column(texts: Sequence[TokenizedText], sequences: Sequences) -> Column:
    """Which tokens are in the name of a city or town of several words: Chiang Mai, Rae Bareli."""
    batch, towns = texts[0].batch, texts[0].lexicon.towns
    at_token = np.zeros(len(batch.words), dtype=np.intp)
    starts = batch.flags[sequences.tokens] & TOWN_START != 0
    for index in sequences.tokens[starts & (sequences.gap_after == gaps.BLANK)].tolist():
        name, stop = fold_expanding(batch.words[index]), index + 1
        while stop - index < _LONGEST_TOWN and batch.gaps[stop] == " ":
            name = f"{name} {fold_expanding(batch.words[stop])}"
            stop += 1
            if name in towns:
                at_token[index] = 1
                at_token[index + 1 : stop] = 2
    return Column(at_token[sequences.tokens], 3, lambda value: ((), ("town=first",), ("town=inside",))[value])


def _any_within(mask: Mask, starts: Indices, stops: Indices) -> Mask:
    """Whether any of the tokens from each start to before each stop is in the mask."""
    sums = np.append(0, np.cumsum(mask))
    found: Mask = sums[stops] > sums[np.minimum(starts, stops)]
    return found


def _bits(value: int, names: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for number, name in enumerate(names) if value >> number & 1)


def text_values(
    texts: Sequence[TokenizedText], sequences: Sequences, folded: Indices, folded_words: list[str]
) -> Indices:
    """A number for each tagged token that describes its word in the whole text.

    Args:
        texts: All texts of a batch.
        sequences: The tagged tokens.
        folded: The number of the folded word of each tagged token.
        folded_words: The folded words by number.

    """
    batch, different = texts[0].batch, [text.different_words for text in texts]
    text_numbers = batch.text_numbers[sequences.tokens]
    keys = text_numbers * len(folded_words) + folded
    if not keys.size:
        return keys
    # One sort for everything that `np.unique` would sort three times for.
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    counts = np.diff(np.append(starts, keys.size))
    bits = np.bitwise_or.reduceat(_occurrence_bits(batch, sequences)[order], starts)
    first = order[starts]
    pairs = zip(text_numbers[first].tolist(), map(folded_words.__getitem__, folded[first].tolist()), strict=True)
    bits |= np.array([word in different[text] for text, word in pairs], dtype=np.intp)
    values = np.empty_like(keys)
    values[order] = np.repeat(bits | (np.minimum(counts, _MAX_COUNT) - 1) << len(_TEXT_BITS), counts)
    return values


def _occurrence_bits(batch: BatchTokens, sequences: Sequences) -> Indices:
    """What each occurrence shows of its word, without whether the text also has it in lower case."""
    tokens, flags, words = sequences.tokens, batch.flags, batch.words
    before, after = flags[tokens - 1], flags[sequences.following]
    adjacent = np.isin(sequences.gap_before, (gaps.BLANK, gaps.NAMES.index("full stop")))
    capital_before, capital_after = before & CAPITALIZED != 0, after & CAPITALIZED != 0
    title = adjacent & capital_before & (before & (HONORIFIC | RANK) != 0)
    office = adjacent & ~title & (before & (OFFICE | OCCUPATION) != 0)
    given = before & (GIVEN_NAME | AMBIGUOUS_NAME | CAPITALIZED) == GIVEN_NAME | CAPITALIZED
    next_to = sequences.gap_after == gaps.BLANK
    surname = after & (SURNAME | COMMON_WORD | PLACE) == SURNAME
    word_before = np.zeros(tokens.size, dtype=np.intp)
    word_before[adjacent] = [_WORDS_BEFORE.get(words[index], 0) for index in (tokens[adjacent] - 1).tolist()]
    columns = (
        title,
        office,
        adjacent & ~title & ~office & given,
        word_before == _PLACE_PREPOSITION,
        word_before == _ARTICLE,
        next_to & ~capital_after & (after & SPEECH_VERB != 0),
        next_to & capital_after & surname,
        next_to & capital_after & (after & (NON_PERSON_NOUN | COMPANY_SUFFIX) != 0),
    )
    values = np.zeros(tokens.size, dtype=np.intp)
    for number, column in enumerate(columns, start=1):
        values |= column.astype(np.intp) << number
    return values


def text_names(value: int, prefix: str) -> tuple[str, ...]:
    """The features that a number of `text_values` stands for."""
    count = (value >> len(_TEXT_BITS)) + 1
    return (f"{prefix}count={count}", *_bits(value, _TEXT_BITS, f"{prefix}text:"))
