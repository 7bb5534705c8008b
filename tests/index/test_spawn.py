"""Child processes that share the terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from index.update.spawn import keep_update_server, spawning, worker_context

_ROOT = Path(__file__).parents[2]
_IS_BLOCKED = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"


def test_an_interrupt_is_for_the_parent_only() -> None:
    """From the first instruction on."""
    with spawning():
        said = subprocess.run([sys.executable, "-c", _IS_BLOCKED], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "True"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_modules_in_the_current_folder_are_documents(tmp_path: Path) -> None:
    """Not code: worker processes do not import a `pickle.py` that lies among the documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("pickle", "signal", "random", "index"):
        (folder / f"{name}.py").write_text("raise SystemExit('code of the archive was run')")
    pages = "".join(f"<p>Page {number} tells of the harbour and of the town.</p>" for number in range(500))
    for number in range(30):
        (folder / f"{number}.html").write_text(f"<html><body>{pages}</body></html>")
    script = tmp_path / "pressroom"  # unlike `python -m`, it does not search the current folder
    script.write_text("from tui.__main__ import main\nif __name__ == '__main__':\n    main()\n")
    command = [sys.executable, str(script), "index", ".", "--json", "--index-dir", "../library"]

    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert "code of the archive" not in done.stderr
    assert json.loads(done.stdout)["added"] == 30


def test_a_long_path_for_temporary_files_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path of a socket there would be too long."""
    monkeypatch.setattr(tempfile, "tempdir", "/" + "d" * 80)
    assert worker_context().get_start_method() == "spawn"
    assert not keep_update_server()
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    assert worker_context().get_start_method() in get_all_start_methods()
