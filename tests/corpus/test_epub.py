"""Books: chapters that are no pages, encodings, and the layout of chapters."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from corpus.model.document import Skipped
from corpus.model.limits import Limits
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import archive
from tests.corpus.reading import block_texts, body, documents_of

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>'

NOISE = "\x01\x1a\x07\x15\x12\x1c\x03\x0e\x19" * 20
"""Bytes that are not text in any encoding."""


def book(items: dict[str, tuple[str, str]]) -> bytes:
    """A book of these files: media type and content by name. A file without content is missing."""
    manifest = "".join(f'<item id="{name}" href="{name}" media-type="{kind}"/>' for name, (kind, _) in items.items())
    spine = "".join(f'<itemref idref="{name}"/>' for name in items)
    return archive({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>',
        "b/c.opf": f'<package xmlns:d="d"><metadata><d:title>Book</d:title></metadata><manifest>{manifest}</manifest>'
        f"<spine>{spine}</spine></package>",
        **{f"b/{name}": content for name, (_, content) in items.items() if content},
    })  # fmt: skip


def test_an_image_among_the_chapters_loses_no_book(tmp_path: Path) -> None:
    """Nor does a missing or a broken chapter; each is reported."""
    data = book({
        "cover.jpg": ("image/jpeg", NOISE),
        "one.xhtml": ("application/xhtml+xml", PAGE.format("One", "First chapter.")),
        "gone.xhtml": ("application/xhtml+xml", ""),
        "noise.xhtml": ("application/xhtml+xml", NOISE),
        "two.xhtml": ("application/xhtml+xml", PAGE.format("Two", "Second chapter.")),
    })  # fmt: skip
    (document,) = documents_of(tmp_path, "a.epub", data)

    assert body(document) == "One\n\nFirst chapter.\n\nTwo\n\nSecond chapter."
    assert document.omissions == (
        Omission(OmissionKind.IMAGES, 1),
        Omission(OmissionKind.CHAPTERS, 2, "b/gone.xhtml"),
    )


def test_a_book_without_any_readable_chapter_is_skipped(tmp_path: Path) -> None:
    """With the reason of the first one."""
    (tmp_path / "a.epub").write_bytes(book({"a.xhtml": ("application/xhtml+xml", NOISE)}))

    (left,) = read(tmp_path, "a.epub")
    assert isinstance(left, Skipped)
    assert left.reason is Reason.BINARY


def test_the_encoding_of_a_chapter_is_that_of_its_declaration(tmp_path: Path) -> None:
    """It is short, and its letters tell nothing."""
    page = '<?xml version="1.0" encoding="iso-8859-13"?>' + PAGE.format("T", "Ąžuolų Šilas.")
    stream = io.BytesIO(book({"a.xhtml": ("application/xhtml+xml", "")}))
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("b/a.xhtml", page.encode("iso-8859-13"))

    assert "Ąžuolų Šilas." in documents_of(tmp_path, "a.epub", stream.getvalue())[0].text


def test_titles_of_chapters_come_once_and_are_headings(tmp_path: Path) -> None:
    """Not in the table of contents, nor as the title of the page."""
    contents = '<html><body><nav><ol><li><a href="one.xhtml">One</a></li></ol></nav></body></html>'
    table = "<html><body><table><tr><td>Berlin</td><td>Paris</td></tr></table></body></html>"
    data = book({
        "nav.xhtml": ("application/xhtml+xml", contents),
        "one.xhtml": ("application/xhtml+xml", PAGE.format("One", "A name over\nlines: Radu\nPopescu.")),
        "two.xhtml": ("application/xhtml+xml", table),
    })  # fmt: skip
    (document,) = documents_of(tmp_path, "a.epub", data)

    assert block_texts(document) == [
        ("heading", "Book"),
        ("heading", "One"),
        ("paragraph", "A name over lines: Radu Popescu."),
        ("table_row", "Berlin | Paris"),
    ]


def test_a_chapter_that_is_listed_again_is_read_once(tmp_path: Path) -> None:
    """A small file could name one thousands of times."""
    data = book({"one.xhtml": ("application/xhtml+xml", PAGE.format("One", "First chapter."))})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name).decode() for name in packed.namelist()}
    listed = '<itemref idref="one.xhtml"/>'
    members["b/c.opf"] = members["b/c.opf"].replace(listed, listed * 3000)
    (document,) = documents_of(tmp_path, "a.epub", archive(members))

    assert document.text.count("First chapter.") == 1


def test_the_text_of_all_chapters_is_limited(tmp_path: Path) -> None:
    """As that of any other document is."""
    chapters = {f"{number}.xhtml": ("application/xhtml+xml", PAGE.format("One", "Chapter. " * 99)) for number in "123"}
    (tmp_path / "a.epub").write_bytes(book(chapters))
    (found,) = read(tmp_path, "a.epub", Limits(document_bytes=2500))

    assert isinstance(found, Skipped)
    assert found.reason is Reason.TOO_LARGE
