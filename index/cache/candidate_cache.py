"""Cache of merge candidates: pairs of people that may be the same person."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from whoosh.reading import IndexReader

from corpus.files.atomic_write import atomic_write
from corpus.files.sealed import seal, unseal
from index.cache.identity import load_identity
from index.cache.sidecar_file import IDENTITY_VERSION, cached_files, commit_mark, remove_others
from index.entities.merge_candidate import MergeCandidate, are_recent_enough
from index.facets.table import FacetTable
from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext
from index.segments.gc_pause import gc_disabled

_FILES = "likenesses-*.cache"


def load_merge_candidates(directory: Path, reader: IndexReader) -> tuple[MergeCandidate, ...] | None:
    """The merge candidates of a commit from its file; None if the file cannot be used."""
    found = _read(_file(directory, reader))
    return found.pairs if found and found.mark == commit_mark(reader) else None


def cache_merge_candidates(
    directory: Path, reader: IndexReader, facets: Callable[[], FacetTable], *, search: bool
) -> None:
    """Write the merge candidates of a commit to its file.

    Args:
        directory: The directory of the library.
        reader: Whoosh's reader of the commit.
        facets: Returns those of the commit.
        search: Whether to search for candidates, which can take seconds, or to reuse those of the commit before. Those
            of a large library that has hardly changed are always reused: a suggestion for a new name is not urgent.

    """
    path, count = _file(directory, reader), int(reader.doc_count())
    older = [found for file in cached_files(directory, _FILES) if (found := _read(file))]
    known = next((each for each in older if not search or _is_recent_enough(each, count, commit_mark(reader))), None)
    if known is None and search:
        from index.entities.merge_candidates import find_merge_candidates  # only an update searches

        with gc_disabled():
            pairs = find_merge_candidates(
                facets().observations(), facets().codes, load_identity(directory, reader, facets())
            )
        known = _CachedCandidates(IDENTITY_VERSION, commit_mark(reader), count, pairs, exact=True)
    if known is None:
        return
    rows = [(pair.one, pair.other, *astuple(pair.evidence)) for pair in known.pairs]
    exact = known.exact and known.mark == commit_mark(reader)
    content = [IDENTITY_VERSION, commit_mark(reader), known.documents, rows, exact]
    with suppress(OSError):
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        atomic_write(path, seal(data), sync=False)  # a lost file is computed again
    remove_others(directory, _FILES, path)


@dataclass(frozen=True, slots=True)
class _CachedCandidates:
    """The content of a file."""

    version: int
    mark: str
    documents: int
    """The number of documents when the candidates were searched for."""
    pairs: tuple[MergeCandidate, ...]
    exact: bool
    """Whether they were searched for in this very commit."""


def _read(path: Path) -> _CachedCandidates | None:
    try:
        version, mark, documents, rows, exact = json.loads(unseal(path.read_bytes()))
        pairs = tuple(MergeCandidate(str(one), str(other), _evidence(*row)) for one, other, *row in rows)
        found = _CachedCandidates(int(version), str(mark), int(documents), pairs, bool(exact))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.version == IDENTITY_VERSION else None


def _evidence(likeness: str, words: Sequence[str], context: str | None, shared: str) -> SamePersonEvidence:
    """Decode evidence; raises ValueError or TypeError if it is invalid."""
    known = None if context is None else SharedContext(context)
    return SamePersonEvidence(NameLikeness(likeness), tuple(map(str, words)), known, str(shared))


def _is_recent_enough(known: _CachedCandidates, count: int, mark: str) -> bool:
    """Whether cached candidates are as good as those of a new search in so many documents."""
    return (known.exact and known.mark == mark) or are_recent_enough(known.documents, count)


def _file(directory: Path, reader: IndexReader) -> Path:
    return directory / f"likenesses-{reader.generation()}.cache"
