"""Word documents (.docx): text and layout of the body, then its notes, headers and footers."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from corpus.formats.flow import Flow
from corpus.formats.layout import Layout
from corpus.formats.office import office_draft
from corpus.formats.opc import Package
from corpus.formats.source import Draft, Part, Source
from corpus.formats.word_styles import Numbering, Styles
from corpus.formats.word_text import WordText
from corpus.formats.xml import attribute, local
from corpus.formats.xml_stream import MOST_PARSED, LongContent, walk_stream
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason

_HEADING_PARAGRAPHS = 10
"""Paragraphs at the start of a document in which its title is looked for."""
_MOST_INSERTED = 100
"""Documents inserted into one document."""
_NOTES = ("footnotes", "endnotes")
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class _Inserted(Part):
    """A document inserted into another one, which may not insert further ones."""


def read_docx(source: Source) -> Iterator[Draft]:
    """Yield the document of a .docx file.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no Word document.

    """
    package = Package(source, "word/document.xml")
    try:
        layout, heading = _WordDocument(package, source).read(package.archive.size(package.main) > MOST_PARSED)
    except LongContent:
        layout, heading = _WordDocument(package, source).read(is_streamed=False)
    yield office_draft(layout, package.properties(), heading)


class _WordDocument:
    """One document being read."""

    def __init__(self, package: Package, source: Source) -> None:
        self._package = package
        self._source = source
        self._flow = Flow(source.limits.document_bytes)
        self._inserted: set[str] = set()
        self._text = WordText(
            self._flow,
            Styles(self._first("styles")),
            Numbering(self._first("numbering")),
            self._insert,
        )

    def read(self, is_streamed: bool) -> tuple[Layout, str]:
        """Return the text of the document and its first heading.

        Args:
            is_streamed: Whether the body is read while it is parsed, which takes less memory and more time.

        Raises:
            LongContent: The body must not be read while it is parsed.

        """
        main = self._package.main
        if is_streamed:
            walk_stream(self._package.archive.open(main), main, self._text.walk())
        elif (body := self._package.xml(main)) is not None:
            self._text.read(body)
        else:
            raise UnreadableFile(Reason.NOT_WORD)
        self._read_notes()
        said = None
        for kind in ("header", "footer"):
            for name in self._parts(kind):
                if (root := self._package.xml(name)) is not None:
                    said = self._flow.lines() if said is None else said
                    self._flow.open_ending()
                    self._text.read(root, said)
                    self._flow.close_ending()
        comments = self._first("comments")
        if comments is not None:
            self._text.omitted[OmissionKind.COMMENTS] = sum(local(each) == "comment" for each in comments)
        omissions = [Omission(kind, count) for kind, count in self._text.omitted.items() if count]
        return self._flow.layout(omissions), self._flow.first_heading(_HEADING_PARAGRAPHS)

    def _read_notes(self) -> None:
        """Add the footnotes and endnotes in the order in which the body refers to them."""
        references = dict.fromkeys(self._text.notes)
        for part in _NOTES:
            root = self._first(part)
            notes = {attribute(each, "id"): each for each in root} if root is not None else {}
            number = 0
            for kind, identifier in references:
                note = notes.get(identifier) if kind == part else None
                if note is None or attribute(note, "type") in _NO_NOTES:
                    continue
                number += 1
                self._flow.open_ending(f"[{number}] ")
                self._text.read(note)
                self._flow.close_ending()

    def _first(self, kind: str) -> Any:  # noqa: ANN401
        return next((root for name in self._parts(kind) if (root := self._package.xml(name)) is not None), None)

    def _parts(self, kind: str) -> list[str]:
        """The parts of one kind: those that the body has relationships to, in a package without any those so named."""
        if self._package.relationships(self._package.main):
            return self._package.related(self._package.main, kind)
        folder = posixpath.dirname(self._package.main)
        named = re.compile(rf"{re.escape(folder)}/{kind}\d*\.xml", re.IGNORECASE)
        return sorted(name for name in self._package.archive.names if named.fullmatch(name))

    def _insert(self, relationship: str) -> None:
        """Add the document that a relationship leads to: HTML, RTF, plain text or another Word document."""
        from corpus.formats.dispatch import drafts

        name = self._package.target(self._package.main, relationship)
        data = self._package.archive.read(name) if name else b""
        if not data or name in self._inserted:
            return
        self._inserted.add(name)
        if isinstance(self._source, _Inserted) or len(self._inserted) > _MOST_INSERTED:
            self._text.omitted[OmissionKind.EMBEDDED] += 1
            return
        try:
            part = _Inserted(self._source, name, lambda: cast(BinaryIO, io.BytesIO(data)))
            for draft in drafts(part):
                if isinstance(draft, Draft):
                    self._flow.insert(Layout(draft.text, draft.blocks))
        except UnreadableFile:
            self._text.omitted[OmissionKind.EMBEDDED] += 1
