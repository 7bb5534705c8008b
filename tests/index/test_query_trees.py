"""Every query is answered as its parts say, in any library, typed or entered."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.model.errors import EntityNotFound, QueryError
from index.model.query import Excess, Filter, Kind, Query, QueryLimit
from index.model.query_fault import QueryFault
from index.query.ast import Everything
from index.query.parser import parse
from index.query.parser_state import LIMITS
from index.storage.index_store import open_index, open_reader
from tests.index.query_trees import Answers, Asked, Libraries, bare, ids, leaves, queries, typed_leaves


def test_the_updated_library_has_deleted_documents(libraries: Libraries) -> None:
    """The tests below need several segments with deleted documents."""
    directory = libraries["updated"].directory
    with open_reader(directory, open_index(directory)) as reader:
        segments = [leaf.segment() for leaf, _ in reader.leaf_readers()]
    assert len(segments) > 1
    assert any(segment and segment.deleted_count() for segment in segments)
    assert len(libraries["empty"]) == len(libraries["emptied"]) == 0


@pytest.mark.parametrize("typing", [False, True])
def test_any_tree_finds_what_its_parts_say(libraries: Libraries, typing: bool) -> None:
    """By set operations, for any nesting."""
    answers = [Answers(library, typing=typing) for library in libraries.values()]

    @settings(max_examples=60, deadline=None)
    @given(queries(typed_leaves if typing else leaves))
    def check(asked: Asked) -> None:
        for each in answers:
            assert each.of(asked.tree) == each.set_by_set(asked.tree)

    check()


@pytest.mark.parametrize("typing", [False, True])
def test_any_text_finds_what_its_tree_says(libraries: Libraries, typing: bool) -> None:
    """The text is parsed as its tree, and a page is built."""
    answers = {name: Answers(library, typing=typing) for name, library in libraries.items()}

    @settings(max_examples=60, deadline=None)
    @given(queries(leaves))
    def check(asked: Asked) -> None:
        text = f"{asked.text} "  # so that no word is incomplete
        assert bare(parse(text, typing=typing)) == asked.tree
        for name, library in libraries.items():
            page = library.search(Query(text, limit=100, typing=typing))
            assert sorted(hit.id for hit in page.hits) == ids(library, answers[name].set_by_set(asked.tree))
            assert page.total == len(page.hits)

    check()


@settings(max_examples=60, deadline=None)
@given(queries(leaves, depth=2), st.data())
def test_any_beginning_of_a_query_is_answered_while_typing(
    libraries: Libraries, asked: Asked, data: st.DataObject
) -> None:
    """After every key."""
    end = data.draw(st.integers(0, len(asked.text)))
    for library in libraries.values():
        library.search(Query(asked.text[:end], typing=True))


_PIECES = [*'()"~*?:-+^[]{} .,', "AND ", "OR ", "NOT ", "ANDMAYBE ", " TO ", "title:", "date:", "person:", "country:",
           "path:", "type:", "has:", "a", "oil", "1987", "^9", "~2", "..", ">", "日", "\udcff", "\uff9e", "\0",
           "ß", "!", "&&", "year:", "titel:", "-7d", "1990s", "last month", "June", "^-1", "~9",
           "https://a.org/"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@example("a\udcff*").via("a prefix that cannot be encoded")
@example("*\udcff oi?\udcff path:a\udcff* person:a\udcff*").via("wildcards that cannot be encoded")
@given(st.one_of(st.text(st.characters(), max_size=40), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)))
def test_any_text_is_answered_or_refused_in_a_sentence(libraries: Libraries, text: str) -> None:
    """Whatever is typed or pasted, half a surrogate pair included."""
    for library in libraries.values():
        library.search(Query(text, typing=True))
        with contextlib.suppress(QueryError):
            library.search(Query(text))
            library.explain(Query(text, limit=3))


_HALVES = ["(", ")", '"', "“", "AND ", "OR ", "NOT ", "ANDNOT ", "ANDMAYBE ", "-", "+", "!", "title:", "body: ", "oil ",
           "tin ", "talks ", "bank", " "]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_HALVES), max_size=14).map("".join))
def test_a_query_that_lacks_its_other_half_finds_the_same_once_it_is_entered(libraries: Libraries, text: str) -> None:
    """Only the last word counts as a prefix no longer; a query without words is the only one that is refused."""
    library = libraries["small"]
    text += " "
    typed = library.search(Query(text, limit=100, typing=True))
    if isinstance(parse(text), Everything) and text.strip():
        with pytest.raises(QueryError) as caught:
            library.search(Query(text))
        assert caught.value.fault is QueryFault.NO_WORDS
    else:
        entered = library.search(Query(text, limit=100))
        assert [hit.id for hit in entered.hits] == [hit.id for hit in typed.hits]
        assert entered.hints == typed.hints


@pytest.mark.parametrize("name", ["empty", "emptied"])
@pytest.mark.parametrize("typing", [False, True])
def test_a_library_without_documents_has_none_for_any_query(libraries: Libraries, name: str, typing: bool) -> None:
    """No people, countries or years, and no entity pages."""
    library = libraries[name]
    for text in ("", "oil", "oi", "country:LT", "person:merkel", "date:1987", "person:m*", "oil~", "*", "-oil"):
        page = library.search(Query(text, (Filter(Kind.COUNTRY, "LT"),) if text == "oil" else (), typing=typing))
        assert (page.total, page.hits, list(page.people), list(page.countries), page.years) == (0, (), [], [], ())
    for kind, key in ((Kind.PERSON, "merkel"), (Kind.COUNTRY, "LT")):
        with pytest.raises(EntityNotFound):
            library.entity(kind, key)
        with pytest.raises(EntityNotFound):
            library.find(kind, key)
    assert library.suggestions() == ()


def test_a_library_that_was_never_indexed_has_nothing_for_any_query(libraries: Libraries) -> None:
    """As the explorer opens it on a new folder."""
    library = Library.open(libraries["empty"].folder, libraries["empty"].directory.parent / "new", create=True)
    for typing in (False, True):
        assert library.search(Query("country:LT oil*", typing=typing)).total == 0
    assert library.search(Query("(" * 99, typing=True)).excess == Excess(QueryLimit.DEPTH, LIMITS[QueryLimit.DEPTH])


# Queries that Whoosh's own normalization simplified wrongly


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("* cocoa", "cocoa"),
        ("cocoa AND (* OR oil)", "cocoa"),
        ("title:[a TO z] title:[cocoa TO d]", "title:[cocoa TO d]"),
        ("title:[b TO d] title:[oil TO p]", "title:cocoa title:oil"),
        ("{oil TO oil} cocoa", "cocoa -cocoa"),
        ("title:(tin OR [cocoa TO d])", "title:tin OR title:[cocoa TO d]"),
        ("cocoa cocoa (cocoa cocoa)", "cocoa"),
    ],
)
def test_a_query_finds_the_same_as_a_plainer_one(libraries: Libraries, query: str, same: str) -> None:
    """By the definition of each operator."""
    small = libraries["small"]
    one, other = small.search(Query(query)), small.search(Query(same))

    assert sorted(hit.id for hit in one.hits) == sorted(hit.id for hit in other.hits)


def test_repeating_a_word_does_not_change_scores(libraries: Libraries) -> None:
    """Whatever the brackets."""
    small = libraries["small"]
    scores = [[hit.score for hit in small.search(Query(text)).hits] for text in ("oil said", "oil (oil (said oil))")]
    assert scores[0] == scores[1] != []


def test_the_heaviest_weight_is_a_number(libraries: Libraries) -> None:
    """However many digits it has."""
    page = libraries["small"].search(Query(f"oil^{'9' * 500} OR tin^0"))
    assert page.total
    assert all(0 <= hit.score < float("inf") for hit in page.hits)
