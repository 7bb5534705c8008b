"""The registry of formats, and the detection of the format of a file. A new format is a module and a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from posixpath import splitext
from typing import Any

from corpus.formats.mail_headers import FIELD
from corpus.formats.prose import has_program_suffix
from corpus.formats.source import Broken, Draft, Part, Reader, Source
from corpus.formats.splitting import Split
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.text.encoding import looks_binary

__all__ = ["Broken", "Draft", "Format", "Limits", "Part", "Source", "format_of", "may_be_split"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how its files are recognized, and what reads them."""

    name: str
    """As shown, and as searched with `type:`."""
    suffixes: frozenset[str]
    """Suffixes of file names, in lower case, with the dot."""
    entry: str
    """`module:function` of its Reader. It is imported for the first file of the format: parsers are slow to import."""
    sniff: re.Pattern[bytes] | None = None
    """Matches the first bytes of its files; used where the name does not decide."""
    many: bool = False
    """Whether a file can hold several documents."""
    split_entry: str = ""
    """Its Split, as `entry`; "" where every file is read as a whole. It runs in the process that hands out the work, so
    it must be safe and cheap."""
    binary: bool = False
    """Whether the first bytes alone decide that a file is of this format."""
    harmless: bool = False
    """Whether only Python code parses it, so that no file can crash the process."""

    @property
    def reader(self) -> Reader:
        """The function that reads it."""
        reader: Reader = _imported(self.entry)
        return reader

    @property
    def splitter(self) -> Split | None:
        """The function that splits large files of it; None where they are read as a whole."""
        if not self.split_entry:
            return None
        splitter: Split = _imported(self.split_entry)
        return splitter


def _imported(entry: str) -> Any:  # noqa: ANN401 -- what the entry names
    module, _, name = entry.partition(":")
    return getattr(import_module(module), name)


_BEFORE_MAIL = rb"\A(?:\xef\xbb\xbf)?\s{0,40}(?:From [^\r\n]*\r?\n)?"
_MAIL = re.compile(_BEFORE_MAIL + rb"(?:" + FIELD + rb" ?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}", re.IGNORECASE)
_START = rb"\A(?:\xef\xbb\xbf)?\s*"
_XML_START = _START + rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?"
_HTML = re.compile(
    _XML_START
    + rb"(?:<!doctype html|<(?:html|head|body|title|p|div|h[1-6]|table|article|section|center|font|blockquote|ul|ol)\b"
    rb"(?:\s[^<>]{0,500})?>)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    _START + rb"<\?xml\s|" + _XML_START + rb"<(?:rss|feed|rdf:RDF|nitf|newsItem|newsMessage|NewsML|mediawiki)[\s>]",
    re.DOTALL,
)
_JSON = re.compile(_START + rb'(?:\[\s*)?\{\s*"[^"\n]{1,100}"\s*:')
_SUBTITLES = re.compile(_START + rb"(?:WEBVTT\b|\d+[ \t]*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{3} --> )")
_MAILDIR = re.compile(r"(?:.*/)?(?:cur|new)/\d{5,}[._][^/]*")
"""Paths of messages in a Maildir, whose names have no suffix."""
_HEADER_FIELD = re.compile(rb"[\w-]{2,40}:[ \t]")
# Programs write a byte order mark, a banner or the headers of a download before it; PDFium looks at 1,024 bytes, too.
# Tried after the archives, whose first member may be a PDF.
_PDF = re.compile(
    rb"\A(?:\s{0,20}%PDF-|(?:[^%]{0,500}%){1,2}?PDF-\d\.\d\s+(?:%[^\r\n]{0,80}\s+)?\d+ \d+ obj\b)", re.DOTALL
)
_PACKED = re.compile(rb"\A(?:\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\0)")
_ZIP = re.compile(rb"\APK(?:\x03\x04|\x05\x06)")
_TAR = re.compile(rb"\A.{257}ustar", re.DOTALL)
_MAILBOX = re.compile(rb"\AFrom \S+.*\r?\n[\w-]+: ")
_FLAT_ODF = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,20}(?:<\?xml[^>]{0,200}>\s{0,20})?<office:document\s")


