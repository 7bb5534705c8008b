"""The connection to a server: the official client, and its errors as ours."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from opensearchpy import JSONSerializer, OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)

from index.model.server import ServerError, ServerFault, ServerTarget

Body = dict[str, Any]
"""A request or an answer, as JSON has it."""
_SECONDS = 60
"""How long one request may take."""
_RETRIES = 4
"""Attempts on other nodes, or on the same one, when a node does not answer or is too busy."""
_BUSY = (429, 502, 503, 504)
_FLOOD = "flood-stage"
"""Stands in the reason of a server whose disk is full."""
_LOGGERS = ("opensearch", "opensearchpy.trace", "urllib3")


def connect(target: ServerTarget) -> OpenSearch:
    """The client of a server. Nothing is sent yet.

    Raises:
        ServerError: the target cannot be right.

    """
    target.check()
    for name in _LOGGERS:  # the client logs addresses, and at a low level queries and documents
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return OpenSearch(
        hosts=list(target.urls),
        http_auth=(target.user, target.password) if target.user else None,
        timeout=_SECONDS,
        serializer=_Serializer(),
        max_retries=_RETRIES,
        retry_on_timeout=True,
        retry_on_status=_BUSY[1:],
        http_compress=all(url.startswith("https:") for url in target.urls),
        **_tls(target),
    )


class _Serializer(JSONSerializer):
    """Reads answers with a faster parser: a page has the texts of its documents and a thousand counted names."""

    def loads(self, s: str) -> object:
        """Parse an answer; raises SerializationError for one that is not JSON."""
        try:
            return msgspec.json.decode(s)
        except ValueError:  # not only of the parser: text with half a surrogate pair, which the client's own one reads
            return super().loads(s)


def _tls(target: ServerTarget) -> dict[str, Any]:
    if not any(url.startswith("https:") for url in target.urls):
        return {}
    file = target.certificates
    try:
        context = ssl.create_default_context(cafile=str(file) if file else None)
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        raise ServerError(ServerFault.CERTIFICATE_FILE, target.shown, str(file)) from error
    return {"ssl_context": context}


@contextmanager
def reported(target: ServerTarget) -> Iterator[None]:
    """Raise the errors of the client as ServerError."""
    try:
        yield
    except OpenSearchException as error:
        raise server_error(target, error) from error


def server_error(target: ServerTarget, error: OpenSearchException) -> ServerError:
    """The error of a library for one of the client."""
    url = target.shown
    match error:
        case SSLError():
            return ServerError(ServerFault.CERTIFICATE, url)
        case ConnectionError():
            is_untrusted = "CERTIFICATE_VERIFY_FAILED" in str(error)
            return ServerError(ServerFault.CERTIFICATE if is_untrusted else ServerFault.UNREACHABLE, url)
        case AuthenticationException():
            return ServerError(ServerFault.PASSWORD, url)
        case AuthorizationException() | TransportError() if _FLOOD in _reason(error):
            return ServerError(ServerFault.FULL, url)
        case AuthorizationException():
            return ServerError(ServerFault.FORBIDDEN, url)
        case NotFoundError():
            return ServerError(ServerFault.NO_LIBRARY, url, target.library)
        case TransportError() if error.status_code in _BUSY:
            return ServerError(ServerFault.BUSY, url)
        case _:
            return ServerError(ServerFault.REFUSED, url, str(error.args[1]) if len(error.args) > 1 else "")


def _reason(error: TransportError) -> str:
    return str(error.info) if isinstance(error.info, Mapping) else str(error.error)


def refusal(target: ServerTarget, outcome: Body) -> ServerError:
    """The error of a library for one write of a bulk request that failed. BUSY asks to try again later."""
    error = outcome["error"]
    if _FLOOD in str(error.get("reason", "")):
        return ServerError(ServerFault.FULL, target.shown)
    if outcome["status"] in _BUSY:
        return ServerError(ServerFault.BUSY, target.shown)
    return ServerError(ServerFault.REFUSED, target.shown, str(error.get("type", "")))
