"""The program that recognizes text in images: Tesseract, if it is installed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from corpus.model.errors import OcrUnavailable, UnreadableFile
from corpus.model.limits import MEBIBYTE, PATIENCE
from corpus.model.reason import Reason
from corpus.text.sanitize import brief

SECONDS_PER_PAGE = 60
_MOST_MEMORY = 1024 * MEBIBYTE
"""Address space of the program; 0.2 GB is normal."""
_PROGRAM = "tesseract"
_LISTING_SECONDS = 20
_NO_LANGUAGES = frozenset({"osd", "equ", "snum"})
"""Data of Tesseract for layout, equations and serial numbers."""
_MOST_LANGUAGES = 3
"""Languages looked for at once: each makes recognition slower and less certain."""


class Engine(Protocol):
    """Recognizes the text of one image."""

    @property
    def languages(self) -> str:
        """The languages that it recognizes, as a name of what it does: other languages give another text."""
        ...

    def recognize(self, image: bytes) -> str:
        """Return the text of an image; form feeds part the pages of an image that has several.

        Raises:
            UnreadableFile: it fails, or takes too long.

        """
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command that reads an image from standard input and writes its text, in UTF-8, to standard output."""

    arguments: tuple[str, ...]
    seconds: int = SECONDS_PER_PAGE
    """The processor time that one image may take; by the clock it may take `PATIENCE` times as long."""
    languages: str = ""

    def recognize(self, image: bytes) -> str:
        """Return the text of an image.

        Raises:
            UnreadableFile: the command fails, or takes longer than allowed; then it is ended.

        """
        # one thread: several pages at a time are faster than several threads on one
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            code, text, complaint = self._run(image, environment)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(Reason.OCR_TIME_LIMIT, number=PATIENCE * self.seconds) from error
        except OSError as error:
            raise UnreadableFile(Reason.OCR_FAILED, error.strerror or type(error).__name__) from error
        if code == -signal.SIGXCPU:
            raise UnreadableFile(Reason.OCR_TIME_LIMIT, number=self.seconds)
        if code:
            raise UnreadableFile(Reason.OCR_FAILED, brief(complaint.decode("utf-8", "replace")))
        return text.decode("utf-8", "replace")

    def _run(self, image: bytes, environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
        """Return exit code, standard output and standard error; raises TimeoutExpired and OSError."""
        pipe = subprocess.PIPE
        with subprocess.Popen(self.arguments, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
            try:
                _limit(process.pid, self.seconds)
                text, complaint = process.communicate(image, PATIENCE * self.seconds)
            finally:
                process.kill()
        return process.returncode, text, complaint


def _limit(process: int, seconds: int) -> None:
    """Limit a process where the system can: a small file may hold an image of a billion pixels."""
    if sys.platform == "linux":
        limits = ((resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY)), (resource.RLIMIT_CPU, (seconds, seconds + 1)))
        for kind, limit in limits:
            with suppress(ProcessLookupError, PermissionError):  # it has ended, or a lower limit holds already
                resource.prlimit(process, kind, limit)


def installed_engine(languages: tuple[str, ...] = (), seconds: int = SECONDS_PER_PAGE) -> Command | None:
    """Return Tesseract as it is installed; None if it is not, or has no data of a language.

    Args:
        languages: Tesseract's names of the languages to recognize, such as "eng" and "deu"; () for those that are
            installed, English first, at most three.
        seconds: The processor time that one page may take.

    """
    program = shutil.which(_PROGRAM)
    chosen = languages or (_installed_languages(program) if program else ())
    if not program or not chosen:
        return None
    named = "+".join(chosen)
    return Command((program, "stdin", "stdout", "-l", named), seconds, named)


def required_engine() -> Command:
    """Return Tesseract as it is installed.

    Raises:
        OcrUnavailable: it is not.

    """
    engine = installed_engine()
    if engine is None:
        raise OcrUnavailable
    return engine


def _installed_languages(program: str) -> tuple[str, ...]:
    """The languages that Tesseract has data of."""
    try:
        listing = subprocess.run(
            (program, "--list-langs"), capture_output=True, timeout=_LISTING_SECONDS, check=True, text=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    names = [name for name in listing.splitlines()[1:] if name and name not in _NO_LANGUAGES and "/" not in name]
    return tuple(sorted(names, key=lambda name: (name != "eng", name))[:_MOST_LANGUAGES])
