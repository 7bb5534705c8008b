"""Header fields of messages, and the charsets of headers and bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.registry import format_of
from corpus.model.message import MessageFields
from tests.corpus.reading import case_body, case_documents, documents_of


@pytest.mark.parametrize(
    ("name", "author", "subject"),
    [
        ("ew1252", "Jürgen Müller <j@example.org>", "We’ve signed – what next"),
        ("gbk", "朱镕基 <z@example.org>", "朱镕基发表声明"),
        ("jp", "田中 <t@example.org>", "外務省の発表"),
        ("koi", "a@example.org", "Переговоры"),
        ("nospace", "a@example.org", "Treaty of peace Re:zürich"),
        ("raw1252", "Jürgen Müller <j@example.org>", "Erklärung über Straßen"),
        ("raw8", "Jürgen Müller <j@example.org>", "Erklärung über Łódź"),
        ("spaceew", "a@example.org", "talks in Zürich"),
        ("split", "a@example.org", "Переговоры о мире начались"),
        ("unk", "a@example.org", "Café talks"),
        ("utf7", "a@example.org", "Zürich"),
    ],
)
def test_header_fields_are_decoded(name: str, author: str, subject: str) -> None:
    """Encoded words in any charset, divided anywhere, and bytes that are not encoded."""
    (document,) = case_documents(f"mail_headers/{name}.eml")

    assert (dict(document.metadata)["author"], document.title) == (author, subject)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ascii8", "Zażółć: Łódź i Kraków, premier Świątek mówi."),
        ("b64broken", "The walnut treaty was signed in Lisbon"),
        ("badcs", "Müller aus Düsseldorf sprach über Straßen."),
        ("cp1251", "Министр Иванов заявил о переговорах."),
        ("cp932name", "髙橋さんは東京で発表した。"),
        ("ctebad", "Kasčiūnas met Müller."),
        ("euckr", "똠방각하 펲시콜라 서울 회담"),
        ("gb2312", "朱镕基总理在北京发表声明，谈到经济改革。"),
        ("iso1", "Minister O’Neill said “no deal” – the pact isn’t over… 5 € each. Berlin—the capital."),
        ("iso1html", "Minister O’Neill said “no deal” – the pact isn’t over. Berlin—the capital."),
        ("iso1qp", "Minister O’Neill said “no deal” – the pact. Berlin—the capital."),
        ("iso8859-8-i", "שלום עולם"),
        ("nocs", "Müller aus Düsseldorf sprach über Straßen."),
        ("qpbroken", "The price rose by 5=, and a=ZZb stays; link?x=y café"),
        ("quotedcs", "Kasčiūnas met Müller."),
        ("sjis", "髙橋さんは①東京で発表した。"),
        ("utf8latin", "Kasčiūnas met Müller in Vilnius."),
        ("utf8trunc", "Kasčiūnas met Müller in Łódź — truncated \ufffd"),
    ],
)
def test_bodies_are_decoded_as_browsers_do(name: str, text: str) -> None:
    """Whatever the label says."""
    assert case_body(f"mail_charset/{name}.eml") == text


@pytest.mark.parametrize(
    ("field", "author"),
    [
        ("nadia at example.org (Nadia Example)", "Nadia Example <nadia@example.org>"),
        ("nadia@example.org (Nadia Example)", "Nadia Example <nadia@example.org>"),
        ('"Nadia Example" <nadia@example.org>', "Nadia Example <nadia@example.org>"),
        ('"Example, Nadia" <nadia@example.org>', '"Example, Nadia" <nadia@example.org>'),
        ("nadia@example.org", "nadia@example.org"),
        ("Nadia at the desk", "Nadia at the desk"),
    ],
)
def test_the_name_of_the_sender_comes_first(field: str, author: str, tmp_path: Path) -> None:
    """However a program or a list archive writes it."""
    (document,) = documents_of(tmp_path, "a.eml", f"From: {field}\nSubject: S\n\nText.\n")

    assert dict(document.metadata)["author"] == author


def test_what_places_a_message_in_a_thread_is_kept(tmp_path: Path) -> None:
    """The last reference stands for a missing In-Reply-To."""
    head = 'From: A <a@example.org>\nTo: "B" <b@example.org>\nSubject: Re: Talks\nMessage-ID: <3@example.org>\n'
    answer = "In-Reply-To: Your message of Monday <2@example.org>\n"
    references = "References: <1@example.org>\n <2@example.org>\n"
    expected = MessageFields(
        "A <a@example.org>", "B <b@example.org>", "Re: Talks", "<3@example.org>", "<2@example.org>"
    )

    for more in (answer, references, answer + references):
        assert documents_of(tmp_path, "a.eml", f"{head}{more}\nText.\n")[0].message == expected


def test_a_message_without_subject_and_sender_is_mail() -> None:
    """A draft has only whom it is to."""
    (document,) = case_documents("mail/onlyto.eml")

    assert document.kind == "mail"
    assert document.text == "Body draft walnut."


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\nFrom: a@example.org\n",
        "Sender: a@example.org\nOrganization: Desk\nCC: b@example.org\n",
        "DKIM-Signature: v=1; a=rsa-sha256;\n\tb=abc\nReceived: from a\n by b\nFrom: a@example.org\n",
        "\n\nDate: Tue, 04 Mar 2025 10:00:00 +0100\nUser-Agent: X\nSubject: S\n",
        "\ufeffReply-To: a@example.org\nList-Id: x\nSubject: S\n",
        "From a@example.org Tue Mar  4 10:00:00 2025\nFrom: a@example.org\nDate: x\nSubject: S\n",
        "Newsgroups: a.b\nPath: x\nMessage-ID: <1@x>\n",
    ],
)
def test_mail_is_known_by_its_header_fields(head: str) -> None:
    """Whatever the file is called, and whichever fields come first."""
    assert format_of("cur/1741082400.M1P2.host:2,S", f"{head}\nText.\n".encode()).name in ("mail", "mbox")


def test_text_with_a_few_labels_is_not_mail() -> None:
    """Three header fields in a row make a message."""
    for text in (
        "Title: A\nAuthor: B\nDate: C\n\nText.",
        "Subject: A\nText: b\nDate: C\nTo: D\n",
        "From: A\nTo: B\n\nDate: C",
    ):
        assert format_of("a.txt", text.encode()).name == "text"
