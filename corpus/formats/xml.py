"""XML of strangers: without entities, without a network, without depth that exhausts the stack."""

from __future__ import annotations

from typing import Any

from corpus.model.errors import UnreadableFile

_TOO_DEEP = "Excessive depth"
"""What libxml2 reports; it drops what lies deeper. The number of the error has changed between its versions."""


def parse_xml(data: bytes, what: str) -> Any:  # noqa: ANN401 -- lxml has no types
    """The root element.

    Args:
        data: The document.
        what: To name where it is broken.

    Raises:
        UnreadableFile: it is no XML, declares entities of its own, or is nested more than 256 deep.

    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise UnreadableFile(f"is not read: {what} in it declares XML entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(f"is damaged: {what} in it is no valid XML") from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise UnreadableFile(f"is nested too deeply: {what} in it cannot be read to its end")
    if root is None:
        raise UnreadableFile(f"is damaged: {what} in it is no valid XML")
    return root


def local(element: Any) -> str:  # noqa: ANN401
    """An element's name without its namespace; "" for comments and the like."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
