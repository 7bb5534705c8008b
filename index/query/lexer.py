"""The lexer of the query language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model.document import Span
from index.query.fields import field_named

_QUOTES = '"“”„«»'
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<quote>[{_QUOTES}])(?P<quoted>[^{_QUOTES}]*)(?P<end>[{_QUOTES}](?:~(?P<slop>\d{{1,4}}))?)?
  | (?P<field>[A-Za-z]+):
  | (?P<bracket>[\[{{])(?P<low>[^\s\]}}]*)\s+(?:TO|to)\s*(?P<high>[^\s\]}}]*)(?P<ending>[\]}}])
  | (?P<boost>\^-?\d+(?:\.\d+)?)
  | (?P<minus>-(?=[^\s)\-])|!(?=[^\s)!=]))
  | (?P<plus>\+)(?=[^\s)+])
  | (?P<word>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE,
)
OPERATORS = frozenset({"AND", "OR", "NOT", "ANDNOT", "ANDMAYBE"})
_BOOST = re.compile(r"\^(-?\d+(?:\.\d+)?)\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query."""

    kind: str
    """"open", "close", "phrase", "quote", "field", "range", "boost", "minus", "plus", "operator", "word"."""
    text: str
    at: Span
    detail: tuple[str, ...] = ()
    """For a phrase: its slop, and "open" if the quote is not closed. For a range: brackets and bounds."""


def tokenize(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, which cover every character but white space.

    A quote that is not closed is a token of its own, and what follows it is read as if it were not there; only after a
    field or a sign, which apply to all of it, is the rest of the query one phrase.
    """
    position = 0
    after_space, is_prefixed = True, False
    while position < len(query):
        match = _TOKEN.match(query, position)
        if match is None:  # a character that matches no rule is a word
            yield Token("word", query[position], Span(position, position + 1))
            position += 1
            continue
        kind = match.lastgroup or ""
        if match["quote"] and not match["end"] and not is_prefixed:
            yield Token("quote", match["quote"], Span(position, position + 1))
            position, after_space = position + 1, True
            continue
        found = _tokens_of(match, kind, after_space)
        if found is None:  # not a field or operator after all
            match = re.compile(rf"[^\s(){_QUOTES}]+").match(query, position)
            assert match is not None
            found = [Token("word", match[0], Span(*match.span()))]
        yield from found
        after_space = kind in ("space", "open", "minus", "plus", "field")
        is_prefixed = found[-1].kind in ("minus", "plus", "field") if found else False
        position = match.end()


def _tokens_of(match: re.Match[str], kind: str, after_space: bool) -> list[Token] | None:
    """The tokens of one match; None if it has to be read as a word."""
    at = Span(*match.span())
    if match["space"]:
        return []
    if match["quote"]:
        open_ended = () if match["end"] else ("open",)
        return [Token("phrase", match["quoted"], at, (match["slop"] or "1", *open_ended))]
    if match["field"]:
        known = field_named(match["field"]) if after_space else None
        return [Token("field", known.name, at, (match["field"],))] if known else None
    if match["bracket"]:
        return [Token("range", match[0], at, (match["bracket"], match["low"], match["high"], match["ending"]))]
    if match["word"]:
        return _words(match["word"], at)
    if kind in ("minus", "plus") and not after_space:
        return None
    return [Token(kind, match[0].removeprefix("^"), at)]


def _words(text: str, at: Span) -> list[Token]:
    """The token of a word or an operator, or of a word and its boost."""
    if text in OPERATORS:
        return [Token("operator", text, at)]
    boost = _BOOST.search(text)
    if not boost:
        return [Token("word", text, at)]
    cut = at.start + boost.start()
    word = [Token("word", text[: boost.start()], Span(at.start, cut))] if boost.start() else []
    return [*word, Token("boost", boost[1], Span(cut, at.end))]
