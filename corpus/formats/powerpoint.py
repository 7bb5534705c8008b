"""PowerPoint presentations (.pptx): one page a slide, with tables, diagrams and the speaker's notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from corpus.formats.flow import Flow
from corpus.formats.layout import Layout
from corpus.formats.office import office_draft
from corpus.formats.opc import Package
from corpus.formats.source import Draft, Source
from corpus.formats.xml import Close, attribute, child, local, walk_elements
from corpus.model.block import BlockKind
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason

_TITLES = frozenset({"title", "ctrTitle"})
_PAGE_PARTS = frozenset({"sldNum", "dt", "hdr", "sldImg"})
"""Placeholders for what is the same on each slide or counts them."""
_FOOTER = "ftr"
_SKIPPED = frozenset({"nvSpPr", "spPr", "style", "nvGraphicFramePr", "nvPicPr", "tblPr", "tblGrid", "extLst", "pPr"})


def read_pptx(source: Source) -> Iterator[Draft]:
    """Yield the document of a .pptx file.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no PowerPoint presentation.

    """
    package = Package(source, "ppt/presentation.xml")
    root = package.xml(package.main)
    if root is None:
        raise UnreadableFile(Reason.NOT_PRESENTATION)
    slides = _Slides(package)
    pages = [slides.page(part) for part in dict.fromkeys(_slide_parts(package, root))]
    properties = package.properties()
    omissions = tuple(Omission(kind, count) for kind, count in slides.omitted.items() if count)
    yield office_draft(Layout(omissions=omissions), properties, slides.title, pages=tuple(pages))


def _slide_parts(package: Package, root: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no types
    """The parts of the slides in the order of the presentation."""
    for each in root.iter():
        if local(each) == "sldId":
            name = next((str(value) for key, value in each.items() if key.endswith("}id")), "")
            yield package.target(package.main, name)


class _Slides:
    """Reads the slides of one presentation."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.title = ""
        """The title of the first slide that has one."""
        self.omitted: Counter[OmissionKind] = Counter()
        """What is not in the text, and how often."""
        self._footers: set[str] = set()

    def page(self, part: str) -> str:
        """Return the text of a slide: its shapes in their order, its diagrams and its notes."""
        root = self._package.xml(part)
        if root is None:
            return ""
        flow = Flow()
        walk_elements(root, self._is_skipped, partial(self._open, flow))
        for kind in ("diagramData", "notesSlide"):
            for name in self._package.related(part, kind):
                if (found := self._package.xml(name)) is not None:
                    walk_elements(found, self._is_skipped, partial(self._open, flow))
        for name in self._package.related(part, "comments"):
            if (found := self._package.xml(name)) is not None:
                self.omitted[OmissionKind.COMMENTS] += sum(local(each) == "cm" for each in found)
        return flow.layout().text

    def _is_skipped(self, element: Any, name: str) -> bool:  # noqa: ANN401
        match name:
            case "pic":
                self.omitted[OmissionKind.IMAGES] += 1
                return True
            case "chart" | "oleObj":
                self.omitted[OmissionKind.EMBEDDED] += 1
                return True
            case "Fallback":
                return any(local(each) == "Choice" and len(each) for each in element.itersiblings(preceding=True))
            case "fld":
                return attribute(element, "type") == "slidenum"
            case "sp":
                placeholder = _placeholder(element)
                return placeholder in _PAGE_PARTS or (placeholder == _FOOTER and self._is_known_footer(element))
        return name in _SKIPPED

    def _is_known_footer(self, shape: Any) -> bool:  # noqa: ANN401
        """Whether an earlier slide has the text of this footer."""
        text = _text(shape)
        is_known = text in self._footers
        self._footers.add(text)
        return is_known

    def _open(self, flow: Flow, element: Any, name: str) -> Close:  # noqa: ANN401
        """Add what an element shows, and return what is to be done at its end."""
        match name:
            case "sp":
                if not self.title and _placeholder(element) in _TITLES:
                    self.title = _text(element)
            case "p":
                flow.open_paragraph(BlockKind.PARAGRAPH)
                return flow.close_paragraph
            case "tbl":
                flow.open_apart()
                return flow.close_apart
            case "tr":
                flow.open_row()
                return flow.close_row
            case "tc":
                flow.open_cell()
                return flow.close_cell
            case "t" if len(element) == 0:  # a point of a diagram has a text body of the same name
                flow.text(element.text or "")
            case "br":
                flow.text("\n")
            case "tab":
                flow.text("\t")
        return None


def _placeholder(shape: Any) -> str:  # noqa: ANN401
    """The kind of the placeholder that a shape fills; "" for another shape."""
    found = shape
    for name in ("nvSpPr", "nvPr", "ph"):
        found = child(found, name)
        if found is None:
            return ""
    return attribute(found, "type") or "obj"


def _text(shape: Any) -> str:  # noqa: ANN401
    pieces = (
        each.text or "" if local(each) == "t" else " " for each in shape.iter() if local(each) in ("t", "br", "p")
    )
    return " ".join("".join(pieces).split())
