"""Makes an index and a manifest agree that do not belong together: one was put back from a backup without the other."""

from __future__ import annotations

import logging

from index.storage.write_session import WriteSession

_LOG = logging.getLogger(__name__)


def reconcile(session: WriteSession) -> None:
    """Mark the files as pending whose documents the index and the manifest do not agree on.

    The update then reads them, or removes what is gone. After a crash there are none: see `Manifest`.
    """
    manifest, store = session.manifest, session.store
    known, pending = manifest.sum_documents()
    if store.documents() == known + sum(len(store.id_hashes(path).ids) for path in pending):
        return
    held, listed = store.files(), manifest.documents()
    other = [path for path in held.keys() | listed.keys() if listed.get(path, 0) not in (None, held[path])]
    _LOG.warning("the index and the list of files disagree about %d files", len(other))
    manifest.mark_pending(sorted(other))
