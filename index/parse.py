"""The query language: from what was typed to its tree.

query  = any (any)*                      all must hold
any    = all ("OR" all)*                 so `a b OR c` is a AND (b OR c), as in Whoosh and on the web
all    = one (("AND" | "ANDNOT" | "ANDMAYBE") one)*
one    = ("NOT" | "-" | "+") one | atom "^2"?
atom   = "(" query ")" | field ":" atom | "phrase"~2 | [low TO high] | word, wor*, w?rd, word~
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus import Span
from index.errors import QueryError
from index.lexer import Lexeme, lexemes
from index.syntax import Everything, Group, Maybe, Node, Not, Phrase, Range, Word, boosted, in_field

_MOST_NESTED = 40
_MOST_CHARACTERS = 4000
_FUZZY = re.compile(r"~([12])?\Z")


def parse(text: str, *, typing: bool = False) -> Node:
    """The tree of a query; Everything for an empty one.

    Args:
        text: As typed.
        typing: Whether it may be half-typed: what is incomplete is read as far as it goes, and the word at the very
            end counts as the beginning of one.

    Raises:
        QueryError: it cannot be read; never while typing.

    """
    if len(text) > _MOST_CHARACTERS:
        if not typing:
            raise QueryError(f"The query is longer than {_MOST_CHARACTERS} characters.", _MOST_CHARACTERS)
        text = text[:_MOST_CHARACTERS]
    tree = _Parser(text, typing).query()
    return Everything() if tree is None else tree


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.tokens = list(lexemes(text))
        self.next = 0
        self.depth = 0

    def query(self) -> Node | None:
        """The whole query."""
        tree = self.sequence()
        while self.next < len(self.tokens):  # a bracket closed that was never opened
            self.fail("There is a closing bracket without an opening one", self.tokens[self.next].at.start)
            self.next += 1
            more = self.sequence()
            tree = more if tree is None else tree if more is None else Group("and", (tree, more))
        return tree

    def sequence(self) -> Node | None:
        """Parts side by side, up to the end or a closing bracket."""
        parts = []
        while self.next < len(self.tokens) and self.tokens[self.next].kind != "close":
            part = self.alternatives()
            if part is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Group("and", tuple(parts)) if parts else None

    def alternatives(self) -> Node | None:
        """Parts with OR between them."""
        parts = [self.conjunction()]
        while self.operator("OR"):
            parts.append(self.conjunction(after="OR"))
        found = tuple(part for part in parts if part is not None)
        return found[0] if len(found) == 1 else Group("or", found) if found else None

    def conjunction(self, after: str = "") -> Node | None:
        """Parts with AND, ANDNOT or ANDMAYBE between them."""
        tree = self.one(after)
        while name := self.operator("AND", "ANDNOT", "ANDMAYBE"):
            part = self.one(name)
            if part is None:
                continue
            if tree is None:
                tree = Not(part) if name == "ANDNOT" else part
            elif name == "ANDMAYBE":
                tree = Maybe(tree, part)
            else:
                tree = Group("and", (tree, Not(part) if name == "ANDNOT" else part))
        return tree

    def one(self, after: str = "") -> Node | None:
        """One part, with what stands before it."""
        token = self.peek()
        if token is None or token.kind == "close":
            if after:
                self.fail(f"There is nothing after {after}", len(self.text))
            return None
        if token.kind == "minus" or (token.kind == "operator" and token.text == "NOT"):
            self.next += 1
            part = self.one("NOT" if token.kind == "operator" else "-")
            return None if part is None else Not(part)
        if token.kind == "plus":
            self.next += 1
            return self.one("+")
        if token.kind == "operator":
            self.next += 1
            self.fail(f"{token.text} needs a word before it; to search for the word itself, write it in lower case",
                      token.at.start)  # fmt: skip
            return self.one(token.text)
        return self.weighted()

    def weighted(self) -> Node | None:
        """An atom with the boost behind it."""
        node = self.atom()
        token = self.peek()
        if token is not None and token.kind == "boost":
            self.next += 1
            node = node and boosted(node, float(token.text))
        return node

    def atom(self) -> Node | None:
        """A bracket, a field, a phrase, a range or a word."""
        token = self.tokens[self.next]
        self.next += 1
        match token.kind:
            case "open":
                return self.bracket(token)
            case "field":
                return self.field(token)
            case "phrase":
                return self.phrase(token)
            case "range":
                bracket, low, high, ending = token.detail
                return Range(low.strip("*"), high.strip("*"), token.at, "", bracket == "{", ending == "}")
            case "word":
                return self.word(token)
            case _:  # a boost with nothing before it
                return None

    def bracket(self, token: Lexeme) -> Node | None:
        """What stands between two brackets."""
        self.depth += 1
        if self.depth > _MOST_NESTED:
            if not self.typing:
                raise QueryError(f"More than {_MOST_NESTED} brackets are open at once.", token.at.start)
            self.depth -= 1
            return None
        inside = self.sequence()
        self.depth -= 1
        closing = self.peek()
        if closing is None:
            self.fail("A bracket is opened and not closed", token.at.start)
        else:
            self.next += 1
        return inside

    def field(self, token: Lexeme) -> Node | None:
        """A field and what is searched in it."""
        name = token.detail[0]
        following = self.peek()
        if following is None or following.at.start != token.at.end or following.kind in ("close", "boost", "operator"):
            self.fail(f"There is nothing after {name}:", token.at.end)
            return None
        if following.kind == "field":
            self.fail(f"{name}: is followed by another field; write one field for each value", token.at.start)
            return None
        inside = self.one() if following.kind in ("minus", "plus") else self.atom()
        if isinstance(inside, Range):
            return replace(inside, field=token.text)
        return None if inside is None else in_field(inside, token.text)

    def phrase(self, token: Lexeme) -> Node | None:
        """A quoted phrase; one that is still open is searched by its words."""
        if "open" in token.detail:
            self.fail("A quote is opened and not closed", token.at.start)
            words = [Word(match[0], Span(token.at.start + 1 + match.start(), token.at.start + 1 + match.end()))
                     for match in re.finditer(r"\S+", token.text)]  # fmt: skip
            if words and not token.text[-1:].isspace():
                words[-1] = replace(words[-1], growing=True)
            return Group("and", tuple(words)) if words else None
        return Phrase(token.text, token.at, slop=int(token.detail[0])) if token.text.strip() else None

    def word(self, token: Lexeme) -> Node | None:
        """A word with its wildcards or its tolerance."""
        text = token.text
        if text in ("*", "*:*"):
            return Everything()
        fuzzy = _FUZZY.search(text)
        if fuzzy and fuzzy.start():
            return Word(text[: fuzzy.start()], token.at, fuzzy=int(fuzzy[1] or 1))
        # A question mark at the end is how people end a question.
        text = text.rstrip("?") if "*" not in text else text
        if not any(char.isalnum() for char in text):
            return None
        return Word(text, token.at, growing=self.typing and token.at.end == len(self.text))

    def peek(self) -> Lexeme | None:
        """The next token."""
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def operator(self, *names: str) -> str:
        """The name of the operator that comes next, if it is one of these; it is taken."""
        token = self.peek()
        if token is None or token.kind != "operator" or token.text not in names:
            return ""
        self.next += 1
        return token.text

    def fail(self, message: str, position: int) -> None:
        """Raise, unless the user is still typing."""
        if not self.typing:
            raise QueryError(f"{message} (at character {position + 1} of the query).", position)
