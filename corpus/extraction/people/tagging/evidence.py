"""What the rules and word lists say about each token, as one number: a feature column of the tagger."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from corpus.extraction.people.veto import Veto

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extraction.people.form import NameForm

_VERDICTS = ("accepted", "rejected", "vetoed")
_ACCEPTED, _REJECTED, _VETOED = range(len(_VERDICTS))
_VETOES = (None, *Veto)
_VETO_NUMBERS = {veto: number for number, veto in enumerate(_VETOES)}
_SMALLEST, _LARGEST = -6, 6
_SCORES = _LARGEST - _SMALLEST + 1
SIZE = 1 + len(_VERDICTS) * _SCORES * 2 * len(_VETOES) * 4
"""Numbers that `names` knows; 0 stands for a token that is in no candidate."""


def add_evidence_numbers(forms: Sequence[NameForm], start: int, found: dict[int, int]) -> None:
    """Add the number of each token that is in a candidate.

    Args:
        forms: The name forms of one text.
        start: The first token of the text in the batch.
        found: The numbers by token of the batch.

    """
    in_full_names = {word for form in forms if not form.is_bare and form.rule_score > 0 for word in form.key}
    for form in forms:
        is_accepted = form.rule_score > 0 or (form.is_bare and form.key[-1] in in_full_names)
        score = max(_SMALLEST, min(_LARGEST, floor(form.rule_score))) - _SMALLEST
        base = score * 2 + form.is_bare
        for each in form.occurrences:
            verdict = _VETOED if each.veto else _ACCEPTED if is_accepted else _REJECTED
            number = 1 + ((verdict * _SCORES * 2 + base) * len(_VETOES) + _VETO_NUMBERS[each.veto]) * 4
            first, last = start + each.first, start + each.last
            if first == last:
                found[first] = number + 3
                continue
            found[first] = number + 2
            for index in range(first + 1, last):
                found[index] = number
            found[last] = number + 1


def names(number: int) -> tuple[str, ...]:
    """The features that a number of `add_evidence_numbers` stands for."""
    if not number:
        return ()
    rest, place = divmod(number - 1, 4)
    rest, veto = divmod(rest, len(_VETOES))
    rest, is_bare = divmod(rest, 2)
    verdict, score = divmod(rest, _SCORES)
    position = "first" if place & 2 else "inner"
    found = [
        f"rules:{position}={_VERDICTS[verdict]}",
        f"rules:{position} score={score + _SMALLEST}",
        f"rules:{'bare' if is_bare else 'full'}={_VERDICTS[verdict]}",
    ]
    if _VETOES[veto]:
        found.append(f"rules:veto={_VETOES[veto]}")
    if place & 1:
        found.append(f"rules:last={_VERDICTS[verdict]}")
    return tuple(found)
