"""Guarded standard streams, through which all output goes.

While a command runs, `sys.stdout` and `sys.stderr` are guarded streams, so that Click, csv and Rich print through them,
too. Characters that the encoding of a stream lacks are replaced. A failed write to standard output ends the command:
silently if the reader closed a pipe, else with one sentence and exit code 2. A failed write to standard error cannot be
reported; the command continues, and its exit code is 2.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO, cast

import click

from tui.cli.folder_label import with_folder
from tui.cli.printing import Form
from tui.text import sanitize

_INTERRUPTED = 130
_TEXT, _BYTES = "pressroom-text", "pressroom-bytes"
"""Names of the codec error handlers: for a terminal, and for other programs, which get file names as raw bytes."""
_SAFE_HANDLERS = ("replace", "xmlcharrefreplace", "namereplace", "ignore")
"""Error handlers that cannot fail; the user may have set one with PYTHONIOENCODING."""
_ASCII = str.maketrans("“”„‘’‚–—…·\u202f", "\"\"\"'''--.- ")
"""ASCII characters of the same width for typographic characters."""


class OutputFailed(Exception):
    """Standard output cannot be written. Not an OSError, because commands handle those as errors of their files."""

    def __init__(self, error: OSError | None = None) -> None:
        super().__init__(error)
        self.by_reader = error is not None and error.errno == errno.EPIPE
        """Whether the reader closed the pipe."""
        reason = (error.strerror or type(error).__name__).lower() if error else ""
        self.sentence = f"Standard output cannot be written: {reason}." if error else "Standard output is closed."


class GuardedStream:
    """Standard output or standard error while a command runs.

    Args:
        stream: The stream; None if it was closed before the program started.
        raises: Whether a failed write raises OutputFailed; else it is only recorded.

    """

    def __init__(self, stream: TextIO | None, *, raises: bool) -> None:
        self._stream = stream
        self._raises = raises
        self._errors = ""
        self._failure: OutputFailed | None = None
        self._held: list[str] | None = None
        """What is written while notes are held; None if they are not."""
        self.is_lost = False
        """Whether output was lost for another reason than a closed pipe."""
        if isinstance(stream, io.TextIOWrapper) and stream.errors not in _SAFE_HANDLERS:
            self._errors = stream.errors or "strict"
            stream.reconfigure(errors=_TEXT if stream.isatty() else _BYTES)

    def close(self) -> None:
        """Restore the original error handler of the stream."""
        if self._errors and isinstance(self._stream, io.TextIOWrapper):
            self._do(lambda stream: cast(io.TextIOWrapper, stream).reconfigure(errors=self._errors))

    def write(self, text: str) -> int:
        """Write text; raises OutputFailed."""
        if self._held is not None:
            if not isinstance(text, str):  # Click tries bytes, to see whether a stream takes them
                raise TypeError("the stream takes text")
            self._held.append(text)
            return len(text)
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
        """Flush the buffer; raises OutputFailed."""
        self._do(lambda stream: stream.flush())

    def _do(self, act: Callable[[TextIO], Any]) -> Any:  # noqa: ANN401 -- the result of `act`
        if self._failure and self._raises:  # raise again, because Click catches the first one while it tests a stream
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
        """Redirect the stream to the null device: Python flushes it at exit, and would report an error."""
        with suppress(OSError, ValueError):  # a stream in memory has no file descriptor
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)

    def hold(self) -> None:
        """Keep what is written from now on, until it is released."""
        self._held = []

    def release(self, *, discard: bool) -> None:
        """Write what was held, or drop it."""
        held, self._held = self._held, None
        if held and not discard:
            self.write("".join(held))

    def isatty(self) -> bool:
        """Whether the stream is a terminal that shows what is written."""
        return self._held is None and self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Return the file descriptor."""
        if self._stream is None:
            raise io.UnsupportedOperation("the stream is closed")
        return self._stream.fileno()

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    errors = "replace"
    closed = False

    def writable(self) -> bool:
        """Return True, as for every output stream."""
        return True


def guarded(command: Callable[[], int]) -> int:
    """Run a command with guarded streams; returns its exit code, or 2 if output could not be written."""
    before = sys.stdout, sys.stderr
    out, err = GuardedStream(before[0], raises=True), GuardedStream(before[1], raises=False)
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    try:
        code = command()
        out.flush()
    except OutputFailed as failure:
        code = 0 if failure.by_reader else 2
        if code:
            click.echo(sanitize.harmless(f"pressroom: {failure.sentence}"), err=True)
    finally:
        err.flush()
        err.close()
        with suppress(OutputFailed):
            out.close()
        sys.stdout, sys.stderr = before
    return 2 if err.is_lost and code != _INTERRUPTED else code


def hold_notes() -> None:
    """Hold what commands write to standard error, until `release_notes`."""
    if isinstance(sys.stderr, GuardedStream):
        sys.stderr.hold()


def release_notes(*, discard: bool) -> None:
    """Drop what was held after a success; after an error, write it, because it says what is wrong."""
    if isinstance(sys.stderr, GuardedStream):
        sys.stderr.release(discard=discard)


def occupy_closed() -> None:
    """Open the null device for each closed standard stream, so that no other file gets its descriptor."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def print_json(value: object) -> None:
    """Print a value as one line of JSON, with the folder where a command runs in several."""
    click.echo(json_text(with_folder(value)))


def print_json_lines(values: Iterable[object]) -> None:
    """Print each value as a line of JSON, as soon as it is known."""
    for value in values:
        sys.stdout.write(json_text(with_folder(value)) + "\n")


def print_list(values: Sequence[Mapping[str, Any]], form: Form) -> bool:
    """Print objects as a list or as lines; returns False, without printing, where the form is text."""
    if form is Form.JSON:
        print_json(list(values))
    elif form is Form.JSON_LINES:
        print_json_lines(values)
    return form is not Form.TEXT


def json_text(value: object) -> str:
    """Return a value as JSON on one line that standard output can encode."""
    return sanitize.json_text(value, sys.stdout.encoding)


def print_for_programs(path: str, end: str = "\n") -> None:
    """Print a file name as raw bytes, regardless of the encoding of standard output.

    Args:
        path: The file name.
        end: What follows it: a new line, or a null character for names with new lines.

    """
    if isinstance(sys.stdout, GuardedStream):
        try:
            name = os.fsencode(path)
        except UnicodeEncodeError:  # the name was indexed on a system with UTF-8 file names
            name = path.encode("utf-8", "surrogateescape")
        sys.stdout.write_bytes(name + end.encode())
    else:
        click.echo(f"{path}{end}", nl=False, color=True)


def _handler(*, as_bytes: bool) -> Callable[[UnicodeError], tuple[str | bytes, int]]:
    """Return a codec error handler that replaces a character by ASCII.

    Args:
        as_bytes: Whether surrogate escapes, the undecodable bytes of file names, are written as raw bytes.

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
