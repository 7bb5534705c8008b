"""The ignore file: gitignore patterns that leave files out, in the folder it lies in and below.

A line that is not a pattern costs itself, and a file that cannot be read costs its own patterns: both are reported.
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
"""Active ignore rules: the relative folder each was found in, and the patterns, outermost first."""

_LARGEST = 256 * 1024
"""Bytes; a long one has some thousands."""
_LONGEST = 4096
"""Characters of a line; no path is longer."""
_MOST_REPORTED = 20
"""Lines of one file reported one by one; the others are counted in one entry."""
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class IgnoreWarning(Skipped):
    """An ignore file, or a line of one, that has no effect."""


def with_ignore_file(
    folder: Path, relative: str, rules: Rules, entries: Sequence[os.DirEntry[str]]
) -> tuple[Rules, list[IgnoreWarning]]:
    """The rules that apply below a folder, with those of its own ignore file, and what of that has no effect.

    Args:
        folder: The folder itself.
        relative: Its path below the folder that the walk began in.
        rules: That apply in the folder it lies in.
        entries: What is in it.

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
    """Whether the innermost rule that matches the path leaves it out."""
    for base, spec in reversed(rules):
        inside = path[len(base) + 1 :] if base else path
        verdict = spec.check_file(inside + "/" if is_folder else inside).include
        if verdict is not None:
            return verdict
    return False


def _lines(path: Path) -> list[str]:
    """The lines of an ignore file; what is not valid in it is U+FFFD.

    Raises:
        OSError: It cannot be read.
        NotRegularFile, TooLargeFile, UnreadableFile: It is a folder or a pipe, is too large, or is not text.

    """
    data = read_regular(path, _LARGEST)
    # No other encoding is guessed: a wrong guess would leave out too little, unsaid.
    return [line.removesuffix("\r") for line in decode_unicode(data).split("\n")]


def _compiled(lines: list[str]) -> tuple[GitIgnoreSpec, list[int]]:
    """The patterns of the lines, and the numbers, from 0, of lines that are none."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of re, about brackets that pathspec hands on
        bad = [] if _is_valid(lines) else [number for number, line in enumerate(lines) if not _is_valid([line])]
        without = set(bad)
        return GitIgnoreSpec.from_lines(line for number, line in enumerate(lines) if number not in without), bad


def _is_valid(lines: list[str]) -> bool:
    """Whether all of the lines are patterns."""
    from pathspec import GitIgnoreSpec

    if any("\ufffd" in line or len(line) > _LONGEST for line in lines):
        return False
    try:
        GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        return False
    return True


def _warnings(path: str, lines: list[str], bad: list[int]) -> Iterator[IgnoreWarning]:
    """Yield a warning for each of the first lines that are not patterns, and one for all the others."""
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
