"""Text files are documents where they are prose; code, settings, logs and keys are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.prose import is_prose
from corpus.model.document import Document, Skipped
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.reading.read import read

CODE = """import os

def main(path):
    for name in os.listdir(path):
        print(name)

if __name__ == "__main__":
    main(".")
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ipynb", '{"cells":[{"cell_type":"markdown","source":["Text"]}]}'),
        ("cal.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Summit\nEND:VEVENT\nEND:VCALENDAR\n"),
        ("conf.yaml", "a: b\n"),
        ("notes.log", "2025-03-04 10:00 INFO start\n"),
        ("script.py", '# by Olena Tarasova\nprint("Germany")\n'),
        ("x.svg", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Hello</text></svg>'),
        ("jquery.js", '/*! jQuery by John Resig */ (function(){var x="Angela Merkel in Berlin, Germany";})();\n' * 50),
        ("style.css", "body{font-family:Georgia, Turkey}\n" * 50),
    ],
)
def test_files_of_programs_are_no_documents(name: str, text: str, tmp_path: Path) -> None:
    """So they add no people and countries."""
    (tmp_path / name).write_text(text)
    (found,) = read(tmp_path, name)

    assert isinstance(found, Skipped)
    assert found.reason in (Reason.NOT_PROSE, Reason.NO_ARTICLES)


@pytest.mark.parametrize("name", ["~$lock.docx", "desktop.ini", "Thumbs.db"])
def test_files_that_programs_leave_behind_are_named_as_such(name: str, tmp_path: Path) -> None:
    """They are neither text nor damaged documents."""
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0 Nadia")

    assert list(read(tmp_path, name)) == [Skipped(name, Reason.SYSTEM_FILE)]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet.",
        "Talks open in Paris\n\nPARIS, 4 March 2025 — The talks opened.",
        "Contents\n\n1. Introduction ........ 3\n2. The treaty ........ 17\n3. Annexes ........ 95\n4. Index . 120\n",
        "Participants:\n- Olena Tarasova\n- Radu Popescu\n- Piet Hendriksen\n- Nadia Example\n- Li Wei\n",
        "Tarasova, Olena; Popescu, Radu\nHendriksen, Piet;\nExample, Nadia;\nSmith, John;\nLi, Wei;\n",
        "The woods are lovely,\ndark and deep;\nBut I have promises to keep;\nAnd miles to go\nbefore I sleep.\n",
        "from the desk of the minister\nto all members\nimport duties on grain\nreturn to talk\nbreak for summer\n",
        "* * *\n\n*** URGENT ***\n\n=== Update ===\n\nFOR IMMEDIATE RELEASE\n\n###\n",
        "[10:15] <olena> the ferry is late\n[10:16] <radu> again?\n[10:17] <olena> yes\n[10:18] <radu> ok\n",
        "Contact: press@example.org\nTel: +370 5 000 000\nhttp://www.example.org/press/2025/03/04/release.html\n",
        "2025-03-04 10:00 The ship left.\n2025-03-04 12:00 The ship met another ship.\n2025-03-05 09:00 Arrival.\n",
        "部长们在巴黎举行会谈。会谈持续了整个下午，双方同意继续讨论渔业问题。",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe ministry states that the talks go on.\n",
        "123456\n",
        "",
    ],
)
@pytest.mark.parametrize("path", ["a.txt", "a", "a.release"])
def test_short_and_odd_texts_are_prose(text: str, path: str) -> None:
    """No text that was written for readers may be lost."""
    assert is_prose(text, path)


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "body{font-family:Georgia}\np{color:red;margin:0}\n.a{b:c}\n.d{e:f}\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg\n" * 20,
        "2025-03-04 10:00:01 INFO start\n2025-03-04 10:00:02 ERROR stop\n" * 5,
        "[general]\nname = x\npath = /usr\nlevel = 3\nfont = Georgia\n",
        "#!/bin/sh\necho hello\n",
        "var a=function(b){return b.c[0]};" * 30,
    ],
)
def test_code_called_text_is_not_prose(text: str) -> None:
    """By its content alone."""
    assert not is_prose(text, "a.txt")


def test_prose_under_the_name_of_a_program_is_prose() -> None:
    """A captain's log."""
    assert is_prose("We sailed from Riga in the morning and met no other ship all day.\n" * 5, "captain.log")


def test_everything_is_read_where_the_settings_say_so(tmp_path: Path) -> None:
    """`only_prose: false`."""
    (tmp_path / "a.txt").write_text(CODE)

    assert list(read(tmp_path, "a.txt")) == [Skipped("a.txt", Reason.NOT_PROSE)]
    assert isinstance(next(read(tmp_path, "a.txt", options=ReadingOptions(only_prose=False))), Document)
