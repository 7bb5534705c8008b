"""Who may use the explorer in a browser. Pure functions of the headers of a request.

A page of another site may send requests to this machine, and open web sockets to it. It is kept out by the Host header,
which it cannot choose to be ours by a name of its own, and by the Origin header of a web socket.
"""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

COOKIE = "pressroom_token"
PARAMETER = "token"


@dataclass(frozen=True, slots=True)
class Access:
    """What a server lets in."""

    port: int
    token: str = ""
    """The secret of the address; "" on this machine only."""

    def is_known_host(self, host: str) -> bool:
        """Whether a Host header is one of ours: without a token, only the names of this machine."""
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        return port == self.port and is_loopback(name) if not self.token else bool(name)

    def has_token(self, given: str) -> bool:
        """Whether the token of an address or cookie is right; always without a token."""
        return not self.token or hmac.compare_digest(given.encode(), self.token.encode())


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a web socket is opened by our own page. A browser always sends its Origin."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def is_loopback(name: str) -> bool:
    """Whether a host name or address is that of this machine alone."""
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
