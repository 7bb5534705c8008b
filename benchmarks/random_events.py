"""What a random user does: a seeded sequence of keys, clicks, pastes, resizes and changes of documents."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEYS = (
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "ctrl+d", "ctrl+u", "ctrl+p", "ctrl+r", "ctrl+b", "ctrl+s", "ctrl+z", "ctrl+o", "ctrl+w"),
    *(
        "slash",
        "question_mark",
        "full_stop",
        "comma",
        "semicolon",
        "equals_sign",
        "ampersand",
        "asterisk",
        "vertical_line",
    ),
    *("less_than_sign", "greater_than_sign", "left_parenthesis", "right_parenthesis", "left_square_bracket"),
    *("right_square_bracket", "left_curly_bracket", "right_curly_bracket", "plus", "minus", "colon", "quotation_mark"),
    *("alt+left", "alt+right", "f1", "delete", "shift+down", "shift+up", "ctrl+left", "ctrl+right", "ctrl+home"),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_QUERIES = (
    *("kasciunas", "minister", "person:", "country:germ", "airspace OR grain", '"defence ministers"', "title:talk*"),
    *(
        "-minister",
        "(a OR (b",
        "year:1987",
        "date:1987-13",
        "is:unread",
        "tag:x",
        "~3 ^^ !",
        "=NATO",
        "country:xx",
        "é\u0301",
    ),
)
_PASTES = (
    *(
        "plain words",
        "two\nlines",
        "\x1b[31mred\x1b[0m q",
        "\x1b]52;c;aGk=\x07",
        "[bold]markup[/]",
        "tab\there",
        "\u202eabc",
    ),
    *("q" * 3000, "\x00\x01\x02", "👩‍👩‍👧 ไทย 中文", "\r\r\r", ""),
)
_SIZES = ((80, 24), (120, 36), (160, 45), (40, 20), (1, 1), (2, 5), (20, 3), (500, 150), (79, 1), (4, 40), (100, 30))
_TEXTS = (
    "Minister Laurynas Kasčiūnas met Antony Blinken in Brussels; Germany and Poland agreed.\n",
    "# Talks\n\n| Country | Aid |\n| --- | --- |\n| Poland | 3 |\n\n- one\n- two\n",
    "[bold red]markup[/] \x1b[31m escapes \u202e and \u200b zero width\n",
    "Angela Merkel spoke about grain. " * 400,
    "line\n" * 5000,
    "",
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys pressed one after the other, by their names in Textual."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Click:
    """Clicks, at shares of the screen's width and height."""

    x: float
    y: float
    times: int = 1


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text pasted in one piece."""

    text: str


@dataclass(frozen=True, slots=True)
class Resize:
    """The terminal gets another size, in cells."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A document is written, or removed where it has no text and exists."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Waited:
    """The user waits until the explorer has nothing left to do."""


Event = Keys | Click | Pasted | Resize | Changed | Waited


def random_events(seed: int, count: int) -> Iterator[Event]:
    """Yield `count` events, the same for the same seed.

    Keys come most often, as a user's do; some are held, and some are words that are typed.
    """
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.random()
        if kind < 0.45:
            yield Keys((chance.choice(_KEYS),) * chance.choice((1, 1, 1, 2, 8)))
        elif kind < 0.62:
            yield Keys((chance.choice(_LETTERS),))
        elif kind < 0.72:
            yield Keys(("escape", "slash", *chance.choice(_QUERIES)[:30], chance.choice(("enter", "escape", "tab"))))
        elif kind < 0.82:
            yield Click(chance.random(), chance.random(), chance.choice((1, 1, 1, 2)))
        elif kind < 0.86:
            yield Pasted(chance.choice(_PASTES))
        elif kind < 0.91:
            yield Resize(*chance.choice(_SIZES))
        elif kind < 0.95:
            yield Changed(f"paper{chance.randrange(6)}.{chance.choice(('txt', 'md'))}", chance.choice(_TEXTS))
        else:
            yield Waited()


def change(folder: Path, event: Changed) -> None:
    """Change a document."""
    path = folder / event.name
    if not event.text and path.exists():
        path.unlink()
    else:
        path.write_text(event.text, "utf-8")
