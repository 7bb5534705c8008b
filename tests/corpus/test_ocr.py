"""OCR of files that show their text only as images, with commands that stand in for Tesseract, and with it."""

from __future__ import annotations

import errno
import gzip
import resource
import sys
from pathlib import Path

import pytest

from corpus.formats.source import Source
from corpus.model.document import Document, Skipped
from corpus.model.errors import CorpusError, UnreadableFile
from corpus.model.reason import Reason
from corpus.model.remedy import Remedy
from corpus.ocr.cache import PageCache
from corpus.ocr.engine import Command, Engine, installed_engine, required_engine
from corpus.ocr.images import page_images
from corpus.ocr.read import read_by_ocr
from corpus.reading.read import read
from tests.corpus.conftest import mail
from tests.corpus.office import archive_of
from tests.corpus.pdf_writer import UNMAPPED, lines, pdf

PNG = b"\x89PNG\r\n\x1a\n"


class Reader:
    """An engine that returns these texts, one for each image, and keeps the images."""

    languages = "eng"

    def __init__(self, *texts: str) -> None:
        self._texts = iter(texts)
        self.images: list[bytes] = []

    def recognize(self, image: bytes) -> str:
        """The next text."""
        self.images.append(image)
        return next(self._texts)


def python(code: str, seconds: int = 60) -> Command:
    """A command that runs this code."""
    return Command((sys.executable, "-c", code), seconds)


def recognized(folder: Path, name: str, engine: Engine, cache: PageCache | None = None) -> Document | Skipped:
    """What OCR makes of a file that is one scan."""
    (found,) = read_by_ocr(Source(folder, name), engine, cache)
    return found


def written(folder: Path, name: str, data: bytes) -> str:
    """The name of a file with this content."""
    (folder / name).write_bytes(data)
    return name


def test_a_scan_becomes_a_document_with_pages_marked_as_ocr(tmp_path: Path, scan: bytes) -> None:
    """Lines are joined to paragraphs, and a word that a line end divides is one."""
    first = "The quince accord\n\nThe ministers met on Monday and signed the inter-\nnational agreement on quinces.\n\f"
    found = recognized(tmp_path, written(tmp_path, "a.pdf", scan), Reader(first, "They will meet again in spring.\n\f"))

    assert isinstance(found, Document)
    assert (found.ocr, found.kind, found.title) == (True, "pdf", "The quince accord")
    assert "signed the international agreement on quinces." in found.text
    assert found.page_at(found.text.index("They will")) == 2


def test_a_document_that_is_read_is_not_marked(tmp_path: Path) -> None:
    """Its text is its own."""
    (found,) = read(tmp_path, written(tmp_path, "a.pdf", pdf([lines("The ministers met on Monday.")])))
    assert isinstance(found, Document)
    assert not found.ocr


def test_a_pdf_with_undecodable_fonts_is_recognized(tmp_path: Path) -> None:
    """What its codes look like is not used."""
    name = written(tmp_path, "a.pdf", pdf([lines("!\"#$% &%'# +,-./", "&%'#!")], {"F1": UNMAPPED}))
    found = recognized(tmp_path, name, Reader("The ministers met on Monday in Riga."))
    assert isinstance(found, Document)
    assert found.text == "The ministers met on Monday in Riga."


def test_an_image_of_several_pages_is_one_document(tmp_path: Path) -> None:
    """A form feed parts the pages."""
    engine = Reader("The ministers met on Monday.\f\nThey agreed on everything.\f")
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), engine)
    assert isinstance(found, Document)
    assert (found.kind, len(found.pages), engine.images) == ("image", 2, [PNG])


def test_scans_in_files_become_documents(tmp_path: Path, scan: bytes) -> None:
    """Attachments, members of archives and compressed files; what needs no OCR is left out, failures are listed."""
    message = mail({"minutes.pdf": scan, "notes.txt": b"Plain notes on grain.", "logo.png": PNG})
    page, noise = "The ministers met on Monday in Riga.", "~"
    cases = {
        "a.eml": (message, ["minutes.pdf"], ["logo.png"], [page, page, noise]),
        "a.zip": (archive_of({"in/scan.png": PNG, "in/mail.eml": message}),
                  ["in/mail.eml/minutes.pdf", "in/scan.png"], ["in/mail.eml/logo.png"], [page, page, page, noise]),
        "scan.pdf.gz": (gzip.compress(scan), [""], [], [page, page]),
    }  # fmt: skip
    for name, (data, wanted, left, texts) in cases.items():
        found = list(read_by_ocr(Source(tmp_path, written(tmp_path, name, data)), Reader(*texts)))
        documents = [each for each in found if isinstance(each, Document)]
        skipped = [each for each in found if isinstance(each, Skipped)]

        assert sorted(each.record for each in documents) == wanted
        assert all(each.ocr and page in each.text for each in documents)
        assert skipped == [Skipped(f"{name}#{record}", Reason.OCR_NO_TEXT) for record in left]
        plain = {each.id for each in read(tmp_path, name) if isinstance(each, Document)}
        assert plain.isdisjoint(each.id for each in documents)


@pytest.mark.parametrize("text", ["", "~ \n|", "Logo", '!"#$%&/()=?' * 20])
def test_a_photograph_holds_no_text(tmp_path: Path, text: str) -> None:
    """What is recognized in it is not indexed."""
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), Reader(text))
    assert found == Skipped("a.png", Reason.OCR_NO_TEXT)


