"""Names with the family name first and a comma: lists with semicolons, lists of lines, addresses of mails."""

from __future__ import annotations

import pytest

from corpus.extraction.extract import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Present: Johnson, Boris; Tarasova, Olena; Okafor, Amara.",
            ["Boris Johnson", "Olena Tarasova", "Amara Okafor"],
        ),
        (
            "Smith, John\nTarasova, Olena\nvan der Berg, Pieter\n",
            ["John Smith", "Olena Tarasova", "Pieter van der Berg"],
        ),
        ('To: "Lindqvist, Henrik" <henrik@example.org>\n\nHello.', ["Henrik Lindqvist"]),
        ("Kim, Seon-ho; Park, Jae-won", ["Kim Seon-ho", "Park Jae-won"]),
        ("Johnson, John; Peterson, Peter; Roberts, Robert", ["John Johnson", "Peter Peterson", "Robert Roberts"]),
        ("Marcos, Ferdinand Jr.; Tarasova, Olena", ["Ferdinand Marcos", "Olena Tarasova"]),
        ("Smith, J.; Müller, K. H.; Weber, Anna B.", ["J. Smith", "K. H. Müller", "Anna B. Weber"]),
        ("García Márquez, Gabriel; Vargas Llosa, Mario", ["Gabriel García Márquez", "Mario Vargas Llosa"]),
    ],
)
def test_inverted_names(text: str, expected: list[str]) -> None:
    """The name is as running text has it; the mention is the place as written."""
    people = extract(text).people
    assert [person.name for person in people] == expected
    assert all(", " in text[slice(*person.mentions[0])] for person in people)


def test_an_inverted_name_is_the_same_person() -> None:
    """As the name in running text, and a bare surname after it."""
    text = "Boris Johnson spoke. Johnson left.\n\nPresent: Johnson, Boris; Tarasova, Olena.\n"
    found = {person.name: len(person.mentions) for person in extract(text).people}
    assert found == {"Boris Johnson": 3, "Olena Tarasova": 1}


def test_the_given_name_of_an_inverted_name() -> None:
    """It may be a nickname elsewhere, also where the family name often comes first, such as Wang."""
    text = "Present: Wang, Robert; Park, Thomas.\n\nBob Wang spoke first, he said."
    found = {person.name: len(person.mentions) for person in extract(text).people}
    assert found == {"Robert Wang": 2, "Thomas Park": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Offices: Paris, France; Berlin, Germany; Austin, Texas.",
        "Paris, France\nBerlin, Germany\nChad, Africa\n",
        "He went to Johnson, Smith and Partners; Johnson, he said, was away.",
        "Thanks, John; Hello, Mary.",
        "Delegates came from Jackson, Mississippi; Lansing, Michigan; and Salem, Oregon.",
    ],
)
def test_places_and_clauses_are_no_inverted_names(text: str) -> None:
    """A known given name has to stand after the comma in every part."""
    assert not [person.name for person in extract(text).people if len(person.name.split()) > 1]
