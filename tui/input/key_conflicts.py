"""Conflicts between the keys that a user has set and those of other actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from tui.input.bindings import help_of


class Conflict(NamedTuple):
    """Two actions that have the same key where both can be reached."""

    key: str
    """As the user reads it."""
    action: str
    """The one whose keys the user has set."""
    other: str


def find_conflict(bindings: Iterable[object], keymap: Mapping[str, str]) -> Conflict | None:
    """Return a conflict that the user's keys cause; None if there is none.

    By default, a widget may use a key of its screen for something of its own, such as Space; that is no conflict.

    Args:
        bindings: Those that can be reached from one focus.
        keymap: The keys that the user has set, by action.

    """
    bindings = list(bindings)
    for key, actions in sorted(_collisions(bindings, keymap) - _collisions(bindings, {})):
        first, second = sorted(actions, key=lambda action: (action not in keymap, action))
        return Conflict(key, first, second)
    return None


def _collisions(bindings: Iterable[object], keymap: Mapping[str, str]) -> set[tuple[str, tuple[str, ...]]]:
    actions: dict[str, set[str]] = defaultdict(set)
    for entry in help_of(bindings, keymap):
        for key in entry.keys:
            actions[key].add(entry.id)
    return {(key, pair) for key, found in actions.items() for pair in combinations(sorted(found), 2)}
