"""Watching a library on a server: changes by others, and a server that comes back."""

from __future__ import annotations

import threading

import pytest

from index.model.server import ServerError, ServerFault, ServerTarget
from index.opensearch.connection import connect
from index.opensearch.library import ServerLibrary


class _Looks(threading.Event):
    """An event that is set after some looks at the server."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    def wait(self, timeout: float | None = None) -> bool:
        """Return at once; True when the looks are used up."""
        self._looks -= 1
        return self._looks < 0


def test_changes_and_a_lost_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change yields, and so does another version, once; a server that is lost yields when it answers again."""
    target = ServerTarget(("http://127.0.0.1:1",), "wire")
    library = ServerLibrary(connect(target), target)
    lost = ServerError(ServerFault.UNREACHABLE)
    other = ServerError(ServerFault.OTHER_VERSION)
    same = (1, "a", "library")
    answers: list[tuple[int, str, str] | ServerError] = [same, same, lost, lost, same, same, other, other]

    def current_state() -> tuple[int, str, str]:
        answer = answers.pop(0)
        if isinstance(answer, ServerError):
            raise answer
        return answer

    monkeypatch.setattr(library, "_current_state", current_state)
    looks_left = []
    for _ in library.watch(_Looks(8), lambda: None):
        looks_left.append(len(answers))
        library._state = same
    assert looks_left == [7, 3, 1]
