"""Where user data is kept, and how it is found again after the folder of the documents has moved."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.document import FileStamp
from corpus.reading.fingerprint import fingerprint
from index.model.errors import UserDataError
from index.model.library_identity import LibraryIdentity, SampledFile, UserDataPlace
from index.model.user_data_fault import UserDataFailure
from index.storage.manifest import FileRecord, Manifest
from index.userdata import library_identity, place


class Home:
    """A user's data folder and a folder of documents."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.user_data = root / "userdata"
        self.documents = root / "releases"
        self.documents.mkdir()
        for number in range(10):
            (self.documents / f"{number}.txt").write_text(f"Text {number}")

    def locate(self, folder: Path, legacy: str = "none.yaml") -> UserDataPlace:
        """Locate the user data of a folder, whose library is beside it."""
        return place.locate(self.user_data, folder, self.library(folder), folder.name, self.root / legacy)

    def library(self, folder: Path) -> Path:
        """Return the library's own folder."""
        directory = folder.with_name(f"{folder.name}-library")
        directory.mkdir(exist_ok=True)
        return directory

    def remember(self) -> LibraryIdentity:
        """Write the identity of the documents, as the first change of user data does."""
        stamps = [FileStamp.of(file.name, file.lstat()) for file in sorted(self.documents.iterdir())]
        sample = [SampledFile(stamp.path, stamp.size, fingerprint(self.documents, stamp)) for stamp in stamps]
        known = replace(library_identity.new_identity(self.documents), sample=tuple(sample), commit=1)
        folder = self.locate(self.documents).folder
        folder.mkdir(parents=True)
        library_identity.write_identity(folder, known)
        library_identity.write_id(self.library(self.documents), known)
        return known


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a new home."""
    return Home(tmp_path)


def test_an_identity_is_read_as_it_was_written(home: Home) -> None:
    """Also a folder whose name is not UTF-8."""
    known = LibraryIdentity("0" * 16, Path(os.fsdecode(b"/data/r\xe9leases")), 4, (SampledFile("ä.txt", 3, "ff"),))
    home.user_data.mkdir()
    library_identity.write_identity(home.user_data, known)

    assert library_identity.read_identity(home.user_data) == known


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"id": "1", "folder": "/a", "commit": 1, "sample": [1]}', "\udcff", "[" * 20_000]
)
def test_a_damaged_identity_is_none(home: Home, text: str) -> None:
    """It is written again by the next change."""
    home.user_data.mkdir()
    (home.user_data / library_identity.FILE).write_text(text, "utf-8", "surrogateescape")

    assert library_identity.read_identity(home.user_data) is None


def test_a_moved_folder_is_offered_its_user_data_and_finds_it_once_adopted(home: Home) -> None:
    """One file of five may have changed."""
    known = home.remember()
    first = home.locate(home.documents).folder
    moved = home.documents.rename(home.root / "archive")
    (moved / "0.txt").write_text("Another text")
    (moved / "1.txt").unlink()

    offered = home.locate(moved)
    assert offered.folder != first
    assert [(each.identity.id, each.user_data, each.matching) for each in offered.moved] == [(known.id, first, 8)]

    assert place.adopt(home.user_data, moved, home.library(moved), known.id).folder == first
    assert home.locate(moved) == UserDataPlace(first)


def test_a_folder_that_has_less_than_four_fifths_of_the_files_is_another_library(home: Home) -> None:
    """Changed, missing and replaced files count alike."""
    home.remember()
    moved = home.documents.rename(home.root / "archive")
    (moved / "0.txt").write_text("Another text")
    (moved / "1.txt").unlink()
    (moved / "2.txt").write_text("Best 2")

    assert home.locate(moved).moved == ()


def test_a_copy_is_a_library_of_its_own_while_the_first_folder_exists(home: Home) -> None:
    """It can be adopted only when that is gone."""
    known = home.remember()
    copy = Path(shutil.copytree(home.documents, home.root / "copy"))

    assert home.locate(copy).moved == ()
    with pytest.raises(UserDataError) as failed:
        place.adopt(home.user_data, copy, home.library(copy), known.id)
    assert failed.value.failure is UserDataFailure.FOLDER_EXISTS


def test_an_index_that_moves_with_its_documents_finds_their_user_data_by_its_id(home: Home) -> None:
    """Nothing has to be adopted."""
    home.remember()
    first = home.locate(home.documents).folder
    index = home.library(home.documents)
    moved = home.documents.rename(home.root / "archive")
    index.rename(home.root / "archive-library")

    assert home.locate(moved) == UserDataPlace(first)
    assert home.locate(moved) == UserDataPlace(first)


def test_a_new_folder_at_the_old_path_gets_user_data_of_its_own(home: Home) -> None:
    """The adopted user data keeps the name of its first folder."""
    known = home.remember()
    first = home.locate(home.documents).folder
    moved = home.documents.rename(home.root / "archive")
    place.adopt(home.user_data, moved, home.library(moved), known.id)
    shutil.rmtree(home.root / "releases-library")
    home.documents.mkdir()

    assert home.locate(home.documents).folder.name == "releases-2"
    assert home.locate(moved).folder == first


def test_an_unknown_id_cannot_be_adopted(home: Home) -> None:
    """Nothing is written."""
    with pytest.raises(UserDataError) as failed:
        place.adopt(home.user_data, home.documents, home.library(home.documents), "0" * 16)

    assert failed.value.failure is UserDataFailure.UNKNOWN_LIBRARY
    assert not home.user_data.exists()


@pytest.mark.parametrize("linked", [False, True])
def test_corrections_of_an_earlier_version_move_once(home: Home, linked: bool) -> None:
    """A relative link still points to the file it pointed to."""
    legacy = home.root / "corrections" / "releases.yaml"
    legacy.parent.mkdir()
    if linked:
        (home.root / "mine.yaml").write_text("- hide: Franklin\n")
        legacy.symlink_to("../mine.yaml")
    else:
        legacy.write_text("- hide: Franklin\n")

    found = home.locate(home.documents, "corrections/releases.yaml")

    assert found.corrections.read_text() == "- hide: Franklin\n"
    assert found.corrections.is_symlink() is linked
    assert not os.path.lexists(legacy)
    legacy.write_text("- hide: Another\n")
    assert home.locate(home.documents, "corrections/releases.yaml") == found
    assert found.corrections.read_text() == "- hide: Franklin\n"


def test_the_sample_of_a_manifest_is_spread_over_the_folder(tmp_path: Path) -> None:
    """Files without a fingerprint are left out."""
    with Manifest(tmp_path, writing=True) as manifest:
        stamps = [FileStamp(f"{number:03}.txt", number, 0) for number in range(100)]
        manifest.record(FileRecord(stamp, (), "ff" if stamp.size % 2 else "", 1) for stamp in stamps)

        assert [file.path for file in manifest.sample(10)] == [f"{number:03}.txt" for number in range(1, 100, 10)]
        assert len(manifest.sample(40)) == 25
        assert len(manifest.sample(50)) == 50
