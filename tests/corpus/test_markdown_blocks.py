"""Markdown is parsed piece by piece, and its blocks are those of a parser that sees all of the text."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from benchmarks.structure_texts import STRUCTURES
from corpus.formats.markdown_blocks import block_tokens

_LINES = (
    *("", "", "Ships.", "of Poland", "# A heading", "Title", "=====", "---", "- item", "  more", "    code", "1. one"),
    *("> quoted", "> - item", "```", "~~~", "[a]: /b", '"title', 'of a link"', "[a]", "| a | b |", "|---|---|"),
    *("<div>", "</div>", "<!-- open", "closed -->", "\tcode", "   ", "   - deep", "* * *", "\0", "<p>a"),
)


def parser() -> MarkdownIt:
    """The parser that the format uses."""
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).disable("inline")


def whole(text: str) -> tuple[list[Any], dict[str, Any]]:
    """What the parser makes of all of a text."""
    references: dict[str, Any] = {}
    return [seen(token) for token in parser().parse(text, references)], references.get("references", {})


def pieces(text: str, piece: int) -> tuple[list[Any], dict[str, Any]]:
    """What comes of the pieces."""
    references: dict[str, Any] = {}
    found = [seen(token) for tokens in block_tokens(parser(), text, references, piece) for token in tokens]
    return found, {label: value | {"map": 0} for label, value in references.get("references", {}).items()}


def seen(token: Any) -> tuple[object, ...]:  # noqa: ANN401 -- of the parser
    """What counts of a token."""
    return token.type, token.tag, token.level, token.content, token.info, token.markup, token.hidden


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(_LINES), max_size=25).map("\n".join), st.integers(1, 40))
def test_pieces_give_the_blocks_of_the_whole(text: str, piece: int) -> None:
    """Wherever a text is divided: a block that may go on is parsed again, with what follows."""
    tokens, references = whole(text)

    assert pieces(text, piece) == (tokens, {label: value | {"map": 0} for label, value in references.items()})


def test_every_structure_is_the_same_in_pieces() -> None:
    """Long lists, tables, fences and definitions of links."""
    for name, structure in STRUCTURES.items():
        if structure.suffix == ".md":
            text = structure.file(structure.make(3000)).decode()
            assert pieces(text, 100)[0] == whole(text)[0], name
