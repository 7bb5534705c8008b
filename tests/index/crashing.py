"""Tasks and values that crash processes, in a module that worker processes can import."""

from __future__ import annotations

import os

SECRET = "what the document says"


def work(task: str) -> str:
    """Return the task in capitals; "raise" raises an error, and "die" exits the process."""
    if task == "raise":
        raise ValueError(SECRET)
    if task == "die":
        os._exit(3)
    return task.upper()


class Cursed(str):
    """A text that cannot be compared; as a native library may, it writes what is wrong where the explorer is shown."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        for descriptor in (1, 2):
            os.write(descriptor, SECRET.encode())
        raise ValueError(SECRET)

    def __hash__(self) -> int:
        return 0
