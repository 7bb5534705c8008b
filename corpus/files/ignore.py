"""Ignore files (`.pressroomignore`): gitignore patterns that exclude files in a folder and below it.

An invalid line and an unreadable ignore file have no effect; both are reported.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.files.regular_file import read_regular
from corpus.model.document import Skipped
from corpus.model.errors import NotRegularFile, TooLargeFile, UnreadableFile, reason_of
from corpus.model.reason import Reason
from corpus.text.encoding import decode_unicode
from corpus.text.sanitize import clean_line, printable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".pressroomignore"
Rules = tuple[tuple[str, "GitIgnoreSpec"], ...]
"""Active ignore rules, outermost first: the relative folder of each ignore file, and its patterns."""

_LARGEST = 256 * 1024
"""Bytes of an ignore file; a long one has some thousands."""
_LONGEST = 4096
"""Characters of a line; no path is longer."""
_MOST_REPORTED = 20
"""Invalid lines of one file reported one by one; the rest are reported as one count."""
_LONGEST_SHOWN = 40
"""Characters of an invalid line that a warning repeats."""


@dataclass(frozen=True, slots=True)
class IgnoreWarning(Skipped):
    """An ignore file, or a line in one, that has no effect."""


def with_ignore_file(
    folder: Path, relative: str, rules: Rules, entries: Sequence[os.DirEntry[str]]
) -> tuple[Rules, list[IgnoreWarning]]:
    """Add the rules of a folder's own ignore file to those that apply to it.

    Args:
        folder: The folder.
        relative: Its path relative to the root of the walk.
        rules: The rules of its parent folder.
        entries: The entries of the folder.

    Returns:
        The rules that apply below the folder, and a warning for each part of the ignore file without effect.

    """
    if not any(entry.name == IGNORE_FILE for entry in entries):
        return rules, []
    path = printable(f"{relative}/{IGNORE_FILE}" if relative else IGNORE_FILE)
    try:
        lines = _lines(folder / IGNORE_FILE)
    except OSError as error:
        return rules, [IgnoreWarning(path, Reason.IGNORE_FILE_UNREADABLE, reason_of(error))]
    except UnreadableFile:
        return rules, [IgnoreWarning(path, Reason.IGNORE_FILE_NOT_TEXT)]
    except NotRegularFile:
        return rules, [IgnoreWarning(path, Reason.IGNORE_FILE_NOT_REGULAR)]
    except TooLargeFile:
        return rules, [IgnoreWarning(path, Reason.IGNORE_FILE_TOO_LARGE, number=_LARGEST)]
    spec, bad = _compiled(lines)
    return (*rules, (relative, spec)), list(_warnings(path, lines, bad))


def ignored(path: str, is_folder: bool, rules: Rules) -> bool:
    """Whether the innermost rule that matches a path excludes it."""
    for base, spec in reversed(rules):
        inside = path[len(base) + 1 :] if base else path
        verdict = spec.check_file(inside + "/" if is_folder else inside).include
        if verdict is not None:
            return verdict
    return False


def _lines(path: Path) -> list[str]:
    """The lines of an ignore file; invalid bytes become U+FFFD.

    Raises:
        OSError: It cannot be read.
        NotRegularFile, TooLargeFile, UnreadableFile: It is a folder or a pipe, is too large, or is not text.

    """
    data = read_regular(path, _LARGEST)
    # No legacy encoding is guessed: with a wrong guess, patterns would silently not match.
    return [line.removesuffix("\r") for line in decode_unicode(data).split("\n")]


def _compiled(lines: list[str]) -> tuple[GitIgnoreSpec, list[int]]:
    """The compiled patterns, and the numbers, from 0, of the invalid lines."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of `re`, about brackets in the patterns
        bad = [] if _is_valid(lines) else [number for number, line in enumerate(lines) if not _is_valid([line])]
        without = set(bad)
        return GitIgnoreSpec.from_lines(line for number, line in enumerate(lines) if number not in without), bad


def _is_valid(lines: list[str]) -> bool:
    """Whether all lines are valid patterns."""
    from pathspec import GitIgnoreSpec

    if any("\ufffd" in line or len(line) > _LONGEST for line in lines):
        return False
    try:
        GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        return False
    return True


def _warnings(path: str, lines: list[str], bad: list[int]) -> Iterator[IgnoreWarning]:
    """Yield a warning for each of the first invalid lines, and one for the rest."""
    for number in bad[:_MOST_REPORTED]:
        line = clean_line(lines[number])
        shown = line[:_LONGEST_SHOWN] + "…" * (len(line) > _LONGEST_SHOWN)
        reason = (
            Reason.PATTERN_TOO_LONG if len(line) > _LONGEST
            else Reason.PATTERN_NOT_UTF8 if "\ufffd" in line
            else Reason.PATTERN_INVALID
        )  # fmt: skip
        yield IgnoreWarning(path, reason, shown, number + 1)
    if len(bad) > _MOST_REPORTED:
        yield IgnoreWarning(path, Reason.MORE_INVALID_PATTERNS, number=len(bad) - _MOST_REPORTED)
