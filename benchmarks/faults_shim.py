"""Control of the library that fails and records system calls: `faults_shim.c`, loaded with LD_PRELOAD."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")
_ROOT = "FAULTS_ROOT"


class Call(IntEnum):
    """A kind of system call; the same order as in `faults_shim.c`."""

    OPEN = 0
    LIST = 1
    READ = 2
    WRITE = 3
    SYNC = 4
    RENAME = 5
    UNLINK = 6
    MKDIR = 7
    TRUNCATE = 8
    STATUS = 9


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that fails."""

    call: Call
    number: int
    """The number of the call of its kind, from 1."""
    error: int
    """The error number; 0 if only half of the bytes are transferred."""
    is_lasting: bool = False
    """Whether all later calls of the kind fail, too."""

    def __str__(self) -> str:
        error = os.strerror(self.error) if self.error else "half of the bytes"
        return f"{self.call.name.lower()} {self.number}{' and later' * self.is_lasting}: {error}"


def obstacle() -> str:
    """Why system calls cannot be made to fail here; "" if they can."""
    if sys.platform != "linux":
        return "system calls are made to fail on Linux only"
    return "" if shutil.which("gcc") else "gcc is not installed: apt-get install gcc"


def build(folder: Path) -> Path:
    """Compile the library into a folder."""
    library = folder / "faults.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def environment(library: Path, root: Path) -> dict[str, str]:
    """The environment of a process whose calls on paths below `root` can fail."""
    return os.environ | {"LD_PRELOAD": str(library), _ROOT: str(root)}


class Shim:
    """The library in this process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_count.restype = ctypes.c_long
        self._library.faults_arm.argtypes = (ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int)

    @contextmanager
    def failing(self, fault: Fault | None) -> Iterator[None]:
        """Count calls meanwhile, and fail one."""
        if fault is None:
            self._library.faults_arm(-1, 0, 0, 0)
        else:
            self._library.faults_arm(int(fault.call), fault.number, fault.error, int(fault.is_lasting))
        try:
            yield
        finally:
            self._library.faults_disarm()

    @contextmanager
    def recording(self, log: Path) -> Iterator[None]:
        """Record the calls that change files meanwhile."""
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with self.failing(None):
                self._library.faults_record(descriptor)
                yield
        finally:
            os.close(descriptor)

    @property
    def was_hit(self) -> bool:
        """Whether the chosen call was made, and failed."""
        return bool(self._library.faults_hit())

    @property
    def counts(self) -> dict[Call, int]:
        """The number of calls of each kind so far."""
        return {call: int(self._library.faults_count(int(call))) for call in Call}
