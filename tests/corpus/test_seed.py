"""The kind of document this project was made from, and what it must yield."""

from __future__ import annotations

from corpus.extraction.extract import extract

TEXT = (
    "This was the first time a NATO Defence Ministerial format included Ministers of Defence of the Indo-Pacific "
    "partners: Australia, Japan, Republic of Korea and the New Zealand.\n"
    "The session addressed the cooperation between Russia, China and North Korea.\n"
    "The Lithuanian defence minister joined his colleagues in Brussels.\n"
    "On the margins, Minister Kasčiūnas had bilateral meetings with Minister of National Defence of Poland "
    "Władysław Kosiniak-Kamysz and Vice Minister of National Defense Kim Seon-ho.\n"
    "On Friday, Kasčiūnas will chair a meeting for Germany, United Kingdom, Canada.\n"
)


def test_people_are_found_without_their_titles() -> None:
    """The title is the role."""
    people = {person.name: person for person in extract(TEXT).people}

    assert list(people) == ["Kasčiūnas", "Władysław Kosiniak-Kamysz", "Kim Seon-ho"]
    assert people["Władysław Kosiniak-Kamysz"].roles == ("Minister of National Defence of Poland",)
    assert len(people["Kasčiūnas"].mentions) == 2


def test_countries_are_found_by_name_and_demonym() -> None:
    """The two Koreas stay apart, and the Indo-Pacific is no country."""
    codes = {country.code for country in extract(TEXT).countries}

    assert codes == {"AU", "JP", "KR", "NZ", "RU", "CN", "KP", "LT", "PL", "DE", "GB", "CA"}
