"""Unexpected exceptions, reduced to what may be sent to another process and written to a log.

An exception's message may quote a document, a query or a file name; where it happened and of which type it is do not.
"""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_FRAMES = 40
"""So many of the innermost calls are reported."""
_CAUSES = 5
_HARMLESS = (AttributeError, ImportError, MemoryError, NameError, RecursionError, ZeroDivisionError)
"""Python itself writes their messages, from names in the code."""


@dataclass(frozen=True, slots=True)
class CrashReport:
    """One unexpected exception."""

    trace: str
    """The calls that led to it, and to its causes, with types but without values; several lines."""
    message: str
    """What the exception says; it may quote anything."""

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """Make a report of an exception."""
        chain: list[BaseException] = []
        cause: BaseException | None = error
        while cause is not None and cause not in chain and len(chain) < _CAUSES:
            chain.append(cause)
            cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
        return cls("\n".join(map(_trace, reversed(chain))), str(error))


class CrashCatcher:
    """A context manager that ends an unexpected exception and keeps a report of it.

    Args:
        passing: Exceptions that are expected: they go on.

    """

    def __init__(self, *passing: type[Exception]) -> None:
        self._passing = passing
        self.report: CrashReport | None = None
        """None where there was no exception."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, self._passing):
            return False
        self.report = CrashReport.of(error)
        return True


def _trace(error: BaseException) -> str:
    calls = "".join(traceback.format_tb(error.__traceback__, -_FRAMES))
    return f"{calls}{_title(error)}"


def _title(error: BaseException) -> str:
    """The type, with what is harmless of the message."""
    name = type(error).__name__
    if isinstance(error, OSError) and error.errno:
        return f"{name} ({errno.errorcode.get(error.errno, error.errno)})"
    is_harmless = isinstance(error, _HARMLESS) and type(error).__module__ == "builtins"
    return f"{name}: {error}" if is_harmless else name
