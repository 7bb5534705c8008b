"""The parser of the query language.

query  = any (any)*                      all must match
any    = all ("OR" all)*                 so `a b OR c` is a AND (b OR c), as in Whoosh and on the web
all    = one (("AND" | "ANDNOT" | "ANDMAYBE") one)*
one    = ("NOT" | "-" | "!" | "+")* atom "^2"?
atom   = "(" query ")" | field ":" ("-" | "+")* (atom | "*") | "phrase"~2 | [low TO high] | word, wor*, w?rd, word~,
         =Word

No text is invalid: a bracket, quote, operator or field that lacks its other half is read as if it were not there, and a
hint says so. A bracket that is not closed ends with the query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model.document import Span
from index.model.field import ValueType
from index.model.hint import Hint, HintKind
from index.model.query import Excess, QueryLimit
from index.query.ast import (
    Everything,
    Group,
    Maybe,
    Node,
    Not,
    Phrase,
    Present,
    Range,
    Word,
    boosted,
    in_field,
)
from index.query.fields import value_type
from index.query.lexer import Token
from index.query.parser_state import LIMITS, ParserState
from index.query.word_syntax import phrase_hints, read_word, word_hints

_MOST_BOOST = 1000.0
"""A number with very many digits would make every score infinite."""
_NO_VALUE = ("close", "boost", "operator", "field")
"""The tokens that are no value of the field before them."""
_RELATIVE = re.compile(r"\d{1,3}[dwmy]?(?:\.\..*)?\Z|\d{4,5}[dwmy](?:\.\..*)?\Z")
"""What follows the minus of a date such as `-7d`; four figures alone are a year that is excluded."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query."""

    tree: Node
    excess: Excess | None = None
    """The limit that the query exceeds, and up to which it was read; only while typing."""
    hints: tuple[Hint, ...] = ()
    """How parts of it were read where that may surprise, each once."""


def parse(text: str, *, typing: bool = False) -> Node:
    """The tree of a query; Everything for an empty one. Arguments and errors are those of `parse_within_limits`."""
    return parse_within_limits(text, typing=typing).tree


def parse_within_limits(text: str, *, typing: bool = False) -> Parsed:
    """Parse a query.

    Args:
        text: As typed, in any normal form. Positions in the tree and in errors are code points of its NFC.
        typing: Whether it may be incomplete: what is over a limit is then left out, and the word at the very end also
            matches as a prefix.

    Raises:
        QueryTooLarge: it exceeds a limit; never while typing.

    """
    # Documents are indexed in NFC: a combining mark is not a letter, and would end its word.
    parser = _Parser(unicodedata.normalize("NFC", text), typing)
    tree = parser.query()
    return Parsed(Everything() if tree is None else tree, parser.excess, tuple(parser.hints))


