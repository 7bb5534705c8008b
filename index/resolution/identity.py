"""The result of entity resolution, which opening a library needs without the code that computes it."""

from __future__ import annotations

from dataclasses import dataclass

from index.segments.format.ragged import Ints


@dataclass(frozen=True, slots=True)
class Identity:
    """The result of entity resolution. A person is identified by one of its keys. All arrays are int64."""

    keys: tuple[str, ...]
    """All folded names, sorted."""
    labels: tuple[str, ...]
    """The most frequent spelling of each key."""
    counts: Ints
    """The number of documents of each key."""
    key_of: Ints
    """From a written name's index to an index into `keys`; -1 for a name that no document has."""
    person: Ints
    """From each key to the key that identifies its person; both are indices into `keys`."""
    docs: Ints
    """Exceptions, sorted: in document `docs[n]`, the key `at[n]` means the person `to[n]`."""
    at: Ints
    to: Ints
    open: Ints
    """Keys that fit several people: `open[n]` fits the person `candidates[n]`; a key occurs several times."""
    candidates: Ints
