"""Messages saved by Outlook: their fields, texts in three forms, attachments, and what is not read."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.compound_file import Tree, compound_file, item
from corpus.formats.mapi import decompressed_rtf
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.omission import OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.reading import body

CLASS, SUBJECT, BODY, RTF, HTML, HEADERS = 0x1A, 0x37, 0x1000, 0x1009, 0x1013, 0x7D
NAME, ADDRESS, SENT, CODE_PAGE, MESSAGE_ID, IN_REPLY_TO = 0x42, 0x5D02, 0x39, 0x3FFD, 0x1035, 0x1042
FILE, FILE_NAME, MEDIA_TYPE, CONTENT_ID = 0x3701, 0x3707, 0x370E, 0x3712
TEN_O_CLOCK = int((dt.datetime(2025, 3, 4, 10) - dt.datetime(1601, 1, 1)).total_seconds()) * 10_000_000
TREATY: Mapping[int, str | bytes | int] = {
    SUBJECT: "Kumquat talks",
    NAME: "Nadia Example",
    ADDRESS: "n@example.org",
    SENT: TEN_O_CLOCK,
}


def message(properties: Mapping[int, str | bytes | int], *attachments: Tree, more: Tree | None = None) -> Tree:
    """The folder of the message of a file."""
    attached = {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)}
    return item({CLASS: "IPM.Note", **TREATY, **properties}, {**attached, **(more or {})}, header=32)


def inner(*attachments: Tree) -> Tree:
    """An attached message, as an attachment."""
    attached = {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)}
    folder = item({SUBJECT: "Inner note", BODY: "The inner text."}, attached, header=24)
    return item({FILE_NAME: "Inner note"}, {"__substg1.0_3701000D": folder})


def read_message(folder: Path, tree: Tree, limits: Limits | None = None) -> list[Document | Skipped]:
    """All that is read of a file with this message."""
    (folder / "a.msg").write_bytes(compound_file(tree))
    return list(read(folder, "a.msg", limits))


def only(folder: Path, tree: Tree) -> Document:
    """The only document of a file with this message."""
    (found,) = read_message(folder, tree)
    assert isinstance(found, Document)
    return found


def test_a_message_has_its_fields(tmp_path: Path) -> None:
    """As one of any other mail program; the mark of the prefix is no part of the subject."""
    recipients: Tree = {
        "__recip_version1.0_#00000000": item({0x3001: "Bo Berg", 0x39FE: "bo@example.org", 0x0C15: 1}),
        "__recip_version1.0_#00000001": item({0x3001: "Cy", 0x3003: "/O=EXCHANGE/CN=CY", 0x0C15: 2}),
    }
    found = only(
        tmp_path,
        message(
            {SUBJECT: "\x01\x05Re: Kumquat talks", BODY: "Prose.", MESSAGE_ID: "<1@x>", IN_REPLY_TO: "<0@x>"},
            more=recipients,
        ),
    )

    assert (found.title, found.kind, found.date) == ("Re: Kumquat talks", "mail", dt.date(2025, 3, 4))
    assert dict(found.metadata) == {
        "author": "Nadia Example <n@example.org>",
        "to": "Bo Berg <bo@example.org>",
        "cc": "Cy",
    }
    assert found.message is not None
    assert (found.message.message_id, found.message.in_reply_to) == ("<1@x>", "<0@x>")


def test_fields_that_outlook_lacks_come_from_the_headers(tmp_path: Path) -> None:
    """Their date counts first: its time zone is that of the sender."""
    headers = "From: =?utf-8?q?Ona_Petrait=C4=97?= <o@example.org>\r\nDate: Wed, 05 Mar 2025 00:30:00 +0300\r\n"
    found = only(tmp_path, item({SUBJECT: "S", BODY: "Prose.", HEADERS: headers, SENT: TEN_O_CLOCK}, header=32))

    assert dict(found.metadata)["author"] == "Ona Petraitė <o@example.org>"
    assert found.date == dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ({BODY: "First line.\r\n\r\nSecond line."}, "First line.\n\nSecond line."),
        ({HTML: "<p>First <b>line</b>.<p>Zażółć".encode()}, "First line.\n\nZażółć"),
        ({HTML: "<p>First</p><p>line</p>"}, "First\n\nline"),
        ({BODY: "See the HTML.", HTML: b"<p>The treaty of walnuts was signed by both ministers."},
         "The treaty of walnuts was signed by both ministers."),
        ({RTF: b"\0\0\0\0\x40\0\0\0MELA\0\0\0\0" + rb"{\rtf1\ansi\ansicpg1250 Za\'bf\'f3\'b3\'e6.\par Line.}"},
         "Zażółć.\n\nLine."),
    ],
)  # fmt: skip
def test_the_text_is_read_in_each_form(text: Mapping[int, str | bytes | int], expected: str, tmp_path: Path) -> None:
    """Plain text, HTML as bytes and as text, and RTF where there is neither."""
    assert body(only(tmp_path, message(text))) == expected


def test_texts_in_a_code_page_are_decoded(tmp_path: Path) -> None:
    """Outlook of 2002 and before wrote no Unicode."""
    tree = item({CODE_PAGE: 1251}, {
        "__substg1.0_0037001E": "Переговоры".encode("cp1251"), "__substg1.0_1000001E": "Министр.".encode("cp1251"),
    }, header=32)  # fmt: skip
    found = only(tmp_path, tree)
    assert (found.title, body(found)) == ("Переговоры", "Министр.")


def test_attachments_are_documents(tmp_path: Path) -> None:
    """Files by their formats, messages by their fields; images in the text and objects are said to be left out."""
    tree = message(
        {BODY: "See the files.", HTML: b'<p>See the files. <img src="cid:i1">'},
        item({FILE_NAME: "a.html", FILE: b"<p>The attached walnut statement."}),
        inner(item({FILE_NAME: "b.txt", FILE: b"The innermost text. " * 300})),
        item({FILE_NAME: "logo.png", FILE: b"\x89PNG", CONTENT_ID: "i1"}),
        item({FILE_NAME: "photo.png", FILE: b"\x89PNG"}),
        item({FILE_NAME: "chart"}, {"__substg1.0_3701000D": {"CONTENTS": b"x"}}),
    )
    first, page, attached, innermost, photo = read_message(tmp_path, tree)

    assert isinstance(first, Document)
    assert {(each.kind, each.number) for each in first.omissions} == {
        (OmissionKind.IMAGES, 1), (OmissionKind.EMBEDDED, 1),
    }  # fmt: skip
    assert [getattr(each, "record", "") for each in (page, attached, innermost)] == [
        "a.html", "Inner note", "Inner note/b.txt",
    ]  # fmt: skip
    assert [getattr(each, "kind", "") for each in (page, attached, innermost)] == ["html", "mail", "text"]
    assert getattr(attached, "date", None) == dt.date(2025, 3, 4)
    assert photo == Skipped("a.msg#photo.png", Reason.IMAGE)


def test_signed_messages_are_read_and_encrypted_ones_said_to_be(tmp_path: Path) -> None:
    """Outlook stores either as the only attachment of a message without text."""
    signed = b'Content-Type: multipart/signed; boundary="b"\n\n--b\n\nThe signed quince.\n--b--\n'
    sealed = {CLASS: "IPM.Note.SMIME.MultipartSigned"}
    found = only(
        tmp_path, message(sealed, item({FILE_NAME: "smime.p7m", FILE: signed, MEDIA_TYPE: "multipart/signed"}))
    )
    assert body(found) == "The signed quince."

    found = only(tmp_path, message({CLASS: "IPM.Note.SMIME"}, item({FILE_NAME: "smime.p7m", FILE: b"\x30\x80"})))
    assert [each.kind for each in found.omissions] == [OmissionKind.ENCRYPTED_PART]


def test_messages_within_messages_have_a_limit(tmp_path: Path) -> None:
    """As in other mail; the message above says what is missing."""
    tree = message({BODY: "Outer."}, inner(inner(inner())))
    assert read_message(tmp_path, tree, Limits(nesting=2))[-1] == Skipped(
        "a.msg#Inner note/Inner note/Inner note", Reason.FILES_NESTED_TOO_DEEPLY, number=2
    )


def test_damaged_messages_have_a_reason_or_their_rest(tmp_path: Path) -> None:
    """Cut anywhere, or with folders that lie in themselves."""
    whole = compound_file(message({BODY: "Prose of walnuts. " * 300}, inner()))
    for size in range(600, len(whole), 1500):
        (tmp_path / "a.msg").write_bytes(whole[:size])
        assert all(isinstance(each, Document | Skipped) for each in read(tmp_path, "a.msg"))

    name = "__substg1.0_3701000D".encode("utf-16-le")
    at = whole.index(name)
    looped = bytearray(whole)
    looped[at + 76 : at + 80] = struct.pack("<I", whole.index("__properties_version1.0".encode("utf-16-le")) // 128)
    (tmp_path / "a.msg").write_bytes(looped)
    assert list(read(tmp_path, "a.msg"))


def test_compressed_rtf_is_decompressed() -> None:
    """The example of the specification ([MS-OXRTFCP] 4.1.1), and data that end early."""
    compressed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompressed_rtf(compressed, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompressed_rtf(compressed, 10) == b"{\\rtf1\\ans"
    assert all(len(decompressed_rtf(compressed[:end], 1000)) <= 43 for end in range(len(compressed)))
