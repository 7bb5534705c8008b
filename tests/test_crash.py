"""The hook for exceptions that nothing handles."""

from __future__ import annotations

import sys

import pytest

from tui.cli import crash


def test_no_memory_is_no_internal_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Even if no module can be loaded any more."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit):
        crash._print_advice(MemoryError, MemoryError(), None)
    assert capsys.readouterr().err == "pressroom: There is not enough memory.\n"
    monkeypatch.setitem(sys.modules, "tui.text.internal_error", None)
    with pytest.raises(SystemExit):
        crash._print_advice(ValueError, ValueError(), None)
    assert "memory, or open files" in capsys.readouterr().err
