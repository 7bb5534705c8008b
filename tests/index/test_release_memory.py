"""Freed memory goes back to the system when there is much of it."""

from __future__ import annotations

import pytest

from index.update import release_memory
from index.update.release_memory import MemoryReleaser


def test_memory_is_returned_when_the_process_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after each task: that would take longer than the task."""
    resident, trimmed = 100 << 20, 0

    def trim(_: int) -> None:
        nonlocal trimmed, resident
        trimmed += 1
        resident -= 50 << 20

    monkeypatch.setattr(release_memory, "_resident", lambda: resident)
    monkeypatch.setattr(release_memory, "_trim", lambda: trim)
    memory = MemoryReleaser()
    memory.release()
    assert trimmed == 0

    resident += 100 << 20
    memory.release()
    memory.release()
    assert trimmed == 1

    resident += 20 << 20
    memory.release()
    assert trimmed == 1
