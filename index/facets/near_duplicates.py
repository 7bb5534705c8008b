"""Near-duplicates: reprints of a text that were shortened, retitled or edited, found by fingerprints.

Nothing about groups is stored: they are computed from a column of the index when they are first needed. Two texts are
near-duplicates if they have enough shingles and nearly all numbers in common, and were not published days apart; so are
two texts with a third.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.segments.format.fingerprints import BANDS
from index.segments.format.ragged import Ints

Fingerprints = npt.NDArray[np.uint32]

_LEAST_SLOTS = 5
"""Equal slots of 12 that near-duplicates have: a little less than half of their shingles are common to both."""
_LEAST_SLOTS_WITHOUT_NUMBERS = 7
"""The same where one text has so few numbers that they say little."""
_FEW_NUMBERS = 3
_LEAST_NUMBERS = 0.85
"""The share of the numbers of the text with fewer that the other one must have, too, beyond what chance makes equal."""
_MASK_BITS = 64
_MOST_DAYS = 4
"""The greatest difference of two dates. A form that is filled in every week or month has other things to say."""
_NEIGHBOURS = 16
"""The number of documents with the same band that each document is compared with."""


class NearDuplicates:
    """Groups the documents of a commit by near-duplicate text.

    Args:
        fingerprints: The fingerprints of each document, by its number.
        dates: The date of each document as a proleptic Gregorian ordinal; 0 for none.
        known: The near-duplicates of an earlier commit.
        same: How many of its first documents are the first ones of this commit.

    """

    def __init__(
        self, fingerprints: Fingerprints, dates: Ints, known: NearDuplicates | None = None, same: int = 0
    ) -> None:
        self._pairs = _pairs(fingerprints, dates, same if known else 0)
        if known:
            self._pairs = np.concatenate((known._pairs[(known._pairs < same).all(axis=1)], self._pairs))
        self.groups: Ints = _components(len(fingerprints), self._pairs)
        """The group of each document: the lowest document number in it. A document without near-duplicates has -1."""

    def of(self, doc: int) -> Ints:
        """The near-duplicates of a document, without itself, deleted ones included."""
        group = int(self.groups[doc])
        if group < 0:
            return np.zeros(0, np.int64)
        found: Ints = np.flatnonzero(self.groups == group)
        others: Ints = found[found != doc]
        return others

    def fold(self, docs: Ints, ranks: npt.NDArray[np.float64]) -> tuple[Ints, Ints]:
        """Choose the best of each group among some documents.

        Args:
            docs: Document numbers.
            ranks: A sort key for each, ascending.

        Returns:
            The indices into `docs` of the documents that are not folded, ascending, and for each of these the number
            of documents that are folded under it.

        """
        hidden, best, others = self.folding(docs, ranks)
        folded = np.zeros(len(docs), np.int64)
        folded[best] = others
        keep = np.ones(len(docs), bool)
        keep[hidden] = False
        shown = np.flatnonzero(keep)
        return shown, folded[shown]

    def folding(self, docs: Ints, ranks: npt.NDArray[np.float64]) -> tuple[Ints, Ints, Ints]:
        """The same as indices into `docs`, without an item for each document.

        Returns:
            The documents that are folded, those that others may be folded under, and the number of others for each.

        """
        grouped = np.flatnonzero(self._is_grouped[docs])
        groups = self.groups[docs[grouped]]
        order = np.lexsort((ranks[grouped], groups))
        ordered, groups = grouped[order], groups[order]
        is_best = np.append(True, groups[1:] != groups[:-1])[: len(ordered)]
        sizes = np.diff(np.append(np.flatnonzero(is_best), len(ordered)))
        return ordered[~is_best], ordered[is_best], sizes - 1

    @cached_property
    def _is_grouped(self) -> npt.NDArray[np.bool_]:
        """Whether each document has near-duplicates."""
        return self.groups >= 0


def _pairs(fingerprints: Fingerprints, dates: Ints, since: int) -> Ints:
    """The pairs of near-duplicates (one row for each, without repetition) among the documents with a common band.

    Args:
        fingerprints: See `NearDuplicates`.
        dates: See `NearDuplicates`.
        since: The document from which pairs are wanted: with each other, and with the documents before.

    """
    docs = np.flatnonzero(fingerprints.any(axis=1))
    found = [np.zeros((0, 2), np.int64)]
    for band in range(BANDS):
        keys = fingerprints[docs, band]
        concerned = docs[np.isin(keys, keys[docs >= since])] if since else docs
        ordered = concerned[np.argsort(fingerprints[concerned, band], kind="stable")]
        for found_pairs in _neighbours(ordered, fingerprints[ordered, band]):
            # Documents with equal keys ascend, so later ones do not change which of the earlier ones are compared.
            pairs = found_pairs[found_pairs[:, 1] >= since] if since else found_pairs
            # What rules out most pairs at the least cost comes first.
            near = pairs[_have_close_dates(dates[pairs])]
            near = near[_equal_slots(fingerprints, near) >= _LEAST_SLOTS]
            found.append(near[_are_near(fingerprints, near)])
    # Near-duplicates mostly have several bands in common.
    one, other = np.divmod(np.unique(np.concatenate(found) @ (len(fingerprints), 1)), max(len(fingerprints), 1))
    return np.stack((one, other), axis=1)


def _have_close_dates(dates: Ints) -> npt.NDArray[np.bool_]:
    """Whether the dates of each pair (one row for each) are a few days apart at most, or one is unknown."""
    close: npt.NDArray[np.bool_] = (np.abs(dates[:, 0] - dates[:, 1]) <= _MOST_DAYS) | (dates == 0).any(axis=1)
    return close


def _equal_slots(fingerprints: Fingerprints, pairs: Ints) -> Ints:
    """The number of slots that the documents of each pair have in common."""
    different = fingerprints[pairs[:, 0], :BANDS] ^ fingerprints[pairs[:, 1], :BANDS]
    slots: Ints = ((different & 0xFFFF) == 0).sum(axis=1) + ((different >> 16) == 0).sum(axis=1)
    return slots


def _neighbours(docs: Ints, keys: Fingerprints) -> Iterator[Ints]:
    """Pairs of documents with the same key, which must ascend: each with the ones that follow it."""
    for distance in range(1, _NEIGHBOURS + 1):
        same = keys[distance:] == keys[:-distance]
        if not same.any():
            return
        yield np.stack((docs[:-distance][same], docs[distance:][same]), axis=1)


def _are_near(fingerprints: Fingerprints, pairs: Ints) -> npt.NDArray[np.bool_]:
    """Whether the documents of each pair have enough slots and nearly all numbers in common."""
    one, other = (fingerprints[pairs[:, side], BANDS:] for side in (0, 1))
    sizes = _bits(one), _bits(other)
    fewer = np.minimum(*sizes)
    # Of a text with many numbers most bits are set, so that those of any other text are, too.
    by_chance = np.maximum(*sizes) / _MASK_BITS
    have_same_numbers = _bits(one & other) - by_chance * fewer >= _LEAST_NUMBERS * (1 - by_chance) * fewer
    least = np.where(fewer < _FEW_NUMBERS, _LEAST_SLOTS_WITHOUT_NUMBERS, _LEAST_SLOTS)
    near: npt.NDArray[np.bool_] = (_equal_slots(fingerprints, pairs) >= least) & have_same_numbers
    return near


def _bits(masks: Fingerprints) -> Ints:
    """The number of bits that are set in each row."""
    found: Ints = np.unpackbits(np.ascontiguousarray(masks).view(np.uint8), axis=1).sum(axis=1, dtype=np.int64)
    return found


def _components(count: int, pairs: Ints) -> Ints:
    """The lowest document that each document is connected with by pairs; -1 for one without a pair."""
    lowest = np.arange(count)
    one, other = pairs[:, 0], pairs[:, 1]
    while len(one):
        low = np.minimum(lowest[one], lowest[other])
        before = lowest.copy()
        np.minimum.at(lowest, one, low)
        np.minimum.at(lowest, other, low)
        lowest = lowest[lowest]
        if (lowest == before).all():
            break
    groups = np.full(count, -1, np.int64)
    connected = np.unique(pairs)
    groups[connected] = lowest[connected]
    return groups