def _row(
    name: str, suffixes: str, entry: str, sniff: re.Pattern[bytes] | bytes | None = None, split: str = "", **more: bool
) -> Format:
    """A row of the registry, with its suffixes separated by spaces; `split` is in the module of `entry`."""
    entry = f"corpus.formats.{entry}"
    look = re.compile(rb"\A\s{0,20}" + re.escape(sniff)) if isinstance(sniff, bytes) else sniff
    split_entry = f"{entry.partition(':')[0]}:{split}" if split else ""
    return Format(name, frozenset(suffixes.split()), entry, look, split_entry=split_entry, **more)


FORMATS = (
    _row(
        "compressed",
        ".gz .gzip .tgz .bz2 .tbz .tbz2 .xz .txz",
        "compressed:read_compressed",
        _PACKED,
        "split_compressed",
        binary=True,
    ),
    _row("epub", ".epub", "epub:read_epub", binary=True),
    _row("odt", ".odt .ott", "opendocument:read_odt", binary=True),
    _row("odp", ".odp .otp", "opendocument:read_odp", binary=True),
    _row("ods", ".ods .ots", "ods:read_ods", binary=True),
    _row("word", ".docx .docm .dotx .dotm", "word:read_docx", binary=True),
    _row("powerpoint", ".pptx .pptm .ppsx .potx", "powerpoint:read_pptx", binary=True),
    _row("excel", ".xlsx .xlsm .xltx", "excel:read_xlsx", binary=True),
    _row("ole", ".doc .dot .ppt .pps .xls .xlt .msg", "old_office:read_old_office", b"\xd0\xcf\x11\xe0", binary=True),
    _row("fodt", ".fodt .fods .fodp", "opendocument:read_flat", _FLAT_ODF),
    _row("zip", ".zip", "archives:read_zip", _ZIP, "split_zip", many=True, binary=True),
    _row("tar", ".tar", "archives:read_tar", _TAR, "split_tar", many=True, binary=True),
    _row("pdf", ".pdf", "pdf:read_pdf", _PDF, binary=True),
    _row("rtf", ".rtf", "rtf:read_rtf", b"{\\rtf", binary=True),
    _row("mbox", ".mbox .mbx", "mailbox:read_mbox", _MAILBOX, "split_mbox", many=True),
    _row("mail", ".eml", "mail:read_mail", _MAIL),
    _row("emlx", ".emlx", "mail_files:read_emlx"),
    _row("mht", ".mht .mhtml", "mail_files:read_mht"),
    _row("markdown", ".md .markdown .mdown", "markdown:read_markdown", harmless=True),
    _row("rst", ".rst .rest", "rst:read_rst", harmless=True),
    _row("html", ".html .htm .xhtml", "html:read_html", _HTML),
    _row("xml", ".xml .rss .atom .rdf .nitf .newsml", "news_xml:read_xml", _XML, "split_xml", many=True),
    _row("subtitles", ".srt .vtt", "subtitles:read_subtitles", _SUBTITLES, harmless=True),
    _row("jsonl", ".jsonl .ndjson", "jsonl:read_jsonl", split="split_jsonl", many=True, harmless=True),
    _row("json", ".json", "json_array:read_json", _JSON, "split_json", many=True, harmless=True),
    _row("csv", ".csv .tsv .tab", "table:read_table", split="split_table", many=True, harmless=True),
    Format(
        "text", frozenset({".txt", ".text", ""}), "corpus.formats.plain:read_plain", re.compile(rb""), harmless=True
    ),
)
"""In the order in which they are tried; the last one matches any text."""

_BY_SUFFIX = {suffix: known for known in reversed(FORMATS) if not known.binary for suffix in known.suffixes}
_SNIFFED = tuple((known, known.sniff) for known in FORMATS if known.sniff)
# Most files are text: one match instead of one for each binary format.
_ANY_BINARY = re.compile(b"|".join(sniff.pattern for known, sniff in _SNIFFED if known.binary), re.DOTALL)

