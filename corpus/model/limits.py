"""Limits on what one file may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost. What is over costs one skipped entry, not the run."""

    document_bytes: int = 32 * MEBIBYTE
    """A file that holds one document, or one record of a file that holds many."""
    unpacked_bytes: int = 256 * MEBIBYTE
    """What comes out of one packed file, all its parts together."""
    pages: int = 5000
    """Of one PDF."""
    nesting: int = 3
    """Files within files: an attachment of a mail that is attached to a mail in a packed mailbox."""
    seconds: int = 120
    """Reading some files together, or a piece of a large one."""
