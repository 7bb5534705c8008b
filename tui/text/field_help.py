"""What the fields of the query language find, in English: one help line for each field of the registry."""

from __future__ import annotations

from index.model.field import FIELDS, FieldName

_FINDS = {
    FieldName.TITLE: "a word in the title, or in the subject of mail (also subject:)",
    FieldName.BODY: "a word in the text below the title",
    FieldName.PERSON: "documents that mention this person, by any name variant",
    FieldName.COUNTRY: "a country, by name, demonym or code",
    FieldName.DATE: "a day, month, year or range; today, yesterday, “last month”",
    FieldName.YEAR: "a year, a decade, or a range of years",
    FieldName.HAS: "documents with a date, author, people, countries or note",
    FieldName.TYPE: "documents of a format, by its name or file name ending",
    FieldName.PATH: "files by the beginning of their path, from any folder on",
    FieldName.AUTHOR: "a word in the author's name, or in the name or address of a sender (also from:)",
    FieldName.TO: "a word in the name or address of a recipient of mail",
    FieldName.LANG: "documents in a language, by its English name or code",
    FieldName.IS: "documents that are starred, read, unread, new, or read by OCR",
    FieldName.TAG: "documents with this tag",
    FieldName.NOTE: "a word in your notes",
    FieldName.SAVED: "the documents of a saved search",
}
_SHOWN_EXAMPLES = 2


def field_help() -> list[tuple[str, str]]:
    """Return examples of each field, and what they find."""
    return [
        ("  ".join(f"{field.name}:{value}" for value in field.examples[:_SHOWN_EXAMPLES]), _FINDS[field.name])
        for field in FIELDS
    ]
