"""Reading the word lists and tables in `corpus/data`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "data"


def read_data(name: str) -> str:
    """The text of a data file.

    Raises:
        OSError: the package's own file is missing.

    """
    return (_FOLDER / name).read_text(encoding="utf-8")


def load_yaml(name: str) -> Any:  # noqa: ANN401 - the caller knows the structure of its own file
    """The parsed content of a YAML data file.

    Raises:
        OSError: the package's own file is missing.

    """
    import yaml  # here, because start-up reads country names without parsing YAML

    return yaml.load(read_data(name), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_bytes(name: str) -> bytes:
    """The bytes of a data file.

    Raises:
        OSError: the package's own file is missing.

    """
    return (_FOLDER / name).read_bytes()
