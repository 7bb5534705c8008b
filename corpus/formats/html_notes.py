"""Footnotes of web pages, chapters and messages: the marks that refer to them, and the notes themselves.

As in office documents, the marks are not part of the text, and the notes follow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from corpus.formats.html_remove import remove_all

_ADDRESS = re.compile(
    r"#_?(?:(?:ft|ed)n|fn|footnote|endnote|note|cite_note|sdfootnote|sdendnote)[-:_.]?(?:ref)?[\w.:-]{0,200}?\d{1,10}(?:sym|anc)?$",
    re.IGNORECASE,
)
_CLASS = re.compile(r"\b(?:foot|end)?note-?ref(?:erence)?\b|\bfn-?ref\b", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})[\])]?\s*")
_BACK = re.compile(r"[\s↩↑⤴↵^\ufe0e\ufe0f]+")
_NOTE_BLOCKS = frozenset({"li", "p", "div", "aside", "dd", "tr", "section"})
_INLINE = frozenset({"a", "sup", "span", "b", "strong", "small", "td", "dt", "em", "i"})
"""A target among these is the beginning of a note."""
_LONGEST_NOTE = 5000
"""Code points; a longer element is more than a note."""


def is_note_link(attributes: Mapping[str, str]) -> bool:
    """Whether a link leads to a note, or back from one."""
    address = attributes.get("href") or ""
    if "#" not in address:
        return False
    marks = f"{attributes.get('role') or ''} {attributes.get('epub:type') or ''}"
    if "noteref" in marks or "backlink" in marks:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('rel') or ''}"
    return bool(_ADDRESS.search(address) or _CLASS.search(names) or "back" in names)


def is_mark(text: str, attributes: Mapping[str, str]) -> bool:
    """Whether the text of such a link is only a mark: a number, a symbol, an arrow that leads back."""
    if _BACK.fullmatch(text):
        return True
    return _MARK.fullmatch(text) is not None and not _leads_back(attributes)


def _leads_back(attributes: Mapping[str, str]) -> bool:
    """Whether a link leads from a note to the text: its number is the number of the note."""
    marks = " ".join(attributes.get(name) or "" for name in ("role", "epub:type", "class", "rel"))
    target = (attributes.get("href") or "").partition("#")[2].lower()
    return "back" in marks or "ref" in target or "anc" in target


def detach_notes(tree: Any) -> list[Any]:  # noqa: ANN401 -- lxml has no types
    """Remove the marks of notes from a page, and return the elements of its notes, taken off the page, in order."""
    links = [link for link in tree.iter("a") if is_note_link(link.attrib)]
    links = [link for link in links if is_mark("".join(link.itertext()), link.attrib)]
    if not links:
        return []
    targets, sizes = _targets(tree), dict[Any, int]()
    notes: dict[Any, None] = {}
    for link in links:
        target = targets.get((link.get("href") or "").rpartition("#")[2])
        note = None if target is None or _leads_back(link.attrib) else _note_of(target, link, sizes)
        if note is not None:
            notes.setdefault(note)
    raised = {sup for link in links for sup in link.iterancestors("sup")}
    remove_all(links)
    remove_all(sup for sup in raised if not "".join(sup.itertext()).strip())
    found = [note for note in notes if not any(outer in notes for outer in note.iterancestors())]
    remove_all(found)
    return found


def _targets(tree: Any) -> dict[str, Any]:  # noqa: ANN401
    """The elements of a page that links can lead to, by their names."""
    found: dict[str, Any] = {}
    for element in tree.iter("*"):
        for name in (element.get("id"), element.get("name")):
            if name:
                found.setdefault(name, element)
    return found


def _note_of(target: Any, link: Any, sizes: dict[Any, int]) -> Any:  # noqa: ANN401
    """The element of the note that a link leads to: a list of notes as a whole; None where it is more than a note.

    Args:
        target: The element that the link names.
        link: The link.
        sizes: The code points of elements that were measured before.

    """
    around = set(link.iterancestors())
    for element in (target, *target.iterancestors()):
        if element.tag in _INLINE:
            continue
        if element not in sizes:
            sizes[element] = sum(map(len, element.itertext()))
        if element.tag not in _NOTE_BLOCKS or sizes[element] > _LONGEST_NOTE or element in around:
            return None
        parent = element.getparent()
        whole = element.tag == "li" and parent is not None and parent.tag in ("ol", "ul") and parent not in around
        return parent if whole else element
    return None
