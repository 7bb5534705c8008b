"""Possible same persons in a library on a server: found by the process that resolves its people, and read by all."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

import msgspec

from index.cache.sidecar_file import IDENTITY_VERSION
from index.entities.merge_candidate import MergeCandidate, are_recent_enough
from index.entities.merge_candidates import find_merge_candidates
from index.entities.possible_same_persons import undecided
from index.model.entity import Correction, Suggestion
from index.opensearch.columns import Columns
from index.opensearch.connection import Body
from index.opensearch.resolved_people import ResolvedPeople

_LOG = logging.getLogger(__name__)


class _Found(msgspec.Struct, frozen=True):
    """What the server keeps."""

    version: int
    """`IDENTITY_VERSION`."""
    mark: str
    """A hash of the observations in which candidates were searched for."""
    documents: int
    candidates: tuple[MergeCandidate, ...]
    suggestions: tuple[Suggestion, ...]


def possible_same_persons(
    before: Body | None, columns: Columns, people: ResolvedPeople, corrections: Sequence[Correction]
) -> Body | None:
    """What the server is to keep: the suggestions, and the merge candidates that they come from; None for the same.

    Args:
        before: What it keeps now; None for nothing. Its candidates are used again for the same observations, and in a
            large library also for nearly the same documents.
        columns: The columns of the documents.
        people: The people of the same columns.
        corrections: The corrections of the users.

    """
    known, mark, count = _decoded(before), _mark(columns), len(columns.ids)
    if known and (known.mark == mark or are_recent_enough(known.documents, count)):
        mark, count, candidates = known.mark, known.documents, known.candidates
    else:
        candidates = find_merge_candidates(columns.observations(), columns.countries.keys, people.identity)
    suggestions = undecided(candidates, people.people, corrections, people.key_of, people.facet)
    found = _Found(IDENTITY_VERSION, mark, count, candidates, suggestions)
    return None if found == known else msgspec.to_builtins(found)


def suggestions_in(kept: Body | None) -> tuple[Suggestion, ...]:
    """The suggestions in what the server keeps; None for nothing."""
    found = _decoded(kept)
    return found.suggestions if found else ()


def _decoded(kept: Body | None) -> _Found | None:
    try:
        found = msgspec.convert(kept, _Found) if kept else None
    except msgspec.ValidationError:
        _LOG.warning("the possible same persons on the server are invalid")
        return None
    return found if found and found.version == IDENTITY_VERSION else None


def _mark(columns: Columns) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(columns.dates.tobytes())
    for values in (columns.people, columns.countries, columns.roles):
        digest.update("\0".join(values.keys).encode("utf-8", "surrogatepass"))
        digest.update(values.documents.starts.tobytes())
        digest.update(values.documents.ids.tobytes())
    return digest.hexdigest()
