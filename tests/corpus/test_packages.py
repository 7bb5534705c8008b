"""Limits of zip archives and XML parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from corpus.formats import xml, xml_stream
from corpus.formats.packed import check_directory
from corpus.formats.xml import parse_xml
from corpus.formats.xml_stream import stream_xml
from corpus.model.document import Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import archive, docx


def skipped(folder: Path, data: bytes) -> Reason:
    """Why a .docx file is not read."""
    (folder / "a.docx").write_bytes(data)
    (found,) = read(folder, "a.docx")
    assert isinstance(found, Skipped), found
    return found.reason


def test_entities_are_refused_in_any_encoding(tmp_path: Path) -> None:
    """Also where their declaration is not in ASCII."""
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "lol">]><d>&a;</d>'.encode("utf-16")
    with pytest.raises(UnreadableFile) as caught:
        parse_xml(bomb, "a")
    assert caught.value.reason is Reason.XML_ENTITIES
    with pytest.raises(UnreadableFile) as caught:
        list(stream_xml(lambda: io.BytesIO(bomb), "a", {"d"}))
    assert caught.value.reason is Reason.XML_ENTITIES


def test_elements_without_end_are_refused() -> None:
    """A tree of them takes a hundred times the room of their text; so do texts and attributes."""
    for content in (b"<b/>" * 2_000_001, b"<b/>x" * 1_000_001, b"<b c=''/>" * 700_000):
        with pytest.raises(UnreadableFile) as caught:
            parse_xml(b"<a>" + content + b"</a>", "a")
        assert caught.value.reason is Reason.TOO_MANY_ELEMENTS


def test_a_long_text_is_read_whole_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser drops what follows ten million bytes; without that limit it would read deeper, too."""
    long = b"<d><t>" + b"talks " * 2_000_000 + b"</t>%s<t>end</t></d>"
    root = parse_xml(long % b"", "a")

    assert [len(each.text) for each in root] == [12_000_000, 3]
    with pytest.raises(UnreadableFile) as caught:
        parse_xml(long % (b"<b>" * 300 + b"</b>" * 300), "a")
    assert caught.value.reason is Reason.NESTED_TOO_DEEPLY
    monkeypatch.setattr("corpus.formats.xml._MOST_LONG", 11_000_000)
    with pytest.raises(UnreadableFile) as caught:
        parse_xml(long % b"", "a")
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("form", ["<t><![CDATA[{}]]></t>", "<!--{}-->", "<t a='{}'/>", "<?x {}?>"])
def test_nothing_is_dropped_with_other_long_content(form: str) -> None:
    """The parser drops a long section or comment, and what follows a long attribute."""
    long = "talks " * 2_000_000
    root = parse_xml(f"<d>{form.format(long)}<t>end</t></d>".encode(), "a")

    assert len(root) == 2
    assert long.strip() in f"{root[0].text}{dict(root[0].attrib)}"
    assert root[1].text == "end"


def test_entities_are_refused_before_a_long_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its limits, libxml2 before 2.14 expands entities in attributes without end."""
    read: list[bool] = []
    parsed = xml._parsed

    def noted(data: bytes, name: str, options: dict[str, bool]) -> tuple[object, str]:
        read.append(options["huge_tree"])
        return parsed(data, name, options)

    monkeypatch.setattr(xml, "_parsed", noted)
    declared = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "lol">]>'
    with pytest.raises(UnreadableFile) as caught:
        parse_xml(f"{declared}<d><t>{'talks ' * 2_000_000}</t><t a='&a;'/></d>".encode("utf-16"), "a")

    assert caught.value.reason is Reason.XML_ENTITIES
    assert read == [False]


@pytest.mark.parametrize("form", ["<t>{}</t>", "<t><![CDATA[{}]]></t>", "<!--{}--><t>a</t>", "<t a='{}'/>"])
def test_rows_with_long_content_are_streamed_whole(form: str) -> None:
    """The parser would drop the rest of the text, or of the document."""
    long = "talks " * 2_000_000
    data = f"<d><row>one</row><row>{form.format(long)}end</row><row>two</row></d>".encode()
    found = ["".join(each.xpath(".//text()|.//@a")) for each in stream_xml(lambda: io.BytesIO(data), "a", {"row"})]

    assert found == ["one", "aend" if "<!--" in form else f"{long}end", "two"]


def test_a_stream_refuses_what_memory_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Very many elements in one row or between rows, or a very long text; not very many rows."""
    monkeypatch.setattr(xml_stream, "_MOST_HELD", 1000)
    monkeypatch.setattr(xml_stream, "_LONGEST", 400_000)

    def reason(data: bytes) -> Reason:
        with pytest.raises(UnreadableFile) as caught:
            list(stream_xml(lambda: io.BytesIO(data), "a", {"row"}))
        return caught.value.reason

    assert (
        len(list(stream_xml(lambda: io.BytesIO(b"<d>" + b"<row><c/></row>" * 90_000 + b"</d>"), "a", {"row"})))
        == 90_000
    )
    assert reason(b"<d><row>" + b"<c/>" * 1001 + b"</row></d>") is Reason.TOO_MANY_ELEMENTS
    assert reason(b"<d>" + b"<t><row/></t>" * 1001 + b"</d>") is Reason.TOO_MANY_ELEMENTS
    assert reason(b"<d><row>" + b"words " * 90_000 + b"</row></d>") is Reason.TOO_LARGE


def test_deep_elements_of_a_stream_are_said() -> None:
    """The parser drops what lies deeper."""
    with pytest.raises(UnreadableFile) as caught:
        list(stream_xml(lambda: io.BytesIO(b"<a>" * 400 + b"<row/>"), "a", {"row"}))
    assert caught.value.reason in (Reason.NESTED_TOO_DEEPLY, Reason.INVALID_XML)


def test_archives_with_a_huge_directory_are_not_opened() -> None:
    """Each entry becomes an object before any can be counted."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for number in range(300):
            packed.writestr(f"{number:05}{'x' * 40_000}", "")
    with pytest.raises(UnreadableFile) as caught:
        check_directory(stream)
    assert caught.value.reason is Reason.TOO_MANY_PARTS


def test_names_of_parts_do_not_depend_on_case(tmp_path: Path) -> None:
    """Some programs write Word/Document.xml."""
    data = archive({"[content_types].xml": "<Types/>", "word/Document.xml": "<d><p><t>Text.</t></p></d>"})
    (tmp_path / "a.docx").write_bytes(data)
    (found,) = read(tmp_path, "a.docx")
    assert not isinstance(found, Skipped)
    assert found.text == "Text."


def test_damaged_archives_have_a_reason(tmp_path: Path) -> None:
    """Cut short, they have no directory."""
    assert skipped(tmp_path, docx()[:-30]) is Reason.DAMAGED
