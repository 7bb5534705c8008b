"""Mailboxes are divided where messages begin, and nowhere else."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.reading import body, case_documents, documents_of

SEPARATOR = "From a@example.org Tue Mar  4 10:00:00 2025\n"


def test_lines_that_begin_with_from_are_text() -> None:
    """With a year or a time in them, too."""
    first, second = case_documents("mbox/list.mbox")

    assert "From early spring until the end of 2024\nthe ferry did not run." in first.text
    assert "From the pier at 10:30 the walnut convoy left" in first.text
    assert first.text.endswith("pomegranate.")
    assert second.title == "Second"


@pytest.mark.parametrize("name", "abcde")
def test_text_after_such_a_line_is_kept(name: str) -> None:
    """It ended the message."""
    (message,) = case_documents(f"mbox/{name}.mbox")

    assert message.text.endswith("After the line: walnut.")


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("tb.mbox", ["TB one", "TB two"]),
        ("Inbox", ["IB one", "IB two"]),
        ("pipermail.txt", ["[list] Pipermail one", "[list] Pipermail two"]),
        ("takeout.mbox", ["GM one", "GM two"]),
    ],
)
def test_separators_of_every_program_are_known(name: str, titles: list[str]) -> None:
    """With and without a blank line before them, an address or a zone in them."""
    assert [each.title for each in case_documents(f"mbox/{name}")] == titles


def test_authors_in_list_archives_keep_their_names() -> None:
    """They are written "address (Name)", the address without "@"."""
    authors = [dict(each.metadata)["author"] for each in case_documents("mbox/pipermail.txt")]

    assert authors == ["Nadia Example <nadia@example.org>", "Piet Hendriksen <piet@example.org>"]


def test_one_quote_mark_is_taken_from_quoted_separators(tmp_path: Path) -> None:
    """As in mboxrd, and in mboxo for those that have one."""
    (message,) = documents_of(
        tmp_path, "a.mbox", f"{SEPARATOR}From: a@example.org\nSubject: S\n\nText.\n>From one.\n>>From two.\n"
    )

    assert body(message) == "Text.\nFrom one.\n>From two."


@pytest.mark.parametrize("following", ["Status: RO", ">From b@example.org Mon Mar  3 09:00:00 2025", "X-UID: 1"])
def test_any_header_field_follows_a_separator(following: str, tmp_path: Path) -> None:
    """Whichever program wrote it first."""
    message = f"{SEPARATOR}{following}\nFrom: a@example.org\nSubject: S\n\nText.\n"

    assert len(documents_of(tmp_path, "a.mbox", message * 2)) == 2


def test_a_message_of_short_lines_takes_the_memory_of_its_size(tmp_path: Path) -> None:
    """A list of its lines took twenty times as much."""
    limits = Limits(document_bytes=300_000)
    message = f"{SEPARATOR}From: a@example.org\nSubject: S\n\nText.\n"
    (tmp_path / "a.mbox").write_text(message + "a\n" * 200_000 + message)
    (tmp_path / "b.mbox").write_text(message)
    list(read(tmp_path, "b.mbox", limits))  # imports what it needs
    tracemalloc.start()
    large, small = read(tmp_path, "a.mbox", limits)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(large, Skipped)
    assert large.reason is Reason.TOO_LARGE
    assert isinstance(small, Document)
    assert peak < 6 * limits.document_bytes


@pytest.mark.parametrize("name", ["a.mbox", "a.eml", "a.mht"])
def test_a_message_of_too_many_lines_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard library's parser takes forty times the memory of a message of short lines."""
    monkeypatch.setattr("corpus.formats.mail_parser._MOST_LINES", 1000)
    separator = SEPARATOR if name == "a.mbox" else ""
    (tmp_path / name).write_text(f"{separator}From: a@example.org\nSubject: S\nTo: b@example.org\n\n" + "a\n" * 1000)
    (found,) = read(tmp_path, name)

    assert isinstance(found, Skipped)
    assert (found.reason, found.number) == (Reason.TOO_MANY_LINES, 1000)
