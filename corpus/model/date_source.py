"""Where the date of a document comes from."""

from __future__ import annotations

from enum import Enum


class DateSource(Enum):
    """The sources of a document's date, the most trusted first. The values are stored in the index.

    The time at which a file was last modified is none of them: copying a file changes it.
    """

    FIELD = 1
    """A field that the author or editor filled in: front matter, a field of a record, a column of a table."""
    TEXT = 2
    """The text states it: a dateline, a line with the date of issue, a byline."""
    HEADER = 3
    """The headers of a message: when it was sent or received."""
    METADATA = 4
    """The metadata of a web page or a book."""
    PATH = 5
    """The name of the file, its folders, or the address of a web page."""
    OTHER_METADATA = 6
    """Metadata that need not be the date of issue: when a record was created, when a page was last modified."""
    CREATION = 7
    """When the file was created, as a PDF or an office document records it: often years after the text."""

    def is_before(self, other: DateSource) -> bool:
        """Return whether this source is trusted more than the other."""
        return self.value < other.value
