"""The YAML notation of stars, tags and notes; see docs/userdata.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.files.yaml_file import ScalarKind, YamlList, YamlNode, YamlScalar, plain_value
from corpus.files.yaml_writer import yaml_list, yaml_scalar, yaml_text
from corpus.model.document_id import document_id
from index.corrections.notation import NotationError, entry_fields, entry_text
from index.model.correction_fault import EntryFault
from index.model.user_data import DocumentMarks, DocumentReference, PassageNote

_HEADER = """\
# Stars, tags and notes on documents. Edit this file as you like; it is read when Pressroom starts and when it changes.
#
# - document: 2024/summit.txt              the path of the file, with # and the record if it holds many
#   starred: yes
#   tags: [budget, border talks]
#   note: To be checked against the minutes.
#   passages:
#   - quote: the airspace was closed
#     note: by whom?

"""
_KEYS = ("document", "id", "text", "title", "date", "message", "starred", "tags", "note", "passages", "authors")
_PASSAGE_KEYS = ("quote", "note", "before", "after")


class DocumentNotation:
    """How the marks of a document are written. An entry is identified by the id of its document."""

    header = _HEADER
    cached_type: Any = tuple[dict[str, DocumentMarks], bytes]
    version = 3

    def key(self, entry: DocumentMarks) -> str:
        """The id of the document."""
        return entry.document.id

    def parse(self, node: YamlNode) -> DocumentMarks:
        """Parse an entry; raises NotationError."""
        fields = _known_fields(node, _KEYS)
        place = entry_text(fields, "document")
        if not place:
            raise NotationError(EntryFault.MISSING_KEY, node.line)
        passages = fields.get("passages")
        if passages is not None and not isinstance(passages, YamlList):
            raise NotationError(EntryFault.NOT_A_LIST, passages.line)
        return DocumentMarks(
            DocumentReference(
                id=entry_text(fields, "id") or id_of_place(place),
                place=place,
                text_hash=entry_text(fields, "text"),
                title=entry_text(fields, "title"),
                date=_date(fields),
                message_id=entry_text(fields, "message"),
            ),
            starred=_is_true(fields, "starred"),
            tags=tuple(sorted({*_texts(fields, "tags")}, key=str.casefold)),
            note=_long_text(fields, "note"),
            passages=tuple(map(_passage, passages.items)) if passages else (),
            authors=tuple(dict.fromkeys(_texts(fields, "authors"))),
        )

    def write(self, entry: DocumentMarks) -> str:
        """The lines of an entry, with their line ends."""
        document = entry.document
        lines = [f"- document: {yaml_scalar(document.place)}", f"  id: {yaml_scalar(document.id)}"]
        named = (("text", document.text_hash), ("title", document.title), ("message", document.message_id))
        lines += [f"  {key}: {yaml_scalar(value)}" for key, value in named if value]
        if document.date:
            lines.append(f"  date: {document.date.isoformat()}")
        if entry.starred:
            lines.append("  starred: yes")
        if entry.tags:
            lines.append(f"  tags: {yaml_list(entry.tags)}")
        if entry.note:
            lines.append(f"  note: {yaml_text(entry.note, 4)}")
        if entry.passages:
            lines.append("  passages:")
        for passage in entry.passages:
            values = [(key, getattr(passage, key)) for key in _PASSAGE_KEYS]
            written = [f"{key}: {yaml_text(value, 6)}" for key, value in values if value]
            lines += [f"  {'-' if number == 0 else ' '} {line}" for number, line in enumerate(written)]
        if entry.authors:
            lines.append(f"  authors: {yaml_list(entry.authors)}")
        return "\n".join(lines) + "\n"

    def combine(self, first: DocumentMarks, second: DocumentMarks) -> DocumentMarks:
        """Both entries of a document as one; different notes follow one another."""
        return replace(
            second,
            starred=first.starred or second.starred,
            tags=tuple(sorted({*first.tags, *second.tags}, key=str.casefold)),
            note=_joined(first.note, second.note),
            passages=tuple(dict.fromkeys((*first.passages, *second.passages))),
            authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        )


def _joined(first: str, second: str) -> str:
    """Two notes as one; a note that is part of the other, as after an import, is not repeated."""
    for longer, shorter in ((first, second), (second, first)):
        if f"\n\n{shorter}\n\n" in f"\n\n{longer}\n\n" or not shorter:
            return longer
    return f"{first}\n\n{second}"


def id_of_place(place: str) -> str:
    """The id of the document at a place, for an entry that was written without it."""
    path, _, record = place.rpartition("#") if "#" in place else (place, "", "")
    return document_id(path, record)


def _known_fields(node: YamlNode, keys: tuple[str, ...]) -> dict[str, YamlNode]:
    """The values of an entry by key; raises NotationError for an unknown key."""
    fields = dict(entry_fields(node))
    for name, value in fields.items():
        if name not in keys:
            raise NotationError(EntryFault.UNKNOWN_KEY, value.line, name, choices=keys)
    return fields


def _is_true(fields: dict[str, YamlNode], name: str) -> bool:
    node = fields.get(name)
    if node is None:
        return False
    if not isinstance(node, YamlScalar) or node.kind is not ScalarKind.BOOLEAN:
        raise NotationError(EntryFault.NOT_YES_OR_NO, node.line, name)
    return bool(plain_value(node))


def _texts(fields: dict[str, YamlNode], name: str) -> Iterator[str]:
    """The texts in a list, or the only one."""
    node = fields.get(name)
    for each in node.items if isinstance(node, YamlList) else (node,) if node else ():
        if not isinstance(each, YamlScalar) or not each.text.strip():
            raise NotationError(EntryFault.NOT_TEXT, each.line, name)
        yield " ".join(each.text.split())


def _long_text(fields: dict[str, YamlNode], name: str) -> str:
    """A text that may have several lines and spaces at its ends."""
    return "" if not entry_text(fields, name) else str(getattr(fields[name], "text", "")).strip("\n")


def _date(fields: dict[str, YamlNode]) -> dt.date | None:
    text = entry_text(fields, "date")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotationError(EntryFault.NOT_A_DATE, fields["date"].line, text) from error


def _passage(node: YamlNode) -> PassageNote:
    fields = _known_fields(node, _PASSAGE_KEYS)
    if not entry_text(fields, "quote"):
        raise NotationError(EntryFault.MISSING_KEY, node.line)
    # Not stripped: a quotation is found by its very text.
    return PassageNote(**{key: str(getattr(fields[key], "text", "")) for key in _PASSAGE_KEYS if key in fields})
