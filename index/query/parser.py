"""The parser of the query language.

query  = any (any)*                      all must match
any    = all ("OR" all)*                 so `a b OR c` is a AND (b OR c), as in Whoosh and on the web
all    = one (("AND" | "ANDNOT" | "ANDMAYBE") one)*
one    = ("NOT" | "-" | "+")* atom "^2"?
atom   = "(" query ")" | field ":" ("-" | "+")* atom | "phrase"~2 | [low TO high] | word, wor*, w?rd, word~
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model.document import Span
from index.model.errors import QueryError, QueryTooLarge
from index.model.query import Excess, QueryLimit
from index.model.query_fault import QueryFault
from index.query.ast import Everything, Group, Maybe, Node, Not, Phrase, Range, Word, boosted, in_field, leaves
from index.query.lexer import Token, tokenize
from index.schema.analysis import WORD

LIMITS = {QueryLimit.LENGTH: 4000, QueryLimit.DEPTH: 30, QueryLimit.WORDS: 1000}
"""The deepest tree takes 620 of the 1000 frames that Python allows: parser, compiler and evaluator are recursive."""
_MOST_BOOST = 1000.0
"""A number with very many digits would make every score infinite."""
_FUZZY = re.compile(r"~([12])?\Z")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query."""

    tree: Node
    excess: Excess | None = None
    """The limit that the query exceeds, and up to which it was read; only while typing."""


def parse(text: str, *, typing: bool = False) -> Node:
    """The tree of a query; Everything for an empty one. Arguments and errors are those of `parse_within_limits`."""
    return parse_within_limits(text, typing=typing).tree


def parse_within_limits(text: str, *, typing: bool = False) -> Parsed:
    """Parse a query.

    Args:
        text: As typed, in any normal form. Positions in the tree and in errors are code points of its NFC.
        typing: Whether it may be incomplete: what is invalid or over a limit is then left out, and the word at the very
            end also matches as a prefix.

    Raises:
        QueryTooLarge: it exceeds a limit; never while typing.
        QueryError: it is invalid; never while typing.

    """
    # Documents are indexed in NFC: a combining mark is not a letter, and would end its word.
    parser = _Parser(unicodedata.normalize("NFC", text), typing)
    tree = parser.query()
    return Parsed(Everything() if tree is None else tree, parser.excess)


