"""What has to be installed beside Pressroom to read some formats."""

from __future__ import annotations

from enum import StrEnum


class Extra(StrEnum):
    """An optional package or program. Libraries store the values, as the detail of a skipped file."""

    XLS = "xls"
    """Reads Excel spreadsheets of 2003 and before."""
    OLD_WORD = "old_word"
    """A program that reads Word documents of 2003 and before."""
    OLD_SLIDES = "old_slides"
    """A program that reads PowerPoint presentations of 2003 and before."""
