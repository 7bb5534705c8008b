"""A decorator for the handler that passes the messages of one part of a screen to it."""

from __future__ import annotations

from collections.abc import Callable
from types import UnionType
from typing import TypeVar, get_args

from textual import on

Handler = TypeVar("Handler", bound=Callable[..., object])


def on_each(messages: UnionType) -> Callable[[Handler], Handler]:
    """Handle every message class of a union, as one `textual.on` for each would."""

    def decorate(handler: Handler) -> Handler:
        for message_type in get_args(messages):
            on(message_type)(handler)
        return handler

    return decorate
