"""Queries as the query DSL of a server: only dictionaries, and no text is ever query syntax."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.opensearch.compile import dsl
from index.opensearch.tokens import FORM_SEPARATOR, TOKEN_SEPARATOR, plain_tokens, tokens
from index.query.compiler import Compiler
from index.query.parser import parse
from tests.index.query_trees import Asked, queries, typed_leaves

_FORBIDDEN = {"query_string", "simple_query_string", "script", "regexp", "match", "match_phrase", "multi_match"}


def _keys(body: object) -> set[str]:
    """All keys of a body, but for the `match` of a `span_multi`, which holds a query, and phrases of our tokens."""
    match body:
        case {"match_phrase": fields} | {"match_phrase_prefix": fields}:
            is_split_only = all(options["analyzer"] == "tokens" for options in fields.values())
            return set() if is_split_only else {"match_phrase"}
        case {"span_multi": {"match": found}}:
            return {"span_multi"} | _keys(found)
        case dict():
            return set(body).union(*map(_keys, body.values()))
        case list():
            return set().union(*map(_keys, body))
        case _:
            return set()


@given(queries(typed_leaves, 3))
def test_no_text_is_query_syntax(asked: Asked) -> None:
    """Every query compiles to JSON without a part whose text the server would parse: it only splits phrases."""
    body = dsl(Compiler(typing=True).compile(parse(asked.text, typing=True)))
    json.dumps(body)
    assert not _keys(body) & _FORBIDDEN


@given(st.text(), st.sampled_from(("", "de", "ru", "ja")))
def test_no_text_contains_a_separator(text: str, language: str) -> None:
    """Each word of a text is one token, with its term and at least its folded form."""
    for found in (tokens(text, language), plain_tokens(text)):
        for token in found.split(TOKEN_SEPARATOR) if found else ():
            assert token.count(FORM_SEPARATOR) >= 1
            assert all(token.split(FORM_SEPARATOR))
            assert not any(map(str.isspace, token)), repr(token)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The take-over", "the|!the\ntake|!take|%!take\nover|!over"),
        ("AIDS", "aid|!aids|#AIDS"),
        ("Häuser", "haus~de|!hauser"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    """A term, the folded form, the written form where case matters, and what a hyphen joins."""
    assert tokens(text, "de" if "ä" in text else "") == expected
