"""Servers in the settings, and the user's credentials: from the environment, or a file that only they can read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from corpus.files.yaml_file import YamlMap, YamlScalar, read_yaml
from corpus.model.errors import YamlError
from index.model.server import ServerError, ServerFault, ServerTarget
from tui.config.settings import ServerProfile

USER, PASSWORD = "PRESSROOM_SERVER_USER", "PRESSROOM_SERVER_PASSWORD"
_MAX_BYTES = 1 << 14


def target_of(
    server: str, library: str, source: str, profiles: Mapping[str, ServerProfile], environment: Mapping[str, str]
) -> ServerTarget:
    """Return the library on a server that options name.

    Args:
        server: The name of a profile, or addresses separated by commas.
        library: The name of the library; "" for that of the profile.
        source: The name of the folder on the server; "" where nothing is indexed.
        profiles: The profiles of the settings.
        environment: The environment of the process.

    Raises:
        ServerError: a name, an address or the file of credentials cannot be right.

    """
    profile = profiles.get(server) or ServerProfile(url=server)
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if profile.credentials and not user:
        user, password = _credentials(_expanded(profile.credentials))
    target = ServerTarget(
        urls=tuple(url.strip().rstrip("/") for url in profile.url.split(",") if url.strip()),
        library=library or profile.library,
        user=user,
        password=password,
        certificates=_expanded(profile.certificates) if profile.certificates else None,
        source=source,
    )
    target.check()
    return target


def _expanded(path: str) -> Path:
    """Return a path with the home folder for a tilde; of a user that does not exist, as it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 -- Path.expanduser fails for unknown users


def _credentials(path: Path) -> tuple[str, str]:
    """Return user and password of a file."""
    try:
        status = path.stat()
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or status.st_uid != os.getuid():
            raise ServerError(ServerFault.CREDENTIALS_FILE_OPEN, detail=str(path))
        root = read_yaml(path, _MAX_BYTES)
    except (OSError, YamlError) as error:
        raise ServerError(ServerFault.CREDENTIALS_FILE, detail=str(path)) from error
    pairs = root.entries if isinstance(root, YamlMap) else ()
    entries = {key.text: value for key, value in pairs if isinstance(key, YamlScalar)}
    found = [entries.get(name) for name in ("user", "password")]
    values = [value.text for value in found if isinstance(value, YamlScalar)]
    if len(values) != len(found):
        raise ServerError(ServerFault.CREDENTIALS_FILE, detail=str(path))
    return values[0], values[1]
