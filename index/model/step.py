"""The steps of a timeline, which the main screen needs without the other values of analyses."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """The length of a period of a timeline."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
