"""Where the reader is in a document: places that were left, the current hit, the name in focus."""

from __future__ import annotations

import pytest

from corpus.model.document import Document, Span
from index.model.entity import DocumentEntity
from index.model.query import Kind
from tui.state.name_cursor import NameCursor
from tui.state.reading_places import Place, ReadingPlaces
from tui.state.target_cursor import TargetCursor

HITS = (Span(2, 4), Span(10, 12), Span(20, 22), Span(30, 32))
DOCUMENT = Document(id="1", path="a.txt", title="A", text="x" * 40)


def longer(document: Document) -> Document:
    """A new version of a document."""
    return Document(id=document.id, path=document.path, title=document.title, text=document.text + "!")


def test_a_document_opens_where_it_was_left() -> None:
    """With the same hits at the same one, and without hits at none; with other hits, or changed, at its start."""
    places = ReadingPlaces()
    assert places.of(DOCUMENT, HITS) is None
    assert places.of(DOCUMENT, ()) is None
    places.remember(DOCUMENT, HITS, Place(5, 2))

    assert places.of(DOCUMENT, HITS) == Place(5, 2)
    assert places.of(DOCUMENT, ()) == Place(5, 0)
    assert places.of(DOCUMENT, HITS[:1]) is None
    assert places.of(longer(DOCUMENT), HITS) is None

    places.remember(DOCUMENT, (), Place(6, 0))
    assert places.of(DOCUMENT, ()) == Place(6, 0)


def test_only_the_next_document_opens_at_an_expected_place() -> None:
    """If it is the one, and long enough; whatever its hits are."""
    places = ReadingPlaces()
    for doc_id, top, found in (("1", 39, Place(39, 3)), ("1", 40, None), ("2", 5, None)):
        places.expect(doc_id, Place(top, 3))
        assert places.of(DOCUMENT, HITS) == found
        assert places.of(DOCUMENT, HITS) is None


def test_only_so_many_places_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those used last."""
    monkeypatch.setattr("tui.state.reading_places.MAX_PLACES", 2)
    places = ReadingPlaces()
    documents = [Document(id=name, path=name, title=name, text="x" * 9) for name in "abc"]
    for document in documents:
        places.remember(document, HITS, Place(1, 1))

    assert [places.of(document, HITS) for document in documents] == [None, Place(1, 1), Place(1, 1)]


def test_the_hits_of_the_body_are_targets() -> None:
    """One that begins where the body does is one of them. The cursor begins at the hit asked for, or at the last."""
    cursor = TargetCursor(HITS, body_start=10, number=1)
    assert (cursor.highlights, cursor.targets) == (HITS, HITS[1:])
    assert (cursor.current, cursor.span, cursor.hit) == (1, HITS[2], 1)
    assert TargetCursor(HITS).current == 0
    assert TargetCursor(HITS, number=9).span == HITS[3]

    none = TargetCursor((Span(2, 4),), body_start=10, number=1)
    assert (none.current, none.span) == (-1, None)
    assert not none.step(1, around=True)


def test_the_cursor_steps_through_targets() -> None:
    """It stays at the ends, or goes around them."""
    cursor = TargetCursor(HITS)
    stepped = [(cursor.step(steps, around=around), cursor.current) for steps, around in (
        (-1, False), (3, False), (1, False), (1, True), (-1, True), (-2, False),
    )]  # fmt: skip

    assert stepped == [(False, 0), (True, 3), (False, 3), (True, 0), (True, 3), (True, 1)]


def test_other_spans_replace_the_hits_for_a_while() -> None:
    """The first one from a place on is current, or the last one; the number of the hit is then 0."""
    cursor = TargetCursor(HITS, body_start=10, number=2)
    found = (Span(4, 6), Span(16, 18), Span(26, 28))
    for near, body_only, current in ((0, False, 0), (16, False, 1), (17, False, 2), (27, False, 2), (0, True, 0)):
        cursor.replace(found, near=near, body_only=body_only)
        assert (cursor.current, cursor.hit) == (current, 0)
    assert cursor.targets == found[1:]

    cursor.replace(HITS, near=20, body_only=True)
    assert (cursor.current, cursor.hit) == (1, 1)
    cursor.replace((), near=20, body_only=True)
    assert (cursor.current, cursor.span) == (-1, None)


PERSON = DocumentEntity(Kind.PERSON, "a", "A", (Span(10, 14), Span(30, 34)))
COUNTRY = DocumentEntity(Kind.COUNTRY, "LT", "Lithuania", (Span(2, 6), Span(20, 25)))


def starts(cursor: NameCursor, *steps: tuple[int, Span]) -> list[int | None]:
    """Where the name in focus begins after each step."""
    found = []
    for step, around in steps:
        cursor.step(step, around)
        found.append(cursor.focused.start if cursor.focused else None)
    return found


def test_names_are_stepped_through_in_the_order_of_the_text() -> None:
    """Whatever they name, and no further than the ends."""
    cursor = NameCursor((PERSON, COUNTRY))
    anywhere = Span(0, 40)
    assert (cursor.people, cursor.countries) == ([Span(10, 14), Span(30, 34)], [Span(2, 6), Span(20, 25)])
    assert cursor.focused is None

    assert starts(cursor, *[(1, anywhere)] * 5, *[(-1, anywhere)] * 4) == [2, 10, 20, 30, 30, 20, 10, 2, 2]
    assert cursor.focused == (2, 6, COUNTRY)
    assert cursor.leave()
    assert not cursor.leave()
    assert cursor.focused is None


def test_the_first_step_is_to_the_nearest_name() -> None:
    """The next one that begins in the view, or the previous one that ends before its end."""
    for step, around, start in (
        (1, Span(10, 12), 10), (1, Span(11, 12), 20), (1, Span(31, 40), None),
        (-1, Span(0, 25), 20), (-1, Span(0, 24), 10), (-1, Span(0, 6), 2), (-1, Span(0, 5), None),
    ):  # fmt: skip
        assert starts(NameCursor((PERSON, COUNTRY)), (step, around)) == [start]


def test_the_name_at_an_offset_is_focused() -> None:
    """Its end is behind it; beside a name none is."""
    cursor = NameCursor((PERSON, COUNTRY))
    found = {offset: (cursor.focus_at(offset), cursor.focused and cursor.focused.start) for offset in (1, 2, 5, 6, 33)}

    assert found == {1: (False, None), 2: (True, 2), 5: (True, 2), 6: (False, None), 33: (True, 30)}
