"""The ordered registry of formats: one row per format. A new format is a module and a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from posixpath import splitext

from corpus.formats.mail_headers import FIELD
from corpus.formats.source import Broken, Draft, Part, Reader, Source
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.text.encoding import looks_binary

__all__ = ["Broken", "Draft", "Format", "Limits", "Part", "Source", "format_of", "is_stream"]


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are told and read."""

    name: str
    """As shown, and as searched by `type:`."""
    suffixes: frozenset[str]
    """Endings of file names, in lower case, with the dot."""
    entry: str
    """`module:function` of its Reader, imported when the first such file is met: parsers are heavy."""
    sniff: re.Pattern[bytes] | None = None
    """What the first bytes look like in a file without a telling name."""
    many: bool = False
    """Whether a file holds many documents."""
    stream: bool = False
    """Whether a large file is cut into pieces where the work is handed out: only what is safe and cheap to parse."""
    binary: bool = False
    """Whether its first bytes tell it, and nothing else is it."""
    harmless: bool = False
    """Whether nothing but Python reads it, so that no file of it can bring the process down."""

    @property
    def reader(self) -> Reader:
        """The function that reads it."""
        module, _, name = self.entry.partition(":")
        reader: Reader = getattr(import_module(module), name)
        return reader


_HTML = re.compile(rb"\A\s*(?:<!--.{0,500}?-->\s*)?(?:<!doctype html|<html)", re.IGNORECASE | re.DOTALL)
_BEFORE_MAIL = rb"\A(?:\xef\xbb\xbf)?\s{0,40}(?:From [^\r\n]*\r?\n)?"
_MAIL = re.compile(_BEFORE_MAIL + rb"(?:" + FIELD + rb" ?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}", re.IGNORECASE)
# Programs write a byte order mark, a banner or the headers of a download before it; PDFium looks at 1,024 bytes, too.
_PDF = re.compile(
    rb"\A(?:\s{0,20}%PDF-|(?:[^%]{0,500}%){1,2}?PDF-\d\.\d\s+(?:%[^\r\n]{0,80}\s+)?\d+ \d+ obj\b)", re.DOTALL
)
_FLAT_ODF = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,20}(?:<\?xml[^>]{0,200}>\s{0,20})?<office:document\s")


def _row(name: str, suffixes: str, entry: str, sniff: re.Pattern[bytes] | bytes | None = None, **more: bool) -> Format:
    """A row of the registry, with its suffixes as words."""
    look = re.compile(rb"\A\s{0,20}" + re.escape(sniff)) if isinstance(sniff, bytes) else sniff
    return Format(name, frozenset(suffixes.split()), f"corpus.formats.{entry}", look, **more)


FORMATS = (
    _row("gzip", ".gz .gzip", "packed:read_gzip", b"\x1f\x8b\x08", binary=True),
    _row("pdf", ".pdf", "pdf:read_pdf", _PDF, binary=True),
    _row("epub", ".epub", "epub:read_epub", binary=True),
    _row("odt", ".odt .ott", "opendocument:read_odt", binary=True),
    _row("odp", ".odp .otp", "opendocument:read_odp", binary=True),
    _row("ods", ".ods .ots", "ods:read_ods", binary=True),
    _row("word", ".docx .docm .dotx .dotm", "word:read_docx", binary=True),
    _row("powerpoint", ".pptx .pptm .ppsx .potx", "powerpoint:read_pptx", binary=True),
    _row("excel", ".xlsx .xlsm .xltx", "excel:read_xlsx", binary=True),
    _row("ole", ".doc .dot .ppt .pps .xls .xlt", "old_office:read_old_office", b"\xd0\xcf\x11\xe0", binary=True),
    _row("fodt", ".fodt .fods .fodp", "opendocument:read_flat", _FLAT_ODF),
    _row("rtf", ".rtf", "rtf:read_rtf", b"{\\rtf", binary=True),
    _row("mbox", ".mbox .mbx", "mailbox:read_mbox", re.compile(rb"\AFrom \S+.*\r?\n[\w-]+: "), many=True),
    _row("mail", ".eml", "mail:read_mail", _MAIL),
    _row("markdown", ".md .markdown .mdown", "markdown:read_markdown", harmless=True),
    _row("rst", ".rst .rest", "rst:read_rst", harmless=True),
    _row("html", ".html .htm .xhtml", "html:read_html", _HTML),
    _row("jsonl", ".jsonl .ndjson", "jsonl:read_jsonl", many=True, stream=True, harmless=True),
    _row("json", ".json", "json_array:read_json", many=True, harmless=True),
    _row("csv", ".csv .tsv .tab", "table:read_table", many=True, stream=True, harmless=True),
    Format(
        "text", frozenset({".txt", ".text", ""}), "corpus.formats.plain:read_plain", re.compile(rb""), harmless=True
    ),
)
"""In the order they are asked; the last one takes any text."""

_BY_SUFFIX = {suffix: known for known in reversed(FORMATS) if not known.binary for suffix in known.suffixes}
_SNIFFED = tuple((known, known.sniff) for known in FORMATS if known.sniff)
# Nearly every file is of none: one look instead of six.
_ANY_BINARY = re.compile(b"|".join(sniff.pattern for known, sniff in _SNIFFED if known.binary), re.DOTALL)

_BINARY_KINDS = (
    (b"PK\x03\x04", Reason.OTHER_ZIP, ""),
    (b"\x89PNG", Reason.IMAGE, ""),
    (b"\xff\xd8\xff", Reason.IMAGE, ""),
    (b"GIF8", Reason.IMAGE, ""),
    (b"II*\x00", Reason.IMAGE, ""),
    (b"MM\x00*", Reason.IMAGE, ""),
    (b"\x7fELF", Reason.PROGRAM, ""),
    (b"SQLite format 3", Reason.DATABASE, ""),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE, "7z"),
    (b"Rar!", Reason.ARCHIVE, "rar"),
)
"""The first bytes of formats that are not read, with the reason and its detail."""
_MAGIC = tuple(magic for magic, _, _ in _BINARY_KINDS)


def format_named(name: str) -> Format:
    """Return the format of this name, which must be one of the registry."""
    return next(known for known in FORMATS if known.name == name)


def format_of(path: str, head: bytes) -> Format:
    """The format of a file.

    What the first bytes say beyond doubt counts more than the name: a PDF called .txt is read as a PDF.

    Raises:
        UnreadableFile: it is of a format that is not read.

    """
    if _ANY_BINARY.match(head):
        for known, sniff in _SNIFFED:
            if known.binary and sniff.match(head):
                return known
    _refuse(head)
    named = _BY_SUFFIX.get(splitext(path)[1].lower())
    if named and named.name != "text":
        return named
    return next(known for known, sniff in _SNIFFED if not known.binary and sniff.match(head))


def is_stream(path: str) -> bool:
    """Whether a file of this name is read piece by piece, in the process that hands out the work."""
    suffix = splitext(path)[1].lower()
    return any(known.stream for known in FORMATS if suffix in known.suffixes)


def _refuse(head: bytes) -> None:
    """Raise UnreadableFile where the first bytes of a file show that it is not read."""
    if head.startswith(_MAGIC):
        _, reason, detail = next(kind for kind in _BINARY_KINDS if head.startswith(kind[0]))
        raise UnreadableFile(reason, detail)
    if looks_binary(head):
        raise UnreadableFile(Reason.BINARY)
