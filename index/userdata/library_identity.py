"""The identity file of a library, and the recognition of a folder that has moved.

`library.json` in the folder of the user data names the folder of the documents and a sample of its files; the random id
is also in the library's own folder, so that a moved index finds its user data at once.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.files.atomic_write import atomic_write
from corpus.files.regular_file import read_regular
from corpus.model.document import FileStamp
from corpus.model.errors import NotRegularFile, TooLargeFile
from index.model.library_identity import LibraryIdentity, SampledFile

FILE = "library.json"
ID_FILE = "library-id"
"""The file with the id in the library's own folder."""
SAMPLE_SIZE = 300
"""The greatest number of sampled files."""
_LEAST_SHARE = 0.8
"""The share of the sampled files that a moved folder must still have."""
_MOST_BYTES = 4 << 20


def new_identity(folder: Path) -> LibraryIdentity:
    """The identity of a library that has none yet."""
    return LibraryIdentity(secrets.token_hex(8), folder)


def read_identity(user_data: Path) -> LibraryIdentity | None:
    """The identity in a folder of user data; None if there is none, or it cannot be read."""
    try:
        values = json.loads(read_regular(user_data / FILE, _MOST_BYTES))
        sample = tuple(SampledFile(str(path), int(size), str(mark)) for path, size, mark in values["sample"])
        return LibraryIdentity(str(values["id"]), Path(values["folder"]), int(values["commit"]), sample)
    except (OSError, NotRegularFile, TooLargeFile, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_identity(user_data: Path, identity: LibraryIdentity) -> None:
    """Write an identity to an existing folder of user data; raises OSError."""
    values = {
        "id": identity.id,
        "folder": str(identity.folder),
        "commit": identity.commit,
        "sample": [[file.path, file.size, file.fingerprint] for file in identity.sample],
    }
    # ASCII: a name that is not UTF-8 has lone surrogates, which JSON can escape.
    atomic_write(user_data / FILE, json.dumps(values, indent=1).encode("ascii"))


def read_id(directory: Path) -> str:
    """The id in a library's own folder; "" if there is none."""
    try:
        return read_regular(directory / ID_FILE, 64).decode("ascii", "replace").strip()
    except (OSError, NotRegularFile, TooLargeFile):
        return ""


def write_id(directory: Path, identity: LibraryIdentity) -> None:
    """Write the id to a library's own folder, if that exists and may be written to."""
    if read_id(directory) != identity.id:
        with suppress(OSError):  # the index may be read-only; the folder's path identifies the library, too
            atomic_write(directory / ID_FILE, f"{identity.id}\n".encode("ascii"), sync=False)


def matching_files(folder: Path, sample: Sequence[SampledFile]) -> int:
    """The number of sampled files that a folder has unchanged; 0 if they are too few to recognize it."""
    most_misses = len(sample) - _LEAST_SHARE * len(sample)
    misses = 0
    for file in sample:
        misses += not _is_unchanged(folder, file)
        if misses > most_misses:
            return 0
    return len(sample) - misses


def _is_unchanged(folder: Path, file: SampledFile) -> bool:
    from corpus.reading.fingerprint import fingerprint  # only for a folder that may have moved

    try:
        status = os.lstat(folder / file.path)
    except (OSError, ValueError):
        return False
    stamp = FileStamp.of(file.path, status)
    return status.st_size == file.size and fingerprint(folder, stamp) == file.fingerprint


def moved_to(identity: LibraryIdentity, folder: Path) -> LibraryIdentity:
    """The identity after its folder has moved."""
    return replace(identity, folder=folder)
