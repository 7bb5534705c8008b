"""Pastes in a terminal: nothing in them is obeyed, however they arrive."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual import constants, events
from textual.drivers import linux_driver, web_driver
from textual.message import Message

from tests.pseudo_terminal import FIRST_RESULTS, Terminal
from tui.terminal.paste_parser import PasteParser, with_harmless_pastes

_PASTED = "abc\x1bq\x1b[Bq\n/quit\x1b:q \x1b[31mtalks\x1b"
_SENT = f"x\x1b[200~{_PASTED}\x1b[201~y\x1b[B"
_WANTED = ["x", _PASTED.replace("\x1b", ""), "y", "down"]


def _said(message: Message) -> str:
    assert isinstance(message, events.Paste | events.Key)
    return message.text if isinstance(message, events.Paste) else message.key


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_escapes_in_a_paste_are_no_keys(size: int) -> None:
    """In whatever pieces the terminal sends it; keys before and after it are keys."""
    parser = PasteParser()
    pieces = [_SENT[at : at + size] for at in range(0, len(_SENT), size)]

    assert [_said(message) for piece in pieces for message in parser.feed(piece)] == _WANTED


def test_two_pastes_and_a_large_one() -> None:
    """Each is one paste."""
    parser = PasteParser()
    large = "\x1bq talks\n" * 50_000
    sent = f"\x1b[200~a\x1b[201~\x1b[200~{large}\x1b[201~"
    found = [_said(each) for at in range(0, len(sent), 4096) for each in parser.feed(sent[at : at + 4096])]

    assert found == ["a", large.replace("\x1b", "")]


def test_a_key_of_its_own_begins_no_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape, and later the characters that would follow it: the keys afterwards are keys."""
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0)
    parser = PasteParser()
    found = [*parser.feed("\x1b"), *parser.tick(), *parser.feed("[200~\x1b[B")]

    assert [_said(each) for each in found] == [
        *("escape", "left_square_bracket", "2", "0", "0", "tilde"),
        "down",
    ]


def test_escape_before_and_after_a_paste_is_a_key() -> None:
    """However soon it is pressed."""
    parser = PasteParser()
    found = [*parser.feed("\x1b"), *parser.feed("\x1b[200~a\x1b[201~\x1b"), *parser.feed("\x1b[B")]

    assert [_said(each) for each in found] == ["escape", "a", "escape", "down"]


def test_the_drivers_use_it() -> None:
    """In a terminal and in a browser: Textual makes the parser by this name."""
    for driver in (linux_driver.LinuxDriver, web_driver.WebDriver):
        assert with_harmless_pastes(driver) is driver
    assert vars(linux_driver)["XTermParser"] is vars(web_driver)["XTermParser"] is PasteParser


def test_a_paste_with_escapes_does_not_quit(folder: Path) -> None:
    """It is searched for, as one line."""
    terminal = Terminal([sys.executable, "-m", "tui", str(folder)])
    try:
        terminal.read_until(FIRST_RESULTS)
        terminal.type("/")
        terminal.type("\x1b[200~airs\x1bq\x1b[Bq\x1b:q\x1b[201~")
        terminal.read_until("airsq[Bq:q")
        assert terminal.process.poll() is None
    finally:
        terminal.dispose()
