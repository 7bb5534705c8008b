"""Watching a library on a server for changes by others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from index.model.server import ServerError, ServerFault

_LOOK_EVERY = 10.0
"""Seconds between two looks."""


def watch_changes(stop: threading.Event, has_changed: Callable[[], bool]) -> Iterator[None]:
    """Yield whenever a library has changed, when its server answers again, and when another version took its place.

    Args:
        stop: Set to end.
        has_changed: Asks the server; raises ServerError.

    """
    was_lost = is_other_version = False
    while not stop.wait(_LOOK_EVERY):
        try:
            changed = has_changed()
        except ServerError as error:  # searches say so; here it may come back
            was_lost = True
            if error.fault is ServerFault.OTHER_VERSION and not is_other_version:
                is_other_version = True
                yield  # no search would say that
            continue
        is_other_version = False
        if changed or was_lost:
            was_lost = False
            yield
