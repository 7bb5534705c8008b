"""What the files of a room hold, so that the same state is checked once."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import msgspec

from benchmarks.faults_subject import Room
from corpus.files.sealed import unseal


def state_of(room: Room) -> bytes:
    """Identify the documents, libraries, user data and settings: what a check of the room depends on.

    The log and the language model are left out. The times of the documents count; of the files of user data only
    whether a cache fits them, for they are new with each reset.
    """
    digest = blake2b(digest_size=16)
    times = {path.stat().st_mtime_ns for path in _files(room.data / "userdata")}
    for folder in (room.documents, room.root / "data", room.root / "config"):
        for path in _files(folder):
            status = path.lstat()
            is_document = folder == room.documents
            digest.update(repr((str(path), status.st_mode, is_document and status.st_mtime_ns)).encode())
            if path.is_file():
                digest.update(_content(path, times))
    return digest.digest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def _content(path: Path, times: set[int]) -> bytes:
    """The content of a file; in a cache of user data, whether the time of its source is right for the time."""
    data = path.read_bytes()
    if path.name.startswith("userdata-"):
        try:
            version, time, *rest = msgspec.msgpack.decode(unseal(data))
            return msgspec.msgpack.encode((version, time in times, *rest))
        except (ValueError, msgspec.MsgspecError):  # torn: as it is
            pass
    return b"%d:%s" % (len(data), data)
