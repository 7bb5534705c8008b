"""JSON values read one after another from a text of any length, without holding more than one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = re.compile(r"(?:[\s,\x1e\ufeff]+|//[^\n]*\n|/\*.{0,10000}?\*/)*", re.DOTALL)
"""What may stand between values: white space, commas, record separators (RFC 7464) and comments."""
_MARK = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
"""What decides where a value ends, and escaped characters, which do not."""
_ESCAPE_AT_END = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_MOST_DIGITS = 4000
"""Digits of an integer that Python converts; a longer one stays text."""


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


DECODER = json.JSONDecoder(strict=False, parse_int=_integer)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the text."""

    value: object
    in_array: bool
    """Whether it is an element of an array at the top level."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """A place without a value; reading goes on behind it in an array, else at the next line that begins a value."""

    is_too_large: bool = False


def json_values(pieces: Iterator[str], limit: int) -> Iterator[Value | NoValue]:
    """Yield the values of a text: the elements of an array, JSON Lines, or values that follow each other anyhow.

    Args:
        pieces: The text in pieces.
        limit: Characters that one value may have.

    """
    return _Reader(pieces, limit).values()


class _Reader:
    """The part of a text that is in memory, and the place reached in it."""

    def __init__(self, pieces: Iterator[str], limit: int) -> None:
        self._pieces = pieces
        self._limit = limit
        self._text = ""
        self._at = 0
        self._is_whole = False
        """Whether all of the text has been read."""
        self._in_array = False

    def values(self) -> Iterator[Value | NoValue]:
        while self._skip_to_value():
            char = self._text[self._at]
            if char == "[" and not self._in_array:
                self._in_array = True
                self._at += 1
            elif char == "]" and self._in_array:
                self._in_array = False
                self._at += 1
            else:
                found = self._decode()
                yield found
                if isinstance(found, NoValue) and not (
                    self._skip_value() if self._in_array else self._skip_to_next_line()
                ):
                    return

    def _more(self) -> bool:
        """Read on until the text in memory has doubled; False at its end."""
        if self._is_whole:
            return False
        parts = [self._text[self._at :]]
        self._at, wanted = 0, 2 * len(parts[0])
        size = len(parts[0])
        while size <= wanted:
            piece = next(self._pieces, "")
            if not piece:
                self._is_whole = True
                break
            parts.append(piece)
            size += len(piece)
        self._text = "".join(parts)
        return size > wanted // 2

    def _skip_to_value(self) -> bool:
        """Move to the next value or bracket; False at the end."""
        while True:
            match = _BETWEEN.match(self._text, self._at)
            assert match is not None
            self._at = match.end()
            left = len(self._text) - self._at
            # A comment may go on in the next piece.
            if left > 1 and self._text[self._at] != "/":
                return True
            if left > self._limit or not self._more():
                return self._at < len(self._text)

    def _decode(self) -> Value | NoValue:
        """The value at this place, with as much of the text read as it needs."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or self._is_final(error):
                    return NoValue()
                if len(self._text) - self._at > self._limit:
                    return NoValue(is_too_large=True)
                if not self._more():
                    return NoValue()
                continue
            # A number at the end of what is in memory may have further digits.
            if end < len(self._text) or isinstance(value, str | dict | list) or not self._more():
                if end - self._at > self._limit:
                    return NoValue(is_too_large=True)
                self._at = end
                return Value(value, self._in_array)

    def _is_final(self, error: ValueError) -> bool:
        """Whether more text cannot mend a fault: it is far from the end of the text in memory."""
        if not isinstance(error, json.JSONDecodeError) or error.msg.startswith("Unterminated string"):
            return False
        return error.pos < len(self._text) - 20

    def _skip_value(self) -> bool:
        """Move behind a value of an array that is too large or broken, by its brackets; False where it does not end."""
        depth, in_string = 0, False
        while True:
            for match in _MARK.finditer(self._text, self._at):
                mark = match[0]
                if mark == '"':
                    in_string = not in_string
                elif not in_string and mark in "{[":
                    depth += 1
                elif not in_string and mark in "}]":
                    depth -= 1
                    if depth <= 0:
                        # The end of the array is read again; any other bracket without a partner is left behind.
                        self._at = match.start() if depth < 0 and mark == "]" else match.end()
                        return True
            # A backslash at the end escapes what follows in the next piece.
            is_escaped = self._text.endswith("\\") and _ESCAPE_AT_END.search(self._text, self._at) is not None
            self._at = len(self._text) - is_escaped
            if not self._more():
                return False

    def _skip_to_next_line(self) -> bool:
        """Move to the next line that begins a value at the top level; False where there is none."""
        while True:
            start = self._text.find("\n", self._at)
            if start >= 0 and start + 1 < len(self._text):
                self._at = start + 1
                if self._text[self._at] in "{[":
                    return True
            else:
                self._at = len(self._text) if start < 0 else start
                if not self._more():
                    return False
