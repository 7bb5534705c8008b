"""Runs programs of the system that read old office formats, with a limit on time and output."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from corpus.model.errors import UnreadableFile
from corpus.model.limits import PATIENCE, Limits
from corpus.model.reason import Reason

_LONGEST_SECONDS = 60
"""Processor time of each process of a program."""
_INEXACT = 0.25
"""Seconds by which the system may end a process too early: it counts its time in ticks."""
_NO_PROXY = "http://127.0.0.1:9"
"""Nothing answers there: a document must not make a program fetch anything."""
_OFFICE_NAMES = ("soffice", "libreoffice")


def find_program(*names: str) -> str:
    """Return the path of the first of these programs that is installed; "" where none is."""
    return next((path for name in names if (path := shutil.which(name))), "")


def office_program() -> str:
    """Return the path of LibreOffice; "" where it is not installed."""
    return find_program(*_OFFICE_NAMES)


def program_output(arguments: Sequence[str], data: bytes, suffix: str, limits: Limits) -> bytes:
    """Return what a program writes to standard output about a file.

    Args:
        arguments: The program and its options; the name of the file is added.
        data: The contents of the file.
        suffix: The end of its name.
        limits: The limits of time and size.

    Raises:
        UnreadableFile: The program fails, takes too long, or writes more than a document may hold.

    """
    with tempfile.TemporaryDirectory(prefix="pressroom-") as folder:
        file = Path(folder) / f"document{suffix}"
        file.write_bytes(data)
        output = Path(folder) / "output"
        _run([*arguments, str(file)], Path(folder), output, limits)
        return _read(output, limits)


def converted(program: str, data: bytes, suffix: str, target: str, limits: Limits) -> bytes:
    """Return a file in another format, as LibreOffice converts it.

    Args:
        program: The path of LibreOffice.
        data: The contents of the file.
        suffix: The end of its name.
        target: The format to convert it to, such as "docx".
        limits: The limits of time and size.

    Raises:
        UnreadableFile: LibreOffice cannot read it, takes too long, or the result is too large.

    """
    with tempfile.TemporaryDirectory(prefix="pressroom-") as folder:
        file = Path(folder) / f"document{suffix}"
        file.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        arguments = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}",
                     "--convert-to", target, "--outdir", str(Path(folder) / "out"), str(file)]  # fmt: skip
        _run(arguments, Path(folder), Path(folder) / "output", limits)
        return _read(Path(folder) / "out" / f"document.{target}", limits)


def _run(arguments: list[str], folder: Path, output: Path, limits: Limits) -> None:
    """Run a program in a process group of its own, which is killed when it takes too long.

    Raises:
        UnreadableFile: It fails or takes too long.

    """
    seconds = min(_LONGEST_SECONDS, limits.seconds)
    environment = {**os.environ, "HOME": str(folder), "http_proxy": _NO_PROXY, "https_proxy": _NO_PROXY}
    before = _seconds_of_children()
    with output.open("wb") as stream:
        try:
            process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.DEVNULL, cwd=folder,
                env=environment, start_new_session=True, preexec_fn=lambda: _limit(limits.unpacked_bytes, seconds),
            )  # fmt: skip
        except OSError as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        try:
            code = process.wait(PATIENCE * seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(Reason.TIME_LIMIT, number=PATIENCE * seconds) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    if code and _seconds_of_children() - before > seconds - _INEXACT:
        raise UnreadableFile(Reason.TIME_LIMIT, number=seconds)
    if code:
        raise UnreadableFile(Reason.DAMAGED)


def _limit(size: int, seconds: int) -> None:
    """Let this process, and each that it starts, write no file of more than so many bytes, and compute no longer."""
    for kind, most in ((resource.RLIMIT_FSIZE, size), (resource.RLIMIT_CPU, seconds)):
        with suppress(ValueError):  # a lower limit holds already
            resource.setrlimit(kind, (most, most))


def _seconds_of_children() -> float:
    """The processor time of the processes that have ended, and of those that they started."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _read(file: Path, limits: Limits) -> bytes:
    """The contents of a file that a program wrote.

    Raises:
        UnreadableFile: It is too large, or the program wrote none.

    """
    try:
        size = file.stat().st_size
    except FileNotFoundError as error:
        raise UnreadableFile(Reason.DAMAGED) from error
    if size > limits.document_bytes:
        raise UnreadableFile(Reason.TOO_LARGE, str(size), limits.document_bytes)
    return file.read_bytes()