class _Parser:
    """A recursive descent parser of one query; only brackets make it recurse."""

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.excess: Excess | None = None
        most = LIMITS[QueryLimit.LENGTH]
        if len(text) > most:
            self.exceed(QueryLimit.LENGTH, most)
        self.tokens = list(tokenize(text[:most]))
        self.next = 0
        self.depth = 0
        self.words = 0

    def query(self) -> Node | None:
        """Parse the whole query."""
        parts = [self.sequence()]
        while self.next < len(self.tokens):  # a closing bracket without an opening one
            self.fail(QueryFault.UNMATCHED_CLOSING_BRACKET, "", self.tokens[self.next].at.start)
            self.next += 1
            parts.append(self.sequence())
        return _group("and", parts)

    def sequence(self) -> Node | None:
        """Parse adjacent parts, up to the end or a closing bracket."""
        parts = []
        while self.next < len(self.tokens) and self.tokens[self.next].kind != "close":
            parts.append(self.alternatives())
        return _group("and", parts)

    def alternatives(self) -> Node | None:
        """Parse parts joined by OR."""
        parts = [self.conjunction()]
        while self.operator("OR"):
            parts.append(self.conjunction(after="OR"))
        return _group("or", parts)

    def conjunction(self, after: str = "") -> Node | None:
        """Parse parts joined by AND, ANDNOT or ANDMAYBE; optional parts follow all required ones."""
        first = self.one(after)
        required, optional = [] if first is None else [first], []
        while name := self.operator("AND", "ANDNOT", "ANDMAYBE"):
            part = self.one(name)
            if part is None:
                continue
            if name == "ANDMAYBE" and required:
                optional.append(part)
            else:
                required.append(Not(part) if name == "ANDNOT" else part)
        tree, bonus = _group("and", required), _group("or", optional)
        return tree if tree is None or bonus is None else Maybe(tree, bonus)

    def one(self, after: str = "") -> Node | None:
        """Parse one part with its prefix operators."""
        negated = required = False
        while (token := self.peek()) is not None and token.kind in ("minus", "plus", "operator"):
            self.next += 1
            required |= token.kind == "plus"
            after = {"minus": "-", "plus": "+"}.get(token.kind, token.text)
            if after in ("-", "NOT"):
                negated = not negated
            elif token.kind == "operator":
                self.fail(QueryFault.MISSING_LEFT_OPERAND, token.text, token.at.start)
        if token is None or token.kind == "close":
            if after:
                self.fail(QueryFault.MISSING_RIGHT_OPERAND, after, len(self.text))
            return None
        part = self.weighted()
        if required and isinstance(part, Word):
            part = replace(part, required=True)
        return Not(part) if negated and part is not None else part

    def weighted(self) -> Node | None:
        """Parse an atom with its boost."""
        node = self.atom()
        token = self.peek()
        if token is not None and token.kind == "boost":
            self.next += 1
            node = node and boosted(node, min(float(token.text), _MOST_BOOST))
        return node

    def atom(self) -> Node | None:
        """Parse a bracket, a field, a phrase, a range or a word."""
        token = self.tokens[self.next]
        self.next += 1
        match token.kind:
            case "open":
                return self.bracket(token)
            case "field":
                return self.field(token)
            case "phrase" | "range" | "word":
                return self.leaf(token)
            case _:  # a boost without an atom
                return None

    def leaf(self, token: Token) -> Node | None:
        """Parse a phrase, a range or a word, unless the query has too many words."""
        match token.kind:
            case "phrase":
                node = self.phrase(token)
            case "range":
                bracket, low, high, ending = token.detail
                node = Range(low.strip("*"), high.strip("*"), token.at, "", bracket == "{", ending == "}")
            case _:
                node = self.word(token)
        self.words += sum(map(_words_in, leaves(node))) if node else 0
        if self.words <= LIMITS[QueryLimit.WORDS]:
            return node
        self.exceed(QueryLimit.WORDS, token.at.start)
        return None

    def bracket(self, token: Token) -> Node | None:
        """Parse the inside of a bracket."""
        if self.depth == LIMITS[QueryLimit.DEPTH]:
            self.exceed(QueryLimit.DEPTH, token.at.start)
            self.skip_bracket()
            return None
        self.depth += 1
        inside = self.sequence()
        self.depth -= 1
        closing = self.peek()
        if closing is None:
            self.fail(QueryFault.UNMATCHED_OPENING_BRACKET, "", token.at.start)
        else:
            self.next += 1
        return inside

    def skip_bracket(self) -> None:
        """Skip to the end of the bracket that was just opened."""
        opened = 1
        while opened and (token := self.peek()) is not None:
            self.next += 1
            opened += {"open": 1, "close": -1}.get(token.kind, 0)

    def field(self, token: Token) -> Node | None:
        """Parse a field and its value."""
        name, end, negated = token.detail[0], token.at.end, False
        while (following := self.peek()) is not None and following.at.start == end:
            if following.kind not in ("minus", "plus"):
                break
            self.next += 1
            end, negated = following.at.end, negated != (following.kind == "minus")
        if following is None or following.at.start != end or following.kind in ("close", "boost", "operator"):
            self.fail(QueryFault.FIELD_WITHOUT_VALUE, name, token.at.end)
            return None
        if following.kind == "field":
            self.fail(QueryFault.FIELD_IN_FIELD, name, token.at.start)
            return None
        inside = self.atom()
        if inside is None:
            return None
        found = in_field(inside, token.text)
        return Not(found) if negated else found

    def phrase(self, token: Token) -> Node | None:
        """Parse a quoted phrase; one that is not closed is searched by its words."""
        if "open" in token.detail:
            self.fail(QueryFault.UNCLOSED_QUOTE, "", token.at.start)
            words = [Word(match[0], Span(token.at.start + 1 + match.start(), token.at.start + 1 + match.end()))
                     for match in re.finditer(r"\S+", token.text)]  # fmt: skip
            if words and not token.text[-1:].isspace():
                words[-1] = replace(words[-1], incomplete=True)
            return _group("and", words)
        return Phrase(token.text, token.at, slop=int(token.detail[0])) if token.text.strip() else None

    def word(self, token: Token) -> Node | None:
        """Parse a word with its wildcards or its edit distance."""
        text = token.text
        if text in ("*", "*:*"):
            return Everything()
        fuzzy = _FUZZY.search(text)
        if fuzzy and fuzzy.start():
            return Word(text[: fuzzy.start()], token.at, fuzzy=int(fuzzy[1] or 1))
        # A question mark at the end usually ends a question.
        text = text.rstrip("?") if "*" not in text else text
        if not any(char.isalnum() for char in text):
            return None
        return Word(text, token.at, incomplete=self.typing and token.at.end == len(self.text))

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

    def fail(self, fault: QueryFault, detail: str, position: int) -> None:
        """Raise QueryError, unless the user is still typing."""
        if not self.typing:
            raise QueryError(fault, detail, position)

    def exceed(self, limit: QueryLimit, position: int) -> None:
        """Raise QueryTooLarge; while typing, note the first exceeded limit instead."""
        excess = Excess(limit, LIMITS[limit])
        if not self.typing:
            raise QueryTooLarge(self.text, excess, position)
        self.excess = self.excess or excess


def _words_in(leaf: Word | Phrase | Range) -> int:
    """The number of words that a leaf searches for."""
    return 2 if isinstance(leaf, Range) else len(WORD.findall(leaf.text))


def _group(operator: str, parts: Sequence[Node | None]) -> Node | None:
    """Join the parts that are not None."""
    found = tuple(part for part in parts if part is not None)
    return found[0] if len(found) == 1 else Group(operator, found) if found else None
