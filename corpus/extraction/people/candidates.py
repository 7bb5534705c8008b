"""Find candidates for names of people: runs of capitalized tokens, and the spans of name tokens inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.token_classes import CLASS_ALONE, classify
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import CAPITALIZED, GIVEN_NAME, INITIAL, KNOWN_NAME, PARTICLE
from corpus.tokens.tokenized_text import BODY_LINE, LINE_BREAK, LineKind, gap_kind

if TYPE_CHECKING:
    from corpus.extraction.people.token_class import TokenClass
    from corpus.extraction.people.veto import Veto
    from corpus.tokens.tokenized_text import TokenizedText

_INSIDE_NAME = frozenset({token_class.NAME, token_class.INITIAL, token_class.PARTICLE, token_class.SUFFIX})
_QUOTATION_MARKS = ('""', "“”", "''", "‘’", "()", "«»")
_CONTINUES_RUN = CAPITALIZED | PARTICLE
_NAME_ALONE = [token_class.NAME]
_MAX_NAME_LENGTH = 7
"""Tokens of the longest name."""
_MAX_PARTICLES = 3
"""Tokens before the first capitalized one of a name, and between two of them."""


@dataclass(slots=True)
class Occurrence:
    """One place in a text where a name may be: the tokens `first` to `last` inclusive."""

    first: int
    last: int
    class_before: TokenClass | None = None
    """The class of the token before, if it is in the same run."""
    class_after: TokenClass | None = None
    """The class of the token after, if it is in the same run."""
    line_kind: LineKind = BODY_LINE
    veto: Veto | None = None
    """Why this occurrence cannot be a person, whatever the rest of the text says; None where nothing forbids it."""
    key: tuple[str, ...] = ()
    """The folded words."""


@dataclass(slots=True)
class Run:
    """Consecutive capitalized tokens, with particles between them."""

    first: int
    """The index of the first token."""
    classes: list[TokenClass]
    """The class of each token."""


def find_runs(tokens: TokenizedText) -> list[Run]:
    """All runs of capitalized tokens that may contain a name."""
    runs = []
    last = -1
    flags, words, particles = [*tokens.flags, 0], tokens.words, tokens.lexicon.lists["opening_particles"]
    for index in tokens.name_starts:
        if index <= last:
            continue
        if flags[index + 1] & _CONTINUES_RUN or (index and words[index - 1] in particles):
            first = _first_of_run(tokens, index) if index and words[index - 1] in particles else index
            last = _last_of_run(tokens, index)
            runs.append(Run(first, classify(tokens, first, last)))
            continue
        alone = CLASS_ALONE[flags[index]]
        if alone is token_class.NAME:
            runs.append(Run(index, _NAME_ALONE))
        elif alone is None:
            runs.append(Run(index, classify(tokens, index, index)))
    return runs


def _first_of_run(tokens: TokenizedText, index: int) -> int:
    """The index of the first particle before a capitalized token: von der Leyen."""
    first, particles = index, tokens.lexicon.lists["opening_particles"]
    while (
        first > 0
        and index - first < _MAX_PARTICLES
        and tokens.words[first - 1] in particles
        and tokens.joins_previous(first)
    ):
        first -= 1
    return first


def _last_of_run(tokens: TokenizedText, index: int) -> int:
    """The index of the last token of the run that begins here."""
    flags, gaps, last, end = tokens.flags, tokens.gaps, index, len(tokens) - 1
    while last < end and (ahead := flags[last + 1]) & _CONTINUES_RUN:
        # As `_next_in_run` would decide; most words of a run have a single space between them.
        following = last + 1 if ahead & CAPITALIZED and gaps[last + 1] == " " else _next_in_run(tokens, last)
        if following == last:
            break
        last = following
    return last


def _next_in_run(tokens: TokenizedText, last: int) -> int:
    """The next capitalized token of a run, past particles or a nickname; `last` itself where the run ends."""
    flags, total, following = tokens.flags, len(tokens), last + 1
    if following >= total or not flags[following] & _CONTINUES_RUN:
        return last
    if not tokens.joins_previous(following):
        return last + 2 if _is_nickname_next(tokens, last) else last
    ahead = following
    while (
        ahead < total and not flags[ahead] & CAPITALIZED and flags[ahead] & PARTICLE and ahead - last <= _MAX_PARTICLES
    ):
        ahead += 1
        if ahead < total and not tokens.joins_previous(ahead):
            return last
    return ahead if ahead < total and flags[ahead] & CAPITALIZED else last


def _is_nickname_next(tokens: TokenizedText, last: int) -> bool:
    """Whether a nickname in quotation marks follows, and then the rest of the name: Thomas P. "Tip" O'Neill."""
    if last + 2 >= len(tokens) or not tokens.flags[last + 1] & tokens.flags[last + 2] & CAPITALIZED:
        return False
    opening, closing = tokens.gaps[last + 1].strip(), tokens.gaps[last + 2].strip()
    if tokens.flags[last] & INITIAL:
        opening = opening.lstrip(".").strip()
    return (
        f"{opening}{closing}" in _QUOTATION_MARKS
        and tokens.gaps[last + 2][0] != " "
        and bool(tokens.flags[last] & (KNOWN_NAME | INITIAL))
    )


