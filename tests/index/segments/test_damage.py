"""Damage to any file of an index is noticed when it is opened, never answered from."""

from __future__ import annotations

import gc
import pickle
import random
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import EmptyIndexError

from index.segments.array_index import ArrayIndex, create_in, open_dir
from index.segments.format.array_file import MAGIC, VERSION, ArrayFile
from index.segments.format.errors import DamagedSegment
from tests.index.segments.arrays_oracle import SCHEMA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small index; nothing of it is open any more."""
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
    """The file of its one segment."""
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


def test_a_sound_index_is_read(folder: Path) -> None:
    """Nothing is reported where nothing is wrong."""
    assert read(folder) == 30


def test_any_flipped_byte_is_noticed(folder: Path) -> None:
    """In the segment or in the table of contents, wherever it is; a byte between two arrays does no harm."""
    sound = segment_file(folder).read_bytes()
    contents = next(folder.glob("_MAIN_*.toc"))
    whole = contents.read_bytes()
    chance = random.Random(4)
    covered = [place for place in range(len(sound)) if not in_gap(sound, place)]
    for place in [*range(36), *chance.sample(covered, 250), len(sound) - 1]:
        segment_file(folder).write_bytes(flipped(sound, place, chance))
        with pytest.raises(DamagedSegment, match="rebuilt"):
            read(folder)
    segment_file(folder).write_bytes(sound)
    for place in [*chance.sample(range(len(whole) - 12), 60), len(whole) - 1]:
        contents.write_bytes(flipped(whole, place, chance))
        with pytest.raises(DamagedSegment, match="table of contents"):
            read(folder)


def flipped(data: bytes, place: int, chance: random.Random) -> bytes:
    """The data with one bit changed in one byte."""
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def in_gap(data: bytes, place: int) -> bool:
    """Whether a byte only fills the space before an array."""
    file = ArrayFile("sound", data)
    ends = sorted((entry.offset, entry.offset + file.array(name).nbytes) for name, entry in file._entries.items())
    return 36 <= place < ends[-1][1] and not any(start <= place < end for start, end in ends)


def test_a_file_is_checked_once_and_again_when_it_has_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update opens its library several times; whatever happens to a file in between is noticed all the same."""
    checked: list[str] = []
    verify = ArrayFile.verify

    def counted(file: ArrayFile) -> None:
        checked.append(file.path)
        verify(file)

    monkeypatch.setattr(ArrayFile, "verify", counted)
    assert [read(folder), read(folder)] == [30, 30]
    assert len(checked) == 1
    sound = segment_file(folder).read_bytes()
    segment_file(folder).write_bytes(flipped(sound, 200, random.Random(4)))
    with pytest.raises(DamagedSegment):
        read(folder)
    segment_file(folder).write_bytes(sound)
    assert read(folder) == 30


@pytest.mark.parametrize("kept", [0, 10, 36, 0.5, 0.999])
def test_a_file_cut_short_is_noticed(folder: Path, kept: float) -> None:
    """Cut anywhere, down to nothing."""
    for path in (segment_file(folder), next(folder.glob("_MAIN_*.toc"))):
        sound = path.read_bytes()
        path.write_bytes(sound[: int(kept if kept >= 1 else kept * len(sound))])
        with pytest.raises(DamagedSegment):
            read(folder)
        path.write_bytes(sound)


def test_a_file_that_has_grown_is_noticed(folder: Path) -> None:
    """Something written behind the end is not ours."""
    with segment_file(folder).open("ab") as file:
        file.write(b"more")
    with pytest.raises(DamagedSegment, match="size"):
        read(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    """The error says which file, and what to do."""
    path = segment_file(folder)
    path.unlink()
    with pytest.raises(DamagedSegment, match=path.name) as caught:
        read(folder)

    assert caught.value.path == str(path)
    assert "missing" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).reason == caught.value.reason


@pytest.mark.parametrize("version", [VERSION - 1, VERSION + 1])
def test_another_version_is_refused(folder: Path, version: int) -> None:
    """A file of an earlier or later format is not guessed at."""
    sound = segment_file(folder).read_bytes()
    segment_file(folder).write_bytes(MAGIC + version.to_bytes(4, "little") + sound[12:])
    with pytest.raises(DamagedSegment, match=f"version {version}"):
        read(folder)


@pytest.mark.parametrize("data", [b"", b"\x00", bytes(range(100)), b"noise" * 20])
def test_a_table_of_contents_that_is_none_is_noticed(folder: Path, data: bytes) -> None:
    """Also where nothing of it is left, not even the seal."""
    next(folder.glob("_MAIN_*.toc")).write_bytes(data)
    with pytest.raises(DamagedSegment, match="table of contents"):
        read(folder)


def test_a_missing_array_is_noticed(folder: Path) -> None:
    """Asking for an array that is not in the directory is damage, not emptiness."""
    with pytest.raises(DamagedSegment, match="nonsense is missing"):
        ArrayFile.map(segment_file(folder)).array("nonsense")


def test_a_folder_without_an_index_is_not_damaged(tmp_path: Path) -> None:
    """Nothing there is Whoosh's own error."""
    with pytest.raises(EmptyIndexError):
        open_dir(tmp_path)


def test_making_an_index_anew_forgets_the_old_one(folder: Path) -> None:
    """Creating in a folder that has an index starts from nothing."""
    index: ArrayIndex = create_in(folder, SCHEMA)

    assert index.doc_count() == 0
    assert not list(folder.glob("*.arrays"))
