"""What may surprise in the reading of a query is hinted at, typed or entered, and nothing else is."""

from __future__ import annotations

import pytest

from index.model.errors import QueryError
from index.model.hint import HintKind
from index.model.query import Query
from index.model.query_fault import QueryFault
from index.query.parser import parse, parse_within_limits
from tests.index.query_trees import Libraries, bare

_HINTS = [
    ("!oil", HintKind.EXCLAMATION_MARK, "oil", "", "-oil"),
    ('talks !"oil talks"', HintKind.EXCLAMATION_MARK, '"oil talks"', "", 'talks -"oil talks"'),
    ("--oil", HintKind.DOUBLE_MINUS, "oil", "", "oil"),
    ("oil & tin", HintKind.LONE_OPERATOR, "&", "AND", "oil tin"),
    ("oil || tin", HintKind.LONE_OPERATOR, "||", "OR", "oil tin"),
    ("oil - tin", HintKind.LONE_OPERATOR, "-", "-word", "oil tin"),
    ("oil +", HintKind.LONE_OPERATOR, "+", "+word", "oil"),
    ('"o?l talks"', HintKind.WILDCARD_IN_PHRASE, "o?l", "", '"o?l talks"'),
    ('"oi* talks"', HintKind.WILDCARD_IN_PHRASE, "oi*", "", '"oi* talks"'),
    ("cocao~3", HintKind.EDIT_DISTANCE, "cocao~3", "cocao~2", "cocao~2"),
    ("cocao~0.8", HintKind.EDIT_DISTANCE, "cocao~0.8", "cocao~1", "cocao~"),
    ("oil^-1", HintKind.INVALID_BOOST, "^-1", "", "oil"),
    ('"oil talks"^-2.5', HintKind.INVALID_BOOST, "^-2.5", "", '"oil talks"'),
    ("https://oil.org/a?b=1", HintKind.URL, "https://oil.org/a?b=1", "", '"https oil org a b 1"'),
    ("www.oil.org/*", HintKind.URL, "www.oil.org/*", "", '"www oil org"'),
    ("oil.org/a?b=1", HintKind.URL, "oil.org/a?b=1", "", '"oil org a b 1"'),
    ("199?", HintKind.FINAL_QUESTION_MARK, "199?", "year:1990s", "199"),
    ("titel:oil", HintKind.UNKNOWN_FIELD, "titel", "title", '"titel oil"'),
    ('sender:"desk"', HintKind.UNKNOWN_FIELD, "sender", "author", 'sender "desk"'),
    ("oil) tin", HintKind.UNMATCHED_CLOSING_BRACKET, ")", "", "oil tin"),
    ("oil OR tin) cocoa", HintKind.UNMATCHED_CLOSING_BRACKET, ")", "", "(oil OR tin) cocoa"),
    ("oil (tin OR cocoa", HintKind.UNMATCHED_OPENING_BRACKET, "(", "", "oil (tin OR cocoa)"),
    ("oil -(tin cocoa", HintKind.UNMATCHED_OPENING_BRACKET, "(", "", "oil -(tin cocoa)"),
    ("title:(oil talks", HintKind.UNMATCHED_OPENING_BRACKET, "(", "", "title:(oil talks)"),
    ('oil "talks', HintKind.UNCLOSED_QUOTE, '"', "", "oil talks"),
    ('oil "tin OR cocoa', HintKind.UNCLOSED_QUOTE, '"', "", "oil (tin OR cocoa)"),
    ('5" oil OR tin', HintKind.UNCLOSED_QUOTE, '"', "", "5 (oil OR tin)"),
    ('"oil talks" "tin', HintKind.UNCLOSED_QUOTE, '"', "", '"oil talks" tin'),
    ('oil -"tin cocoa', HintKind.UNCLOSED_QUOTE, '"', "", "oil -(tin cocoa)"),
    ('title:"oil talks', HintKind.UNCLOSED_QUOTE, '"', "", "title:(oil talks)"),
    ('oil country:"LT', HintKind.UNCLOSED_QUOTE, '"', "", "oil country:LT"),
    ("oil „tin", HintKind.UNCLOSED_QUOTE, "„", "", "oil tin"),
    ("oil OR", HintKind.DANGLING_OPERATOR, "OR", "", "oil"),
    ("oil AND NOT", HintKind.DANGLING_OPERATOR, "NOT", "", "oil"),
    ("(oil NOT) tin", HintKind.DANGLING_OPERATOR, "NOT", "", "oil tin"),
    ("oil AND AND tin", HintKind.DANGLING_OPERATOR, "AND", "", "oil tin"),
    ("oil AND OR tin", HintKind.DANGLING_OPERATOR, "OR", "", "oil tin"),
    ("title: oil", HintKind.FIELD_WITHOUT_VALUE, "title", "", "oil"),
    ("oil (Title:)", HintKind.FIELD_WITHOUT_VALUE, "Title", "", "oil"),
    ("title:author:desk", HintKind.FIELD_WITHOUT_VALUE, "title", "", "author:desk"),
    ("date:2024..1991", HintKind.REVERSED_RANGE, "date:2024..1991", "", "date:1991..2024"),
    ("year:1999..1991", HintKind.REVERSED_RANGE, "year:1999..1991", "", "year:1991..1999"),
    ("date:[2024 TO 1991]", HintKind.REVERSED_RANGE, "date:2024..1991", "", "date:1991..2024"),
    ("title:{tin TO oil]", HintKind.REVERSED_RANGE, "title:tin..oil", "", "title:[oil TO tin}"),
]


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(("text", "kind", "detail", "likely", "same"), _HINTS, ids=[text for text, *_ in _HINTS])
def test_hints(
    libraries: Libraries, text: str, kind: HintKind, detail: str, likely: str, same: str, typing: bool
) -> None:
    """Each names the part of the query, and the query finds the same as the plain one that is meant."""
    for library in libraries.values():
        page, plain = (library.search(Query(f"{each} ", typing=typing)) for each in (text, same))
        assert [(hint.kind, hint.detail, hint.likely) for hint in page.hints] == [(kind, detail, likely)]
        assert {hit.id for hit in page.hits} == {hit.id for hit in plain.hits}


