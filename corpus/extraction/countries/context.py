"""A text as the rules see it: its folded form, and what stands before and after a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from corpus.model.document import Span
from corpus.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_][\w'’]*")
_NEXT = re.compile(r"[ \t]*\n?[ \t]*([^\W\d_][\w'’]*)")
_WORD_BACKWARDS = re.compile(r"\n?[ \t]*\n?[ \t]*[\"“‘(]?\.?([\w'’]+)")
_REACH = 40


class Context:
    """One text with what was found around its words; built once a text."""

    def __init__(self, text: str, people: Sequence[Span]) -> None:
        self.text = text
        self.folded = fold(text)
        self._people = sorted(people)
        self._starts = [span[0] for span in self._people]

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded words."""
        return frozenset(_WORD.findall(self.folded))

    @cached_property
    def is_lower(self) -> bool:
        """Whether the whole text has no capital: case then says nothing."""
        return self.text.islower()

    def in_person(self, start: int, end: int) -> bool:
        """Whether the place touches a person's name."""
        if not self._people:
            return False
        at = bisect_right(self._starts, start) - 1
        inside = at >= 0 and self._people[at][1] > start
        return inside or (at + 1 < len(self._people) and self._people[at + 1][0] < end)

    def next_word(self, end: int) -> str:
        """The word after, as written, on this line or the next; "" where something else stands there."""
        found = _NEXT.match(self.text, end)
        return found[1] if found else ""

    def previous_word(self, start: int) -> str:
        """The word before, as written, also over a stop ("Mr. "); "" where something else stands there."""
        found = _WORD_BACKWARDS.match(self.text[max(0, start - _REACH) : start][::-1])
        first = _LETTER.search(found[1][::-1]) if found else None
        return first[0] if first else ""

    def sentence_starts(self, start: int) -> bool:
        """Whether the place is the first of a line or sentence."""
        before = self.text[max(0, start - 6) : start].rstrip(" \t\"'“‘(")
        return not before or before[-1] in ".!?\n:;"

    def line(self, start: int) -> str:
        """The line the place is on."""
        head = self.text.rfind("\n", 0, start) + 1
        tail = self.text.find("\n", start)
        return self.text[head : len(self.text) if tail < 0 else tail]

    def in_capitals(self, start: int, end: int) -> bool:
        """Whether the place stands in a line of capitals, where a capital says nothing."""
        line = self.line(start)
        rest = line.replace(self.text[start:end], "")
        return line.isupper() and sum(map(str.isalpha, rest)) > 2

    def in_title_case(self, start: int) -> bool:
        """Whether nearly every word of the line has a capital, as in a headline."""
        words = [word for word in _WORD.findall(self.line(start)) if len(word) > 3]
        return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)

    def in_address(self, start: int, end: int) -> bool:
        """Whether the place is part of a web or mail address, a handle or a file name."""
        text = self.text
        before, after = text[start - 1 : start], text[end : end + 1]
        if before in ("@", "/", "\\", "=", "&", "%", "_", ".", "-") or after in (
            "@",
            "_",
            "/",
            "=",
            ".",
            "-",
            "\\",
        ):
            head = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
            tail = re.compile(r"\s|$").search(text, end)
            chunk = text[head : tail.start() if tail else end]
            return bool(_ADDRESS.search(chunk))
        return False


_ADDRESS = re.compile(
    r"://|www\.|^[(<\"'“]?@\w|\w@\w|\w_\w|[a-z0-9]\.[a-z]{2,4}(?:[/.,;:)>]|$)|^[\w.]+\.(?:html?|pdf|docx?|txt|php)\b"
)
