"""The drafts of a parsed message of any mail format: its text, then each attachment."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from corpus.formats.layout import Layout, joined
from corpus.formats.mail_content import Attached, ParsedMessage
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile


def message_drafts(
    message: ParsedMessage, source: Source, record: str, outer: Draft | None = None
) -> Iterator[Draft | Broken]:
    """Yield the document of a message, then its attachments.

    Args:
        message: The message.
        source: The file that contains it.
        record: Its record name in that file; "" for the whole file.
        outer: The message that it is attached to.

    """
    fields = message.fields
    text = joined(piece.layout for piece in message.content.pieces)
    named = (("author", fields.sender), ("to", fields.to), ("cc", message.cc), ("list", message.mailing_list))
    metadata = [(name, value) for name, value in named if value]
    if outer:
        metadata.append(("parent", outer.title))
    draft = Draft(
        text.text,
        fields.subject,
        message.date,
        DateSource.HEADER,
        record=record,
        metadata=tuple(metadata),
        blocks=text.blocks,
        omissions=joined([text, Layout(omissions=tuple(message.content.omissions))]).omissions,
        message=fields,
        fallback_date=(outer.date or outer.fallback_date) if outer else None,
    )
    yield draft
    for number, attached in enumerate(message.content.attached, 1):
        below = _below(record, attached.name or str(number))
        try:
            yield from _attachment(attached, source, below, draft)
        except UnreadableFile as error:
            yield Broken.of(below, error)


def _attachment(attached: Attached, source: Source, record: str, parent: Draft) -> Iterator[Draft | Broken]:
    """Read an attachment by its own format; date and author default to those of the message.

    Raises:
        UnreadableFile: It cannot be read, or is nested too deeply.

    """
    from corpus.formats.dispatch import drafts

    part = Part(source, attached.name, lambda: io.BytesIO(attached.data), attached.charset)
    if attached.message is not None:
        yield from message_drafts(attached.message(), part, record, parent)
        return
    author = dict(parent.metadata).get("author", "")
    for found in drafts(part):
        below = _below(record, found.record)
        if isinstance(found, Broken):
            yield replace(found, record=below)
            continue
        metadata = dict(found.metadata)
        if author:
            metadata.setdefault("author", author)
        yield replace(
            found,
            record=below,
            title=found.title or ("" if found.text.strip() or any(found.pages) else attached.name),
            metadata=(*metadata.items(), ("parent", parent.title)),
            fallback_date=found.fallback_date or parent.date or parent.fallback_date,
        )


def _below(record: str, name: str) -> str:
    return "/".join(part for part in (record, name) if part)
