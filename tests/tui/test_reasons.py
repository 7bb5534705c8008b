"""The English text of reasons."""

from __future__ import annotations

import pytest

from corpus.model.document import Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.extra import Extra
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason
from tui.text.reasons import reason_text


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_text(reason: Reason) -> None:
    """A predicate without full stop, with all placeholders filled in."""
    text = reason_text(Skipped("a.txt", reason, "7", 3))

    assert text
    assert "{" not in text
    assert not text.endswith(".")


def test_braces_in_a_detail_are_not_placeholders() -> None:
    """File names and patterns are untrusted."""
    assert reason_text(Skipped("a", Reason.LINK, "{number}")) == "is a link (to {number}); links are not followed"


@pytest.mark.parametrize(
    ("detail", "limit", "text"),
    [
        (str(40 * MEBIBYTE), 32 * MEBIBYTE, "is too large for one document (40 MB; the limit is 32 MB)"),
        ("", 32 * MEBIBYTE, "is too large for one document (the limit is 32 MB)"),
        ("5000", 1000, "is too large for one document (5 KB; the limit is 1000 bytes)"),
    ],
)
def test_sizes_have_a_unit(detail: str, limit: int, text: str) -> None:
    """No limit is shown as 0 MB."""
    assert reason_text(UnreadableFile(Reason.TOO_LARGE, detail, limit)) == text


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.needs_ocr])
def test_reasons_that_need_ocr_say_how_to_run_it(reason: Reason) -> None:
    """Also of attachments and of members of archives."""
    for path in ("scan.pdf", "mail.eml#scan.pdf"):
        assert "install Tesseract" in reason_text(Skipped(path, reason))


def test_documents_of_pages_say_what_to_do() -> None:
    """The program is named."""
    assert reason_text(Skipped("a.pages", Reason.OTHER_ZIP, "Pages")).endswith("(Pages); export it as .docx or .pdf")
    assert reason_text(Skipped("a.jar", Reason.OTHER_ZIP)).endswith("of an unsupported kind")


@pytest.mark.parametrize("extra", Extra)
def test_every_missing_extra_has_an_install_command(extra: Extra) -> None:
    """With a command."""
    assert "install" in reason_text(Skipped("a.doc", Reason.MISSING_EXTRA, extra))


def test_numbers_of_reasons_are_grouped() -> None:
    """Where they are is said if it is a part of an archive."""
    text = "has more than 2\u202f000\u202f000 elements of XML"
    assert reason_text(UnreadableFile(Reason.TOO_MANY_ELEMENTS, "", 2_000_000)) == text
    assert reason_text(UnreadableFile(Reason.TOO_MANY_ELEMENTS, "a.xml", 2_000_000)) == f"{text} in a.xml"
    assert reason_text(UnreadableFile(Reason.TOO_MANY_PARTS, number=10_000)) == "has more than 10\u202f000 parts"
