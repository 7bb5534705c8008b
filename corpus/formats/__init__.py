"""The formats that are read: an ordered registry, one row a format. A new one is a file and a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from corpus.encoding import looks_binary
from corpus.formats.source import Broken, Draft, Limits, Reader, Source

__all__ = ["Broken", "Draft", "Format", "Limits", "Source", "format_of", "is_stream", "refusal"]


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are told and read."""

    name: str
    """As shown, and as searched by `type:`."""
    suffixes: frozenset[str]
    """Endings of file names, in lower case, with the dot."""
    entry: str
    """`module:function` of its Reader, imported when the first such file is met: parsers are heavy."""
    sniff: re.Pattern[bytes] | None = None
    """What the first bytes look like in a file without a telling name."""
    many: bool = False
    """Whether a file holds many documents, and is read as a stream."""

    @property
    def reader(self) -> Reader:
        """The function that reads it."""
        module, _, name = self.entry.partition(":")
        reader: Reader = getattr(import_module(module), name)
        return reader


_HTML = re.compile(rb"\A\s*(?:<!--.{0,500}?-->\s*)?(?:<!doctype html|<html)", re.IGNORECASE | re.DOTALL)

FORMATS = (
    Format("markdown", frozenset({".md", ".markdown", ".mdown"}), "corpus.formats.markdown:read_markdown"),
    Format("html", frozenset({".html", ".htm", ".xhtml"}), "corpus.formats.html:read_html", _HTML),
    Format("jsonl", frozenset({".jsonl", ".ndjson"}), "corpus.formats.jsonl:read_jsonl", many=True),
    Format("text", frozenset({".txt", ".text", ""}), "corpus.formats.plain:read_plain", re.compile(rb"")),
)
"""In the order they are asked; the last one takes any text."""

_BINARY_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)


def format_of(path: str, head: bytes) -> Format | None:
    """The format of a file by its name, else by its first bytes; None where it is not one that is read."""
    if refusal(head):
        return None
    suffix = PurePosixPath(path).suffix.lower()
    named = next((known for known in FORMATS if suffix in known.suffixes), None)
    if named and named.name != "text":
        return named
    return next(known for known in FORMATS if known.sniff and known.sniff.match(head))


def is_stream(path: str) -> bool:
    """Whether a file of this name is read as a stream of documents."""
    suffix = PurePosixPath(path).suffix.lower()
    return any(known.many for known in FORMATS if suffix in known.suffixes)


def refusal(head: bytes) -> str:
    """Why a file with these first bytes is not read; "" where nothing speaks against it."""
    for magic, kind in _BINARY_KINDS:
        if head.startswith(magic):
            return f"is {kind}, which is not read"
    return "is not text (it holds binary data)" if looks_binary(head) else ""
