"""What an update finds in the folder: the files with their stamps, what is skipped, and which files are gone."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass, field

from corpus.files.mounts import mount_points, unmounted
from corpus.files.walk import walk
from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.progress import Phase, Progress
from index.storage.manifest import Manifest
from index.update.job import Job

STEP = 1000
"""Files looked at between two reports of progress."""
_MOUNTS = "mounts"
"""The fact of the manifest that lists the folders on disks of their own."""


@dataclass(slots=True)
class FoundFiles:
    """The files of a folder, as one walk found them."""

    stamps: list[FileStamp] = field(default_factory=list)
    """The stamps of all files that can be read."""
    skipped: list[Skipped] = field(default_factory=list)
    """Everything else, and disks that are not mounted."""
    mounts: tuple[str, ...] = ()
    """Folders on disks of their own, those that are not mounted now included; "" is the folder of the documents."""
    is_mounted: bool = True
    """False where the folder of the documents was a disk of its own, is none now, and holds no files."""

    def gone(self, known: set[str]) -> set[str]:
        """Return those of the known files that are gone, without those that the system does not show now."""
        # Not from the stamps of the manifest: a pending file has none, and may be gone, too.
        gone = known - {stamp.path for stamp in self.stamps}
        hidden = {entry.path for entry in self.skipped if entry.reason.is_temporary}
        if not hidden:
            return gone
        folders = tuple(path for path in hidden if path.endswith("/"))
        return {path for path in gone if path not in hidden and not path.startswith(folders)}

    def record(self, manifest: Manifest) -> None:
        """Write what was skipped, and the mount points, to the manifest."""
        manifest.record_walk(self.skipped)
        manifest.state(**{_MOUNTS: json.dumps(self.mounts)})


def find_files(job: Job, manifest: Manifest) -> Generator[Progress, None, FoundFiles]:
    """Walk the folder; yields progress and returns what is there.

    Raises:
        FolderError: the folder cannot be read.

    """
    found = FoundFiles()
    for entry in walk(job.folder, exclude=job.directory):
        if isinstance(entry, Skipped):
            found.skipped.append(entry)
            continue
        found.stamps.append(entry)
        if len(found.stamps) % STEP == 0:
            yield Progress(Phase.LOOKING, documents=len(found.stamps), path=entry.path)
    paths = [stamp.path for stamp in found.stamps]
    missing = unmounted(job.folder, _known_mounts(manifest), paths)
    found.skipped += [Skipped(f"{path}/", Reason.NOT_MOUNTED) for path in missing if path]
    found.is_mounted = "" not in missing
    found.mounts = (*mount_points(job.folder, paths), *missing)
    return found


def _known_mounts(manifest: Manifest) -> tuple[str, ...]:
    fact = manifest.fact(_MOUNTS)
    return tuple(json.loads(fact)) if fact else ()
