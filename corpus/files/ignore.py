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

    line: int = 0
    """Its number, from 1; 0 for the whole file."""


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
        return rules, [IgnoreWarning(path, f"cannot be read: {reason_of(error)}; its patterns do not apply")]
    except UnreadableFile as error:
        return rules, [IgnoreWarning(path, f"{error}; its patterns do not apply")]
    except NotRegularFile:
        return rules, [IgnoreWarning(path, "is not a regular file; its patterns do not apply")]
    except TooLargeFile:
        return rules, [IgnoreWarning(path, f"is larger than {_LARGEST // 1024} KB; its patterns do not apply")]
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
    """What to say of lines that are not patterns."""
    for number in bad[:_MOST_REPORTED]:
        line = clean_line(lines[number])
        shown = line[:_LONGEST_SHOWN] + "…" * (len(line) > _LONGEST_SHOWN)
        what = (
            "is longer than any path" if len(line) > _LONGEST
            else "is not valid UTF-8" if "\ufffd" in line
            else "is not a valid pattern"
        )  # fmt: skip
        yield IgnoreWarning(path, f"line {number + 1} {what} (“{shown}”); the other lines apply", number + 1)
    if len(bad) > _MOST_REPORTED:
        yield IgnoreWarning(path, f"{len(bad) - _MOST_REPORTED} more lines are not valid patterns")
