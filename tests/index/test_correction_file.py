"""The file of corrections: parsing, writing, and that nothing the user wrote is lost."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model.errors import YamlFault
from index.corrections.file import CorrectionFile
from index.corrections.notation import read_corrections, write_correction
from index.model.entity import Action, Correction
from index.model.errors import CorrectionError
from index.model.query import Kind
from tui.text.corrections import file_problems_text

BY_HAND = """\
# My corrections.
- merge:            # the old man
    - Hafez Assad
    - Hafez al-Asad
  as: Hafez al-Assad

# The family
- split: [George Bush, "George W. Bush"]   # never one
- hide: Franklin
  in: 1987/savings.txt
- rename country: Türkiye
  as: Turkey
# the end
"""


@pytest.fixture
def file(tmp_path: Path) -> CorrectionFile:
    """A missing file in a missing folder."""
    return CorrectionFile(tmp_path / "deep" / "folder" / "shelf.yaml")


def problems_of(file: CorrectionFile) -> str:
    """The sentence about what is wrong with a file."""
    assert file.problems
    return file_problems_text(file.problems)


def hide(name: str) -> Correction:
    """A correction that hides a person."""
    return Correction(Action.HIDE, Kind.PERSON, (name,))


def test_a_file_written_by_hand() -> None:
    """All notations of lists and texts."""
    entries, errors = read_corrections(BY_HAND)

    assert errors == []
    assert [entry.correction for entry in entries] == [
        Correction(Action.MERGE, Kind.PERSON, ("Hafez Assad", "Hafez al-Asad"), "Hafez al-Assad"),
        Correction(Action.SPLIT, Kind.PERSON, ("George Bush", "George W. Bush")),
        Correction(Action.HIDE, Kind.PERSON, ("Franklin",), "", "1987/savings.txt"),
        Correction(Action.RENAME, Kind.COUNTRY, ("TR",), "Turkey"),
    ]
    assert [entry.line for entry in entries] == [2, 8, 9, 11]


def test_adding_and_undoing_leave_what_was_written_by_hand(tmp_path: Path) -> None:
    """Byte for byte, with comments."""
    path = tmp_path / "shelf.yaml"
    path.write_text(BY_HAND, "utf-8")
    file = CorrectionFile(path)
    file.add(hide("Robert Null"))

    assert path.read_text("utf-8") == BY_HAND + "- hide: Robert Null\n"
    file.remove(hide("Robert Null"))
    assert path.read_text("utf-8") == BY_HAND

    file.remove(file.corrections[0])
    assert path.read_text("utf-8") == BY_HAND.replace(BY_HAND[BY_HAND.index("- merge") : BY_HAND.index("\n# The")], "")


def test_a_new_file_explains_itself(file: CorrectionFile) -> None:
    """It starts with comments, its folder is created, and only the user may read it."""
    file.add(hide("Franklin"))

    assert file.path.read_text().startswith("# Corrections of the people and countries")
    assert file.path.stat().st_mode & 0o077 == 0
    assert CorrectionFile(file.path).corrections == (hide("Franklin"),)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- hide: [open\n", 2, "expected"),
        ("- hide: a\n\t- b", 2, "tab"),
        ("hide: Franklin\n", 1, "must be a list"),
        ("- Franklin\n", 1, "looks like"),
        ("- hide: a\n- hid: b\n", 2, "an entry needs one of"),
        ("- merge: [a]\n", 1, "at least two names"),
        ("- merge: [a, a]\n", 1, "twice"),
        ("- rename: a\n", 1, "needs “as:”"),
        ("- split: [a, b]\n  as: c\n", 2, "not allowed in a split"),
        ("- hide: a\n  hide: b\n", 2, "given twice"),
        ("- hide: {a: b}\n", 1, "needs names"),
        ("- hide country: Atlantis\n", 1, "there is no country “Atlantis”"),
        ("- merge country: [US, UK]\n", 1, "an entry needs one of"),
        ("- hide: ''\n", 1, "needs names"),
        ("- hide: a\n- hide: &x [*x]\n", 2, ""),
        ("- hide: \x00\n", 1, ""),
        ("- hide: a\n- hide: &x b\n- hide: *x\n", 2, "anchors"),
        ("- hide: a\n- hide: !!int b\n", 2, "tags"),
        ("- hide: a\n---\n- hide: b\n", 2, "more than one"),
        ("- hide: a\n- hide: \x1b[31m\n", 2, "control characters"),
        ('- hide: a\n- "hi\\e[31m": b\n', 2, "an entry needs one of"),
        ('- hide: a\n  "\\e[31m": b\n', 2, "not allowed"),
        pytest.param("- hide: a\n- ? hide country\n  : " + "b" * 1_000_000, 2, "“bbb", id="long"),
        pytest.param("[" * 3_000_000, 1, "", id="deep"),
        pytest.param("{a: " * 1_000_000, 1, "", id="deep maps"),
    ],
)
def test_an_invalid_file_is_reported_in_one_sentence(tmp_path: Path, text: str, line: int, reason: str) -> None:
    """With the file and the line; valid entries beside an invalid one apply."""
    path = tmp_path / "shelf.yaml"
    path.write_text(text, "utf-8")
    file = CorrectionFile(path)
    said = problems_of(file)

    assert f"{path}, line " in said
    assert reason in said
    if reason:
        assert f"{path}, line {line}: " in said
    assert said.isprintable()
    assert len(said) < len(str(path)) + 300
    assert file.corrections == ((hide("a"),) if text.startswith("- hide: a\n- hid: b") else file.corrections)


def test_a_bad_entry_does_not_keep_others_from_being_added(tmp_path: Path) -> None:
    """The invalid entry stays where it is."""
    path = tmp_path / "shelf.yaml"
    path.write_text("- hid: b\n- hide: a")
    file = CorrectionFile(path)
    file.add(hide("c"))

    assert path.read_text() == "- hid: b\n- hide: a\n- hide: c\n"
    assert file.corrections == (hide("a"), hide("c"))


@pytest.mark.parametrize("content", [b"- hide: [open\n", b"[{hide: a}]\n", b"- hide: \xff\n", b"- hide: a\n...\n"])
def test_a_file_that_nothing_can_be_added_to_is_left_alone(tmp_path: Path, content: bytes) -> None:
    """The error carries the path."""
    path = tmp_path / "shelf.yaml"
    path.write_bytes(content)

    with pytest.raises(CorrectionError) as caught:
        CorrectionFile(path).add(hide("b"))
    assert caught.value.path == path
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_path_that_is_not_a_regular_file_is_reported(tmp_path: Path) -> None:
    """A pipe would hang, a device would never end; neither is replaced by a file."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "zero.yaml"):
        file = CorrectionFile(tmp_path / name)

        assert problems_of(file) == f"No correction is applied: {tmp_path / name}: not a regular file."
        with pytest.raises(CorrectionError) as caught:
            file.add(hide("a"))
        assert caught.value.problem
        assert caught.value.problem.yaml is YamlFault.NOT_REGULAR


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "file").write_text("")

    with pytest.raises(CorrectionError, match="UNWRITABLE"):
        CorrectionFile(tmp_path / "file" / "shelf.yaml").add(hide("a"))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file may be in the user's own repository."""
    real = tmp_path / "dotfiles.yaml"
    real.write_text("- hide: a\n")
    real.chmod(0o644)
    (tmp_path / "shelf.yaml").symlink_to(real)
    CorrectionFile(tmp_path / "shelf.yaml").add(hide("b"))

    assert (tmp_path / "shelf.yaml").is_symlink()
    assert real.read_text() == "- hide: a\n- hide: b\n"
    assert real.stat().st_mode & 0o777 == 0o644


