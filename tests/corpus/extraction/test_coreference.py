"""Coreference: the index of persons misses none that may be the same person."""

from __future__ import annotations

from collections.abc import Iterable
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.extraction.extract import extract
from corpus.extraction.people.coreference import CoreferenceResolver
from corpus.extraction.people.name_matching import PersonCluster

NAMES = (
    "John Smith", "Jon Smith", "J. Smith", "Johnny Smith", "John Smyth", "Smith", "John Paul Smith", "John Smith Jr.",
    "Bashar al-Assad", "Bashar Assad", "Assad", "al-Assad", "Hafez el-Assad", "Kim Jong Un", "Kim Jong-un", "Kim",
    "Kim Jongun", "Xi Jinping", "Xi Jin-ping", "Ursula von der Leyen", "Von der Leyen", "Leyen", "Charles de Gaulle",
    "De Gaulle", "Gaulle", "General de Gaulle", "Margarita Robles Fernández", "Margarita Robles", "Robles Fernández",
    "Robles", "Anna Schmidt-Jortzig", "Jortzig", "Schmidt-Jortzig", "Edzard Schmidt", "Edzard Schmidtjortzig",
    "Paul van Damme", "Van Damme", "P. van Damme", "Jo-Ann Mary", "Joann-Mary", "Joann Mary", "Jo Annmary",
)  # fmt: skip
SENTENCES = (
    "{} said so.",
    "Mr {} spoke.",
    "It was the view of {} that it rained.",
    "President {} met {}.",
    "{}’s plan",
)
texts = st.lists(
    st.builds(lambda form, names: form.format(*names), st.sampled_from(SENTENCES),
              st.lists(st.sampled_from(NAMES), min_size=2, max_size=2)),
    min_size=1, max_size=25,
)  # fmt: skip


def all_people(resolver: CoreferenceResolver, keys: Iterable[str]) -> list[PersonCluster]:
    """All persons of the text, whatever their keys are."""
    return resolver.people


@settings(max_examples=80)
@given(texts)
@example([f"{name} said so." for name in NAMES])
@example([f"{name} said so." for name in reversed(NAMES)])
@example(["President Jo Annmary said so. President Joann Mary said so."])
def test_the_index_of_persons_finds_what_a_scan_finds(sentences: list[str]) -> None:
    """Looking persons up by key gives the same persons with the same mentions as comparing all of them."""
    text = "\n".join(sentences)
    with patch.object(CoreferenceResolver, "_people_with", all_people):
        scanned = extract(text)
    with patch("corpus.extraction.people.coreference._LINEAR_SCAN_LIMIT", 3):
        indexed = extract(text)
        with patch("corpus.extraction.people.coreference._MOST_NAMESAKES", 1):
            sorted_once = extract(text)

    assert indexed == scanned
    assert sorted_once == scanned


def test_each_of_many_namesakes_has_the_bare_names_after_it() -> None:
    """However many there are."""
    given_names = (
        "Adam Alice Andrew Barbara Benjamin Carol Catherine Charles Christopher Daniel David Deborah "
        "Donald Dorothy Edward Elizabeth Emily Eric Frank George Gregory Helen Henry James Janet "
        "Jennifer John Joseph Karen Kenneth Laura Linda Margaret Michael Nancy Patrick Paul Rachel "
        "Richard Robert Sandra Sarah Stephen Susan"
    )
    names = [f"{name} Smith" for name in given_names.split()]
    text = "\n\n".join(f"{name} came to Vilnius. Smith said so." for name in names)

    mentions = {person.name: len(person.mentions) for person in extract(text).people}

    assert mentions == dict.fromkeys(names, 2)
