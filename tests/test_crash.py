"""The hooks for exceptions that nothing handles, and for what other libraries report."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import crash
from tui.cli.main import run


def test_no_memory_is_no_internal_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Even if no module can be loaded any more."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit, match="2"):
        crash._print_advice(MemoryError, MemoryError(), None)
    assert capsys.readouterr().err == "pressroom: There is not enough memory.\n"
    monkeypatch.setitem(sys.modules, "tui.text.internal_error", None)
    with pytest.raises(SystemExit):
        crash._print_advice(ValueError, ValueError(), None)
    assert "memory, or open files" in capsys.readouterr().err


_SCRIPT = """
import asyncio, logging, sys
from tui.cli import crash

class Printed(logging.Handler):
    def emit(self, record):
        print(record.getMessage(), record.exc_info[0].__name__)

class Failing(logging.Handler):
    def emit(self, record):
        self.handleError(record)

async def main():
    asyncio.get_running_loop().call_soon(int, "what the document says")
    for _ in range(3):
        await asyncio.sleep(0)

crash.install()
logging.getLogger("tui").addHandler(Printed())
logging.getLogger("a.library").error("what the document says")
logging.getLogger("a.failing.library").addHandler(Failing())
logging.getLogger("a.failing.library").error("what the document says")
asyncio.run(main())
"""


def test_what_other_libraries_report_is_not_printed() -> None:
    """It would garble the explorer, and may quote a document. What the event loop reports is logged."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("internal error in the event loop ValueError\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only there the limit holds")
@pytest.mark.parametrize("kilobytes", [80_000, 110_000])
def test_too_low_a_limit_of_memory_is_one_sentence(kilobytes: int, tmp_path: Path) -> None:
    """A library in C had its own messages about it, and the exit code of a search without results."""
    command = f"ulimit -v {kilobytes}; exec {shlex.quote(sys.executable)} -m tui search {shlex.quote(str(tmp_path))} x"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == "pressroom: The limit of memory (ulimit -v) is too low: 130000 is needed.\n"


def test_a_long_option_is_not_repeated_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Such as a query of dashes."""
    assert run(["search", str(tmp_path), "-" * 3000]) == 2
    assert len(capsys.readouterr().err) < 1000