def test_concurrent_writers_lose_nothing(file: CorrectionFile) -> None:
    """Each adds to what the other has written."""

    def work(letter: str) -> None:
        own = CorrectionFile(file.path)
        for number in range(10):
            own.add(hide(f"{letter}{number}"))

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {each.names[0] for each in CorrectionFile(file.path).corrections} == {
        f"{letter}{number}" for letter in "ab" for number in range(10)
    }


def test_a_write_that_fails_leaves_the_old_file(file: CorrectionFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays complete, with no draft beside it."""
    file.add(hide("a"))
    before = file.path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CorrectionError) as caught:
        file.add(hide("b"))
    assert (caught.value.path, caught.value.name) == (file.path, "no space left on device")
    assert file.path.read_bytes() == before
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_correction_is_on_the_disk_before_it_is_reported_as_saved(
    file: CorrectionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, its entry in the folder, and the created folders."""
    synced: list[int] = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    file.add(hide("a"))

    folder = file.path.parent
    assert synced[-2:] == [file.path.stat().st_ino, folder.stat().st_ino]
    assert {folder.parent.stat().st_ino, folder.parent.parent.stat().st_ino} <= set(synced)


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    """Its target may be in a folder that is backed up."""
    (tmp_path / "backed up").mkdir()
    target, link = tmp_path / "backed up" / "shelf.yaml", tmp_path / "shelf.yaml"
    link.symlink_to(target)
    CorrectionFile(link).add(hide("a"))

    assert link.is_symlink()
    assert "hide: a" in target.read_text("utf-8")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
NAMES = TEXTS.filter(bool) | st.sampled_from(
    ["No", "null", "1987", "~", "- x", "#a", "a: b", "[a]", "'", '"', "a, b", "!x", "a #b", "\\"]
)
SEVERAL = st.lists(NAMES, min_size=2, max_size=3, unique=True).map(tuple)
ONE = st.tuples(NAMES)
PERSON = st.just(Kind.PERSON)
CORRECTIONS = st.one_of(
    st.builds(Correction, st.just(Action.MERGE), PERSON, SEVERAL, NAMES | st.just("")),
    st.builds(Correction, st.just(Action.SPLIT), PERSON, SEVERAL),
    st.builds(Correction, st.just(Action.RENAME), PERSON, ONE, NAMES),
    st.builds(Correction, st.just(Action.HIDE), PERSON, ONE, st.just(""), NAMES | st.just("")),
    st.builds(Correction, st.just(Action.HIDE), st.just(Kind.COUNTRY), st.sampled_from([("NO",), ("SUHH",)])),
)


@settings(max_examples=200)
@given(st.lists(CORRECTIONS, max_size=4))
def test_written_corrections_are_read_back(corrections: list[Correction]) -> None:
    """Whatever the names consist of."""
    text = "".join(map(write_correction, corrections))
    entries, errors = read_corrections(text)

    assert errors == []
    assert [entry.correction for entry in entries] == corrections
    lines = text.splitlines(keepends=True)
    for entry in entries:
        piece = "".join(lines[entry.line - 1 : entry.end - 1])
        assert [each.correction for each in read_corrections(piece)[0]] == [entry.correction]


def test_the_author_of_a_shared_correction_is_kept() -> None:
    """It is read back, and two users' corrections of the same kind are one."""
    made = Correction(Action.HIDE, Kind.PERSON, ("Franklin",), author="anna: the desk")
    ((entry,), _) = read_corrections(write_correction(made))
    assert (entry.correction, entry.correction.author) == (hide("Franklin"), made.author)
