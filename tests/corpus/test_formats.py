"""Every format gives text, title, date and author; whatever is broken gives a reason, and never an exception."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from docutils import nodes

from benchmarks.hostile_files import MAKERS, STORY
from corpus.formats.registry import FORMATS, document_kinds
from corpus.formats.rst_parser import parse
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.format_files import NAMES, documents, everything, reason

KINDS = {
    "docx": "word",
    "eml": "mail",
    "md": "markdown",
    "tsv": "csv",
    "rss": "xml",
    "zip": "jsonl",
    "tar": "rst",
    "tgz": "pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_format_gives_text_title_date_and_author(name: str, valid: dict[str, bytes], tmp_path: Path) -> None:
    """The same story in each format."""
    first = documents(tmp_path, name, valid[name])[0]

    assert first.title == "Ministers meet on airspace"
    assert first.date == dt.date(2024, 10, 18)
    assert "Two ships were sent to Poland." in first.text
    assert "Desk" in dict(first.metadata)["author"]
    suffix = name.removesuffix(".gz").rpartition(".")[2]
    assert first.kind == KINDS.get(suffix, suffix)


@pytest.mark.parametrize("name", ["story.pdf", "story.docx", "story.odt", "story.epub", "story.rtf"])
def test_unambiguous_first_bytes_count_more_than_the_suffix(name: str, valid: dict[str, bytes], tmp_path: Path) -> None:
    """A PDF called .txt is read as a PDF; an office document called .pdf is not."""
    kind = documents(tmp_path, name, valid[name])[0].kind
    for wrong in ("a.txt", "a.pdf", "a", "a.html", "a.eml"):
        assert documents(tmp_path, wrong, valid[name])[0].kind == kind


def test_text_called_pdf_is_read_as_text(tmp_path: Path) -> None:
    """A wrong suffix loses no text."""
    assert documents(tmp_path, "a.pdf", b"Only words, no print.")[0].kind == "text"


def test_pages_of_a_pdf_have_offsets(valid: dict[str, bytes], tmp_path: Path) -> None:
    """An offset says its page; words are put together over the end of a line."""
    document = documents(tmp_path, "story.pdf", valid["story.pdf"])[0]

    assert len(document.pages) == 2
    assert document.page_at(document.text.index("Two ships")) == 1
    assert document.page_at(document.text.index("second page")) == 2
    assert document.page_at(len(document.text)) == 2
    assert document.text[document.pages[1] :].startswith("The second page.")


def test_a_pdf_without_text_is_skipped_as_images_only(tmp_path: Path, scan: bytes) -> None:
    """A scan."""
    assert reason(tmp_path, "scan.pdf", scan) is Reason.IMAGES_ONLY


def test_tables_and_chapters_are_in_order(valid: dict[str, bytes], tmp_path: Path) -> None:
    """Cells of a row side by side; chapters in the order of the book, not of its container."""
    assert "Ship\tPort" in documents(tmp_path, "a.docx", valid["story.docx"])[0].text
    book = documents(tmp_path, "a.epub", valid["story.epub"])[0].text
    assert book.index("Two ships") < book.index("The last chapter")


def test_attachments_are_documents_with_their_parent(mail_with_files: bytes, tmp_path: Path) -> None:
    """Each is read by its own format; one that cannot be read is reported."""
    found = everything(tmp_path, "a.eml", mail_with_files)

    kinds = {each.record: each.kind for each in found if isinstance(each, Document)}
    assert kinds == {"": "mail", "minutes.pdf": "pdf", "notes.txt": "text"}
    parents = [dict(each.metadata).get("parent") for each in found if isinstance(each, Document)]
    assert parents == [None, "Ministers meet on airspace", "Ministers meet on airspace"]
    (left,) = [each for each in found if isinstance(each, Skipped)]
    assert left == Skipped("a.eml#logo.png", Reason.IMAGE)


def test_a_mailbox_is_many_documents(valid: dict[str, bytes], tmp_path: Path) -> None:
    """Each has a number and its subject."""
    found = documents(tmp_path, "a.mbox", valid["story.mbox"])
    assert [(each.record, each.title) for each in found] == [("1", "Ministers meet on airspace"), ("2", "Another one")]


def test_bombs_are_skipped_at_the_limits(tmp_path: Path) -> None:
    """A compressed file and a container that unpack to too much, and nested files without end."""
    limits = Limits(unpacked_bytes=1_000_000)
    assert reason(tmp_path, "a.txt.gz", gzip.compress(b"a " * 5_000_000), limits) is Reason.UNPACKED_TOO_LARGE
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "")
        packed.writestr("word/document.xml", "a" * 5_000_000)
    assert reason(tmp_path, "a.docx", stream.getvalue(), limits) is Reason.UNPACKED_TOO_LARGE
    nested = b"words"
    for _ in range(10):
        nested = gzip.compress(nested)
    assert reason(tmp_path, "a.gz", nested) is Reason.FILES_NESTED_TOO_DEEPLY


def test_entities_of_xml_are_refused(tmp_path: Path) -> None:
    """The billion laughs attack, and access to local files."""
    bomb = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]><d>&a;&f;</d>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("[Content_Types].xml", "")
        packed.writestr("word/document.xml", bomb)
    assert reason(tmp_path, "a.docx", stream.getvalue()) is Reason.XML_ENTITIES


def test_nothing_is_included_by_restructured_text(tmp_path: Path) -> None:
    """No file and no raw HTML."""
    (tmp_path / "secret.txt").write_text("THE SECRET")
    text = b"Title\n=====\n\nBody.\n\n.. include:: secret.txt\n\n.. raw:: html\n   :file: secret.txt\n"
    assert "SECRET" not in documents(tmp_path, "a.rst", text)[0].text


@pytest.mark.parametrize(("count", "text"), [(24_990, "a b c"), (25_010, "*a* `b` c")])
def test_a_text_with_100_000_characters_of_markup_is_read_as_written(count: int, text: str, tmp_path: Path) -> None:
    """To parse them takes ten seconds."""
    (found,) = documents(tmp_path, "a.rst", b"*a* `b` c\n\n" + b"*" * 4 * count)
    assert found.text.startswith(text)


RST = """Title
=====

