"""What the format of a file was recognized by."""

from __future__ import annotations

from enum import StrEnum


class FormatEvidence(StrEnum):
    """What decided the format of a file. Scripts read the values."""

    FIRST_BYTES = "first_bytes"
    """They are unambiguous, whatever the name says, or the name says nothing."""
    NAME = "name"
    """Its suffix, or the folders of a Maildir."""
    NO_OTHER = "no_other"
    """It is text, and neither name nor first bytes are of another format."""
