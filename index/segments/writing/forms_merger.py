"""The merger of surface forms: merges those of one field of several segments, and renumbers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.form_numbers import FieldForms, Form
from index.segments.format.postings import FieldPostings

_NUMBERS_PER_STEP = 1 << 20
"""Positions of one term that are renumbered at a time."""


@dataclass(frozen=True, slots=True)
class _Renumbering:
    """The old form numbers of one segment and the new ones."""

    field: FieldPostings
    first: Array
    """The index in `new` of the first form of each old term."""
    new: Array
    """The new number of each old form, by the old term and the old number; 0 for forms of terms without documents."""


@dataclass(frozen=True, slots=True)
class MergedForms:
    """The surface forms of a merged field."""

    fields: FieldForms
    renumberings: tuple[_Renumbering, ...]

    def numbers(self, source: int, ordinals: range) -> Array:
        """The new form number of each old position of some old terms of a source."""
        each = self.renumberings[source]
        numbers = each.field.form_numbers
        if numbers is None:  # its terms were not made by a batch analyzer
            first = each.field.first_position_of(int(each.field.starts[ordinals.start]))
            last = each.field.first_position_of(int(each.field.starts[ordinals.stop]))
            return np.zeros(last - first, dtype=np.uint16)
        old, counts = numbers.slice(ordinals)
        if len(ordinals) == 1:  # which may have very many positions
            new_numbers = each.new[int(each.first[ordinals.start]) :]
            for start in range(0, old.size, _NUMBERS_PER_STEP):
                old[start : start + _NUMBERS_PER_STEP] = new_numbers[old[start : start + _NUMBERS_PER_STEP]]
            return old
        found: Array = each.new[np.repeat(each.first[ordinals.start : ordinals.stop], counts) + old]
        return found


def merge_forms(sources: Sequence[tuple[FieldPostings, Array]]) -> MergedForms | None:
    """Merge the surface forms of a field.

    Args:
        sources: The field in each segment, with the new ordinal of each of its terms, -1 for terms without documents.

    Returns:
        The forms of the merged field; None if no segment has forms.

    """
    old = [_forms_of(field) for field, _ in sources]
    if not any(folded for folded, _ in old):
        return None
    moved = [
        (_moved(folded, new), _moved(written, new)) for (folded, written), (_, new) in zip(old, sources, strict=True)
    ]
    folded = {form for each, _ in moved for form in each if form[1] >= 0}
    written = {form for _, each in moved for form in each if form[1] >= 0}
    fields = FieldForms(sorted(folded), sorted(written))
    numbers = fields.numbers()
    return MergedForms(
        fields,
        tuple(
            _renumbering(field, FieldForms(*each), FieldForms(*new), numbers)
            for (field, _), each, new in zip(sources, old, moved, strict=True)
        ),
    )


def _forms_of(field: FieldPostings) -> tuple[list[Form], list[Form]]:
    if field.form_numbers is not None:
        return field.form_numbers.all_forms()
    return (field.forms.pairs(), []) if field.forms else ([], [])


def _moved(forms: list[Form], new_ordinals: Array) -> list[Form]:
    """The forms with the new ordinals of their terms."""
    ordinals = new_ordinals.tolist()
    return [(form, ordinals[ordinal]) for form, ordinal in forms]


def _renumbering(field: FieldPostings, old: FieldForms, moved: FieldForms, numbers: dict[Form, int]) -> _Renumbering:
    forms = [*old.folded, *old.written]
    counts = np.bincount([ordinal for _, ordinal in forms], minlength=len(field))
    first = np.cumsum(counts) - counts
    new = np.zeros(max(1, len(forms)), dtype=np.uint16)
    old_numbers = old.numbers()
    for form, target in zip(forms, [*moved.folded, *moved.written], strict=True):
        new[first[form[1]] + old_numbers[form]] = numbers.get(target, 0)
    return _Renumbering(field, first, new)
