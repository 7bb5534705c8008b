"""What brings processes down; importable, as a process that is to be brought down must import it."""

from __future__ import annotations

import os

SECRET = "what the document says"


def work(task: str) -> str:
    """Do a task: the good ones are done, "raise" and "die" end the process in two ways."""
    if task == "raise":
        raise ValueError(SECRET)
    if task == "die":
        os._exit(3)
    return task.upper()


class Cursed(str):
    """A text that cannot be compared."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise ValueError(SECRET)

    def __hash__(self) -> int:
        return 0
