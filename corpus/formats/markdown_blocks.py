"""Parses the blocks of a Markdown text piece by piece: the tokens of all of them take twenty times its memory."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_PIECE = 100_000
"""Characters that are parsed together; more where a block is longer."""


def block_tokens(
    parser: MarkdownIt, text: str, references: dict[str, Any], piece: int = _PIECE
) -> Iterator[list[Token]]:
    """Yield the tokens of each outermost block, without what is in their lines.

    A block counts when another one has begun after it: only then is it certain where it ends.

    Args:
        parser: The parser.
        text: The text.
        references: Takes the targets of links that the text defines; complete only at the end.
        piece: Characters that are parsed together, at least 1.

    """
    from markdown_it.rules_core import StateCore, normalize

    whole = StateCore(text, parser, references)
    normalize(whole)
    text, at, size = whole.src, 0, piece
    while at < len(text):
        end = text.find("\n", at + size) + 1 or len(text)
        begun = yield from _blocks(_state(parser, text[at:end], references), is_last=end == len(text))
        if begun is None:
            at, size = end, piece
        else:
            at, size = at + begun, piece if begun else 2 * size


def _state(parser: MarkdownIt, text: str, references: dict[str, Any]) -> StateBlock:
    from markdown_it.rules_block import StateBlock

    return StateBlock(text, parser, references, [])


def _blocks(state: StateBlock, *, is_last: bool) -> Generator[list[Token], None, int | None]:
    """Yield the blocks of a piece; returns where the last one begins, which may go on after the piece, or None."""
    rules = state.md.block.ruler.getRules("")
    line = state.skipEmptyLines(0)
    while line < state.lineMax:
        begins, known = state.bMarks[line], len(state.env.get("references", ()))
        state.line = line
        for rule in rules:
            if rule(state, line, state.lineMax, False):
                break
        line = state.skipEmptyLines(state.line)
        if line >= state.lineMax and not is_last:
            found = state.env.get("references", {})
            for label in list(found)[known:]:
                del found[label]
            return begins
        yield state.tokens
        state.tokens = []
    return None
