"""The English text of each `Reason` why a file or record was skipped. No other module words reasons."""

from __future__ import annotations

from corpus.model.document import Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.extra import Extra
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason
from tui.text.numbers import grouped

_NO_PATTERNS = "its patterns do not apply"
_OTHERS = "the other lines apply"
_NEEDS_OCR = "; it needs OCR: install Tesseract (apt install tesseract-ocr), then run pressroom index --ocr"
_SENTENCES = {
    Reason.HIDDEN: "is hidden (its name starts with a dot)",
    Reason.LINK: "is a link (to {detail}); links are not followed",
    Reason.NOT_REGULAR_FILE: "is not a regular file (a pipe, socket or device)",
    Reason.NAME_NOT_UTF8: "has a name that is not valid UTF-8; rename it",
    Reason.UNREADABLE: "cannot be read: {detail}",
    Reason.FOLDER_UNREADABLE: "folder cannot be entered: {detail}",
    Reason.VANISHED: "was removed while it was being read",
    Reason.NOT_MOUNTED: "was a disk of its own and is not mounted; its documents are kept (pressroom index --rebuild "
    "removes them)",
    Reason.TOO_LARGE: "is too large for one document ({size}the limit is {limit})",
    Reason.UNPACKED_TOO_LARGE: "unpacks to more than {limit}",
    Reason.TOO_MANY_PARTS: "has more than {number} parts",
    Reason.TOO_MANY_ELEMENTS: "has more than {number} elements of XML{place}",
    Reason.TOO_MANY_LINES: "has more than {number} lines",
    Reason.TOO_MANY_PAGES: "has {detail} pages; the limit is {number}",
    Reason.FILES_NESTED_TOO_DEEPLY: "contains files nested more than {number} deep",
    Reason.TIME_LIMIT: "exceeded the time limit of {number} s",
    Reason.CRASHED: "crashed the process that read it",
    Reason.NO_MEMORY: "needed more memory than was available; the next update tries again",
    Reason.EMPTY: "is empty",
    Reason.NO_TEXT: "contains no text",
    Reason.NO_DOCUMENTS: "contains no documents",
    Reason.IMAGES_ONLY: "contains images but no text",
    Reason.UNDECODABLE_FONTS: "has fonts that do not say which characters they show",
    Reason.BINARY: "is not text (it contains binary data)",
    Reason.UNKNOWN_ENCODING: "is not text in any known encoding",
    Reason.IGNORED: "matches a pattern in .pressroomignore",
    Reason.NOT_PROSE: "is not prose but code, settings, a log or the like (only_prose: false in the settings reads it)",
    Reason.SYSTEM_FILE: "is a file that a program keeps for itself (a lock file, thumbnails, folder settings)",
    Reason.OCR_NO_TEXT: "is an image in which OCR finds no text",
    Reason.OCR_TIME_LIMIT: "has a page for which OCR exceeded the time limit of {number} s",
    Reason.OCR_FAILED: "could not be recognized by OCR ({detail})",
    Reason.OTHER_ZIP: "is a zip archive or an office document of an unsupported kind{program}",
    Reason.OLD_OFFICE_DOCUMENT: "is a file of an old office program, which is unsupported; save it as .docx or .pdf",
    Reason.IMAGE: "is an image",
    Reason.PROGRAM: "is a program, which is unsupported",
    Reason.DATABASE: "is a database, which is unsupported",
    Reason.ARCHIVE: "is a {detail} archive, which is unsupported",
    Reason.MISSING_EXTRA: "cannot be read without {extra}",
    Reason.NOT_WORD: "is a zip archive, but not a Word document",
    Reason.NOT_SPREADSHEET: "is a zip archive, but not an Excel spreadsheet",
    Reason.NOT_PRESENTATION: "is a zip archive, but not a PowerPoint presentation",
    Reason.NOT_OPENDOCUMENT: "is not an OpenDocument file",
    Reason.NOT_EPUB: "is a zip archive, but not an EPUB",
    Reason.NOT_MAIL: "is not an email message: it has no sender and no subject",
    Reason.NOT_MAILBOX: "is not a mailbox: no message begins with a line “From …”",
    Reason.NOT_CSV: "is not CSV ({detail})",
    Reason.NOT_JSON: "is not valid JSON",
    Reason.NOT_JSON_OBJECT: "is not a JSON object",
    Reason.NOT_JSON_LINES: "is not JSON Lines (line {number} is not a JSON object with a title or a text)",
    Reason.NO_ARTICLES: "is JSON, but contains no articles (no records with a field called {detail} …)",
    Reason.NO_TEXT_FIELD: "has no text (none of its fields is called {detail} …)",
    Reason.NO_TEXT_COLUMN: "has no column called {detail} or title in its first line",
    Reason.ENCRYPTED: "is encrypted; save a copy without its password",
    Reason.DAMAGED: "is damaged and cannot be opened",
    Reason.DAMAGED_PAGE: "is damaged: a page cannot be read",
    Reason.DAMAGED_PART: "is damaged: {detail} in it cannot be unpacked",
    Reason.INVALID_XML: "is damaged: {detail} in it is not valid XML",
    Reason.XML_ENTITIES: "was not read: {detail} in it declares XML entities",
    Reason.NESTED_TOO_DEEPLY: "is nested too deeply",
    Reason.NO_CHAPTER_LIST: "is damaged: it has no list of chapters",
    Reason.INVALID_ROW: "is not a valid row ({detail})",
    Reason.MORE_INVALID_RECORDS: "has further records that cannot be read: {number}",
    Reason.IGNORE_FILE_UNREADABLE: f"cannot be read: {{detail}}; {_NO_PATTERNS}",
    Reason.IGNORE_FILE_NOT_REGULAR: f"is not a regular file; {_NO_PATTERNS}",
    Reason.IGNORE_FILE_TOO_LARGE: f"is larger than {{limit}}; {_NO_PATTERNS}",
    Reason.IGNORE_FILE_NOT_TEXT: f"is not text; {_NO_PATTERNS}",
    Reason.PATTERN_TOO_LONG: f"line {{number}} is longer than any path (“{{detail}}”); {_OTHERS}",
    Reason.PATTERN_NOT_UTF8: f"line {{number}} is not valid UTF-8 (“{{detail}}”); {_OTHERS}",
    Reason.PATTERN_INVALID: f"line {{number}} is not a valid pattern (“{{detail}}”); {_OTHERS}",
    Reason.MORE_INVALID_PATTERNS: "has further lines that are not valid patterns: {number}",
}
"""The predicate of a sentence whose subject is the file or record, without a full stop."""
_EXTRAS: dict[str, str] = {
    Extra.XLS: "the package xlrd; install it with: pip install 'pressroom[xls]'",
    Extra.OLD_WORD: "antiword or LibreOffice; install one with your package manager, such as: apt install antiword",
    Extra.OLD_SLIDES: "LibreOffice; install it with your package manager, such as: apt install libreoffice-impress",
}
"""The missing program or package, and how to install it."""


def reason_text(skipped: Skipped | UnreadableFile) -> str:
    """Return why a file or record was skipped, as a predicate for its path, such as "is empty"."""
    detail, number = skipped.detail, skipped.number
    size = f"{_size(int(detail))}; " if skipped.reason is Reason.TOO_LARGE and detail else ""
    extra = _EXTRAS.get(detail, detail)
    program = f" ({detail}); export it as .docx or .pdf" if detail else ""
    place = f" in {detail}" if detail else ""
    sentence = _SENTENCES[skipped.reason].format(
        detail=detail, number=grouped(number), size=size, limit=_size(number), extra=extra, program=program, place=place
    )
    return sentence + _NEEDS_OCR if skipped.reason.needs_ocr else sentence


def _size(count: int) -> str:
    """Format a number of bytes in the largest unit of which it has at least one."""
    for unit, name in ((MEBIBYTE, "MB"), (1024, "KB")):
        if count >= unit:
            return f"{count / unit:.0f} {name}"
    return f"{count} bytes"
