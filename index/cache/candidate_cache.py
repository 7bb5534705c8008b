"""Who may be one with whom, kept beside the segments of a commit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from whoosh.reading import IndexReader

from corpus.files.atomic_write import atomic_write
from index.cache.gc_pause import uncollected
from index.cache.identity import known_identity
from index.cache.sidecar_file import IDENTITY_VERSION, LARGE, clear, mark_of
from index.entities.merge_candidates import Likeness, find_likenesses
from index.facets.table import FacetTable
from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext


def known_likenesses(directory: Path, reader: IndexReader) -> tuple[Likeness, ...] | None:
    """Who may be one with whom in a commit, from its file; None where it cannot be used."""
    found = _likenesses(_file(directory, reader))
    return found.pairs if found and found.mark == mark_of(reader) else None


def keep_likenesses(directory: Path, reader: IndexReader, *, look: bool) -> None:
    """Write the people who may be one to the file of a commit, as `keep_identity` does.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        look: Whether to look for them anew, which can take seconds, or to keep those of the commit before. Also when
            asked to look, those of a large library that has hardly changed are kept: a suggestion for a name that came
            today may wait, and nobody should wait for it.

    """
    path, count = _file(directory, reader), int(reader.doc_count())
    older = [found for file in directory.glob("likenesses-*.json") if (found := _likenesses(file))]
    known = next((each for each in older if not look or _much_the_same(each, count, mark_of(reader))), None)
    if known is None and look:
        facets = FacetTable(reader)
        with uncollected():
            pairs = find_likenesses(facets, known_identity(directory, reader, facets))
        known = _Likenesses(IDENTITY_VERSION, mark_of(reader), count, pairs, exact=True)
    if known is None:
        return
    rows = [(pair.one, pair.other, *astuple(pair.evidence)) for pair in known.pairs]
    exact = known.exact and known.mark == mark_of(reader)
    content = [IDENTITY_VERSION, mark_of(reader), known.documents, rows, exact]
    with suppress(OSError):
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        atomic_write(path, data, sync=False)  # looked for again where it is lost
    clear(directory, "likenesses-*.json", path)


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """What is in a file."""

    version: int
    mark: str
    documents: int
    """How many there were when they were looked for."""
    pairs: tuple[Likeness, ...]
    exact: bool
    """Whether they were looked for in this very commit."""


def _likenesses(path: Path) -> _Likenesses | None:
    try:
        version, mark, documents, rows, exact = json.loads(path.read_text("utf-8"))
        pairs = tuple(Likeness(str(one), str(other), _evidence(*row)) for one, other, *row in rows)
        found = _Likenesses(int(version), str(mark), int(documents), pairs, bool(exact))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.version == IDENTITY_VERSION else None


def _evidence(likeness: str, words: Sequence[str], context: str | None, shared: str) -> SamePersonEvidence:
    """Evidence as it was written; raises ValueError or TypeError for what is none."""
    known = None if context is None else SharedContext(context)
    return SamePersonEvidence(NameLikeness(likeness), tuple(map(str, words)), known, str(shared))


def _much_the_same(known: _Likenesses, count: int, mark: str) -> bool:
    """Whether what is known is as good as what would be found in so many documents."""
    if known.exact and known.mark == mark:
        return True
    return count > LARGE and abs(count - known.documents) < count // 100


def _file(directory: Path, reader: IndexReader) -> Path:
    return directory / f"likenesses-{reader.generation()}.json"
