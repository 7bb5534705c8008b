"""Standard output and standard error, guarded: everything that is printed goes through here.

While a command runs, `sys.stdout` and `sys.stderr` are guarded streams, so that Click, csv and rich print through them,
too. A character that the encoding of a stream does not have is replaced. A failed write to standard output ends the
command: silently where the reader of a pipe closed it, else with one sentence and exit code 2. A failed write to
standard error cannot be reported, never stops the work, and also ends in exit code 2.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO, cast

import click

_INTERRUPTED = 130
_TEXT, _BYTES = "pressroom-text", "pressroom-bytes"
"""Names of the error handlers: for a terminal, and for other programs, which get the bytes of a file name."""
_FORGIVING = ("replace", "xmlcharrefreplace", "namereplace", "ignore")
"""Error handlers that the user may have chosen by PYTHONIOENCODING, and that cannot fail."""
_ASCII = str.maketrans("“”„‘’‚–—…·\u202f", "\"\"\"'''--.- ")
"""Typographic characters, each by one of the same width."""


class OutputFailed(Exception):
    """Standard output cannot be written to. Not an OSError: those are about the files that a command works on."""

    def __init__(self, error: OSError | None = None) -> None:
        super().__init__(error)
        self.by_reader = error is not None and error.errno == errno.EPIPE
        """Whether the reader of a pipe has seen enough."""
        reason = (error.strerror or type(error).__name__).lower() if error else ""
        self.sentence = f"Standard output cannot be written: {reason}." if error else "Standard output is closed."


class GuardedStream:
    """Standard output or standard error while a command runs.

    Args:
        stream: None where it was closed before the program began.
        raises: Whether what cannot be written ends the command; else it is noted.

    """

    def __init__(self, stream: TextIO | None, *, raises: bool) -> None:
        self._stream = stream
        self._raises = raises
        self._errors = ""
        self._failure: OutputFailed | None = None
        self.is_lost = False
        """Whether something could not be written, and no reader of a pipe chose so."""
        if isinstance(stream, io.TextIOWrapper) and stream.errors not in _FORGIVING:
            self._errors = stream.errors or "strict"
            stream.reconfigure(errors=_TEXT if stream.isatty() else _BYTES)

    def close(self) -> None:
        """Leave the stream as it was found."""
        if self._errors and isinstance(self._stream, io.TextIOWrapper):
            self._do(lambda stream: cast(io.TextIOWrapper, stream).reconfigure(errors=self._errors))

    def write(self, text: str) -> int:
        """Write a text; raises OutputFailed."""
        if self._stream is None and text:
            self._fail(None)
        return self._do(lambda stream: stream.write(text)) or 0

    def write_bytes(self, data: bytes) -> None:
        """Write bytes as they are; raises OutputFailed."""
        self.flush()
        if self._stream is None:
            self._fail(None)
        self._do(lambda stream: stream.buffer.write(data))

    def flush(self) -> None:
        """Hand on what is written to the system; raises OutputFailed."""
        self._do(lambda stream: stream.flush())

    def _do(self, act: Callable[[TextIO], Any]) -> Any:  # noqa: ANN401 -- whatever the stream gives
        if self._failure and self._raises:  # again: Click catches the first one where it only tries a stream
            raise self._failure
        if self._stream is None:
            return None
        try:
            return act(self._stream)
        except OSError as error:
            self._divert()
            return self._fail(error)

    def _fail(self, error: OSError | None) -> None:
        self._failure = OutputFailed(error)
        self.is_lost |= not self._failure.by_reader
        if self._raises:
            raise self._failure from error

    def _divert(self) -> None:
        """Send what is still to come nowhere: Python writes it when it ends, and would complain."""
        with suppress(OSError, ValueError):  # a stream in memory has no number
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The number the system knows it by."""
        if self._stream is None:
            raise io.UnsupportedOperation("the stream is closed")
        return self._stream.fileno()

    @property
    def encoding(self) -> str:
        """Of the text that is written."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    errors = "replace"
    closed = False

    def writable(self) -> bool:
        """As every stream that is printed to."""
        return True


def guarded(command: Callable[[], int]) -> int:
    """Run a command that prints; returns its exit code, or the one for output that cannot be written."""
    before = sys.stdout, sys.stderr
    out, err = GuardedStream(before[0], raises=True), GuardedStream(before[1], raises=False)
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    try:
        code = command()
        out.flush()
    except OutputFailed as failure:
        code = 0 if failure.by_reader else 2
        if code:
            click.echo(f"pressroom: {failure.sentence}", err=True)
    finally:
        err.flush()
        err.close()
        with suppress(OutputFailed):
            out.close()
        sys.stdout, sys.stderr = before
    return 2 if err.is_lost and code != _INTERRUPTED else code


def occupy_closed() -> None:
    """Open the null device for each standard stream that is closed: no other file must get its number."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json_text(value))


def json_text(value: object) -> str:
    """A value as JSON that standard output can encode: other characters are escaped, so nothing is lost."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def print_for_programs(path: str) -> None:
    """Print a file's name as a line of its very bytes, whatever the encoding of standard output."""
    if isinstance(sys.stdout, GuardedStream):
        try:
            name = os.fsencode(path)
        except UnicodeEncodeError:  # it was read where the system had another encoding, which can only be this one
            name = path.encode("utf-8", "surrogateescape")
        sys.stdout.write_bytes(name + b"\n")
    else:
        click.echo(path, color=True)


def _handler(*, as_bytes: bool) -> Callable[[UnicodeError], tuple[str | bytes, int]]:
    """What replaces a character that an encoding does not have.

    Args:
        as_bytes: Whether bytes of file names that are no text are written as they are.

    """

    def replaced(error: UnicodeError) -> tuple[str | bytes, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        character, rest = error.object[error.start], error.start + 1
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF and as_bytes and "?".encode(error.encoding) == b"?":
            return bytes((code - 0xDC00,)), rest
        plain = character.translate(_ASCII)
        return (plain if plain.isascii() else "?"), rest

    return replaced


codecs.register_error(_TEXT, _handler(as_bytes=False))
codecs.register_error(_BYTES, _handler(as_bytes=True))
