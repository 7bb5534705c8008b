"""How certain names are, over the documents of a library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.entity import Action, Correction
from index.model.query import Kind, Query
from tests.index.stories import Shelf, named


def stories(tmp_path: Path) -> Shelf:
    """A library in which names are uncertain in some of their documents or in all."""
    shelf = Shelf(tmp_path)
    shelf.write(
        replace(named("Anna Novak", "Grey Harbour", "Istat"), unsure=(("Grey Harbour", 0.5), ("Istat", 0.62))),
        replace(named("Anna Novak", "Grey Harbour", "Istat"), unsure=(("Anna Novak", 0.4), ("Istat", 0.55))),
        replace(named("Grey Harbour", "Istat", "Peter Lang"), unsure=(("Istat", 0.6), ("Peter Lang", 0.95))),
    )
    return shelf


def shown(library: Library, text: str = "") -> tuple[list[str], int]:
    """The people of a search, and how many of them are uncertain."""
    page = library.search(Query(text))
    return [person.label for person in page.people], page.uncertain_people


def test_names_without_good_evidence_in_any_document_come_last(tmp_path: Path) -> None:
    """Whatever the number of their documents; without a threshold, all are alike."""
    shelf = stories(tmp_path)
    library = shelf.open()
    assert shown(library) == (["Grey Harbour", "Istat", "Anna Novak", "Peter Lang"], 0)
    library.uncertain_below = 0.75
    assert shown(library) == (["Grey Harbour", "Anna Novak", "Peter Lang", "Istat"], 1)
    library.uncertain_below = 0.6
    assert shown(library)[1] == 0

    library.uncertain_below = 0.75
    shelf.write(None, None, None, replace(named("Grey Harbour", "Istat"), unsure=(("Grey Harbour", 0.5),)))
    library.refresh()
    assert shown(library) == (["Istat", "Grey Harbour"], 1)  # the removed documents no longer speak for a name


def test_a_person_is_as_certain_as_the_best_name_variant(tmp_path: Path) -> None:
    """Also one of a correction."""
    library = stories(tmp_path).open()
    library.uncertain_below = 0.75
    library.correct(Correction(Action.MERGE, Kind.PERSON, ("Peter Lang", "Istat")))
    assert shown(library)[1] == 0
    library.undo()
    assert shown(library)[1] == 1


def test_the_page_has_the_confidence_of_the_best_mention(tmp_path: Path) -> None:
    """And its evidence, unless it is sure."""
    library = stories(tmp_path).open()
    for name, confidence in (("istat", 0.62), ("anna novak", 1.0), ("peter lang", 0.95)):
        page = library.entity(Kind.PERSON, name)
        assert page.confidence == pytest.approx(confidence), name
        assert bool(page.evidence) == (name == "istat"), name
    document = library.document("2.txt")
    assert [person.confidence for person in document.entities.people] == pytest.approx([1.0, 0.6, 0.95])
