"""Threads of mail in a library on a server: messages are fetched link by link, and joined as on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model.message import MessageFields
from index.analytics.thread import Message, thread_subject, threads_of
from index.model.thread import Thread
from index.opensearch.connection import Body
from index.opensearch.scan import scan
from index.opensearch.server_search import ServerView
from index.opensearch.stored import digest_of, record_from
from index.schema.details import decode_details

_FIELDS = ["id", "place", "date", "stored.details"]
_MOST_VALUES = 10_000
"""Values of one request; the server allows 65 536."""
_MOST_MESSAGES = 20_000
"""Messages that are fetched for one thread; those of a subject that so many have are not all joined."""


def find_thread(view: ServerView, fields: Body) -> Thread:
    """The thread of a document; a document that is no message is alone in its thread.

    Args:
        view: The view of the library.
        fields: The stored fields of the document.

    """
    own, known = str(fields["id"]), {str(fields["id"]): fields}
    thread: tuple[str, ...] = (own,)
    expanded: set[str] = set()
    if _message_of(fields) is None:
        return Thread(thread, 0)
    while (new := [doc_id for doc_id in thread if doc_id not in expanded]) and len(known) < _MOST_MESSAGES:
        # All that may be joined with a message is known from here on, so that those of a thread are joined as on disk.
        known |= {found["id"]: found for found in _linked(view, [known[doc_id] for doc_id in new])}
        expanded.update(new)
        thread = _thread_of(own, known.values())
    return Thread(thread, thread.index(own))


def _message_of(fields: Body) -> MessageFields | None:
    message = decode_details(record_from(fields)["details"]).message
    return MessageFields(*message) if message else None


def _linked(view: ServerView, messages: Sequence[Body]) -> Iterable[Body]:
    """The messages that some answer, that answer them, and those of the same subjects or Message-IDs."""
    wanted: dict[str, set[str]] = {"message_id": set(), "in_reply_to": set(), "thread_subject": set()}
    for message in filter(None, map(_message_of, messages)):
        own, answered = message.message_id, message.in_reply_to
        wanted["message_id"] |= {digest_of(each) for each in (own, answered) if each}
        wanted["in_reply_to"] |= {digest_of(own)} if own else set()
        wanted["thread_subject"] |= {digest_of(subject)} if (subject := thread_subject(message)) else set()
    for field, values in wanted.items():
        ordered = sorted(values)
        for start in range(0, len(ordered), _MOST_VALUES):
            query = {"terms": {field: ordered[start : start + _MOST_VALUES]}}
            for number, hit in enumerate(scan(view.client, view.index, query, _source=_FIELDS)):
                if number >= _MOST_MESSAGES:
                    break
                yield hit["_source"]


def _thread_of(own: str, known: Iterable[Body]) -> tuple[str, ...]:
    """The ids of the messages that are joined with one, among some."""
    ordered = sorted(known, key=lambda fields: fields["place"])
    messages = [
        Message(number, fields.get("date", 0), message)
        for number, fields in enumerate(ordered)
        if (message := _message_of(fields)) is not None
    ]
    for thread in threads_of(messages):
        ids = tuple(ordered[number]["id"] for number in thread)
        if own in ids:
            return ids
    return (own,)
