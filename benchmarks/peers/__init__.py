"""The engines that are compared. Each does the same: index title, text, date, people and countries; answer with the
exact total and the titles of the best fifty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.peers.peer import Answer, NotInstalled, Peer, Record

__all__ = ["ESTIMATING", "INDEXING_ONLY", "PEERS", "SLOW", "Answer", "NotInstalled", "Peer", "Record"]


def _pressroom(folder: Path) -> Peer:
    from benchmarks.peers.pressroom import Pressroom

    return Pressroom(folder)


def _whoosh(folder: Path) -> Peer:
    from benchmarks.peers.stock_whoosh import StockWhoosh

    return StockWhoosh(folder)


def _stemming_whoosh(folder: Path) -> Peer:
    from benchmarks.peers.stock_whoosh import as_its_users_write_it

    return as_its_users_write_it(folder)


def _sqlite(folder: Path) -> Peer:
    from benchmarks.peers.sqlite_fts import SqliteFts

    return SqliteFts(folder)


def _tantivy(folder: Path) -> Peer:
    from benchmarks.peers.tantivy_engine import Tantivy

    return Tantivy(folder)


def _recoll(folder: Path) -> Peer:
    from benchmarks.peers.recoll import Recoll

    return Recoll(folder)


PEERS: Mapping[str, Callable[[Path], Peer]] = {
    "pressroom": _pressroom,
    "whoosh": _whoosh,
    "stemming-whoosh": _stemming_whoosh,
    "recoll": _recoll,
    "sqlite": _sqlite,
    "tantivy": _tantivy,
}
"""Each makes an engine that keeps its index in the folder given, and raises NotInstalled where it is not there."""
SLOW = frozenset({"whoosh", "stemming-whoosh", "recoll"})
"""Those that need minutes for a hundred thousand documents."""
INDEXING_ONLY = frozenset({"stemming-whoosh"})
"""Those that are asked nothing, because they have other terms and so other totals."""
ESTIMATING = frozenset({"recoll"})
"""Those that do not count beyond the first thousand, but estimate; all others count exactly."""
