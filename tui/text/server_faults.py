"""The English text about a server."""

from __future__ import annotations

from index.model.errors import LibraryError
from index.model.server import ServerError, ServerFault

NO_CLIENT = "A library on a server needs the package opensearch-py. Run: pip install 'pressroom[opensearch]'"
_FAULTS = {
    ServerFault.INVALID_URL: "The address of the server is not valid; write it like https://search.example.org:9200.",
    ServerFault.CREDENTIALS_IN_URL: "The address of a server must not hold a password, which others could see; set "
    "PRESSROOM_SERVER_USER and PRESSROOM_SERVER_PASSWORD, or name a file of credentials in the settings.",
    ServerFault.INSECURE: "A password is sent only to an address that begins with https://, and {url} does not.",
    ServerFault.UNNAMED_LIBRARY: "A server may hold several libraries; name one with --library NAME.",
    ServerFault.INVALID_LIBRARY: "“{detail}” cannot be the name of a library on a server; use up to 63 lower-case "
    "letters, digits and hyphens, and begin with a letter or digit.",
    ServerFault.INVALID_SOURCE: "“{detail}” cannot be the name of a source; use up to 200 printable characters.",
    ServerFault.CREDENTIALS_FILE: "The file of credentials {detail} cannot be read; it has two lines: user: NAME and "
    "password: TEXT.",
    ServerFault.CREDENTIALS_FILE_OPEN: "Other users may read the file of credentials {detail}. Run: chmod 600 {detail}",
    ServerFault.CERTIFICATE_FILE: "The file of certificates {detail} cannot be read, or is not in PEM format.",
    ServerFault.UNREACHABLE: "The server at {url} does not answer; check the address, and whether it is running.",
    ServerFault.CERTIFICATE: "The certificate of the server at {url} is not trusted, or is that of another host; name "
    "a file of certificates to trust in the settings.",
    ServerFault.PASSWORD: "The server at {url} does not accept the user and password; set PRESSROOM_SERVER_USER and "
    "PRESSROOM_SERVER_PASSWORD.",
    ServerFault.FORBIDDEN: "The user may not do that on the server at {url}; ask its administrator for the role.",
    ServerFault.FULL: "The disk of the server at {url} is full, and it accepts no documents; what was written is kept. "
    "Run the same command when there is room.",
    ServerFault.BUSY: "The server at {url} is too busy and refused several attempts; try again later.",
    ServerFault.NO_LIBRARY: "The server at {url} has no library {detail}. Create it with: pressroom index FOLDER "
    "--server URL --library {detail}",
    ServerFault.OTHER_VERSION: "The library {detail} on {url} was written by another version of Pressroom; use that "
    "version, or index the documents into a library of another name.",
    ServerFault.REFUSED: "The server at {url} refused a request ({detail}).",
}


def fault_text(error: LibraryError) -> str:
    """Return what is wrong with a server and what to do about it, as a sentence."""
    match error:
        case ServerError():
            return _FAULTS[error.fault].format(url=error.url, detail=error.detail)
        case _:
            return str(error)