@pytest.mark.parametrize(("text", "kind", "detail", "likely", "same"), _HINTS, ids=[text for text, *_ in _HINTS])
def test_a_hint_says_where_it_is(
    libraries: Libraries, text: str, kind: HintKind, detail: str, likely: str, same: str
) -> None:
    """In code points of the query in NFC, also behind other words."""
    before = "côte "
    [hint] = libraries["small"].search(Query(before + text)).hints

    assert hint.at.start >= len(before)
    assert hint.at.end <= len(before + text)
    if kind is not HintKind.REVERSED_RANGE:
        assert detail in (before + text)[hint.at.start : hint.at.end]


@pytest.mark.parametrize(("text", "operator", "same"), [("AND oil", "AND", "oil"), ("OR oil tin", "OR", "oil tin")])
def test_an_operator_before_the_first_word_is_ignored(text: str, operator: str, same: str) -> None:
    """And hinted at; behind another word it would join the two."""
    parsed = parse_within_limits(text)
    assert [(hint.kind, hint.detail) for hint in parsed.hints] == [(HintKind.DANGLING_OPERATOR, operator)]
    assert bare(parsed.tree) == bare(parse(same))


@pytest.mark.parametrize("text", ["title:", "()", '"', "((", "AND", "NOT NOT NOT", "-", 'person:""'])
def test_a_query_without_words_is_refused_once_it_is_entered(libraries: Libraries, text: str) -> None:
    """And finds every document while it is typed."""
    small = libraries["small"]
    with pytest.raises(QueryError) as caught:
        small.search(Query(text))
    assert caught.value.fault is QueryFault.NO_WORDS
    assert small.search(Query(text, typing=True)).total == len(small)


@pytest.mark.parametrize(
    "text",
    [
        "oil", "-oil", "+oil", "cocao~", "cocao~2", "cocao~0", "oil^2", '"is it so?"', '"oil ta*"', "oil?", "o?l",
        "what about 1991?", "title:oil", "Re: oil", "re:", "10:30", "1:2", "https://oil.org/a", "oil!", "Yahoo! oil",
        "oil -- tin", "date:1991..2024", "date:2024-06..2024", "oil OR tin", "e-mail", "!= oil", "“oil”",
    ],
)  # fmt: skip
def test_ordinary_queries_have_no_hints(libraries: Libraries, text: str) -> None:
    """Nor while typing."""
    for typing in (False, True):
        assert libraries["small"].search(Query(text, typing=typing)).hints == ()


def test_hints_are_few_and_each_is_there_once() -> None:
    """However often a mistake is repeated."""
    assert len(parse_within_limits("oil & " * 100).hints) == 1
    assert len(parse_within_limits(" ".join(f"a{chr(97 + at)}x:y" for at in range(26))).hints) == 5


def test_an_exclamation_mark_excludes_in_fields_and_brackets() -> None:
    """Like a minus."""
    assert bare(parse("!(oil tin) title:!talks")) == bare(parse("-(oil tin) title:-talks"))
