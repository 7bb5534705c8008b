"""The formats of exports, with text of documents that tries to be more than text."""

from __future__ import annotations

import csv
import io
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from corpus.model.document import Span
from tui.export.escaping import markdown_text
from tui.export.model import Chart, Export, Format, Passage, Passages, Table
from tui.export.svg import svg
from tui.export.write import write_file, written
from tui.text.sanitize import harmless

HOSTILE = (
    '=HYPERLINK("http://evil","x")',
    "＝cmd",
    "\n=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]></style><b>&amp;",
    "[link](javascript:alert(1)) ![i](http://e/x.png) <http://e> http://e www.e.org",
    "*a* _b_ `c` | d ~~e~~ $f$ &copy; \\ # g",
    "# heading",
    "1. item",
    "- item",
    "\x1b[31mred\x07 \u202etxt.exe\u202c \ud800",
)


def export(text: str) -> Export:
    """Return an export with a text in every place."""
    return Export(
        title=text,
        facts=[(text, text)],
        table=Table(text, (text, "n"), [(text, 1)]),
        head={"query": text},
        key="hits",
        values=[{"title": text}],
        lines=[{"title": text}],
        sections=[
            Chart(text, [(text, 3)]),
            Chart(text, [(text, 3)], is_timeline=True),
            Table(text, (text, "n"), [(text, 1)], is_shaded=True),
            Passages(text, [Passage(text, "2024-01-01", text, "id", text, [Span(0, 2)], text)]),
        ],
    )


def whole(text: str, form: Format) -> str:
    """Return an export in a format."""
    return "".join(written(export(text), form))


class _Tags(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def parsed(page: str) -> _Tags:
    """Return the tags of a page."""
    found = _Tags()
    found.feed(page)
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_the_same_elements_whatever_documents_say(text: str) -> None:
    """And nothing that runs or loads."""
    found = parsed(whole(text, Format.HTML))

    assert found.tags == parsed(whole("plain text", Format.HTML)).tags
    assert not {"script", "img", "a", "link", "iframe"} & set(found.tags)
    assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "href")]
    assert "\x1b" not in found.text
    assert "\u202e" not in found.text
    assert "default-src 'none'" in whole(text, Format.HTML)


@pytest.mark.parametrize("text", HOSTILE)
def test_charts_are_well_formed(text: str) -> None:
    """As XML, so that they can be cut out of the page."""
    for chart in (Chart(text, [(text, 3), ("b", 0)]), Chart(text, [(text, 3)] * 1000, is_timeline=True)):
        root = etree.fromstring(svg(chart).encode())

        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert {etree.QName(each).localname for each in root.iter()} <= {"svg", "g", "title", "text", "rect"}
    assert svg(Chart(text, [])) == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_text_as_it_is(text: str) -> None:
    """No emphasis, link, image, list or table comes from a document."""
    reader = MarkdownIt("gfm-like", {"linkify": False})

    html = reader.render(f"> {markdown_text(text)}\n")
    plain = parsed(html).text.split()
    page = parsed(reader.render(whole(text, Format.MARKDOWN)))

    assert parsed(html).tags == ["blockquote", "p"]
    assert plain == "".join(character if character.isprintable() else "?" for character in " ".join(plain)).split()
    assert not {"a", "img", "em", "code", "s", "script", "ol", "b"} & set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.tags.count("table") == 3
    assert page.tags.count("td") == 6


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_has_no_formula(text: str) -> None:
    """And is otherwise what was written, but for what a terminal obeys."""
    rows = list(csv.reader(io.StringIO(whole(text, Format.CSV), newline="")))

    assert len(rows) == 2
    for cell, number in (rows[0], rows[1]):
        assert cell.removeprefix("'") == "\n".join(map(harmless, text.split("\n")))
        assert not cell.lstrip(" ").startswith(("=", "＝", "+", "-", "@", "\t", "\r", "\n"))
        assert number in ("n", "1")


@pytest.mark.parametrize("text", HOSTILE)
def test_json_can_be_read_back(text: str) -> None:
    """Line by line, too; undecodable bytes of file names are escaped."""
    assert json.loads(whole(text, Format.JSON)) == {"query": text, "hits": [{"title": text}]}
    assert json.loads(whole(text, Format.JSON_LINES)) == {"title": text}
    assert whole(text, Format.JSON).count("\n") == 1


def test_a_file_is_written_whole_and_only_replaced_on_request(tmp_path: Path) -> None:
    """A failure leaves neither a file nor a draft."""
    path = tmp_path / "a.csv"

    assert write_file(path, ["ä\r\n", "\udcff"]) == 5
    assert path.read_bytes() == b"\xc3\xa4\r\n\xff"
    with pytest.raises(FileExistsError):
        write_file(path, ["b"])
    assert path.read_bytes() != b"b"
    write_file(path, ["b"], overwrite=True)
    assert path.read_bytes() == b"b"

    def failing() -> list[str]:
        raise OSError

    with pytest.raises(OSError):
        write_file(tmp_path / "b.csv", (part for _ in [0] for part in failing()))
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_pipe_is_written_to_and_a_link_stays_a_link(tmp_path: Path) -> None:
    """A rename would put a file in the place of the device, or of the link."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert write_file(pipe, ["ä", "b"]) == 3
    assert os.read(reader, 9) == "äb".encode()
    os.close(reader)
    assert pipe.is_fifo()

    link.symlink_to("target")
    write_file(link, ["first"])
    write_file(link, ["again"], overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "target").read_text() == "again"


def test_a_link_to_itself_is_an_existing_file(tmp_path: Path) -> None:
    """It leads nowhere, so only the link itself can be replaced."""
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    with pytest.raises(FileExistsError):
        write_file(loop, ["first"])
    write_file(loop, ["again"], overwrite=True)
    assert loop.read_text() == "again"


def test_a_file_that_appears_while_writing_is_kept(tmp_path: Path) -> None:
    """Another program's file is not replaced."""
    path = tmp_path / "a.csv"

    def parts() -> list[str]:
        path.write_text("other")
        return ["mine"]

    with pytest.raises(FileExistsError):
        write_file(path, (part for _ in [0] for part in parts()))

    assert path.read_text() == "other"
    assert len(list(tmp_path.iterdir())) == 1
