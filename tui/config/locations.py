"""Where things are kept on this machine."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import platformdirs

APP = "pressroom"


def library_of(folder: Path) -> Path:
    """Where the library of a folder lives: in the user's data folder, never among the documents."""
    resolved = folder.resolve()
    name = re.sub(r"[^\w-]+", "-", resolved.name).strip("-")[:40] or "root"
    mark = hashlib.blake2b(str(resolved).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return platformdirs.user_data_path(APP) / "libraries" / f"{name}-{mark}"


def corrections_of(folder: Path) -> Path:
    """The YAML file of corrections of a folder's people and countries; it need not exist.

    Outside the library, so that deleting that loses nothing the user has written.
    """
    return platformdirs.user_data_path(APP) / "corrections" / f"{library_of(folder).name}.yaml"


def samples() -> Path:
    """The folder of the sample documents."""
    import corpus

    return Path(corpus.__file__).parent / "samples"


def settings_file() -> Path:
    """The YAML file of settings; it need not exist."""
    return platformdirs.user_config_path(APP) / "settings.yaml"


def history_file() -> Path:
    """The queries of earlier sessions; it need not exist."""
    return platformdirs.user_data_path(APP) / "history"


def log_file() -> Path:
    """The log of what Pressroom did; it need not exist."""
    return platformdirs.user_state_path(APP) / "pressroom.log"
