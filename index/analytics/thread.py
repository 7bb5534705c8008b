"""Threads of mail: messages joined by Message-ID and In-Reply-To, and by their subject where these are missing.

A subject joins a reply without In-Reply-To, or a message without Message-ID, with the message of the same subject that
came before it, unless that is too old: archives reuse subjects such as "Lunch".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whoosh.searching import Searcher

from corpus.model.message import MessageFields
from index.analytics.view import View
from index.corrections.disjoint_set import DisjointSet
from index.model.thread import Thread
from index.schema.details import decode_details

_MAIL_KINDS = ("mail", "mbox", "emlx")
_REPLY = re.compile(r"^(?:\s*(?:re|aw|sv|antw|fwd?|wg|tr|rv|vs)\s*(?:\[\d+\]|\^\d+)?\s*:)+", re.IGNORECASE)
"""The prefixes of replies and forwards in common languages."""
_MOST_DAYS = 90
"""The days after which the same subject is another thread."""
_ATTRIBUTE = "mail_threads"
"""The attribute of a searcher that holds its threads, which therefore live as long as the searcher."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message by its document's number."""

    doc: int
    day: int
    """As `datetime.date.toordinal`; 0 for none."""
    fields: MessageFields

    @property
    def is_reply(self) -> bool:
        """Whether the subject says so."""
        return _REPLY.match(self.fields.subject) is not None


def find_thread(view: View, doc: int) -> Thread:
    """The thread of a document; a document that is no message is alone in its thread."""
    threads: dict[int, tuple[int, ...]] | None = getattr(view.searcher, _ATTRIBUTE, None)
    if threads is None:
        threads = {doc: docs for docs in threads_of(list(_messages(view))) for doc in docs}
        setattr(view.searcher, _ATTRIBUTE, threads)
    docs = threads.get(doc, (doc,))
    stored = view.searcher.reader().stored_fields
    return Thread(tuple(stored(each)["id"] for each in docs), docs.index(doc))


def _messages(view: View) -> Iterator[Message]:
    reader = view.searcher.reader()
    for kind in _MAIL_KINDS:
        for doc in _numbers(view.searcher, kind):
            message = decode_details(reader.stored_fields(doc)["details"]).message
            if message:
                yield Message(doc, int(view.facets.dates[doc]), MessageFields(*message))


def _numbers(searcher: Searcher, kind: str) -> Iterator[int]:
    reader = searcher.reader()
    if ("kind", kind) in reader:
        yield from reader.postings("kind", kind).all_ids()


def threads_of(messages: Sequence[Message]) -> Iterator[tuple[int, ...]]:
    """The documents of each thread of several messages, the earliest first."""
    sets = DisjointSet()
    by_id = {message.fields.message_id: message for message in messages if message.fields.message_id}
    for message in messages:
        answered = by_id.get(message.fields.in_reply_to)
        if answered is not None and not sets.same(answered.doc, message.doc):
            sets.join(answered.doc, message.doc)
    _join_by_subject(messages, sets)
    groups: dict[int, list[Message]] = defaultdict(list)
    for message in messages:
        groups[sets.find(message.doc)].append(message)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda message: (message.day, _depth(message, by_id), message.doc))
            yield tuple(message.doc for message in group)


def thread_subject(message: MessageFields) -> str:
    """The subject of a message without the prefixes of replies, by which it may be joined with others."""
    return " ".join(_REPLY.sub("", message.subject).casefold().split())


def _join_by_subject(messages: Sequence[Message], sets: DisjointSet) -> None:
    subjects: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        if subject := thread_subject(message.fields):
            subjects[subject].append(message)
    for group in subjects.values():
        group.sort(key=lambda message: (message.day, message.is_reply, message.doc))
        for earlier, later in pairwise(group):
            is_loose = not later.fields.in_reply_to and (later.is_reply or not later.fields.message_id)
            is_near = not earlier.day or later.day - earlier.day <= _MOST_DAYS
            if is_loose and is_near and not sets.same(earlier.doc, later.doc):
                sets.join(earlier.doc, later.doc)


def _depth(message: Message, by_id: dict[str, Message]) -> int:
    """How many messages it answers in turn; a loop of messages ends the count."""
    depth, seen = 0, {message.fields.message_id}
    answered = by_id.get(message.fields.in_reply_to)
    while answered is not None and answered.fields.message_id not in seen:
        seen.add(answered.fields.message_id)
        depth += 1
        answered = by_id.get(answered.fields.in_reply_to)
    return depth
