"""Logs of marks: appending, merging, invalid lines and compaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model.correction_fault import EntryFault
from index.userdata import mark_log
from index.userdata.mark_log import WITHDRAWN, Mark, MarkLog


def log_in(folder: Path) -> MarkLog:
    """Return a log, read."""
    log = MarkLog(folder / "read.log", folder / "read.cache")
    log.reload()
    return log


def content(log: MarkLog) -> list[tuple[int, int, int]]:
    """Return the marks as rows."""
    return [tuple(row) for row in zip(*(column.tolist() for column in log.marks), strict=True)]


def test_marks_are_lines_of_time_id_and_hash(tmp_path: Path) -> None:
    """The latest time of an id holds."""
    log = log_in(tmp_path)
    log.append([Mark(1_700_000_000, 2, 0xAB), Mark(1_700_000_001, 1, 5)])
    log.append([Mark(1_700_000_002, 2, int(WITHDRAWN))])

    assert log.path.read_text() == (
        "2023-11-14T22:13:20Z 0000000000000002 00000000000000ab\n"
        "2023-11-14T22:13:21Z 0000000000000001 0000000000000005\n"
        "2023-11-14T22:13:22Z 0000000000000002 ----------------\n"
    )
    assert content(log) == [(1_700_000_001, 1, 5), (1_700_000_002, 2, int(WITHDRAWN))]
    assert content(log_in(tmp_path)) == content(log)


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    """As after a merge by git; of equal times, the last line holds."""
    log = log_in(tmp_path)
    log.append([Mark(30, 1, 3), Mark(10, 1, 1), Mark(20, 1, 2), Mark(5, 2, 1), Mark(5, 2, 2)])

    assert content(log) == [(30, 1, 3), (5, 2, 2)]


def test_invalid_lines_are_reported_and_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the log would be rewritten; half a line at the end does not spoil the next."""
    monkeypatch.setattr(mark_log, "_LEAST_OUTDATED", 1)
    (tmp_path / "read.log").write_bytes(b"# mine\nread everything\n\xff\xfe\n2023-11-14T22:13:20Z 00000000000")
    log = log_in(tmp_path)

    assert log.problems
    assert (log.problems.problem.fault, log.problems.problem.line, log.problems.more) == (EntryFault.NOT_A_MARK, 2, 2)
    for number in range(5):
        log.append([Mark(number, 1, 1)])
    assert content(log) == [(4, 1, 1)]
    assert log.path.read_bytes().startswith(b"# mine\nread everything\n\xff\xfe\n2023-11-14T22:13:20Z 00000000000\n")


def test_a_log_of_outdated_lines_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same marks."""
    monkeypatch.setattr(mark_log, "_LEAST_OUTDATED", 4)
    log = log_in(tmp_path)
    for number in range(5):
        log.append([Mark(number, 1, number), Mark(number, 2, number)])
    before = content(log)
    log.append([Mark(9, 3, 9)])

    assert content(log) == [*before, (9, 3, 9)]
    assert len(log.path.read_text().splitlines()) < 11
    assert content(log_in(tmp_path)) == content(log)


def test_a_log_is_read_again_only_if_it_has_changed(tmp_path: Path) -> None:
    """Also by another process."""
    ours, theirs = log_in(tmp_path), log_in(tmp_path)
    theirs.append([Mark(1, 1, 1)])

    assert ours.reload()
    assert content(ours) == [(1, 1, 1)]
    assert not ours.reload()


@pytest.mark.parametrize("line", ["2023-11-14 22:13:20Z 01 02", "2023-13-14T22:13:20Z " + "0" * 16 + " " + "0" * 16])
def test_a_line_with_an_invalid_time_is_invalid(tmp_path: Path, line: str) -> None:
    """It is reported."""
    (tmp_path / "read.log").write_text(line)

    assert log_in(tmp_path).problems


def test_a_cache_of_the_first_lines_is_used_only_if_the_log_begins_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines that follow are read from the log; a log that was edited is read again."""
    monkeypatch.setattr(mark_log, "_LEAST_CACHED", 100)
    log = log_in(tmp_path)
    log.append([Mark(number, number, number) for number in range(1, 10)])
    cached = (tmp_path / "read.cache").read_bytes()
    log.append([Mark(20, 5, 7)])
    assert (tmp_path / "read.cache").read_bytes() == cached
    again = log_in(tmp_path)
    assert content(again) == content(log)
    assert (20, 5, 7) in content(again)

    lines = log.path.read_text().splitlines(keepends=True)
    log.path.write_text("".join(lines[1:]))
    assert content(log_in(tmp_path)) == content(log)[1:]
    (tmp_path / "read.cache").write_bytes(cached)
    assert content(log_in(tmp_path)) == content(log)[1:]
    log.path.unlink()
    assert content(log_in(tmp_path)) == []
    assert log.reload()
    assert content(log) == []
