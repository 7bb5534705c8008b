"""Rows of folded results below the one that they are folded under."""

from __future__ import annotations

from index.model.query import Hit, Snippet
from tui.state.unfolded import Unfolded


def hit(name: str) -> Hit:
    """A hit with an id."""
    return Hit(name, name, name, (), None, 1.0, Snippet(""), (), ())


def test_rows_and_numbers_around_inserted_rows() -> None:
    """Two groups, inserted in any order: each row belongs to a result, or shows a folded one."""
    rows = Unfolded()
    rows.insert(4, [hit("e1")])
    rows.insert(1, [hit("b1"), hit("b2")])

    assert [rows.row_of(number) for number in range(6)] == [0, 1, 4, 5, 6, 8]
    assert [rows.number_of(row) for row in range(9)] == [0, 1, 1, 1, 2, 3, 4, 4, 5]
    shown = [rows.hit_at(row) for row in range(9)]
    assert [each.id if each else "" for each in shown] == ["", "", "b1", "b2", "", "", "", "e1", ""]
    assert len(rows) == 3
    rows.remove(1)
    assert rows.number_of(5) == rows.number_of(4) == 4
    assert 1 not in rows
