"""What was left out of documents is listed per file, and added up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.columns import ColumnChoice
from corpus.model.document import Document
from corpus.model.omission import Omission, OmissionKind
from index.library import Library
from index.model.finding import Check, Observation
from index.model.partly_read import PartlyRead, PartlyReadFile
from index.model.progress import Report
from index.storage.doctor import examine

Build = Callable[..., Report]

MAIL = "From: a@example.org\nSubject: {}\nContent-Type: text/html\n\n<p>The ministers met in Riga.</p>{}\n"
IMAGE = "<img src=a.png>"
TABLE = "title,text,score\nOne,The ministers met in Riga on Monday.,1\nTwo,They met again in Vilnius on Friday.,2\n"


@pytest.fixture
def library(tmp_path: Path, build: Build) -> Library:
    """A message with two images, one without, and a table with a column that is not used."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "images.eml").write_text(MAIL.format("Images", 2 * IMAGE))
    (folder / "plain.eml").write_text(MAIL.format("None", ""))
    (folder / "table.csv").write_text(TABLE)
    build(folder)
    return Library.open(folder, tmp_path / "library")


def test_files_are_listed_with_what_was_left_out(library: Library) -> None:
    """By path; a file that was read as a whole is none of them."""
    images, table = library.partly_read()

    assert images == PartlyRead("images.eml", 1, (Omission(OmissionKind.IMAGES, 2),))
    assert (table.path, table.documents, table.omissions) == ("table.csv", 0, ())
    assert table.columns == ColumnChoice(("title",), ("text",), unused=("score",))


def test_a_renamed_file_stays_listed_and_a_removed_one_does_not(library: Library, build: Build) -> None:
    """A renamed file is not read again."""
    (library.folder / "images.eml").rename(library.folder / "renamed.eml")
    (library.folder / "table.csv").unlink()
    build(library.folder)

    assert [each.path for each in library.partly_read()] == ["renamed.eml"]


def test_a_file_read_again_replaces_its_entry(library: Library, build: Build) -> None:
    """With one more image."""
    (library.folder / "images.eml").write_text(MAIL.format("Images", 3 * IMAGE))
    build(library.folder)

    assert library.partly_read()[0].omissions == (Omission(OmissionKind.IMAGES, 3),)


def test_the_doctor_adds_up(library: Library) -> None:
    """Documents, files and numbers; it is no problem."""
    (library.folder / "images.eml").unlink()
    (finding,) = (each for each in examine(library.folder, library.directory) if each.check is Check.OMISSIONS)

    assert (finding.observation, finding.wrong, finding.count) == (Observation.READ_IN_PART, False, 1)
    assert finding.names == ("images.eml",)
    assert finding.omissions == (Omission(OmissionKind.IMAGES, 2),)


def test_the_main_language_is_the_most_frequent(library: Library, build: Build) -> None:
    """Documents without a known language do not count."""
    assert library.main_language == "en"
    for number in range(9):
        text = f"Die Minister trafen sich am Montag und sprachen über die Sicherheit, zum {number}. Mal."
        (library.folder / f"{number}.txt").write_text(text)
    build(library.folder)
    library.refresh()

    assert library.main_language == "de"


@pytest.mark.parametrize(("words", "is_listed"), [(5, False), (500, True)])
def test_menus_are_listed_only_where_they_outweigh_the_article(words: int, is_listed: bool) -> None:
    """Every web page has some."""
    file = PartlyReadFile("a.html")
    omissions = (Omission(OmissionKind.OUTSIDE_ARTICLE, words),)
    file.add([Document("0", "a.html", "Title", "The ministers met. " * 20, omissions=omissions)])

    assert (file.result() is not None) is is_listed


def test_numbers_of_many_documents_are_added() -> None:
    """A part without a number counts as one; a limit is not added."""
    file = PartlyReadFile("a.mbox")
    omissions = (Omission(OmissionKind.ENCRYPTED_PART, detail="a/b"), Omission(OmissionKind.MORE_PARTS, 1000))
    file.add([Document("0", "a.mbox", "T", "Text", omissions=omissions)] * 2)

    assert file.result() == PartlyRead(
        "a.mbox", 2, (Omission(OmissionKind.ENCRYPTED_PART, 2, "a/b"), Omission(OmissionKind.MORE_PARTS, 1000))
    )
