"""The registry of query fields: one row per field, for the query language, its hints, the help screen and the README.

How a field is searched stands in `index.query.fields`; what it is called on the screen, in `tui.text.field_help`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class FieldName(StrEnum):
    """The fields of the query language, as they are written before the colon."""

    TITLE = "title"
    BODY = "body"
    PERSON = "person"
    COUNTRY = "country"
    DATE = "date"
    YEAR = "year"
    HAS = "has"
    TYPE = "type"
    PATH = "path"
    AUTHOR = "author"
    TO = "to"
    LANG = "lang"
    IS = "is"
    TAG = "tag"
    NOTE = "note"
    SAVED = "saved"


class ValueType(Enum):
    """What the values of a field are, which decides how they are read."""

    WORDS = auto()
    """Words and phrases, with wildcards and fuzzy words."""
    PERSON = auto()
    """Name variants of people, as words and phrases."""
    COUNTRY = auto()
    """Names, demonyms and codes of countries."""
    DATE = auto()
    """Days, months, years, ranges and relative dates."""
    YEAR = auto()
    """Years, decades and ranges of them."""
    FEATURE = auto()
    """One of the properties that a document may have."""
    FILE_TYPE = auto()
    """Names of formats, and their file name endings."""
    PATH = auto()
    """Beginnings of paths, from any folder on."""
    LANGUAGE = auto()
    """Names of languages in English, and ISO 639-1 codes."""
    STATE = auto()
    """One of STATES: what the user has done with documents, and how their text was read."""
    TAG = auto()
    """The user's tags."""
    NOTE = auto()
    """Words of the user's notes, in order."""
    SAVED_SEARCH = auto()
    """Names of saved searches."""


class Completion(Enum):
    """What the values of a field are completed from."""

    NOTHING = auto()
    PEOPLE = auto()
    COUNTRIES = auto()
    FEATURES = auto()
    FILE_TYPES = auto()
    LANGUAGES = auto()
    STATES = auto()
    TAGS = auto()
    SAVED_SEARCHES = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query language."""

    name: FieldName
    values: ValueType
    completion: Completion
    examples: tuple[str, ...]
    """Values to show in help, as written after the colon."""
    aliases: tuple[str, ...] = ()
    """Other names that are understood as well."""
    mistaken: tuple[str, ...] = ()
    """Names by which other search engines know the field; they are not understood, but this field is suggested."""


FIELDS = (
    Field(
        FieldName.TITLE, ValueType.WORDS, Completion.NOTHING, ("treaty",),
        aliases=("subject",), mistaken=("headline", "intitle"),
    ),
    Field(
        FieldName.BODY, ValueType.WORDS, Completion.NOTHING, ("treaty",),
        aliases=("text",), mistaken=("content", "intext"),
    ),
    Field(
        FieldName.PERSON, ValueType.PERSON, Completion.PEOPLE, ('"Kim Seon-ho"', "merkel"),
        aliases=("people",), mistaken=("name", "who"),
    ),
    Field(
        FieldName.COUNTRY, ValueType.COUNTRY, Completion.COUNTRIES, ("lithuania", "Dutch", "PL"),
        aliases=("countries",), mistaken=("place", "where", "nation", "state"),
    ),
    Field(
        FieldName.DATE, ValueType.DATE, Completion.NOTHING,
        ("2024", "2024-10", "2024-01..2024-06", ">2024-06-01", '"June 2024"', "-7d"),
        mistaken=("when", "day", "month", "published"),
    ),
    Field(FieldName.YEAR, ValueType.YEAR, Completion.NOTHING, ("1991", "1990s", "1990..1995"), mistaken=("decade",)),
    Field(FieldName.HAS, ValueType.FEATURE, Completion.FEATURES, ("date",), mistaken=("with",)),
    Field(
        FieldName.TYPE, ValueType.FILE_TYPE, Completion.FILE_TYPES, ("html",),
        mistaken=("filetype", "kind", "format", "ext", "mime"),
    ),
    Field(
        FieldName.PATH, ValueType.PATH, Completion.NOTHING, ("2024/",),
        mistaken=("file", "filename", "folder", "dir", "inurl", "source"),
    ),
    Field(
        FieldName.AUTHOR, ValueType.WORDS, Completion.NOTHING, ("desk",),
        aliases=("from",), mistaken=("by", "sender", "writer"),
    ),
    Field(
        FieldName.TO, ValueType.WORDS, Completion.NOTHING, ("minister",), mistaken=("cc", "recipient", "recipients")
    ),
    Field(
        FieldName.LANG, ValueType.LANGUAGE, Completion.LANGUAGES, ("german", "de"), aliases=("language",),
        mistaken=("lng", "locale"),
    ),
    Field(FieldName.IS, ValueType.STATE, Completion.STATES, ("starred", "unread", "new", "ocr"), mistaken=("in",)),
    Field(
        FieldName.TAG, ValueType.TAG, Completion.TAGS, ("budget",), aliases=("tags",),
        mistaken=("label", "keyword", "topic"),
    ),
    Field(FieldName.NOTE, ValueType.NOTE, Completion.NOTHING, ("minutes",), aliases=("notes",), mistaken=("comment",)),
    Field(
        FieldName.SAVED, ValueType.SAVED_SEARCH, Completion.SAVED_SEARCHES, ('"Border talks"',), mistaken=("search",)
    ),
)  # fmt: skip
"""In the order in which they are shown."""

FEATURES = ("author", "countries", "date", "note", "people")
"""The values of `has:`."""
USER_STATES = ("new", "read", "starred", "unread")
"""The values of `is:` that the user's data tell."""
OCR = "ocr"
"""The value of `is:` for documents whose text was recognized in images, which the index tells."""
STATES = tuple(sorted((*USER_STATES, OCR)))
"""The values of `is:`."""


def quoted(value: str) -> str:
    """A value as it is written after a field: in quotes if it has spaces."""
    value = value.replace('"', " ")
    return f'"{value}"' if any(char in " ()" for char in value) else value
