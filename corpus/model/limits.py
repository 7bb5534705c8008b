"""Limits on what one file may cost. Their bounds are checked where a user's values are decoded, not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

MEBIBYTE = 1024 * 1024
PATIENCE = 10
"""How many times its limit of processor time a task may take by the clock, in which it may wait for a busy machine."""
_SIZE = {"unit": "bytes"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much reading one file may cost. A file over a limit is skipped; the update goes on."""

    document_bytes: Annotated[int, Meta(ge=1, le=2048 * MEBIBYTE, extra=_SIZE)] = 32 * MEBIBYTE
    """Size of a file that holds one document, or of one record of a file that holds many."""
    unpacked_bytes: Annotated[int, Meta(ge=1, le=65_536 * MEBIBYTE, extra=_SIZE)] = 256 * MEBIBYTE
    """Size of everything unpacked from one compressed file."""
    pages: Annotated[int, Meta(ge=1, le=1_000_000)] = 5000
    """Pages of one PDF."""
    nesting: Annotated[int, Meta(ge=1, le=20)] = 3
    """Depth of files within files, such as an attachment of an attached mail."""
    seconds: Annotated[int, Meta(ge=1, le=86_400)] = 120
    """Seconds of processor time for reading a group of small files, or a part of a large one."""
