"""When documents came into a library on a server, by which those new for a saved search are found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from index.opensearch.compile import EVERYTHING
from index.opensearch.connection import Body


class ServerArrivals:
    """Implements `Arrivals`: documents carry the time of their arrival, so that nothing needs to be recorded.

    Args:
        arrived_until: Asks the server for the time until which all documents that have arrived are visible.

    """

    def __init__(self, arrived_until: Callable[[], int]) -> None:
        self._arrived_until = arrived_until

    def record(self, looks: int) -> dt.datetime:
        """The time after which documents arrive that are not visible now.

        Args:
            looks: The time of the last look, in seconds since the epoch; not needed, as times never go back here.

        """
        return dt.datetime.fromtimestamp(self._arrived_until(), dt.UTC)


def arrived_after(looked: dt.datetime | None) -> Body:
    """The DSL for the documents that came into the library after a look at it; all of them for None."""
    return {"range": {"arrived": {"gt": int(looked.timestamp())}}} if looked else EVERYTHING