Reopened by :minister:`Ona Petraitė`, see :ref:`the treaty <treaty-1991>` and `missing`_.

.. youtube:: abc123

.. toctree::
   :maxdepth: 2

   intro
   usage

.. tab-set::

   .. versionadded:: 3.4
      The harbour was built.

.. info-box:: Talks in Vilnius
   :colour: blue

   First, *ships* came.

   .. code-block:: python
      :caption: Reading

      print("kept")

.. figure:: port.png
   :width: wide

   The port at dawn.

|shape|

.. |shape| drawing:: circle

========  ====
Ship      Port
========  ====
Aurora  Riga
========  ====

Term
   Its meaning.
"""


def test_unknown_markup_keeps_its_text_and_adds_no_messages(tmp_path: Path) -> None:
    """Unknown roles, directives and options, and a malformed table."""
    text = documents(tmp_path, "a.rst", RST.encode())[0].text

    assert "Reopened by Ona Petraitė, see the treaty and `missing`_." in text
    for kept in ("The harbour was built.", "Talks in Vilnius", "First, ships came.", 'print("kept")',
                 "The port at dawn.", "Aurora  Riga", "Term", "Its meaning."):  # fmt: skip
        assert text.count(kept) == 1, kept
    for gone in ("Unknown", "No role", "No directive", "Error", "Malformed", "docutils", "::", ":colour:", "youtube",
                 "abc123", "toctree", "usage", "circle", "treaty-1991"):  # fmt: skip
        assert gone not in text, gone


def test_addresses_in_restructured_text_are_text(tmp_path: Path) -> None:
    """They are not looked for, which costs the square of a text of slashes: nothing is done with the links."""
    text = "Talks\n=====\n\nSee https://example.org/a?b, anna@example.org and RFC 2396; France/Poland/Norway.\n"

    assert documents(tmp_path, "a.rst", text.encode())[0].text.endswith(text.split("\n\n")[1].strip())
    assert not list(parse(text).findall(nodes.reference))


def test_many_and_deeply_nested_unknown_directives_are_read(tmp_path: Path) -> None:
    """500 in a row, 40 levels deep."""
    many = ".. a:: Some more of it.\n\n" * 500
    deep = "".join(f"{'   ' * level}.. a::\n\n" for level in range(40)) + "   " * 40 + "The end of it."

    assert documents(tmp_path, "a.rst", many.encode())[0].text.count("Some more of it.") == 500
    assert documents(tmp_path, "a.rst", deep.encode())[0].text == "The end of it."


def test_json_without_articles_is_skipped_with_that_reason(tmp_path: Path) -> None:
    """A settings file holds no articles; broken JSON is not JSON."""
    assert reason(tmp_path, "a.json", b'{"indent": 4, "files": ["a", "b"]}') is Reason.NO_ARTICLES
    assert reason(tmp_path, "b.json", b'{"indent": ') is Reason.NOT_JSON
    nested = json.dumps({"count": 1, "articles": [{"title": "T", "body": "Words."}]}).encode()
    assert documents(tmp_path, "c.json", nested)[0].title == "T"


def test_a_table_of_numbers_is_skipped_as_without_text(tmp_path: Path) -> None:
    """No column holds words."""
    assert reason(tmp_path, "a.csv", b"year,tonnes\n1987,30\n") is Reason.NO_TEXT_COLUMN


def test_formats_have_unique_names_and_suffixes() -> None:
    """A suffix decides between formats."""
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert len({known.name for known in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("suffix", MAKERS)
def test_the_suffix_of_a_file_finds_its_kind(suffix: str, tmp_path: Path) -> None:
    """What `type:` searches: the documents of a format may have the kind of another one; archives have none."""
    (tmp_path / f"a{suffix}").write_bytes(MAKERS[suffix](STORY))
    kinds = {each.kind for each in read(tmp_path, f"a{suffix}") if isinstance(each, Document)}
    known = document_kinds()

    assert kinds <= set(known.values())
    last = suffix.rpartition(".")[2]
    assert kinds == {known[last]} if last in known else last in ("gz", "bz2", "xz", "zip", "tar")
