"""The date of a message, from its headers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.model.date_source import DateSource
from corpus.model.document import Document
from corpus.reading.read import read
from corpus.text.message_dates import message_date

MARCH = dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("Tue, 4 Mar 25 10:00:00 EST", MARCH),
        ("4 Mar 2025 10:00:00 +0530 (IST)", MARCH),
        ("Tue, 04 Mar 2025 10:00:00 GMT+1", MARCH),
        ("Tue, 04 Mar 2025 10:00", MARCH),
        ("2025-03-04 10:00:00", MARCH),
        ("2025-03-04T10:00:00Z", MARCH),
        ("Tue, 04 Mär 2025 10:00:00 +0100", MARCH),
        ("Di, 4 Mrz 2025 10:00:00 +0100", MARCH),
        ("Tue Mar  4 10:00:00 2025", MARCH),
        ("Tue, 04 Mar 2025 25:61:00 +0100", MARCH),
        ("Tue, 04 Mar 125 10:00:00 +0100", MARCH),
        ("Tue, 04-Mar-2025 10:00:00 UTC", MARCH),
        ("Tue, 04 Mar 2025 10.00.00 +0100", MARCH),
        ("Fri, 28 Feb 92 11:07:59 MEZ", dt.date(1992, 2, 28)),
        ("lör, 29 maj 1999 00:24:04 +0200 (CEST)", dt.date(1999, 5, 29)),
        ("Mon, 3 Jan 100 10:00:00 +0000", dt.date(2000, 1, 3)),
        ("4 March 1951", dt.date(1951, 3, 4)),
        ("04/03/2025 10:00", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 3 Jan 1901 10:00:00 +0000", None),
        ("Tue, 19 Jan 2038 03:14:08 +0000", None),
        ("Wed, 31 Dec 9998 23:00:00 +0000", None),
        ("Mon, 03 Jan 0099 10:00:00 +0000", None),
        ("Tue, 04 Mar 99999999999 10:00:00 +0000", None),
        ("", None),
    ],
)
def test_the_date_header_in_any_form(header: str, date: dt.date | None) -> None:
    """Dates of RFC 5322 and others; a clock that was never set, and implausible years, are no dates."""
    assert message_date(header) == date


def test_the_lowest_received_header_is_the_first_fallback() -> None:
    """It is the nearest to the sender."""
    received = [
        "from b by c; Thu, 06 Mar 2025 10:00:00 +0100",
        "from a by b with SMTP; Tue, 04 Mar 2025 10:00:00 +0100",
    ]
    assert message_date("Wed, 31 Dec 9998 23:00:00 +0000", received) == MARCH


@pytest.mark.parametrize(
    "when", ["Tue Mar  4 10:00:00 2025", "Tue Mar  4 10:00 2025 +0100", "Tue Mar  4 10:00:00 CET 2025"]
)
def test_the_line_before_a_message_of_a_mailbox_is_the_last_fallback(when: str) -> None:
    """The date on which the message was stored."""
    assert message_date("", [], f"From n@example.org {when}") == MARCH


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mbox", "From n@example.org Tue Mar  4 10:00:00 2025\nFrom: n@example.org\nSubject: Walnuts\n\nText.\n"),
        (
            "a.eml",
            "Received: from a by b; Tue, 04 Mar 2025 10:00:00 +0100\nFrom: n@example.org\nSubject: Walnuts\n\nText.\n",
        ),
        ("memo.txt", "Date: 4 March 2025\nTo: All\nSubject: Memo on quinces\n\nText.\n"),
    ],
)
def test_files_of_messages_have_the_date(name: str, content: str, tmp_path: Path) -> None:
    """From whatever header has one."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    (document,) = read(tmp_path, name)
    assert isinstance(document, Document)
    assert (document.date, document.date_source) == (MARCH, DateSource.HEADER)


def test_a_header_in_latin_1_is_read(tmp_path: Path) -> None:
    """As old programs sent it."""
    (tmp_path / "a.eml").write_bytes(
        b"From: n@example.org\nSubject: Walnuts\nDate: Di, 04 M\xe4r 2025 10:00:00 +0100\n\nText.\n"
    )
    (document,) = read(tmp_path, "a.eml")
    assert isinstance(document, Document)
    assert document.date == MARCH