_BINARY_KINDS = (
    (b"\x89PNG", Reason.IMAGE, ""),
    (b"\xff\xd8\xff", Reason.IMAGE, ""),
    (b"GIF8", Reason.IMAGE, ""),
    (b"II*\x00", Reason.IMAGE, ""),
    (b"MM\x00*", Reason.IMAGE, ""),
    (b"\x7fELF", Reason.PROGRAM, ""),
    (b"SQLite format 3", Reason.DATABASE, ""),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE, "7z"),
    (b"Rar!", Reason.ARCHIVE, "rar"),
    (b"\x78\x9f\x3e\x22", Reason.ARCHIVE, "TNEF (winmail.dat)"),
)
"""The first bytes of formats that are not read, each with the reason and its detail."""
_SYSTEM_FILE = re.compile(r"~\$.*|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|icon\r|ntuser\..*", re.IGNORECASE)
"""Names of files that programs and file managers leave among documents: `~$report.docx` while Word has it open."""
_MAGIC = tuple(magic for magic, _, _ in _BINARY_KINDS)


_KINDS = {
    "word": ".doc .dot", "powerpoint": ".ppt .pps", "excel": ".xls .xlt", "mail": ".msg .emlx", "html": ".mht .mhtml",
    "odt": ".fodt", "ods": ".fods", "odp": ".fodp", "image": ".png .jpg .jpeg .gif .tif .tiff",
}  # fmt: skip
"""The kind of documents whose format has another name, by the suffixes of their files."""
_CONTAINERS = frozenset({"compressed", "zip", "tar", "ole", "fodt", "emlx", "mht"})
"""Formats whose documents are of the kinds of what they hold."""


def document_kinds() -> dict[str, str]:
    """The kinds of documents, by their names and by the suffixes of their files without the dot."""
    kinds = [known for known in FORMATS if known.name not in _CONTAINERS]
    names = {known.name: known.name for known in kinds} | {"image": "image"}
    suffixes = {suffix[1:]: known.name for known in kinds for suffix in sorted(known.suffixes) if suffix}
    others = {suffix[1:]: kind for kind, listed in _KINDS.items() for suffix in listed.split()}
    return names | suffixes | others | names


def format_named(name: str) -> Format:
    """Return the format of this name, which must be one of the registry."""
    return next(known for known in FORMATS if known.name == name)


def format_of(path: str, head: bytes) -> Format:
    """The format of a file.

    Unambiguous first bytes count more than the name: a PDF called .txt is read as a PDF.

    Args:
        path: The path of the file, relative to the folder or to the archive that it is in.
        head: Its first bytes.

    Raises:
        UnreadableFile: Its format is not read.

    """
    if _SYSTEM_FILE.fullmatch(path.rpartition("/")[2]):
        raise UnreadableFile(Reason.SYSTEM_FILE)
    if _ANY_BINARY.match(head):
        for known, sniff in _SNIFFED:
            if known.binary and sniff.match(head):
                return known
    _refuse(head)
    if is_in_maildir(path) and _HEADER_FIELD.match(head):  # names end with that of a host, such as mail.example.md
        return _BY_SUFFIX[".eml"]
    named = _BY_SUFFIX.get(splitext(path)[1].lower())
    if named and named.name != "text":
        return named
    sniffed = next(known for known, sniff in _SNIFFED if not known.binary and sniff.match(head))
    # Notebooks, maps and lock files are JSON, but no articles.
    return _BY_SUFFIX[".txt"] if sniffed.name == "json" and has_program_suffix(path) else sniffed


def is_in_maildir(path: str) -> bool:
    """Whether a path is that of a message in a Maildir."""
    return _MAILDIR.fullmatch(path) is not None


def may_be_split(path: str) -> bool:
    """Whether a large file of this name may be split; its content decides where the name does not."""
    suffix = splitext(path)[1].lower()
    named = [known for known in FORMATS if suffix in known.suffixes]
    return not named or any(known.split_entry or known.name == "text" for known in named)


def depends_on_options(path: str) -> bool:
    """Whether the options of reading may change what is read of a file of this name."""
    named = _BY_SUFFIX.get(splitext(path)[1].lower())
    return named is None or named.harmless


def _refuse(head: bytes) -> None:
    """Raise UnreadableFile if the first bytes show a format that is not read."""
    if head.startswith(_MAGIC):
        _, reason, detail = next(kind for kind in _BINARY_KINDS if head.startswith(kind[0]))
        raise UnreadableFile(reason, detail)
    if looks_binary(head):
        raise UnreadableFile(Reason.BINARY)