def test_pages_are_rendered_as_grey_images_of_bounded_size() -> None:
    """At 300 dots per inch, unless the page is huge."""
    (letter,) = page_images(pdf([lines("The ministers met.")]), 10)
    assert letter.startswith((b"P5\n2550 3300\n255\n", b"P5\n2550 3301\n255\n"))
    assert min(letter[20:]) < 100
    (huge,) = page_images(pdf([""]).replace(b"[0 0 612 792]", b"[0 0 9e3 9e3]"), 10)
    assert len(huge) < 26_000_000


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    """As when its text is read."""
    with pytest.raises(UnreadableFile) as caught:
        list(page_images(pdf(["", ""]), 1))
    assert caught.value.reason is Reason.TOO_MANY_PAGES


def test_the_command_gets_the_image_and_gives_the_text() -> None:
    """Over its standard streams."""
    assert python("import sys; print(len(sys.stdin.buffer.read()))").recognize(b"1234567").strip() == "7"


def test_a_command_that_fails_is_a_reason(tmp_path: Path) -> None:
    """With what it said; so is one that is gone."""
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), python("raise SystemExit('bad image')"))
    assert found == Skipped("a.png", Reason.OCR_FAILED, "bad image")
    gone = recognized(tmp_path, "a.png", Command((str(tmp_path / "gone"),)))
    assert isinstance(gone, Skipped)
    assert gone.reason is Reason.OCR_FAILED


def test_a_page_has_a_time_limit(tmp_path: Path) -> None:
    """The command is ended, and the file is skipped with the limit."""
    engine = python("import sys; sys.stdin.buffer.read(); import threading; threading.Event().wait()", seconds=0)
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), engine)
    assert found == Skipped("a.png", Reason.OCR_TIME_LIMIT, number=0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running process")
def test_a_page_may_compute_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is one of processor time: a busy machine costs no page."""
    monkeypatch.setattr("corpus.ocr.engine.PATIENCE", 10_000)
    engine = python("while True: pass", seconds=1)
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), engine)
    assert found == Skipped("a.png", Reason.OCR_TIME_LIMIT, number=1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running process")
def test_a_lower_limit_of_the_system_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be raised; the page is read all the same."""

    def refused(process: int, kind: int, limits: tuple[int, int]) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(resource, "prlimit", refused)
    assert python("print('Ships.')").recognize(b"") == "Ships.\n"


def test_without_tesseract_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy is the screen's to word."""
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(CorpusError) as caught:
        required_engine()
    assert caught.value.remedy is Remedy.INSTALL_TESSERACT


@pytest.mark.skipif(installed_engine() is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_page() -> None:
    """The real program, on a page that is drawn large and clear."""
    page = lines("The ministers met in Riga on Monday", "and agreed on the trade in plums.", size=20, pitch=26)
    engine = installed_engine()
    assert engine
    (image,) = page_images(pdf([page]), 10)
    assert "The ministers met in Riga on Monday\nand agreed on the trade in plums." in engine.recognize(image)


def test_interrupted_ocr_continues_with_the_next_page(tmp_path: Path) -> None:
    """Pages are cached by the content of the file: also under another name, not after a change."""
    cache = PageCache(tmp_path / "ocr.sqlite")
    texts = ["The first page speaks of plums.", "The second page speaks of quinces."]
    name = written(tmp_path, "scan.pdf", pdf(["", ""]))
    with pytest.raises(RuntimeError):
        recognized(tmp_path, name, Reader(texts[0]), cache=cache)
    rest = Reader(texts[1])
    found = recognized(tmp_path, name, rest, cache=cache)
    again = recognized(tmp_path, written(tmp_path, "copy.pdf", pdf(["", ""])), Reader(), cache=cache)
    changed = Reader("Another text on another page.")
    recognized(tmp_path, written(tmp_path, "scan.pdf", pdf([" "])), changed, cache=cache)

    assert isinstance(found, Document)
    assert isinstance(again, Document)
    assert found.text.split("\n\n") == texts
    assert again.text == found.text
    assert (len(rest.images), len(changed.images)) == (1, 1)


def test_other_languages_are_recognized_again(tmp_path: Path) -> None:
    """They give another text."""
    cache = PageCache(tmp_path / "ocr.sqlite")
    name = written(tmp_path, "a.png", PNG)
    english, german = Reader("The ministers met on Monday."), Reader("Die Minister trafen sich am Montag.")
    german.languages = "deu"
    recognized(tmp_path, name, english, cache=cache)
    found = recognized(tmp_path, name, german, cache=cache)

    assert isinstance(found, Document)
    assert found.text.startswith("Die Minister")


@pytest.mark.parametrize("content", [b"no database", None])
def test_a_cache_that_cannot_be_used_is_empty(content: bytes | None, tmp_path: Path) -> None:
    """It is damaged, or its folder is missing."""
    path = tmp_path / "ocr.sqlite" if content else tmp_path / "missing" / "ocr.sqlite"
    if content:
        path.write_bytes(content * 1000)
    engine = Reader("The ministers met on Monday.")
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), engine, cache=PageCache(path))

    assert isinstance(found, Document)


@pytest.mark.skipif(sys.platform != "linux", reason="the system cannot limit the memory of another process")
def test_the_command_gets_so_much_memory_and_no_more(tmp_path: Path) -> None:
    """A small file may hold a huge image."""
    engine = python("import sys; sys.stdin.buffer.read(); bytearray(2 << 30)")
    found = recognized(tmp_path, written(tmp_path, "a.png", PNG), engine)

    assert isinstance(found, Skipped)
    assert found.reason is Reason.OCR_FAILED
