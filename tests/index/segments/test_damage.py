"""Damage to any file of an index is detected when the index is opened."""

from __future__ import annotations

import errno
import gc
import os
import pickle
import random
import stat
from functools import partial
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import EmptyIndexError

from index.segments.array_index import ArrayIndex, create_in, open_dir
from index.segments.format import array_file
from index.segments.format.array_file import FORMAT_VERSION, MAGIC, ArrayFile
from index.segments.format.errors import DamagedSegment
from tests.index.segments.oracle import SCHEMA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small index, of which no file is open any more."""
    index = create_in(tmp_path, SCHEMA)
    writer = index.writer()
    for number in range(30):
        writer.add_document(
            key=str(number),
            title=f"oil and trade {number}",
            body="bank of japan " * number,
            places=["LT", "PL"],
            year=1987,
            number=number,
        )
    writer.commit()
    del index, writer
    gc.collect()
    return tmp_path


def segment_file(folder: Path) -> Path:
    """The file of the only segment."""
    (path,) = folder.glob("*.arrays")
    return path


def read(folder: Path) -> int:
    """Open the index and search it."""
    index = open_dir(folder)
    with index.searcher() as searcher:
        found = len(searcher.search(query.Term("title", "oil"), limit=None))
    del index, searcher
    gc.collect()
    return found


def test_an_undamaged_index_is_read(folder: Path) -> None:
    """No damage is reported."""
    assert read(folder) == 30


def test_any_changed_byte_is_detected(folder: Path) -> None:
    """Anywhere but in the padding between two arrays. `python -m benchmarks.faults bytes` changes every byte."""
    sound = segment_file(folder).read_bytes()
    contents = next(folder.glob("_MAIN_*.toc"))
    whole = contents.read_bytes()
    chance = random.Random(4)
    covered = [place for place in range(len(sound)) if not is_padding(sound, place)]
    for place in [*range(36), *chance.sample(covered, 50), len(sound) - 1]:
        segment_file(folder).write_bytes(flipped(sound, place, chance))
        with pytest.raises(DamagedSegment, match="rebuilt"):
            read(folder)
    segment_file(folder).write_bytes(sound)
    for place in [*chance.sample(range(len(whole) - 12), 30), len(whole) - 1]:
        contents.write_bytes(flipped(whole, place, chance))
        with pytest.raises(DamagedSegment, match="table of contents"):
            read(folder)


def flipped(data: bytes, place: int, chance: random.Random) -> bytes:
    """The data with one bit of one byte changed."""
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def is_padding(data: bytes, place: int) -> bool:
    """Whether a byte is padding before an array."""
    file = ArrayFile("sound", data)
    ends = sorted((entry.offset, entry.offset + file.array(name).nbytes) for name, entry in file._entries.items())
    return 36 <= place < ends[-1][1] and not any(start <= place < end for start, end in ends)


def test_a_file_is_verified_once_and_again_after_a_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update opens the index several times; a change in between is detected."""
    verified: list[str] = []
    verify = ArrayFile.verify

    def counted(file: ArrayFile) -> None:
        verified.append(file.path)
        verify(file)

    monkeypatch.setattr(ArrayFile, "verify", counted)
    assert [read(folder), read(folder)] == [30, 30]
    assert len(verified) == 1
    sound = segment_file(folder).read_bytes()
    segment_file(folder).write_bytes(flipped(sound, 200, random.Random(4)))
    with pytest.raises(DamagedSegment):
        read(folder)
    segment_file(folder).write_bytes(sound)
    assert read(folder) == 30


@pytest.mark.parametrize("kept", [0, 10, 36, 0.5, 0.999])
def test_a_truncated_file_is_detected(folder: Path, kept: float) -> None:
    """Truncated at any length, 0 included."""
    for path in (segment_file(folder), next(folder.glob("_MAIN_*.toc"))):
        sound = path.read_bytes()
        path.write_bytes(sound[: int(kept if kept >= 1 else kept * len(sound))])
        with pytest.raises(DamagedSegment):
            read(folder)
        path.write_bytes(sound)


def test_a_file_with_appended_bytes_is_detected(folder: Path) -> None:
    """The size of the file is checked."""
    with segment_file(folder).open("ab") as file:
        file.write(b"more")
    with pytest.raises(DamagedSegment, match="size"):
        read(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    """The error names the file and what to do."""
    path = segment_file(folder)
    path.unlink()
    with pytest.raises(DamagedSegment, match=path.name) as caught:
        read(folder)

    assert caught.value.path == str(path)
    assert "missing" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).reason == caught.value.reason


@pytest.mark.parametrize("version", [FORMAT_VERSION - 1, FORMAT_VERSION + 1])
def test_another_version_is_refused(folder: Path, version: int) -> None:
    """A file of an earlier or later format version is not read."""
    sound = segment_file(folder).read_bytes()
    segment_file(folder).write_bytes(MAGIC + version.to_bytes(4, "little") + sound[12:])
    with pytest.raises(DamagedSegment, match=f"version {version}"):
        read(folder)


@pytest.mark.parametrize("data", [b"", b"\x00", bytes(range(100)), b"noise" * 20])
def test_other_data_in_place_of_a_table_of_contents_is_detected(folder: Path, data: bytes) -> None:
    """Even if the file is empty, without a seal."""
    next(folder.glob("_MAIN_*.toc")).write_bytes(data)
    with pytest.raises(DamagedSegment, match="table of contents"):
        read(folder)


def test_a_large_file_is_checked_by_two_threads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file is checked, of several changed arrays the largest is named."""
    sound = segment_file(folder).read_bytes()
    changed = bytearray(sound)
    entries = {name: entry for name, entry in ArrayFile("sound", sound)._entries.items() if entry.size}
    for entry in entries.values():
        changed[entry.offset] ^= 1
    largest = max(entries, key=lambda name: entries[name].size)

    for size in (len(sound) + 1, len(sound), 0):
        monkeypatch.setattr(array_file, "_PARALLEL_CHECK", size)
        ArrayFile("sound", sound).verify()
        with pytest.raises(DamagedSegment, match=f"the array {largest} has changed"):
            ArrayFile("changed", bytes(changed)).verify()


def test_a_missing_array_is_detected(folder: Path) -> None:
    """An array that is not in the directory is damage, not an empty array."""
    with pytest.raises(DamagedSegment, match="nonsense is missing"):
        ArrayFile.map(segment_file(folder)).array("nonsense")


def test_a_folder_without_an_index_is_not_damaged(tmp_path: Path) -> None:
    """A missing index is Whoosh's own error."""
    with pytest.raises(EmptyIndexError):
        open_dir(tmp_path)


def test_creating_an_index_deletes_the_old_one(folder: Path) -> None:
    """Also its segments."""
    index: ArrayIndex = create_in(folder, SCHEMA)

    assert index.doc_count() == 0
    assert not list(folder.glob("*.arrays"))


def test_a_folder_that_cannot_be_synced_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut could undo the commit. A file system that has no such call is not an error."""
    fsync = os.fsync

    def refuse(descriptor: int, number: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", partial(refuse, number=errno.EINVAL))
    writer = open_dir(folder).writer()
    writer.add_document(key="new", title="oil and gas")
    writer.commit()
    assert read(folder) == 31

    monkeypatch.setattr(os, "fsync", partial(refuse, number=errno.EIO))
    writer = open_dir(folder).writer()
    writer.add_document(key="newer", title="oil and coal")
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        writer.commit()
    del writer
    gc.collect()
    assert read(folder) == 32
