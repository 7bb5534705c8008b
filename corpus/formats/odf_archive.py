"""The archive that an OpenDocument file is, and the properties of its document."""

from __future__ import annotations

from corpus.formats.office import Properties, find_properties
from corpus.formats.packed import Archive
from corpus.formats.source import Source
from corpus.formats.xml import parse_xml
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

CONTENT, META = "content.xml", "meta.xml"
PROPERTIES = {"title": "title", "initial-creator": "author", "creator": "author", "creation-date": "created"}
"""From the elements of the metadata to the properties that they hold."""
_MANIFEST = "META-INF/manifest.xml"


def open_archive(source: Source) -> Archive:
    """Return the archive of an OpenDocument file.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no OpenDocument file.

    """
    archive = Archive(source)
    manifest = archive.read(_MANIFEST)
    if b"encryption-data" in manifest or "encrypted-package" in archive.names:
        raise UnreadableFile(Reason.ENCRYPTED)
    if CONTENT not in archive.names:
        raise UnreadableFile(Reason.NOT_OPENDOCUMENT)
    return archive


def properties_of(archive: Archive) -> Properties:
    """Return the properties of the document."""
    data = archive.read(META)
    return find_properties(parse_xml(data, META) if data else None, PROPERTIES)
