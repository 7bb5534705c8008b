"""Writes exports: as text in a format, and as files that are complete or not there at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from corpus.files.atomic_write import DRAFT_PREFIX, sync_folder
from corpus.files.real_path import real_path
from tui.export.csv_table import csv_rows
from tui.export.html_page import html_page
from tui.export.markdown_page import markdown_page
from tui.export.model import Export, Format
from tui.text.sanitize import json_text


def written(export: Export, form: Format) -> Iterator[str]:
    """Yield the parts of an export in a format. Reads the iterables of the export."""
    match form:
        case Format.CSV:
            return csv_rows(export.table.columns, export.table.rows)
        case Format.JSON:
            return _json(export)
        case Format.JSON_LINES:
            return (json_text(line) + "\n" for line in export.lines)
        case Format.MARKDOWN:
            return markdown_page(export)
        case Format.HTML:
            return html_page(export)


def _json(export: Export) -> Iterator[str]:
    """Yield one JSON object on one line, its list value by value."""
    head = json_text(dict(export.head))
    if not export.key:
        yield head + "\n"
        return
    yield f"{head[:-1]}{', ' if export.head else ''}{json_text(export.key)}: ["
    separator = ""
    for value in export.values:
        yield separator + json_text(value)
        separator = ", "
    yield "]}\n"


def write_file(path: Path, parts: Iterable[str], *, overwrite: bool = False) -> int:
    """Write a text file completely or not at all; like `write_bytes`.

    Args:
        path: The file, in an existing folder.
        parts: The text. Undecodable bytes of file names are written as they are.
        overwrite: Whether to replace an existing file.

    Raises:
        FileExistsError: The file exists and must not be replaced.
        OSError: The file cannot be written.

    """
    return write_bytes(path, (part.encode("utf-8", "surrogateescape") for part in parts), overwrite=overwrite)


def write_bytes(path: Path, parts: Iterable[bytes], *, overwrite: bool = False, mode: int = 0o666) -> int:
    """Write a file completely or not at all, and return its size in bytes.

    Args:
        path: The file, in an existing folder. A symbolic link stays one; a pipe or device is written to as it is.
        parts: The contents.
        overwrite: Whether to replace an existing file.
        mode: The permissions of a new file, less what the umask takes away.

    Raises:
        FileExistsError: The file exists and must not be replaced.
        OSError: The file cannot be written.

    """
    if is_special(path):
        return _stream(path, parts)
    path = real_path(path) if path.is_symlink() else path
    if not overwrite and path.exists():  # before the work; the link below decides
        raise FileExistsError
    draft = path.parent / f"{DRAFT_PREFIX}{secrets.token_hex(8)}"
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        _put(draft, path, overwrite=overwrite)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    return size


def is_special(path: Path) -> bool:
    """Whether a path is a pipe or device, which cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _stream(path: Path, parts: Iterable[bytes]) -> int:
    """Write to a pipe or device, and return the number of bytes."""
    size = 0
    with path.open("wb") as file:
        for part in parts:
            size += file.write(part)
    return size


def _put(draft: Path, path: Path, *, overwrite: bool) -> None:
    """Give a finished file its name."""
    if overwrite:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError from None
        draft.replace(path)
