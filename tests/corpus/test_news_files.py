"""Feeds, news XML, web archives, messages of mail programs, subtitles, and pages under other names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.formats.dispatch import split
from corpus.formats.source import Source
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.omission import OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import tar

CASES = Path(__file__).parents[1] / "data" / "files"
MARCH_4 = dt.date(2025, 3, 4)


def read_case(folder: Path, name: str) -> list[Document]:
    """The documents of a file that can be read."""
    found = list(read(folder, name))
    assert not [each for each in found if isinstance(each, Skipped)], found
    return [each for each in found if isinstance(each, Document)]


@pytest.mark.parametrize(
    ("name", "kind", "title", "words"),
    [
        ("apple.emlx", "mail", "Apple wälnut", "Body ä."),
        ("page.mht", "html", "Saved wälnut page", "minister Olena Tarasova and the walnut treaty"),
        ("nitf.xml", "xml", "NITF walnut", "LONDON, March 4 - Text of NITF by Olena Tarasova."),
        ("page.asp", "html", "Asp page", "Walnut asp text."),
        ("page.php", "html", "Php page", "Walnut php text."),
        ("page.shtml", "html", "Shtml", "Walnut shtml text."),
        ("htmlfrag.txt", "html", "Fragment in txt by Olena Tarasova.", "Fragment in txt"),
        ("old.htm", "html", "Old", "Second para by Olena Tarasova"),
    ],
)
def test_files_of_programs_and_pages_under_other_names(name: str, kind: str, title: str, words: str) -> None:
    """Text and title, without markup."""
    (document,) = read_case(CASES, name)

    assert (document.kind, document.title) == (kind, title)
    assert words in document.text
    assert not set("<>") & set(document.text)


@pytest.mark.parametrize("path", sorted((CASES / "maildir" / "cur").iterdir()), ids=lambda path: path.name[:10])
def test_messages_of_a_maildir(path: Path) -> None:
    """Whatever header comes first."""
    (document,) = read_case(CASES, f"maildir/cur/{path.name}")

    assert (document.kind, document.date) == ("mail", MARCH_4)
    assert "Body of" in document.text


@pytest.mark.parametrize(
    "name", ["1741082400.M1P2.mail.example.md", "1741082400_0.2.host,U=5:2,FRS", "1741082400.R1.host!2,S"]
)
def test_names_of_a_maildir_are_no_suffixes(name: str, tmp_path: Path) -> None:
    """A host may be in Moldova, and flags are divided by what the file system allows; also within an archive."""
    message = b"X-Spam: no\nFrom: a@example.org\nSubject: Walnut\n\nThe walnut text.\n"
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / name).write_bytes(message)
    (tmp_path / "a.tar").write_bytes(tar({f"mail/.Sent/cur/{name}": message}))

    for path in (f"new/{name}", "a.tar"):
        (document,) = read_case(tmp_path, path)
        assert (document.kind, document.title) == ("mail", "Walnut")


def test_the_entries_of_a_feed_are_documents() -> None:
    """With title, date and the text of the HTML that is escaped in them."""
    first, second = read_case(CASES, "feed.xml")

    assert (first.title, first.date) == ("RSS walnut", MARCH_4)
    assert first.text.endswith("Text by Olena Tarasova")
    assert (second.title, second.date) == ("RSS two", None)


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>
<entry><id>urn:1</id><title type="html">Q &amp;amp; A</title><updated>2025-03-05T10:00:00Z</updated>
<published>2025-03-04T10:00:00Z</published><author><name>Nadia Example</name></author>
<link href="https://x.example/1"/><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First<br/>line.</p><p>Second <b>line</b>.</p></div>
</content></entry></feed>"""
NEWSML_G2 = """<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-03-09</sent>
</header><itemSet><newsItem guid="tag:1"><itemMeta><versionCreated>2025-03-04T10:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>Grain talks</headline><by>By Nadia Example</by></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>VILNIUS - Talks.</p><p>More talks.</p></body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
NITF = """<nitf><head><title>Slug</title><docdata><date.issue norm="20250304T100000Z"/></docdata></head><body>
<body.head><hedline><hl1>Grain talks</hl1></hedline><byline>By Nadia Example</byline></body.head><body.content>
<block><p>One.</p><p>Two.</p></block></body.content></body></nitf>"""


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (ATOM, "Q & A", "First line.\n\nSecond line."),
        (NEWSML_G2, "Grain talks", "VILNIUS - Talks.\n\nMore talks."),
        (NITF, "Grain talks", "One.\n\nTwo."),
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt", "a"])
def test_formats_of_the_news(tmp_path: Path, name: str, text: str, title: str, body: str) -> None:
    """By their root element, whatever the file is called."""
    (tmp_path / name).write_text(text)
    (document,) = read_case(tmp_path, name)

    assert (document.kind, document.title, document.date) == ("xml", title, MARCH_4)
    assert document.text[document.body_start :] == body
    assert dict(document.metadata)["author"] == "Nadia Example"


def test_other_xml_is_a_document_if_it_is_prose(tmp_path: Path) -> None:
    """A book of DocBook is; the settings of a program are listed."""
    book = "<book><title>Notes</title>" + "<para>The ship sailed from Riga in the morning of a fine day.</para>" * 3
    (tmp_path / "book.xml").write_text(f"{book}</book>")
    (tmp_path / "pom.xml").write_text("<?xml version='1.0'?><project><groupId>org.example</groupId></project>")

    (document,) = read_case(tmp_path, "book.xml")
    assert document.title == "Notes"
    assert document.text.count("The ship sailed") == 3
    assert list(read(tmp_path, "pom.xml")) == [Skipped("pom.xml", Reason.NOT_PROSE)]


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    """They may stand for a billion characters, or for files of the machine."""
    (tmp_path / "a.xml").write_text('<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item>&f;</item></rss>')

    (found,) = read(tmp_path, "a.xml")
    assert isinstance(found, Skipped)
    assert found.reason is Reason.XML_ENTITIES


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.txt"])
def test_subtitles_are_read_without_their_times(tmp_path: Path, name: str) -> None:
    """A sentence over several subtitles is one paragraph."""
    (tmp_path / name).write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nOlena <i>Tarasova</i>\nspeaks\n\n"
        "2\n00:00:02,500 --> 00:00:04,000\nof grain.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n{\\an8}Next &amp; last.\n"
    )
    (document,) = read_case(tmp_path, name)

    assert document.kind == "subtitles"
    assert document.text.split("\n\n")[-2:] == ["Olena Tarasova speaks of grain.", "Next & last."]


def test_json_under_other_names_is_read_as_json(tmp_path: Path) -> None:
    """Lines or an array; a notebook is none of it."""
    (tmp_path / "dump.txt").write_text('{"title": "A", "body": "One."}\n{"title": "B", "body": "Two."}\n')
    (tmp_path / "a.ipynb").write_text('{"cells": [{"cell_type": "markdown", "source": ["Text"]}]}')

    assert [each.title for each in read_case(tmp_path, "dump.txt")] == ["A", "B"]
    assert list(read(tmp_path, "a.ipynb")) == [Skipped("a.ipynb", Reason.NOT_PROSE)]


PAGE = (
    "<page><title>{0}</title><ns>{1}</ns><id>{2}</id>{3}<revision><text>old</text></revision>"
    "<revision>{4}</revision></page>"
)
DUMP = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo/>{}</mediawiki>'
MARKUP = """{{Infobox|name={{nested|x}}}}The '''Quince accord''' is a [[treaty]] of [[Ona Petraitė|Petraitė]].
It holds&lt;ref&gt;Note&lt;/ref&gt;.&lt;!-- no --&gt;

