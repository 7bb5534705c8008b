"""Which format a zip archive is: office documents and books say so in a part, wherever it is in the archive."""

from __future__ import annotations

import re

from corpus.formats.packed import Archive
from corpus.formats.source import Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

ZIP_SIGNATURE = b"PK\x03\x04"
_MAIN_PART = re.compile(
    rb"(wordprocessingml|ms-word|spreadsheetml|ms-excel|presentationml|ms-powerpoint)"
    rb"\.(?:document|template|sheet|presentation|slideshow)[\w.]{0,30}\.main\+xml"
)
_OFFICE = {
    b"wordprocessingml": "word",
    b"ms-word": "word",
    b"spreadsheetml": "excel",
    b"ms-excel": "excel",
    b"presentationml": "powerpoint",
    b"ms-powerpoint": "powerpoint",
}
_FOLDERS = {"word/": "word", "xl/": "excel", "ppt/": "powerpoint"}
_MEDIA_TYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)|(epub)\+zip)")
_OPEN_DOCUMENT = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods", b"epub": "epub"}


def package_format(source: Source) -> str:
    """Return the name of the format of an office document or a book in a zip archive.

    Raises:
        UnreadableFile: The archive is damaged, encrypted, over a limit, or of another kind.

    """
    archive = Archive(source)
    media_type = archive.read("mimetype") or archive.read("META-INF/manifest.xml")
    if found := _MEDIA_TYPE.search(media_type):
        return _OPEN_DOCUMENT[found[1] or found[2]]
    if found := _MAIN_PART.search(archive.read("[Content_Types].xml")):
        return _OFFICE[found[1]]
    names = archive.names
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and not media_type:
        return "odt"
    for folder, name in _FOLDERS.items():
        if any(each.startswith(folder) for each in names):
            return name
    raise UnreadableFile(Reason.OTHER_ZIP)
