"""The standard library's parser of messages, with limits of lines and of nesting."""

from __future__ import annotations

from email.feedparser import BytesFeedParser
from email.message import EmailMessage, Message
from email.policy import Policy

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_FED_AT_ONCE = 64 * 1024
_MOST_LINES = 2_000_000
"""Lines of a message: an attachment of 32 MB has 430 000."""
_MOST_NESTED = 30
"""Parts within parts. The parser compares each line with the boundaries of all parts around it."""


class _Innermost(Message):
    """A part so deep that the parts in it are not parsed: they are its text."""

    def get_content_type(self) -> str:
        """Plain text, whatever the header says."""
        return "text/plain"


class _InnermostEmail(EmailMessage):
    """The same for other policies."""

    def get_content_type(self) -> str:
        """Plain text, whatever the header says."""
        return "text/plain"


class _Parser(BytesFeedParser):
    """Parses parts only so deep."""

    def _new_message(self) -> None:
        super()._new_message()  # type: ignore[misc]  # not in typeshed
        if len(self._msgstack) > _MOST_NESTED:  # type: ignore[attr-defined]
            part = self._cur  # type: ignore[attr-defined]
            part.__class__ = _InnermostEmail if isinstance(part, EmailMessage) else _Innermost


def parsed(data: bytes, policy: Policy) -> Message:
    """The parsed message.

    Raises:
        UnreadableFile: It has too many lines, all of which the parser holds.
        ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError, RecursionError: It is damaged
            in a way that the parser does not handle.

    """
    if data.count(b"\n") > _MOST_LINES:
        raise UnreadableFile(Reason.TOO_MANY_LINES, number=_MOST_LINES)
    # As message_from_bytes, which makes a copy of four times the size of the message first.
    parser = _Parser(policy=policy)
    for start in range(0, len(data), _FED_AT_ONCE):
        parser.feed(data[start : start + _FED_AT_ONCE])
    return parser.close()
