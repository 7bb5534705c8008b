"""The state of a parser: where it is in the tokens of a query, and what it has to say about the query."""

from __future__ import annotations

from index.model.errors import QueryTooLarge
from index.model.hint import Hint, HintKind
from index.model.query import Excess, QueryLimit
from index.query.ast import Leaf, Node, Present, Range, leaves
from index.query.lexer import Token, tokenize
from index.schema.analysis import WORD

LIMITS = {QueryLimit.LENGTH: 4000, QueryLimit.DEPTH: 30, QueryLimit.WORDS: 1000}
"""The deepest tree takes 620 of the 1000 frames that Python allows: parser, compiler and evaluator are recursive."""
_MOST_HINTS = 5
"""More would not be read, and a query can repeat a mistake a thousand times."""


class ParserState:
    """Reads the tokens of one query in order, within the limits.

    Args:
        text: The query in NFC.
        typing: Whether it may be incomplete.

    """

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.excess: Excess | None = None
        self.hints: list[Hint] = []
        most = LIMITS[QueryLimit.LENGTH]
        if len(text) > most:
            self.exceed(QueryLimit.LENGTH, most)
        self.tokens: list[Token] = []
        for token in tokenize(text[:most]):
            if token.kind == "quote":
                self.hint(Hint(HintKind.UNCLOSED_QUOTE, token.text, token.at))
            else:
                self.tokens.append(token)
        self.next = 0
        self.depth = 0
        self.words = 0

    def peek(self) -> Token | None:
        """The next token; None at the end."""
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def operator(self, *names: str) -> str:
        """Take the next token if it is one of these operators, and return its name; "" otherwise."""
        token = self.peek()
        if token is None or token.kind != "operator" or token.text not in names:
            return ""
        self.next += 1
        return token.text

    def exceed(self, limit: QueryLimit, position: int) -> None:
        """Raise QueryTooLarge; while typing, note the first exceeded limit instead."""
        excess = Excess(limit, LIMITS[limit])
        if not self.typing:
            raise QueryTooLarge(self.text, excess, position)
        self.excess = self.excess or excess

    def hint(self, *hints: Hint) -> None:
        """Note hints about what has not been hinted at."""
        known = {(hint.kind, hint.detail) for hint in self.hints} if hints else ()
        self.hints += [hint for hint in hints if (hint.kind, hint.detail) not in known]
        del self.hints[_MOST_HINTS:]

    def counted(self, node: Node | None, token: Token) -> Node | None:
        """The node, unless the query has too many words with it."""
        self.words += sum(map(_words_in, leaves(node))) if node else 0
        if self.words <= LIMITS[QueryLimit.WORDS]:
            return node
        self.exceed(QueryLimit.WORDS, token.at.start)
        return None


def _words_in(leaf: Leaf) -> int:
    """The number of words that a leaf searches for."""
    if isinstance(leaf, Present):
        return 1
    return 2 if isinstance(leaf, Range) else len(WORD.findall(leaf.text))
