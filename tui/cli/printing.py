"""The forms in which results are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST = 1 << 40
"""A limit that no library reaches."""


class Form(StrEnum):
    """A form of output; all but TEXT are for programs."""

    TEXT = "text"
    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    PATHS = "paths"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Printing:
    """How results are printed."""

    form: Form
    end: str = "\n"
    """What follows each path."""
    template: str = ""
