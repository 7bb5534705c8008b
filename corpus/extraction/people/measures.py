"""What the tagger says about the places of a name form, as measures that the decision weights."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from corpus.extraction.people.tagging.weights import BEGIN, INSIDE, LOCATION, ORGANISATION, OTHER
from corpus.tokens.flags import CITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.tokenized_text import TokenizedText

    Rows = Mapping[int, Sequence[float]]
    Places = Mapping[tuple[int, int], tuple[int, int]]

_LARGEST = 5.0
"""Log-odds beyond which probabilities are not distinguished."""
_LEAST_PROBABILITY = 1 / (1 + exp(_LARGEST))
"""The probability of the least log-odds."""
_KINDS = ((LOCATION, "place"), (ORGANISATION, "organisation"), (OTHER, "other_name"))
_LEAST_KIND = 0.05
"""Probability from which another kind of name counts."""


def form_measures(tokens: TokenizedText, form: NameForm, rows: Rows, seen: Places) -> dict[str, float]:
    """What the tagger says about the places of a form; nothing where none of them can be a person.

    Args:
        tokens: The text.
        form: The form.
        rows: The probabilities of the labels by token.
        seen: See `tagged_names`.

    """
    if not form.allowed:
        return {}
    odds = [_log_odds(_probability(each.first, each.last, rows, seen)) for each in form.allowed]
    found = {"tagger_best": max(odds), "tagger_mean": sum(odds) / len(odds)}
    lasts = [row for each in form.allowed if (row := rows.get(each.last))]
    if lasts:
        for label, name in _KINDS:
            value = max([row[label] for row in lasts])
            if value > _LEAST_KIND:
                found[f"tagger_{name}"] = value
    beside = [row for each in form.allowed for row in _rows_beside(tokens, each, rows)]
    if beside:
        found["list_person"] = sum([row[BEGIN] + row[INSIDE] for row in beside]) / len(beside) - 0.5
        found["list_place"] = sum([row[LOCATION] for row in beside]) / len(beside)
        found["list_organisation"] = sum([row[ORGANISATION] for row in beside]) / len(beside)
    if _is_town(tokens, form):
        found["town_name"] = 1.0
    return {f"bare_name:{name}": value for name, value in found.items()} if form.is_bare else found


def _is_town(tokens: TokenizedText, form: NameForm) -> bool:
    """Whether the whole form is the name of a city or town."""
    if len(form.key) == 1:
        return bool(tokens.flags[form.allowed[0].last] & CITY)
    return " ".join(form.key) in tokens.lexicon.towns


def _rows_beside(tokens: TokenizedText, each: Occurrence, rows: Rows) -> Iterator[Sequence[float]]:
    """The probabilities at the names that a comma or "and" joins to an occurrence."""
    index, gap = each.first - 1, tokens.gap_before(each.first)
    if gap == ", " or (gap == " " and tokens.lower(index) == "and"):
        row = rows.get(index if gap == ", " else index - 1)
        if row:
            yield row
    index, gap = each.last + 1, tokens.gap_before(each.last + 1)
    follows_and = tokens.lower(index) == "and"
    if gap == ", " or (gap == " " and follows_and):
        row = rows.get(index + follows_and)
        if row:
            yield row


def _probability(first: int, last: int, rows: Rows, seen: Places) -> float:
    """The probability that a name is here, which is that of the place the tagger saw if that was corrected."""
    found = _probability_at(first, last, rows)
    own = seen.get((first, last))
    return max(found, _probability_at(*own, rows)) if own and own != (first, last) else found


def _probability_at(first: int, last: int, rows: Rows) -> float:
    """The probability that a name is exactly here, as if the labels depended only on the one before."""
    row = rows.get(first)
    if row is None:
        return 0.0
    found, before = row[BEGIN], row[BEGIN] + row[INSIDE]
    for index in range(first + 1, last + 1):
        row = rows.get(index)
        if row is None:
            return 0.0
        found *= min(1.0, row[INSIDE] / (before or 1.0))
        before = row[BEGIN] + row[INSIDE]
    after = rows.get(last + 1)
    goes_on = min(1.0, after[INSIDE] / before) if after and before else 0.0
    return found * (1 - goes_on)


def _log_odds(probability: float) -> float:
    if probability < _LEAST_PROBABILITY:
        return -_LARGEST
    if probability > 1 - _LEAST_PROBABILITY:
        return _LARGEST
    return log(probability / (1 - probability))
