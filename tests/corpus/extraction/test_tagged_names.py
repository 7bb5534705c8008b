"""Where names begin and end: brackets, conjunctions, titles and initials around what the tagger sees."""

from __future__ import annotations

import pytest

from corpus.extraction.extract import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kanzlerin Merkel said that Angela Merkel und Emmanuel Macron met.", {"Angela Merkel", "Emmanuel Macron"}),
        ("The referees were Ricardo Canales (Vida), Carlos Disuca (Motagua) and Ana Lopez.", {"Ricardo Canales"}),
        ("Union minister V Muraleedharan said S Jothimani had left.", {"V Muraleedharan", "S Jothimani"}),
        ("The writer NH Palkar met D K Shivakumar, he said.", {"NH Palkar", "D K Shivakumar"}),
        ("Md Nazrul Islam Chunnu, a farmer, said he had waited.", {"Md Nazrul Islam Chunnu"}),
        ("Mayor Auntie Vicki West said she was happy.", {"Vicki West"}),
        ("The Frenchman Sebastien Delaunay said he would return.", {"Sebastien Delaunay"}),
        ("The prize went to Jody Williams. Tun Channareth, who lost his legs, was there.", {"Jody Williams"}),
        ("Through the night from Saturday to Sunday Paul Nitze and Richard Perle negotiated.", {"Paul Nitze"}),
        ("The two winners, José Ramos-Horta and Bishop Carlos Belo, spoke.", {"José Ramos-Horta", "Carlos Belo"}),
        ("Magistrate Daniel Covington said he agreed.", {"Daniel Covington"}),
        ("They were Gerry Adams and Martin McGuinness Sinn Féin.", {"Gerry Adams", "Martin McGuinness"}),
        ("S. Rajaratnam of Singapore and Tun Abdul Razak of Malaysia met.", {"Abdul Razak"}),
        ("Prime Minister Pierre Mendès France promised it. Mendès France left.", {"Pierre Mendès France"}),
        ("Gerald Ford came, and so did Lady Bird Johnson, the widow.", {"Gerald Ford", "Lady Bird Johnson"}),
        ("Others signed. Anthony Lake for Washington and Renato Serri signed, too.", {"Anthony Lake", "Renato Serri"}),
    ],
)
def test_the_ends_of_names(text: str, expected: set[str]) -> None:
    """Two people are not one, and a name has its initials but no title."""
    assert expected <= {person.name for person in extract(text).people}


@pytest.mark.parametrize(
    "text",
    [
        "Collisions between the coastguard ships Þór, Týr, Ægir and Óðinn were frequent.",
        "They signed it on the steps of Harambee House in Nairobi this afternoon.",
        "The flag of the United Nations came down at Taci Tolu outside the capital. He told them so.",
        "They sat beside those of the six other members in Bandar Seri Begawan today.",
        "The frigates Juno and Diana left the harbour.",
        "There are two Presidents Bush, father and son, George H. W. and George W., it said.",
    ],
)
def test_what_looks_like_a_name(text: str) -> None:
    """Ships in a list, and a given name with initials whose surname stands elsewhere."""
    assert {person.name for person in extract(text).people} <= {"Bush"}


def test_a_given_name_is_no_place_and_one_initial_is_a_surname() -> None:
    """A crowd is angry at a person; newspapers abbreviate the surnames of suspects."""
    text = "People were angry at Boris Johnson outside the parliament. The suspects Mehmet K. and Anna L. were held."
    assert {"Boris Johnson", "Mehmet K", "Anna L"} == {person.name for person in extract(text).people}


def test_the_title_of_a_list_ends_with_it() -> None:
    """One ship, and then a person."""
    assert [each.name for each in extract("The ship Bremen and Hans Schmidt were there.").people] == ["Hans Schmidt"]
