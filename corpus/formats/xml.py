"""XML of untrusted files, parsed without entities, network access, or depth and size that exhaust memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

TOO_DEEP = "Excessive depth"
"""What libxml2 reports; it drops what lies deeper. The number of the error has changed between its versions."""
_TOO_LONG = ("too long", "too big", "huge text node", "size limit exceeded")
"""What versions of libxml2 report of a text, CDATA section, comment or attribute of more than ten million bytes; they
drop it or the rest of the document."""
_MOST_LONG = 64 * MEBIBYTE
"""Bytes of a document with such a text: its tree has no more than that, and few elements beside it."""
DEEPEST = 256
"""The depth to which libxml2 reads, unless it is to read long texts."""
_MOST_NODES = 2_000_000
"""Elements, texts and attributes of a document that is parsed as a whole: each takes about 130 bytes."""
_SMALL = 4 * MEBIBYTE
"""Bytes of a document that cannot have so many."""
Close = Callable[[], object] | None
"""What is to be done at the end of an element, if anything."""
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}


def parse_xml(data: bytes, name: str) -> Any:  # noqa: ANN401 -- lxml has no types
    """Return the root element of a document.

    Args:
        data: The document.
        name: The name of its part in the archive, for the error.

    Raises:
        UnreadableFile: The document is no XML, declares entities, has too many elements, or is nested more than
            256 deep.

    """
    if b"<!ENTITY" in data:
        raise UnreadableFile(Reason.XML_ENTITIES, name)
    if len(data) > _SMALL and _nodes(data) > _MOST_NODES:
        raise UnreadableFile(Reason.TOO_MANY_ELEMENTS, name, _MOST_NODES)
    root, said = _parsed(data, name, SAFE)
    if declares_entities(root):  # in an encoding in which the bytes above do not occur; `huge_tree` would expand them
        raise UnreadableFile(Reason.XML_ENTITIES, name)
    if any(part in said for part in _TOO_LONG):
        if len(data) > _MOST_LONG:
            raise UnreadableFile(Reason.TOO_LARGE, str(len(data)), _MOST_LONG)
        root, said = _parsed(data, name, SAFE | {"huge_tree": True})
        said += TOO_DEEP * _is_too_deep(root)
    if TOO_DEEP in said:
        raise UnreadableFile(Reason.NESTED_TOO_DEEPLY, name)
    if root is None:
        raise UnreadableFile(Reason.INVALID_XML, name)
    return root


def _nodes(data: bytes) -> int:
    """About how many nodes the tree of a document has; an attribute has two, for its name and its value."""
    elements = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    return elements + texts + 2 * (data.count(b'="') + data.count(b"='"))


def _parsed(data: bytes, name: str, options: dict[str, bool]) -> tuple[Any, str]:
    """The root element, or None, and what libxml2 reports."""
    from lxml import etree

    parser = etree.XMLParser(**options)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(Reason.INVALID_XML, name) from error
    return root, "\n".join(entry.message for entry in parser.error_log)


def _is_too_deep(root: Any) -> bool:  # noqa: ANN401
    from lxml import etree

    depth = 0
    for event, _ in () if root is None else etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def walk_elements(
    root: Any,  # noqa: ANN401
    is_skipped: Callable[[Any, str], bool],
    opened: Callable[[Any, str], Close],
) -> None:
    """Walk an element and what lies in it, in the order of the document.

    Args:
        root: The element.
        is_skipped: Whether an element of this local name is passed over with all that lies in it.
        opened: Called at the start of each other element with its local name; returns what to call at its end.

    """
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    closes: list[Close] = []
    for event, element in walk:
        if event == "end":
            if (close := closes.pop()) is not None:
                close()
        elif is_skipped(element, name := local(element)):
            closes.append(None)
            walk.skip_subtree()
        else:
            closes.append(opened(element, name))


def local(element: Any) -> str:  # noqa: ANN401
    """Return an element's name without its namespace; "" for a comment or a processing instruction."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:  # noqa: ANN401
    """Return the value of the attribute with this local name in any namespace; "" without it."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, name: str) -> Any:  # noqa: ANN401
    """Return the first child of this local name, or None."""
    return next((each for each in element if local(each) == name), None)


def declares_entities(element: Any) -> bool:  # noqa: ANN401
    """Whether the document of an element, which may be None, declares entities."""
    document_type = None if element is None else element.getroottree().docinfo.internalDTD
    return document_type is not None and next(document_type.iterentities(), None) is not None
