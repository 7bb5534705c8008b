"""What is attached to a message: files, messages, digests and returned mail."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from pathlib import Path

import pytest

from corpus.formats.mail_parts import parse_message
from corpus.model.document import Skipped
from corpus.model.omission import OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.reading import body, case_documents, documents_of, read_case

MAIL_DATE = dt.date(2025, 3, 4)


def test_a_message_of_attachments_only_is_found_by_its_subject() -> None:
    """And the file by its text, with date and author of the message."""
    message, attached = case_documents("mail/onlypdf.eml")

    assert (message.kind, message.title) == ("mail", "Kumquat communique attached")
    assert attached.kind == "pdf"
    assert attached.date == MAIL_DATE
    assert dict(attached.metadata) == {
        "author": "Nadia Example <n@example.org>",
        "parent": "Kumquat communique attached",
    }


def test_a_broken_attachment_costs_only_itself() -> None:
    """The message stays."""
    message, left = read_case("mail/onlypdf_brokenpdf.eml")

    assert getattr(message, "title", "") == "Rambutan note"
    assert left == Skipped("onlypdf_brokenpdf.eml#b.pdf", Reason.DAMAGED)


def test_attached_files_are_decoded_and_named() -> None:
    """By the charset the part states, under names in any encoding."""
    found = {each.record: body(each) for each in case_documents("mail/rfc2231.eml")}

    assert found == {
        "": "See the file.",
        "Erklärung über.txt": "The attached walnut statement.",
        "Grüße.txt": "Second attached walnut.",
        "../../etc/x.txt": "Third attached.",
        "4": "Fourth unnamed attached hazelnut.",
        "koi.txt": "Письмо из Москвы о мире.",
        "a.html": "Łódź i Świątek mówią o żółci.",
    }


def test_an_attached_table_is_decoded_by_its_charset(tmp_path: Path) -> None:
    """Tables are decoded while they are read."""
    message = (
        "From: a@example.org\nSubject: S\nContent-Type: text/csv; charset=iso-8859-2; name=a.csv\n"
        "Content-Disposition: attachment; filename=a.csv\n\ntitle,text\nT,Łódź i Świątek\n"
    )
    _, row = documents_of(tmp_path, "a.eml", message.encode("iso-8859-2"))

    assert "Łódź i Świątek" in row.text


def test_the_text_of_an_attachment_dates_it_before_the_message_does(tmp_path: Path) -> None:
    """The date of the message is the last resort."""
    message = (
        "From: a@example.org\nSubject: S\nDate: Tue, 04 Mar 2025 10:00:00 +0100\n"
        "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\n"
        "Talks open\n\nHELSINKI, 1 August 1975 — The talks opened.\n"
    )
    _, attached = documents_of(tmp_path, "a.eml", message)

    assert attached.date == dt.date(1975, 8, 1)


@pytest.mark.parametrize(
    ("name", "record", "title", "author", "date"),
    [
        ("forward", "original.eml", "Kumquat agreement draft", "Piet Hendriksen <piet@example.org>", (2024, 2, 12)),
        ("digest", "1", "Digest first walnut", "Piet Hendriksen <p@example.org>", (2024, 2, 12)),
        ("digest", "2", "Digest second", "Olga Petrova <o@example.org>", (2025, 3, 4)),
        ("bounce", "1", "Original walnut", "Nadia Example <n@example.org>", (2025, 3, 4)),
    ],
)
def test_an_inner_message_keeps_its_subject_sender_and_date(
    name: str, record: str, title: str, author: str, date: tuple[int, int, int]
) -> None:
    """Forwarded, in a digest, or returned. One without a date has that of the outer message."""
    found = {each.record: each for each in case_documents(f"mail/{name}.eml")}

    inner = found[record]
    assert (inner.title, inner.date) == (title, dt.date(*date))
    assert dict(inner.metadata) == {"author": author, "parent": found[""].title}
    assert inner.message is not None
    assert inner.message.subject == title


def test_a_delivery_report_is_text() -> None:
    """It says which address failed."""
    assert "Final-Recipient: rfc822; x@example.org" in case_documents("mail/bounce.eml")[0].text


def test_messages_within_messages_have_a_limit(tmp_path: Path) -> None:
    """That of files within files."""
    message = "From: a@example.org\nSubject: Innermost\n\nText.\n"
    for number in range(5):
        message = f"From: a@example.org\nSubject: S{number}\nContent-Type: message/rfc822\n\n{message}"
    (tmp_path / "a.eml").write_text(message)

    found = list(read(tmp_path, "a.eml"))
    assert [each.reason for each in found if isinstance(each, Skipped)] == [Reason.FILES_NESTED_TOO_DEEPLY]


def test_images_in_the_text_are_counted() -> None:
    """They are no documents."""
    (message,) = case_documents("mail/nested.eml")

    assert [(each.kind, each.number) for each in message.omissions] == [(OmissionKind.IMAGES, 1)]


@pytest.mark.parametrize(
    ("name", "reason"), [("apple.eml#a.bin", Reason.BINARY), ("winmail.eml#winmail.dat", Reason.ARCHIVE)]
)
def test_attachments_that_are_not_read_are_listed(name: str, reason: Reason) -> None:
    """Five bytes that are no text, and the container of Outlook."""
    found = read_case(f"mail/{name.partition('#')[0]}")

    assert [(each.path, each.reason) for each in found if isinstance(each, Skipped)] == [(name, reason)]


def test_a_large_message_is_parsed_without_copies_of_it() -> None:
    """A copy took four times its size."""
    message = b"Subject: S\nContent-Transfer-Encoding: base64\n\n" + (b"QUJD" * 19 + b"\n") * 27_000
    parse_message(message[:1000])
    tracemalloc.start()
    parsed = parse_message(message)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert parsed.get_payload(decode=True) == b"ABC" * 19 * 27_000
    assert peak < 5 * len(message)
