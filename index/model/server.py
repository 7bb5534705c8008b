"""A library on a server: which one, and what can go wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from urllib.parse import urlsplit

from index.model.errors import LibraryError

_LIBRARY = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ServerFault(Enum):
    """What is wrong with a server, or with how it is named."""

    INVALID_URL = auto()
    CREDENTIALS_IN_URL = auto()
    """The address holds a password, which other users could see in the list of processes."""
    INSECURE = auto()
    """A password would be sent without encryption."""
    UNNAMED_LIBRARY = auto()
    INVALID_LIBRARY = auto()
    """The name of the library; the detail is that name."""
    INVALID_SOURCE = auto()
    """The name of the source; the detail is that name."""
    CREDENTIALS_FILE = auto()
    """The file of credentials cannot be read; the detail is its path."""
    CREDENTIALS_FILE_OPEN = auto()
    """Others may read the file of credentials; the detail is its path."""
    CERTIFICATE_FILE = auto()
    """The file of certificates cannot be read; the detail is its path."""
    UNREACHABLE = auto()
    CERTIFICATE = auto()
    """The certificate is not trusted, or not that of this host."""
    PASSWORD = auto()
    """User or password are wrong, or missing."""
    FORBIDDEN = auto()
    """The user may not do that."""
    FULL = auto()
    """The server's disk is full: it accepts no documents (flood stage)."""
    BUSY = auto()
    """The server rejected a request after several attempts."""
    NO_LIBRARY = auto()
    """The detail is the name of the library."""
    OTHER_VERSION = auto()
    """Another version of Pressroom wrote the library; the detail is its name."""
    REFUSED = auto()
    """Any other error; the detail is its type, as the server names it."""


class ServerError(LibraryError):
    """A server cannot be used.

    Args:
        fault: Why.
        url: The address of the server, without credentials.
        detail: As `ServerFault` describes it.

    """

    def __init__(self, fault: ServerFault, url: str = "", detail: str = "") -> None:
        super().__init__(fault.name)
        self.args = (fault, url, detail)
        self.fault = fault
        self.url = url
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ServerTarget:
    """A library on a server. Picklable; its representation holds no password."""

    urls: tuple[str, ...]
    """The addresses of one node or several; all are tried."""
    library: str
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: Path | None = None
    """A file of certificates to trust, in PEM; None for those of the system."""
    source: str = ""
    """The name of the folder on the server: with the path in it, it makes the id of a document."""
    cache: Path | None = None
    """A file of this machine for what can be computed again; None to remember nothing."""

    def check(self) -> None:
        """Raise ServerError if the target cannot be right."""
        if not self.library:
            raise ServerError(ServerFault.UNNAMED_LIBRARY, self.shown)
        if not _LIBRARY.fullmatch(self.library):
            raise ServerError(ServerFault.INVALID_LIBRARY, self.shown, self.library)
        if len(self.source) > 200 or not self.source.isprintable():
            raise ServerError(ServerFault.INVALID_SOURCE, self.shown, self.source)
        for url in self.urls or ("",):
            self._check_url(url)

    def _check_url(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            valid = False
        if not valid:
            raise ServerError(ServerFault.INVALID_URL, detail=url if "@" not in url else "")
        if "@" in parts.netloc:
            raise ServerError(ServerFault.CREDENTIALS_IN_URL)
        if self.user and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ServerError(ServerFault.INSECURE, url)

    @property
    def shown(self) -> str:
        """The addresses, as messages name them."""
        return ", ".join(url for url in self.urls if "@" not in url)
