"""What is cited of a document, so that the passage can be found again: the fields that templates may use."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from corpus.model.date_source import DateSource
from corpus.model.document import Document, Span
from tui.text.sanitize import harmless

FIELDS = (
    "quote", "title", "author", "date", "year", "path", "record", "place", "page", "pages", "url", "source",
    "message_id", "id", "library", "accessed", "key",
)  # fmt: skip
"""The names of the fields, for templates."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it is from. All texts but the quote are on one line; "" where unknown."""

    quote: str
    title: str
    author: str
    date: dt.date | None
    path: str
    record: str
    pages: tuple[int, int] | None
    """The first and the last page of the passage; None for a document without pages."""
    url: str
    source: str
    message_id: str
    id: str
    library: str
    """The name of the documents' folder."""
    accessed: dt.date
    is_mail: bool

    @classmethod
    def of(cls, document: Document, quote: str, span: Span, library: str, accessed: dt.date) -> Citation:
        """Return the citation of a passage.

        Args:
            document: The document.
            quote: The passage as it is quoted.
            span: Where it is, in code points.
            library: The name of the documents' folder.
            accessed: Today.

        """
        metadata = dict(document.metadata)
        message = document.message
        dated = document.date if document.date_source is not DateSource.CREATION else None
        pages = (document.page_at(span.start), document.page_at(max(span.end - 1, span.start)))
        quote = "\n\n".join(map(_line, quote.split("\n\n")))
        author = metadata.get("author") or (message.sender if message else "")
        return cls(
            quote, harmless(document.title), _line(author), dated,
            harmless(document.path), harmless(document.record), pages if document.pages else None,
            _line(metadata.get("url", "")), _line(metadata.get("source", "")),
            _line(message.message_id if message else ""), document.id, harmless(library), accessed, message is not None,
        )  # fmt: skip

    @property
    def place(self) -> str:
        """The path and, of a document of a file that holds many, "#" and its record."""
        return f"{self.path}#{self.record}" if self.record else self.path

    @property
    def page(self) -> str:
        """The page or pages: "7" or "7-8"; "" where there are none."""
        if self.pages is None:
            return ""
        first, last = self.pages
        return str(first) if first == last else f"{first}-{last}"

    @property
    def key(self) -> str:
        """A key for bibliographies: a word of author or title, the year, and the beginning of the id; ASCII."""
        words = re.findall(r"[A-Za-z]{3,}", f"{self.author.partition('<')[0]} {self.title}") or ["document"]
        return f"{words[0].lower()}{self.date.year if self.date else ''}-{self.id[:8]}"

    def values(self) -> dict[str, str]:
        """Return the values of all fields."""
        page = self.page
        return {
            "quote": self.quote, "title": self.title, "author": self.author,
            "date": str(self.date or ""), "year": str(self.date.year) if self.date else "",
            "path": self.path, "record": self.record, "place": self.place,
            "page": page, "pages": f"p. {page}" if page and "-" not in page else f"pp. {page}" if page else "",
            "url": self.url, "source": self.source, "message_id": self.message_id, "id": self.id,
            "library": self.library, "accessed": str(self.accessed), "key": self.key,
        }  # fmt: skip


def _line(text: str) -> str:
    return harmless(" ".join(text.split()))
