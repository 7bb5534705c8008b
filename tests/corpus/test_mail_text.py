"""The text of a message: which of its parts it is, and how these are laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model.document import Document
from corpus.model.omission import Omission, OmissionKind
from corpus.reading.read import read
from tests.corpus.reading import block_texts, body, case_body, case_documents, documents_of, read_case

HEAD = "From: Nadia Example <nadia@example.org>\nSubject: Talks\nMIME-Version: 1.0\n"


def parts(kind: str, *contents: tuple[str, str]) -> str:
    """A message of several parts, each with its content type."""
    body = "".join(f"--X\nContent-Type: {each}\n\n{text}\n" for each, text in contents)
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=X\n\n{body}--X--\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("apple", "Apricot first part.\n\nCranberry second part after the picture."),
        ("emptyplain", "The marmalade treaty was signed in Lisbon by both ministers."),
        ("stub", "The walnut summit opens on Friday in Tallinn."),
        ("nested", "Plain nested walnut.\n\nTrailing text part cherry."),
        ("noboundary", "No boundary parameter walnut."),
        ("unterminated", "Unterminated walnut part"),
        ("inlinefile", "Inline body named walnut."),
        ("invite", "Walnut summit in Tallinn\n\nMinister Olena Tarasova"),
        ("enriched", "Walnut enriched text."),
        ("delsp", "The long word international is split, and so is this."),
        ("pgpinline", "The walnut text.\n-- dash escaped"),
        ("blankfirst", "Body blank walnut."),
        ("bomfirst", "Body bom walnut."),
        ("fromline", "Body from-line walnut."),
        ("cr", "Body cr walnut."),
        ("crcrlf", "Body crcr walnut."),
        ("utf16", "Body utf16."),
        ("htmlmeta", "Łódź i Świątek mówią: „żółć”.\n\nQuoted"),
        ("outlookhtml", "Para one\n\nPara\xa0two boldtext\n\nAB\n\nC1 | C2\n\nline\nbreak\n\n• one\n• two"),
        ("winmail", "See the file."),
    ],
)
def test_the_text_of_a_message_is_found_in_its_parts(name: str, text: str) -> None:
    """Nothing is lost, glued or doubled."""
    assert case_body(f"mail/{name}.eml") == text


def test_html_beside_a_plain_footer_is_read() -> None:
    """A list server adds how to unsubscribe."""
    text = case_body("mail/footer.eml")

    assert text.startswith("The zeppelin harbour will be closed")
    assert text.endswith("To unsubscribe write to list-leave@example.org")


def test_a_notice_that_there_is_html_is_reported_as_left_out() -> None:
    """The HTML has the text."""
    (document,) = case_documents("mail/stub.eml")

    assert document.omissions == (Omission(OmissionKind.PLAIN_PART, 6),)


def test_the_plain_part_is_read_where_it_says_the_same(tmp_path: Path) -> None:
    """With its own line ends, and once."""
    plain, page = "The talks went on\nfor a week.", "<p>The talks <b>went</b> on for a week.</p><p>Share this</p>"
    for kind in ("alternative", "mixed"):
        message = parts(kind, ("text/plain", plain), ("text/html", page.replace("<p>Share this</p>", "")))
        assert body(documents_of(tmp_path, "a.eml", message)[0]) == plain
    (document,) = documents_of(
        tmp_path, "a.eml", parts("alternative", ("text/plain", plain * 10), ("text/html", page * 10))
    )
    assert "Share this" not in document.text


def test_a_long_plain_part_of_other_words_is_kept_beside_the_html(tmp_path: Path) -> None:
    """It may be a translation."""
    plain = "Переговоры шли неделю. " * 30
    (document,) = documents_of(
        tmp_path, "a.eml", parts("alternative", ("text/plain; charset=utf-8", plain), ("text/html", "<p>The talks</p>"))
    )

    assert "Переговоры" in document.text
    assert document.text.endswith("The talks")


def test_flowed_text_is_joined_to_paragraphs() -> None:
    """Quotations apart, and the signature."""
    (document,) = case_documents("mail/flowed.eml")

    assert block_texts(document) == [
        ("heading", "flowed.eml"),
        (
            "paragraph",
            "The foreign minister of Moldova, Radu Popescu, met the delegation in the harbour of Odesa.",
        ),
        ("paragraph", "Next paragraph flows too."),
        ("quotation", "> quoted line goes on"),
        ("paragraph", "--\nNadia"),
    ]


def test_neighbouring_cells_and_blocks_are_not_glued() -> None:
    """Cells, terms, lists, rules, preformatted text, and a block after bare text."""
    assert case_body("mail/glue.eml") == (
        "Intro words\n\nParagraph one\n\nbetween\n\nin div\n\nafter\n\nBerlin | Paris\nRome | Olena Tarasova\n\n"
        "Term\n\nMeaning\n\nlist\n\n• one\n• two\n\ntail\n\nrule\n\nHeading\n\ntext\n\npre\n\nx\n\ncentered\n\ny\n\n"
        "quote\n\nz end"
    )


def test_encrypted_text_is_reported(tmp_path: Path) -> None:
    """The subject can be found all the same."""
    expected = {
        "pgpmime": Omission(OmissionKind.ENCRYPTED_PART, detail="multipart/encrypted"),
        "p7m": Omission(OmissionKind.UNREADABLE_PART, detail="application/pkcs7-mime"),
    }
    for name, omission in expected.items():
        (document,) = case_documents(f"mail/{name}.eml")
        assert document.title == f"{name}.eml"
        assert document.omissions == (omission,)
    (document,) = documents_of(tmp_path, "a.eml", f"{HEAD}\n-----BEGIN PGP MESSAGE-----\n\nhQIMA\n")
    assert document.omissions == (Omission(OmissionKind.ENCRYPTED_PART, detail="text/plain"),)
    assert "hQIMA" not in document.text


def test_a_uuencoded_file_is_attached_and_not_text() -> None:
    """As news programs sent files."""
    message, attached = case_documents("mail/uu.eml")

    assert body(message) == "Text before.\n\nText after almonds."
    assert (attached.record, attached.text) == ("a.txt", "Cat")


def test_more_parts_than_are_read_are_reported(tmp_path: Path) -> None:
    """Not left out in silence."""
    message = parts("mixed", *(("text/plain", f"Part {number}.") for number in range(1200)))
    (document,) = documents_of(tmp_path, "a.eml", message)

    assert document.omissions == (Omission(OmissionKind.MORE_PARTS, 1000),)
    assert "Part 900." in document.text


def test_parts_nested_too_deeply_are_text(tmp_path: Path) -> None:
    """The parser goes only so deep; what lies deeper stays as it is written."""
    levels = "".join(f"Content-Type: multipart/mixed; boundary=a{n}\n\n--a{n}\n" for n in range(3000))
    (tmp_path / "a.eml").write_text(f"{HEAD}{levels}\nText.")

    (found,) = read(tmp_path, "a.eml")
    assert isinstance(found, Document)
    assert found.text.endswith("--a2999\n\nText.")


def test_header_fields_of_quoted_messages_are_blocks_of_their_own(tmp_path: Path) -> None:
    """As mail programs write them above what is answered."""
    text = "See below.\n\nFrom: A. Desk\nSent: Monday\nSubject: Talks\n\n> One.\n>> Two.\nDone."
    (document,) = documents_of(tmp_path, "a.eml", f"{HEAD}\n{text}\n")

    assert block_texts(document)[1:] == [
        ("paragraph", "See below."),
        ("message_header", "From: A. Desk\nSent: Monday\nSubject: Talks"),
        ("quotation", "> One."),
        ("quotation", ">> Two."),
        ("paragraph", "Done."),
    ]
    assert [block.level for block in document.blocks if block.kind == "quotation"] == [1, 2]


def test_no_case_raises() -> None:
    """Every one gives a message."""
    for path in sorted(Path(__file__).parents[1].joinpath("data/mail").glob("*.eml")):
        assert isinstance(read_case(f"mail/{path.name}")[0], Document)


@pytest.mark.parametrize("kind", ["text/calendar", "text/x-amp-html"])
def test_an_invitation_or_amp_page_adds_only_what_no_other_part_has(kind: str, tmp_path: Path) -> None:
    """The words of an invitation do not take the place of those of the message."""
    texts = {
        "text/calendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{}\nEND:VEVENT\nEND:VCALENDAR\n",
        "text/x-amp-html": "<!doctype html><html amp4email><body><p>{}</p></body></html>",
    }
    plain = ("text/plain", "Please come to the harbour on Monday.")
    for words, expected in (("Harbour on Monday", [plain[1]]), ("Budget talks", [plain[1], "Budget talks"])):
        (found,) = documents_of(tmp_path, "a.eml", parts("alternative", plain, (kind, texts[kind].format(words))))
        assert body(found).split("\n\n") == expected