def find_occurrences(tokens: TokenizedText, runs: list[Run]) -> list[Occurrence]:
    """The spans of name tokens in the runs, each with its neighbours."""
    found = []
    for run in runs:
        found += _split_run(tokens, run)
    return found


def _split_run(tokens: TokenizedText, run: Run) -> list[Occurrence]:
    """The spans of name tokens in one run."""
    if run.classes == _NAME_ALONE:
        key = (fold_expanding(tokens.words[run.first]),)
        return [Occurrence(run.first, run.first, line_kind=tokens.line_kind(run.first), key=key)]
    classes, found, start = run.classes, [], 0
    total = len(classes)
    while start < total:
        if classes[start] not in _INSIDE_NAME:
            start += 1
            continue
        stop = start
        while stop < total and classes[stop] in _INSIDE_NAME and not _starts_new_name(tokens, run, start, stop):
            stop += 1
        found += _trim(tokens, run, start, stop - 1)
        start = stop
    return found


def _starts_new_name(tokens: TokenizedText, run: Run, start: int, position: int) -> bool:
    """Whether a new name begins at `position` of the run: after two names, on a new line, with a given name."""
    index = run.first + position
    if position - start < 2 or position + 1 >= len(run.classes):
        return False
    return gap_kind(tokens.gaps[index]) is LINE_BREAK and bool(tokens.flags[index] & GIVEN_NAME)


def _trim(tokens: TokenizedText, run: Run, start: int, stop: int) -> list[Occurrence]:
    """The span without the classes that cannot begin or end a name; empty if no name is left."""
    classes = run.classes
    while stop >= start and classes[stop] in (token_class.INITIAL, token_class.PARTICLE):
        stop -= 1
    while start <= stop and classes[start] is token_class.SUFFIX:
        start += 1
    if token_class.NAME not in classes[start : stop + 1] or stop - start + 1 > _MAX_NAME_LENGTH:
        return []
    first, last = run.first + start, run.first + stop
    return [
        Occurrence(
            first,
            last,
            class_before=classes[start - 1] if start else None,
            class_after=_class_after(tokens, run, stop + 1),
            line_kind=tokens.line_kind(first),
            key=tuple([fold_expanding(word) for word in tokens.words[first : last + 1]]),
        )
    ]


def _class_after(tokens: TokenizedText, run: Run, position: int) -> TokenClass | None:
    """The class of the token after a name; ORGANISATION also if only ordinary words are between: Training Area."""
    classes, ahead = run.classes, position
    while ahead < len(classes) and classes[ahead] in (token_class.ORDINARY, token_class.TITLE_WORD):
        ahead += 1
    if ahead >= len(classes) or classes[ahead] is not token_class.ORGANISATION:
        return classes[position] if position < len(classes) else None
    steps = range(position, ahead + 1)
    is_broken = any(gap_kind(tokens.gaps[run.first + step]) is LINE_BREAK for step in steps)
    if is_broken and tokens.is_short_line(run.first + position - 1):
        return None
    return token_class.ORGANISATION
