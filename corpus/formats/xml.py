"""XML of strangers: without entities, without a network, without depth that exhausts the stack."""

from __future__ import annotations

from typing import Any

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_TOO_DEEP = "Excessive depth"
"""What libxml2 reports; it drops what lies deeper. The number of the error has changed between its versions."""


def parse_xml(data: bytes, name: str) -> Any:  # noqa: ANN401 -- lxml has no types
    """The root element.

    Args:
        data: The document.
        name: Of the document in its archive, for the error.

    Raises:
        UnreadableFile: it is no XML, declares entities of its own, or is nested more than 256 deep.

    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise UnreadableFile(Reason.XML_ENTITIES, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(Reason.INVALID_XML, name) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise UnreadableFile(Reason.NESTED_TOO_DEEPLY, name)
    if root is None:
        raise UnreadableFile(Reason.INVALID_XML, name)
    return root


def local(element: Any) -> str:  # noqa: ANN401
    """An element's name without its namespace; "" for comments and the like."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
