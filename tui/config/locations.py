"""The paths of the user's libraries, user data, settings, history, sessions and log."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import platformdirs

from corpus.files.real_path import real_path
from corpus.model.errors import PressroomError

APP = "pressroom"
_NO_HOME = (
    "You have no home folder. Set HOME to a folder where Pressroom may keep its files, or all of XDG_DATA_HOME, "
    "XDG_CONFIG_HOME and XDG_STATE_HOME."
)


class NoHomeFolder(PressroomError):
    """The user has no home folder, and no variable of the environment says where Pressroom may keep its files."""


def _data() -> Path:
    return _found(platformdirs.user_data_path)


def _config() -> Path:
    return _found(platformdirs.user_config_path)


def _state() -> Path:
    return _found(platformdirs.user_state_path)


def _found(folder: Callable[[str], Path]) -> Path:
    try:
        return folder(APP)
    except RuntimeError as error:
        raise NoHomeFolder(_NO_HOME) from error


def library_of(folder: Path) -> Path:
    """Return the directory of a folder's library: in the user's data folder, never among the documents."""
    resolved = real_path(folder)
    name = re.sub(r"[^\w-]+", "-", resolved.name).strip("-")[:40] or "root"
    digest = hashlib.blake2b(str(resolved).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return _data() / "libraries" / f"{name}-{digest}"


def source_of(library: str, urls: tuple[str, ...], folder: Path) -> Path:
    """Return the directory for what this machine has read of a folder for a library on a server."""
    resolved = real_path(folder)
    place = "\0".join((library, *urls, str(resolved)))
    digest = hashlib.blake2b(place.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return _data() / "sources" / f"{library}-{digest}"


def server_cache_of(library: str, urls: tuple[str, ...]) -> Path:
    """Return the file for what this machine can compute again about a library on a server; it may not exist."""
    digest = hashlib.blake2b("\0".join((library, *urls)).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return _data() / "sources" / f"{library}-{digest}.cache"


def user_data_root() -> Path:
    """Return the folder with one folder of user data per library.

    It is outside the libraries, so that deleting a library loses no user data.
    """
    return _data() / "userdata"


def legacy_corrections_of(folder: Path) -> Path:
    """Return the file in which earlier versions kept a folder's corrections; it may not exist."""
    return _data() / "corrections" / f"{library_of(folder).name}.yaml"


def samples() -> Path:
    """Return the folder of the sample documents."""
    import corpus

    return Path(corpus.__file__).parent / "samples"


def settings_file() -> Path:
    """Return the YAML file of settings; it may not exist."""
    return _config() / "settings.yaml"


def history_file() -> Path:
    """Return the file of earlier queries; it may not exist."""
    return _data() / "history"


def session_file(folder: Path) -> Path:
    """Return the file with the last session on a folder's library; it may not exist."""
    return _state() / "sessions" / f"{library_of(folder).name}.json"


def log_file() -> Path:
    """Return the log file; it may not exist."""
    return _state() / "pressroom.log"


def quote_file() -> Path:
    """Return the file that keeps the last quote where no clipboard is known to have it; it may not exist."""
    return _state() / "quote.txt"
