"""The header fields of a mail message that identify it and place it in a thread."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model.span import Value


@dataclass(frozen=True, slots=True)
class MessageFields(Value):
    """Header fields of one message, decoded, each on one line; empty where the message lacks it."""

    sender: str = ""
    """The sender of the From field: "Name <address>"."""
    to: str = ""
    """The text of the To field."""
    subject: str = ""
    message_id: str = ""
    """With its angle brackets."""
    in_reply_to: str = ""
    """Message-ID of the message that this one answers, with its angle brackets."""
