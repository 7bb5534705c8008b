"""How certain it is that the entries of people are people: by the best evidence that any document has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.facets.grouping import Grouping
from index.segments.format.array_file import Array
from index.segments.format.ragged import Ints, RaggedArray


def name_confidences(
    unsure: Sequence[str], docs: RaggedArray, people: RaggedArray, numbers: Mapping[str, int]
) -> Array:
    """The confidence of each name in hundredths: the highest of any document; 100 where it is sure in one.

    Args:
        unsure: The names that are uncertain in a document, as "name<tab>hundredths", each once.
        docs: The indices into `unsure` of each document that is not deleted.
        people: The names of each document that is not deleted.
        numbers: The number of each name.

    """
    found = np.full(len(numbers), 100, np.int64)
    if not len(docs.ids):
        return found
    parts = [key.rpartition("\t") for key in unsure]
    names = np.array([numbers.get(name, -1) for name, _, _ in parts], np.int64)[docs.ids]
    levels = np.array([int(level) for _, _, level in parts], np.int64)[docs.ids]
    known = names >= 0
    names, levels = names[known], levels[known]
    best = np.zeros(len(found), np.int64)
    np.maximum.at(best, names, levels)
    documents = np.bincount(people.ids, minlength=len(found))
    everywhere = (documents > 0) & (np.bincount(names, minlength=len(found)) >= documents)
    return np.where(everywhere, best, found)


def entry_confidences(names: Array, grouping: Grouping) -> Ints:
    """The confidence of each entry in hundredths: the highest of the names that count as it."""
    found = np.zeros(len(grouping.keys), np.int64)
    for values, entries in ((np.arange(len(names)), grouping.of), (grouping.values, grouping.to)):
        shown = entries >= 0
        np.maximum.at(found, entries[shown], names[values[shown]])
    return found
