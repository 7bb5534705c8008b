"""Comparison of names: fit, blocking, and merge candidates by name."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.same_person import NameLikeness
from index.resolution.blocking import comparable_keys
from index.resolution.names import Fit, compact_key, fit, given_name_first, split_name
from index.resolution.similarity import similar_names, sound
from index.schema.fields import person_key

WORDS = st.sampled_from(
    [
        "george",
        "w",
        "g",
        "bush",
        "john",
        "kim",
        "jong",
        "seon",
        "ho",
        "al",
        "de",
        "garcia",
        "marquez",
        "jr",
        "smith",
        "j",
        "ann",
        "mary",
        "von",
    ]
)
KEYS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), unique=True, max_size=8)


@settings(max_examples=400)
@given(KEYS)
def test_blocking_finds_all_connected_names(keys: list[str]) -> None:
    """All pairs that a comparison of every pair connects are among the comparable keys."""
    found = {keys[place] for place in comparable_keys(keys)}

    for one, other in combinations(map(split_name, keys), 2):
        forms = [{compact_key(each) for each in (name, given_name_first(name)) if each} for name in (one, other)]
        if forms[0] & forms[1] or fit(one, other) > Fit.NONE or fit(other, one) > Fit.NONE:
            assert {one.key, other.key} <= found, (one.key, other.key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zelensky", "zelenskyy"), ("zelensky", "zelenskiy"), ("assad", "asad"), ("gaddafi", "gadafi"),
        ("khrushchev", "hrushchev"), ("yeltsin", "ieltsin"), ("shultz", "shultz"), ("hussein", "husein"),
        ("hussein", "husayn"), ("nasser", "naser"), ("smirnoff", "smirnov"), ("goto", "gotoh"),
    ],
)  # fmt: skip
def test_spellings_of_one_sound_have_one_phonetic_key(one: str, other: str) -> None:
    """As English papers spell them; differences in vowels are covered by another rule."""
    vowels = str.maketrans("", "", "aeiou")
    assert sound(one).translate(vowels).lstrip("kh") == sound(other).translate(vowels).lstrip("kh")


def suggested(*names: str) -> list[tuple[str, str]]:
    """The similar pairs among some names."""
    keys = [person_key(name) for name in names]
    return [(names[pair.one], names[pair.other]) for pair in similar_names(keys)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hafez Assad", "Hafez Asad"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Mikhail Gorbachev", "Mikhail Gorbachov"),
        ("Bill Clinton", "William Clinton"),
        ("Jim Wright", "James Wright"),
        ("Malcolm Baldrige", "Malcolm Baldridge"),
        ("Malcolm Baldrige", "Malcolm Badlrige"),
        ("George Bush", "George W. Bush"),
        ("Paul Martin", "Martin Paul"),
        ("Mikhail Gorbachev", "Mikhael Gorbachev"),
        ("V. Zelensky", "Volodymyr Zelenskyy"),
        ("Bush", "George Bush"),
    ],
)
def test_similar_names(one: str, other: str) -> None:
    """Suggested to the user."""
    assert suggested(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George Bush", "Barbara Bush"),
        ("John F. Kennedy", "John R. Kennedy"),
        ("Robert Jones Jr", "Robert Jones Sr"),
        ("Angela Merkel", "Helmut Kohl"),
        ("Maria Silva", "Mario Silva"),
        ("Li Peng", "Lu Peng"),
        ("Lee", "Leigh"),
    ],
)
def test_dissimilar_names(one: str, other: str) -> None:
    """Many different people have names that differ in one letter."""
    assert suggested(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", NameLikeness.TRANSLITERATION),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy", NameLikeness.TRANSLITERATION),
        ("Zelenskyy", "Zelenskiy", NameLikeness.TRANSLITERATION),
        ("Muammar Gaddafi", "Muammar Qaddafi", NameLikeness.TRANSLITERATION),
        ("Muammar Gaddafi", "Moammar Kadhafi", NameLikeness.TRANSLITERATION),
        ("Muammar Qaddafi", "Mouammar Kadhafi", NameLikeness.TRANSLITERATION),
        ("Gaddafi", "Qaddafi", NameLikeness.TRANSLITERATION),
        ("Andrei Smirnov", "Andrei Smirnoff", NameLikeness.TRANSLITERATION),
        ("Boris Johnson", "B. Johnson", NameLikeness.INITIAL),
        ("John Smith", "John Smyth", NameLikeness.SOUND),
        ("Robert Gates", "Robert Kates", None),
        ("Robert Gates", "Robert Gaddis", None),
    ],
)
def test_transliterations_are_a_reason_of_their_own(one: str, other: str, likeness: NameLikeness | None) -> None:
    """Romanizations of one Cyrillic or Arabic name; spellings that English has itself sound the same."""
    found = similar_names([person_key(one), person_key(other)])

    assert [pair.likeness for pair in found] == [likeness] * (likeness is not None)
