"""What this machine remembers of the last entity resolution of a library on a server: a file that may be lost."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.files.sealed import seal, unseal
from index.cache.sidecar_file import IDENTITY_VERSION
from index.opensearch.column_reader import Checkpoint, ReadColumns
from index.opensearch.column_values import Values
from index.opensearch.columns import Columns
from index.opensearch.mapping import VERSION
from index.resolution.judge import Decisions
from index.segments.format.fingerprints import DTYPE, WIDTH
from index.segments.format.ragged import Ints, RaggedArray

_LOG = logging.getLogger(__name__)
_VERSION = f"{VERSION} {IDENTITY_VERSION} 1"
"""That of the documents, of the algorithm, and of this file."""
_FLAGS = "copies"


@dataclass(frozen=True, slots=True)
class Resolution:
    """An entity resolution."""

    read: ReadColumns
    common_countries: tuple[str, ...]
    """The countries that were too frequent to be evidence, sorted."""
    decisions: Decisions


class _Values(msgspec.Struct, frozen=True):
    keys: tuple[str, ...]
    starts: bytes
    ids: bytes


class _File(msgspec.Struct, frozen=True):
    version: str
    checkpoint: Checkpoint
    common_countries: tuple[str, ...]
    decisions: Decisions
    texts: dict[str, tuple[str, ...]]
    flags: dict[str, tuple[bool, ...]]
    numbers: dict[str, bytes]
    values: dict[str, _Values]

    def columns(self) -> Columns:
        """The columns; raises ValueError or TypeError for a file that cannot be right."""
        found: dict[str, Any] = {**self.texts, **self.flags}
        for name, data in self.numbers.items():
            is_fingerprints = name == "fingerprints"
            found[name] = np.frombuffer(data, DTYPE).reshape(-1, WIDTH) if is_fingerprints else _ints(data)
        for name, each in self.values.items():
            found[name] = Values(each.keys, RaggedArray(_ints(each.starts), _ints(each.ids)))
        return Columns(**found)


def load_resolution(path: Path | None) -> Resolution | None:
    """The last entity resolution of this machine; None if its file is missing, damaged, or of another version."""
    if path is None:
        return None
    try:
        file = msgspec.msgpack.decode(unseal(path.read_bytes()), type=_File)
        if file.version != _VERSION:
            return None
        read = ReadColumns(file.columns(), file.checkpoint)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        _LOG.info("what was remembered of the people of a library cannot be used: %s", type(error).__name__)
        return None
    return Resolution(read, file.common_countries, file.decisions)


def save_resolution(path: Path | None, resolution: Resolution) -> None:
    """Write an entity resolution to its file, if there is a place for it; a failure does no harm."""
    checkpoint = resolution.read.checkpoint
    if path is None or checkpoint is None:
        return
    columns = resolution.read.columns.by_name()
    file = _File(
        _VERSION,
        checkpoint,
        resolution.common_countries,
        resolution.decisions,
        texts={name: each for name, each in columns.items() if isinstance(each, tuple) and name != _FLAGS},
        flags={_FLAGS: columns[_FLAGS]},
        numbers={name: each.tobytes() for name, each in columns.items() if isinstance(each, np.ndarray)},
        values={
            name: _Values(each.keys, each.documents.starts.tobytes(), each.documents.ids.tobytes())
            for name, each in columns.items()
            if isinstance(each, Values)
        },
    )
    with suppress(OSError):
        make_folder(path.parent, 0o700)
        atomic_write(path, seal(msgspec.msgpack.encode(file)), sync=False)


def _ints(data: bytes) -> Ints:
    return np.frombuffer(data, np.int64)