== History ==
* Talks in [[Riga]]
* See [https://example.org the archive]
{| class="wikitable"
! Year !! Ships
|-
| align="right" | 1987 || 12
|}
[[File:a.jpg|thumb|A [[ship]]]]
[[Category:Treaties]][[de:Quittenvertrag]]"""


def test_the_pages_of_a_wiki_are_documents(tmp_path: Path) -> None:
    """Of its dump: the last revision without markup; redirects are left out, templates and programs listed."""
    pages = [
        PAGE.format("Quince accord", 0, 12, "", f"<text>{MARKUP}</text>"),
        PAGE.format("Accord", 0, 13, '<redirect title="Quince accord"/>', "<text>#REDIRECT [[Quince accord]]</text>"),
        PAGE.format("Template:Box", 10, 14, "", "<text>{{{1}}}</text>"),
        PAGE.format("Common.js", 2, 15, "", "<model>javascript</model><text>x()</text>"),
        PAGE.format("Damaged", 0, 16, "", "<text>" + "<a>" * 300),
    ]
    (tmp_path / "a.xml").write_text(DUMP.format("\n".join(pages)))
    page, *left = read(tmp_path, "a.xml")

    assert isinstance(page, Document)
    assert (page.record, page.kind, page.title) == ("12", "xml", "Quince accord")
    assert page.text[page.body_start :] == (
        "The Quince accord is a treaty of Petraitė. It holds.\n\nHistory\n\nTalks in Riga\nSee the archive\n\n"
        "Year | Ships\n1987 | 12\n\nA ship"
    )
    assert [each.kind for each in page.omissions] == [OmissionKind.IMAGES]
    assert [(each.path, each.reason) for each in left if isinstance(each, Skipped)] == [
        ("a.xml#14", Reason.NOT_PROSE),
        ("a.xml#15", Reason.NOT_PROSE),
        ("a.xml#16", Reason.NESTED_TOO_DEEPLY),
    ]


def test_a_dump_of_any_size_is_read_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pieces that divide tags; a page over the limit costs only itself."""
    monkeypatch.setattr("corpus.formats.source._PIECE", 7)
    names = ("One", "Two" * 400, "Three")
    pages = [PAGE.format(name, 0, number, "", f"<text>Of {name}.</text>") for number, name in enumerate(names, 1)]
    (tmp_path / "a.xml").write_text(DUMP.format("".join(pages)))
    first, large, last = read(tmp_path, "a.xml", Limits(document_bytes=1000))

    assert [getattr(each, "title", "") for each in (first, last)] == ["One", "Three"]
    assert isinstance(large, Skipped)
    assert (large.path, large.reason) == ("a.xml#2", Reason.TOO_LARGE)
    assert split(Source(tmp_path, "a.xml")) is not None


def test_the_second_headline_of_nitf_is_text(tmp_path: Path) -> None:
    """It says what the first one does not. Within the body it is a heading, which is not moved."""
    head = "<body.head><hedline><hl1>Budget agreed</hl1><hl2>Ferries to run</hl2></hedline></body.head>"
    content = "<body.content><p>The board met.</p><hl2>The quay</hl2></body.content>"
    (tmp_path / "a.xml").write_text(f"<nitf><body>{head}{content}</body></nitf>")
    (found,) = read(tmp_path, "a.xml")
    assert isinstance(found, Document)
    assert found.text == "Budget agreed\n\nFerries to run\n\nThe board met.\n\nThe quay"


def test_a_news_item_has_the_date_of_its_first_version(tmp_path: Path) -> None:
    """A later version is a correction."""
    dates = "<versionCreated>2025-03-06T10:00:00Z</versionCreated><firstCreated>2025-03-04T10:00:00Z</firstCreated>"
    meta = f"<itemMeta>{dates}</itemMeta><contentMeta><headline>Budget</headline></contentMeta>"
    body = "<contentSet><inlineXML><p>The board met.</p></inlineXML></contentSet>"
    (tmp_path / "a.xml").write_text(f"<newsItem>{meta}{body}</newsItem>")
    (found,) = read(tmp_path, "a.xml")
    assert isinstance(found, Document)
    assert found.date == dt.date(2025, 3, 4)
