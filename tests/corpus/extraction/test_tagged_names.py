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
    ],
)
def test_the_ends_of_names(text: str, expected: set[str]) -> None:
    """Two people are not one, and a name has its initials but no title."""
    assert expected <= {person.name for person in extract(text).people}
