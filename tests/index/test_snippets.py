"""Snippets are found by patterns; they mark the same hits as comparing each word."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.model.document import Span
from index.highlighting.excerpt import SNIPPET, make_snippet
from index.highlighting.highlighter import Highlighter
from index.highlighting.hit_patterns import flatten
from index.highlighting.snippets import SnippetBuilder
from index.query.parser import parse
from index.query.term_patterns import FuzzyPattern, pattern_of
from index.schema.analysis import WORD, fold_for_index, term
from index.segments.searching.edit_distance import is_within
from index.segments.searching.patterns import Pattern

WORDS = ("security", "Secure", "SECURITIES", "Łódź", "Kasčiūnas", "straße", "of", "the", "The", "dying", "die", "d",
         "trade", "tradę", "mid-trade", "under_score", "日本", "naïve", "it’s", "x1", "Дом", "ship\u00adping",
         "महल")  # fmt: skip
QUERIES = ("security", "secur*", "of the", '"of the"', '"d d"', '"of the trade"', "mid-trade",
           '"secure trade"~3', '"trade of secure"~2', '"the the d"~4', '"日 trade"~2', "trade~", "tarde~",
           "rtade~2", "*ade", "t?ade",
           "die OR dying", "łodz", "kasciunas", "d", "th", "strasse", "日本", "title:trade of", "s -the", "under",
           "дом", "shipping", "महल",
           "=security", "=SECURITIES", "=trade", '"trade"', "=mid-trade", "=The", "title:=of the")  # fmt: skip

texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", ", ", "\n", ".", "-", "”"))), max_size=14).map(
        lambda parts: "".join(word + between for word, between in parts)
    ),
    st.text(max_size=40),
)


class Words:
    """The vocabulary of a library with one text."""

    def __init__(self, text: str) -> None:
        self._words = [fold_for_index(word) for word in WORD.findall(text)]
        self._terms = {fold_for_index(word): term(word) for word in WORD.findall(text)}

    def forms_of(self, stem: str) -> list[str]:
        """The words with this stem."""
        return [word for word in self._words if self._terms[word] == stem]

    def matching_words(self, pattern: Pattern) -> list[str]:
        """The matching words, by testing each."""
        if isinstance(pattern, FuzzyPattern):
            return [word for word in self._words if is_within(pattern.text, word, pattern.distance)]
        return [word for word in self._words if re.fullmatch(pattern_of(pattern.text), word)]


def snipper(query: str, text: str, *, typing: bool) -> SnippetBuilder:
    """The snippet builder of a library with one text."""
    return SnippetBuilder(parse(query, typing=typing), "body", Words(text))


@settings(max_examples=300)
@given(texts, st.sampled_from(QUERIES), st.booleans())
@example("the trade of The Trades", "th", True)
def test_the_same_words_are_marked(text: str, query: str, typing: bool) -> None:
    """For all letters and queries."""
    exact = Highlighter(parse(query, typing=typing), "body").spans(text)

    assert snipper(query, text, typing=typing).spans(text) == exact


@given(st.text())
@example("Ꭰ")
@example("ẞß")
def test_folding_by_character_keeps_offsets(text: str) -> None:
    """Its words are the folded words; or it is None."""
    flat = flatten(text)
    if flat is not None:
        assert [(match.span(), fold_for_index(match[0])) for match in WORD.finditer(text)] == [
            (match.span(), match[0]) for match in WORD.finditer(flat)
        ]


def test_a_snippet_shows_where_the_most_hits_are() -> None:
    """Not the first hit."""
    text = "oil " + "word " * 100 + "oil and oil with more oil " + "word " * 100
    snippet = snipper("oil", text, typing=False).snippet(text)

    assert [snippet.text[hit.start : hit.end] for hit in snippet.hits] == ["oil", "oil", "oil"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")


def test_a_long_text_is_searched_to_its_end() -> None:
    """Piece by piece, as far as needed."""
    text = "word " * 20_000 + "oil"
    snippet = snipper("oil", text, typing=False).snippet(text)

    assert [snippet.text[hit.start : hit.end] for hit in snippet.hits] == ["oil"]


def test_a_snippet_begins_with_the_body() -> None:
    """The headline before it is shown elsewhere."""
    text = "A headline\nThe body."

    assert make_snippet(text, 11, []).text == "The body."
    assert snipper("body", text, typing=False).snippet(text, 11).hits == (Span(4, 8),)


def test_a_name_over_two_lines_is_marked_as_one() -> None:
    """The line break with its indentation becomes one space, and the hit stays as long as the name."""
    text = "A  b  United \n     States x"
    snippet = make_snippet(text, 0, [(6, 25)])

    assert [snippet.text[hit.start : hit.end] for hit in snippet.hits] == ["United States"]


@given(st.text(alphabet="abcdef \n\t", max_size=900), st.data())
def test_a_snippet_is_one_short_line(text: str, data: st.DataObject) -> None:
    """Without repeated spaces, and with the same hits."""
    words = [match.span() for match in re.finditer(r"[a-f]+(?:\s+[a-f]+)?", text)]
    hits = sorted(data.draw(st.sets(st.sampled_from(words), max_size=8))) if words else []
    snippet = make_snippet(text, 0, hits)
    marked = [snippet.text[hit.start : hit.end] for hit in snippet.hits]

    assert len(snippet.text) <= SNIPPET + 2
    assert re.search(r"[\n\t]|  ", snippet.text) is None
    assert marked == [word for word in (" ".join(text[slice(*hit)].split()) for hit in hits) if word in marked]
    assert all(re.fullmatch("[a-f]+(?: [a-f]+)?", each) for each in marked)