class _Parser(ParserState):
    """A recursive descent parser of one query; only brackets make it recurse."""

    def query(self) -> Node | None:
        """Parse the whole query."""
        parts = [self.sequence()]
        while self.next < len(self.tokens):  # a closing bracket without an opening one
            self.hint(Hint(HintKind.UNMATCHED_CLOSING_BRACKET, ")", self.tokens[self.next].at))
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
            parts.append(self.conjunction(after_operator=True))
        return _group("or", parts)

    def conjunction(self, *, after_operator: bool = False) -> Node | None:
        """Parse parts joined by AND, ANDNOT or ANDMAYBE; optional parts follow all required ones."""
        first = self.one(after_operator=after_operator)
        required, optional = [] if first is None else [first], []
        while name := self.operator("AND", "ANDNOT", "ANDMAYBE"):
            part = self.one(after_operator=True)
            if part is None:
                continue
            if name == "ANDMAYBE" and required:
                optional.append(part)
            else:
                required.append(Not(part) if name == "ANDNOT" else part)
        tree, bonus = _group("and", required), _group("or", optional)
        return tree if tree is None or bonus is None else Maybe(tree, bonus)

    def one(self, *, after_operator: bool = False) -> Node | None:
        """Parse one part with its prefix operators."""
        negated, required, last = False, False, self.tokens[self.next - 1] if after_operator else None
        while (token := self.peek()) is not None and token.kind in ("minus", "plus", "operator"):
            self.next += 1
            required |= token.kind == "plus"
            last = token
            if token.text == "!":
                self.hint(self.exclamation_mark(token))
            if token.kind == "minus" or token.text == "NOT":
                negated = not negated
            elif token.kind == "operator":
                self.hint(Hint(HintKind.DANGLING_OPERATOR, token.text, token.at))
        if token is None or token.kind == "close":
            if last and last.kind == "operator":
                self.hint(Hint(HintKind.DANGLING_OPERATOR, last.text, last.at))
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
            if token.text.startswith("-"):
                self.hint(Hint(HintKind.INVALID_BOOST, f"^{token.text}", token.at))
            else:
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
        return self.counted(node, token)

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
            self.hint(Hint(HintKind.UNMATCHED_OPENING_BRACKET, "(", token.at))
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
        name, end, negated, sign = token.detail[0], token.at.end, False, None
        while (following := self.peek()) is not None and following.at.start == end:
            if following.kind not in ("minus", "plus"):
                break
            self.next += 1
            sign, end, negated = following, following.at.end, negated != (following.kind == "minus")
        if following is None or following.at.start != end or following.kind in _NO_VALUE:
            self.hint(Hint(HintKind.FIELD_WITHOUT_VALUE, name, token.at))
            return None
        if sign and sign.text == "-" and _is_relative_date(token.text, following):
            negated = not negated
            following = replace(following, text=f"-{following.text}", at=Span(sign.at.start, following.at.end))
        inside = self.value(token.text, following)
        if inside is None:
            return None
        found = in_field(inside, token.text)
        return Not(found) if negated else found

    def value(self, field: str, token: Token) -> Node | None:
        """Parse what follows a field; values that are not searched by words are taken as they are."""
        if token.kind == "word" and token.text == "*":
            self.next += 1
            return self.counted(Present(field, token.at), token)
        by_words = value_type(field) in (ValueType.WORDS, ValueType.PERSON)
        if by_words or not (token.kind == "word" or (token.kind == "phrase" and "open" in token.detail)):
            return self.atom()
        self.next += 1
        if token.kind == "phrase":
            self.hint(self.unclosed_quote(token))
        return self.counted(Word(token.text, token.at), token) if token.text.strip() else None

    def phrase(self, token: Token) -> Node | None:
        """Parse a quoted phrase; one that is not closed is searched by its words."""
        if "open" in token.detail:
            self.hint(self.unclosed_quote(token))
            words = [Word(match[0], Span(token.at.start + 1 + match.start(), token.at.start + 1 + match.end()))
                     for match in re.finditer(r"\S+", token.text)]  # fmt: skip
            if self.typing and words and not token.text[-1:].isspace():
                words[-1] = replace(words[-1], incomplete=True)
            return _group("and", words)
        self.hint(*phrase_hints(token.text, token.at))
        return Phrase(token.text, token.at, slop=int(token.detail[0])) if token.text.strip() else None

    def word(self, token: Token) -> Node | None:
        """Parse a word with its wildcards or its edit distance."""
        if not token.text.isalnum():  # most words are plain, and a query is read with every key
            self.hint(*word_hints(token.text, token.at, self.text[token.at.end : token.at.end + 1]))
        return read_word(token.text, token.at, incomplete=self.typing and token.at.end == len(self.text))

    def unclosed_quote(self, token: Token) -> Hint:
        """The hint about the quote of a phrase that is not closed."""
        return Hint(HintKind.UNCLOSED_QUOTE, self.text[token.at.start], Span(token.at.start, token.at.start + 1))

    def exclamation_mark(self, token: Token) -> Hint:
        """The hint about a `!` that excludes what follows it."""
        following = self.peek()
        end = following.at.end if following else token.at.end
        return Hint(HintKind.EXCLAMATION_MARK, self.text[token.at.end : end], Span(token.at.start, end))


def _is_relative_date(field: str, token: Token) -> bool:
    """Whether a word after `date:-` is the rest of a date such as `-7d`."""
    return value_type(field) is ValueType.DATE and token.kind == "word" and _RELATIVE.match(token.text) is not None


def _group(operator: str, parts: Sequence[Node | None]) -> Node | None:
    """Join the parts that are not None."""
    found = tuple(part for part in parts if part is not None)
    return found[0] if len(found) == 1 else Group(operator, found) if found else None
