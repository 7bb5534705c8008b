"""The files of a bug report, as JSON or text, without file names, paths, queries or text of documents.

With `names`, file names and paths are included: they help where a name is what is wrong.
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.model.errors import PressroomError
from index.library import Library
from index.model.finding import Finding
from index.model.library_identity import UserDataPlace
from tui import __version__
from tui.cli import doctor
from tui.cli.config import flat, plain
from tui.cli.log_file import MESSAGE
from tui.config.settings import Settings, SettingsError, load
from tui.text.findings import finding_text
from tui.text.sanitize import json_lines

_PACKAGES = (
    *("textual", "rich", "click", "Whoosh-Reloaded", "PyYAML", "numpy", "msgspec", "cachetools", "rapidfuzz"),
    *("PyStemmer", "py3langid", "trafilatura", "lxml", "pypdfium2", "python-docx", "spacy", "textual-serve"),
)
_VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "LANG", "LC_ALL", "NO_COLOR", "COLUMNS", "LINES", "TMUX", "SSH_TTY")
"""Variables of the environment that change what the explorer draws."""
_PRESENT = ("TMUX", "SSH_TTY")
"""Variables of which only the presence matters: their values are paths."""
_OPEN_TEXT = ("columns", "editor", "extractor", "quote_format", "quote_templates")
"""Settings whose values are the user's words: they may hold names of files or people."""
_LOG_BYTES = 512 * 1024
"""The end of each log file that is packed."""
_DEBUG_LINE = re.compile(r"\S+ \S+ DEBUG ")


def versions() -> str:
    """Return the versions of Pressroom, Python and the libraries, and what the terminal is, as JSON."""
    return json_lines(
        {
            "pressroom": __version__,
            "python": sys.version.split()[0],
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "processors": os.cpu_count(),
            "encoding": [sys.getfilesystemencoding(), getattr(sys.stdout, "encoding", "")],
            "sqlite": sqlite3.sqlite_version,
            "packages": {name: found for name in _PACKAGES if (found := _version_of(name))},
            "environment": {
                name: "set" if name in _PRESENT else os.environ[name] for name in _VARIABLES if name in os.environ
            },
        }
    )


def settings(path: Path, *, names: bool) -> str:
    """Return the settings that differ from their defaults, as JSON.

    Args:
        path: The settings file, which need not exist.
        names: Whether to include settings that may hold names of files or people.

    """
    try:
        loaded = load(path)
    except SettingsError as error:
        return json_lines({"error": str(error) if names else "The settings file cannot be used."})
    defaults = dict(flat(plain(Settings())))
    changed = {key: value for key, value in flat(plain(loaded.settings)) if defaults.get(key) != value}
    if not names:
        for key in [key for key in changed if key.partition(".")[0] in _OPEN_TEXT]:
            del changed[key]
            changed[key.partition(".")[0]] = "set"
    return json_lines(changed)


def findings(folder: Path, directory: Path, own: UserDataPlace, *, names: bool) -> str:
    """Return what `pressroom doctor` finds, as JSON.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        own: Where the user data for this folder is.
        names: Whether to include its sentences, which name files.

    """
    try:
        found = doctor.findings(folder, directory, own)
    except PressroomError as error:
        return json_lines({"error": str(error) if names else type(error).__name__})
    return json_lines([_finding(each, names=names) for each in found])


def library(folder: Path, directory: Path, *, names: bool) -> str:
    """Return the size of a library, its files, and how many files were skipped for which reason, as JSON."""
    values: dict[str, object] = {"files": dict(_sizes(directory))}
    try:
        opened = Library.open(folder, directory)
        skipped, partly = opened.skipped(), opened.partly_read()
        values["documents"] = len(opened)
        opened.close()
    except PressroomError as error:
        values["error"] = str(error) if names else type(error).__name__
    else:
        values["skipped"] = dict(Counter(entry.reason.value for entry in skipped).most_common())
        values["read in part"] = len(partly)
        if names:
            values["skipped files"] = [[entry.path, entry.reason.value, entry.detail] for entry in skipped]
    return json_lines(values)


def log_text(path: Path, *, names: bool) -> str:
    """Return the end of a log file; "" where there is none.

    Args:
        path: The log file.
        names: Whether to include what is logged at the level debug, and messages of exceptions, which may quote
            documents.

    """
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    lines = data[-_LOG_BYTES:].decode("utf-8", "replace").splitlines()
    if len(data) > _LOG_BYTES:  # it begins within a record, whose level is not known
        whole = (number for number, line in enumerate(lines) if number and not line.startswith(" "))
        lines = lines[next(whole, len(lines)) :]
    return "".join(f"{line}\n" for line in (lines if names else _without_quotes(lines)))


def _without_quotes(lines: Iterable[str]) -> Iterator[str]:
    """Leave out what may quote a document, a query or a file name, and where this machine keeps its files."""
    home = os.path.expanduser("~")  # noqa: PTH111 -- Path.home fails where there is no home folder
    is_left_out = False
    for line in lines:
        if not line.startswith(" "):
            is_left_out = bool(_DEBUG_LINE.match(line))
        if not is_left_out and not line.startswith(f"    {MESSAGE}"):
            yield line.replace(home, "~") if len(home) > 1 else line


def _finding(finding: Finding, *, names: bool) -> dict[str, object]:
    values: dict[str, object] = {
        "check": finding.check.value,
        "observation": finding.observation.name.lower(),
        "wrong": finding.wrong,
        "remedy": finding.remedy.name.lower() if finding.remedy else None,
        "count": finding.count,
        "pending": finding.pending,
        "names": len(finding.names),
        "error": type(finding.error).__name__ if finding.error else None,
    }
    return {**values, "sentence": finding_text(finding)} if names else values


def _sizes(directory: Path) -> Iterator[tuple[str, list[int]]]:
    """Yield the kinds of files in a library by suffix, with their number and bytes: names of segments are random."""
    found: dict[str, list[int]] = {}
    for path in sorted(directory.rglob("*")):
        try:
            size = path.lstat().st_size if path.is_file() else None
        except OSError:
            continue
        if size is not None:
            entry = found.setdefault(path.suffix or path.name, [0, 0])
            entry[0] += 1
            entry[1] += size
    yield from found.items()


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
