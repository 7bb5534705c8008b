"""Draws a row of a list too narrow for one line with date and title: all of the title if it fits, then the rest."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from tui.text.content import fits_in, wrapped

_WRAPPING = 10
"""Cells that wrapping at a space may leave unused."""


def title_rows(
    title: Content,
    rest: Callable[[int], Content],
    *,
    width: int,
    height: int,
    lead: Content | None = None,
    date: Content | None = None,
    indent: int = 0,
    may_fill: bool = False,
) -> list[Content]:
    """Return the lines of a row: a title, and below it what else there is.

    Args:
        title: The title; it is cut where it needs more lines than it may have.
        rest: Draws what is below the title into a number of cells.
        width: The width of the row, in cells.
        height: The number of lines of the row, at least two.
        lead: What stands before the title, such as signs; further lines of the title are indented by it.
        date: What comes before the title in the same lines, unless the whole title fits only without it.
        indent: Cells that all lines are indented by.
        may_fill: Whether a long title may take all lines, so that the rest is left out.

    """
    lead, width = lead or Content(), width - indent
    room, most = width - lead.cell_length, height if may_fill else height - 1
    dated = date + " " + title if date else title
    drawn = wrapped(dated if fits_in(dated, room, most) or not fits_in(title, room, most) else title, room, most)
    drawn = [drawn[0], *(line for line in drawn[1:] if line)]
    margin = Content(" " * lead.cell_length)
    lines = [lead + drawn[0], *(margin + line for line in drawn[1:])]
    left = height - len(lines)
    if left:
        lines += wrapped(rest(width * left - (_WRAPPING if left > 1 else 0)), width, left)
    return [Content(" " * indent) + line for line in lines] if indent else lines
