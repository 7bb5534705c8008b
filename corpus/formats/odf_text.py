"""The text of OpenDocument elements: paragraphs, lists, tables, frames and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from corpus.formats.flow import Flow
from corpus.formats.odf_lists import Lists
from corpus.formats.xml import attribute, local
from corpus.formats.xml_stream import Walk
from corpus.model.block import BlockKind
from corpus.model.omission import OmissionKind

_Close = Callable[[], object] | None
_SKIPPED = frozenset({
    "note-citation", "ruby-text", "annotation-end", "forms", "sequence-decls", "event-listeners", "script", "scripts",
    "title", "desc", "hidden-text", "page-number", "page-count", "covered-table-cell", "master-page", "binary-data",
    "styles", "automatic-styles", "meta", "settings", "font-face-decls", "list-style",
})  # fmt: skip
"""Readings of ideographs, descriptions, fields that the page fills in, and what is no text."""
_CONTAINERS = frozenset({
    "document-content", "body", "text", "section", "list", "list-item", "table", "table-header-rows", "table-rows",
    "table-row-group", "table-row", "table-cell", "table-of-content", "index-body",
})  # fmt: skip
"""Elements that hold paragraphs, items or rows, any number of them."""
_TEXTS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 100
_BREAKS = frozenset({"text-box", "table"})


class OdfText:
    """Walks elements and adds their text to a flow.

    Args:
        flow: Takes the text.
        lists: The lists of the document.

    """

    def __init__(self, flow: Flow, lists: Lists) -> None:
        self._flow = flow
        self._lists = lists
        self.omitted: Counter[OmissionKind] = Counter()
        """What is not in the text, and how often."""
        self._notes = 0
        self._open_paragraphs = 0
        self._said: set[str] | None = None

    def read(self, root: Any, said: set[str] | None = None) -> None:  # noqa: ANN401 -- lxml has no types
        """Add the text of an element.

        Args:
            root: The element.
            said: Paragraphs that need not be said again, of a header or footer; those of this one are added to it.

        """
        from lxml import etree

        self._said = said
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        closes: list[_Close] = []
        for event, element in walk:
            if event == "start":
                name = local(element)
                if self._is_skipped(element, name):
                    closes.append(None)
                    walk.skip_subtree()
                    continue
                closes.append(self._open(element, name))
                self._add(element.text)
                continue
            if event == "end" and (close := closes.pop()) is not None:
                close()
            if element is not root:
                self._add(element.tail)

    def walk(self, opened: Callable[[Any, str], None]) -> Walk:
        """How the text is added while the document is parsed.

        Args:
            opened: Called with elements that hold others, and their names, before these are read.

        """

        def open_container(element: Any, name: str) -> _Close:  # noqa: ANN401
            opened(element, name)
            return self._open(element, name)

        return Walk(_CONTAINERS, _SKIPPED, self._is_skipped, open_container, self.read)

    def _is_skipped(self, element: Any, name: str) -> bool:  # noqa: ANN401
        match name:
            case "annotation":
                self.omitted[OmissionKind.COMMENTS] += 1
                return True
            case "tracked-changes":
                words = sum(len((each.text or "").split()) for each in element.iter() if local(each) in ("p", "span"))
                self.omitted[OmissionKind.DELETED_TEXT] += words
                return True
            case "image" | "plugin":
                self.omitted[OmissionKind.IMAGES] += name == "image"
            case "object" | "object-ole":
                self.omitted[OmissionKind.EMBEDDED] += 1
        return name in _SKIPPED

    def _open(self, element: Any, name: str) -> _Close:  # noqa: ANN401
        """Add what an element shows, and return what is to be done at its end."""
        match name:
            case "p" | "h":
                return self._open_paragraph(element, name)
            case "list":
                continues = attribute(element, "continue-numbering") == "true" or bool(
                    attribute(element, "continue-list")
                )
                self._lists.open(attribute(element, "style-name"), continues=continues)
                return self._lists.close
            case "list-item" | "list-header":
                if name == "list-item":
                    self._lists.open_item(attribute(element, "start-value"))
                return None
            case "note":
                self._notes += 1
                return self._open_nested(lambda: self._flow.open_ending(f"[{self._notes}] "), self._flow.close_ending)
            case "table-row":
                self._flow.open_row()
                return self._flow.close_row
            case "table-cell":
                self._flow.open_cell()
                return self._flow.close_cell
            case "s":
                count = attribute(element, "c")
                is_number = count.isdecimal() and count.isascii() and len(count) < len(str(_MOST_SPACES))
                self._flow.text(" " * (int(count) if is_number else 1))
        if name in _BREAKS:
            return self._open_nested(self._flow.open_apart, self._flow.close_apart)
        if name in _TEXTS and self._open_paragraphs:
            self._flow.text(_TEXTS[name])
        return None

    def _open_nested(self, start: Callable[[], None], end: Callable[[], None]) -> _Close:
        """Begin what has paragraphs of its own inside a paragraph."""
        outer, self._open_paragraphs = self._open_paragraphs, 0
        start()

        def close() -> None:
            self._open_paragraphs = outer
            end()

        return close

    def _open_paragraph(self, element: Any, name: str) -> _Close:  # noqa: ANN401
        label = self._lists.take_label() if self._lists.depth else ""
        if name == "h":
            stated = attribute(element, "outline-level")
            level = int(stated) if stated in set("123456789") else 1
            label = label or self._lists.heading_label(level)
            self._flow.open_paragraph(BlockKind.HEADING, level)
        elif label:
            self._flow.open_paragraph(BlockKind.LIST_ITEM, self._lists.depth)
        else:
            self._flow.open_paragraph()
        if label:
            self._flow.text(f"{label} ")
        self._open_paragraphs += 1
        return lambda: self._close_paragraph(label)

    def _close_paragraph(self, label: str) -> None:
        self._open_paragraphs -= 1
        text = " ".join(self._flow.open_text().split())
        if text == label or (self._said is not None and text in self._said):
            self._flow.drop_text()
        elif self._said is not None:
            self._said.add(text)
        self._flow.close_paragraph()

    def _add(self, text: str | None) -> None:
        """Add text with white space as one space, as OpenDocument has it: spaces that count are elements."""
        if text and self._open_paragraphs:
            start, end = " " * text[0].isspace(), " " * text[-1].isspace()
            self._flow.text(f"{start}{' '.join(text.split())}{end}" if text.strip() else " ")
