"""Why a file, or one record of it, is skipped: an enum, because updates decide by it. The screen has the words."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One kind of file or record that is skipped. The comments say what `detail` and `number` of a `Skipped` hold.

    Libraries store the values: a change of one needs a new version of the manifest.
    """

    # The folder
    HIDDEN = "hidden"
    IGNORED = "ignored"  # only where a file is inspected: ignored files are not listed
    LINK = "link"  # detail: where it leads
    NOT_REGULAR_FILE = "not_regular_file"
    NAME_NOT_UTF8 = "name_not_utf8"
    # The system
    UNREADABLE = "unreadable"  # detail: what the system reports
    FOLDER_UNREADABLE = "folder_unreadable"  # detail: what the system reports
    VANISHED = "vanished"
    NOT_MOUNTED = "not_mounted"
    # Limits
    TOO_LARGE = "too_large"  # detail: its size in bytes, where that is known; number: the limit in bytes
    UNPACKED_TOO_LARGE = "unpacked_too_large"  # number: the limit in bytes
    TOO_MANY_PARTS = "too_many_parts"  # number: the limit
    TOO_MANY_ELEMENTS = "too_many_elements"  # of XML; number: the limit; detail: the part of an archive that has them
    TOO_MANY_LINES = "too_many_lines"  # number: the limit
    TOO_MANY_PAGES = "too_many_pages"  # detail: its pages; number: the limit
    FILES_NESTED_TOO_DEEPLY = "files_nested_too_deeply"  # number: the limit
    TIME_LIMIT = "time_limit"  # number: the limit in seconds
    CRASHED = "crashed"
    NO_MEMORY = "no_memory"
    # No text
    EMPTY = "empty"
    NO_TEXT = "no_text"
    NO_DOCUMENTS = "no_documents"
    IMAGES_ONLY = "images_only"
    UNDECODABLE_FONTS = "undecodable_fonts"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    NOT_PROSE = "not_prose"
    SYSTEM_FILE = "system_file"
    # OCR
    OCR_NO_TEXT = "ocr_no_text"
    OCR_TIME_LIMIT = "ocr_time_limit"  # number: the limit in seconds a page
    OCR_FAILED = "ocr_failed"  # detail: what the program reports
    # Formats that are not read
    OTHER_ZIP = "other_zip"  # detail: the program that reads it, where that is known
    OLD_OFFICE_DOCUMENT = "old_office_document"
    IMAGE = "image"
    PROGRAM = "program"
    DATABASE = "database"
    ARCHIVE = "archive"  # detail: its format
    MISSING_EXTRA = "missing_extra"  # detail: the `Extra` that reads it
    # Not what the name or the first bytes promise
    NOT_WORD = "not_word"
    NOT_SPREADSHEET = "not_spreadsheet"
    NOT_PRESENTATION = "not_presentation"
    NOT_OPENDOCUMENT = "not_opendocument"
    NOT_EPUB = "not_epub"
    NOT_MAIL = "not_mail"
    NOT_MAILBOX = "not_mailbox"
    NOT_CSV = "not_csv"  # detail: the parser's words
    NOT_JSON = "not_json"
    NOT_JSON_OBJECT = "not_json_object"
    NOT_JSON_LINES = "not_json_lines"  # number: the first line that is not a record
    NO_ARTICLES = "no_articles"  # detail: names of fields that hold a text
    NO_TEXT_FIELD = "no_text_field"  # detail: names of fields that hold a text
    NO_TEXT_COLUMN = "no_text_column"  # detail: names of columns that hold a text
    # Encrypted or damaged
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    DAMAGED_PAGE = "damaged_page"
    DAMAGED_PART = "damaged_part"  # detail: its name in the archive
    INVALID_XML = "invalid_xml"  # detail: its name in the archive
    XML_ENTITIES = "xml_entities"  # detail: its name in the archive
    NESTED_TOO_DEEPLY = "nested_too_deeply"  # detail: its name in the archive, where it is in one
    NO_CHAPTER_LIST = "no_chapter_list"
    INVALID_ROW = "invalid_row"  # detail: the parser's words
    MORE_INVALID_RECORDS = "more_invalid_records"  # number: how many
    # Ignore files
    IGNORE_FILE_UNREADABLE = "ignore_file_unreadable"  # detail: what the system reports
    IGNORE_FILE_NOT_REGULAR = "ignore_file_not_regular"
    IGNORE_FILE_TOO_LARGE = "ignore_file_too_large"  # number: the limit in bytes
    IGNORE_FILE_NOT_TEXT = "ignore_file_not_text"
    PATTERN_TOO_LONG = "pattern_too_long"  # detail: the beginning of the line; number: of the line
    PATTERN_NOT_UTF8 = "pattern_not_utf8"  # detail: the beginning of the line; number: of the line
    PATTERN_INVALID = "pattern_invalid"  # detail: the beginning of the line; number: of the line
    MORE_INVALID_PATTERNS = "more_invalid_patterns"  # number: how many

    @property
    def is_temporary(self) -> bool:
        """Whether the next update may read the file without a change of it: the system was in the way."""
        return self in _TEMPORARY

    @property
    def needs_ocr(self) -> bool:
        """Whether OCR may find a text in the file."""
        return self in _NEED_OCR


_TEMPORARY = frozenset(
    {
        Reason.UNREADABLE,
        Reason.FOLDER_UNREADABLE,
        Reason.VANISHED,
        Reason.NOT_MOUNTED,
        Reason.NO_MEMORY,
        Reason.IGNORE_FILE_UNREADABLE,
    }
)
_NEED_OCR = frozenset({Reason.IMAGES_ONLY, Reason.UNDECODABLE_FONTS, Reason.IMAGE})
