"""Verification: the content of files whose size and time have not changed is compared with what was read."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from corpus.model.document import FileStamp
from corpus.reading.fingerprint import fingerprint
from index.model.progress import Phase, Progress
from index.storage.manifest import Manifest


def with_other_content(
    folder: Path, manifest: Manifest, found: Sequence[FileStamp], changed: Sequence[FileStamp]
) -> Generator[Progress, None, tuple[FileStamp, ...]]:
    """Add the files that have another content than the one that was read, whatever their size and time.

    Args:
        folder: The folder of the documents.
        manifest: The manifest of the library.
        found: All files of the folder.
        changed: Those whose size or time differs.

    Returns:
        The files to read, in the order of the folder. A file without a known content is one of them.

    """
    known = manifest.fingerprints(stamp.path for stamp in found)
    to_read = set(changed)
    for number, stamp in enumerate(found):
        yield Progress(Phase.LOOKING, documents=number, path=stamp.path)
        if stamp not in to_read and known.get(stamp.path) != (stamp.size, fingerprint(folder, stamp)):
            to_read.add(stamp)
    return tuple(stamp for stamp in found if stamp in to_read)
