"""People of a text: golden cases of many origins, what must not count, spans, merging and explanations."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extraction import people as extraction
from corpus.model.document import Person
from corpus.tokens.tokenize import make_page

CASES = Path(__file__).parent.parent / "data" / "extraction" / "people.yaml"


def cases() -> Iterator[Any]:
    """The golden cases."""
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        yield pytest.param(case, id=case["id"])


def find_people(text: str) -> tuple[Person, ...]:
    """The people of a text."""
    return extraction.find_people(make_page(text))


def explain_people(text: str) -> tuple[extraction.Candidate, ...]:
    """The candidates of a text."""
    return extraction.explain_people(make_page(text))


def flat(form: str) -> str:
    """A form as it is compared: one space for any white space, no case."""
    return " ".join(form.split()).casefold()


def forms(person: Person) -> set[str]:
    """All forms of a person, flat."""
    return {flat(person.name), *map(flat, person.aliases)}


@pytest.mark.parametrize("case", cases())
def test_golden(case: dict[str, Any]) -> None:
    """Each case yields its people, aliases and roles, and nobody else."""
    people = find_people(case["text"])
    assert [flat(person.name) for person in people] == [flat(name) for name in case["people"]]
    by_name = {flat(person.name): person for person in people}
    for name, aliases in case.get("also", {}).items():
        assert set(map(flat, aliases)) <= forms(by_name[flat(name)])
    for name, roles in case.get("roles", {}).items():
        assert set(roles) <= set(by_name[flat(name)].roles)
    unwanted = set(map(flat, case.get("not", ())))
    assert not unwanted & {form for person in people for form in forms(person)}


def test_mentions_are_the_name_alone() -> None:
    """A mention holds no title and no possessive."""
    text = "Defence Minister Laurynas Kasčiūnas met allies. Kasčiūnas’s office said Minister Kasčiūnas was pleased."
    (person,) = find_people(text)
    assert [text[start:end] for start, end in person.mentions] == [
        "Laurynas Kasčiūnas",
        "Kasčiūnas",
        "Kasčiūnas",
    ]
    assert person.name == "Laurynas Kasčiūnas"
    assert person.aliases == ("Kasčiūnas",)
    assert person.roles == ("Defence Minister", "Minister")


def test_bare_surname_joins_the_fitting_person_named_last() -> None:
    """A bare surname means who was named last before it."""
    text = (
        "Kim Jong Un spoke. Later Kim Yo Jong arrived. Kim said she was tired. "
        "Barack Obama left with George Bush. Obama slept."
    )
    people = {person.name: person for person in find_people(text)}
    assert people["Kim Yo Jong"].aliases == ("Kim",)
    assert people["Kim Jong Un"].aliases == ()
    assert people["Barack Obama"].aliases == ("Obama",)
    assert people["George Bush"].aliases == ()


def test_father_and_son_stay_two() -> None:
    """Jr. is another person."""
    assert [person.name for person in find_people("Donald Trump met Donald Trump Jr. in Miami.")] == [
        "Donald Trump",
        "Donald Trump Jr.",
    ]


def test_title_alone_is_nobody() -> None:
    """An office without a name is nobody."""
    assert find_people("The President met the Prime Minister. Secretary General, Mr. President, Madam Speaker.") == ()


def test_wrapped_name_is_one_form() -> None:
    """A name over a line end is the same form."""
    (person,) = find_people("He met Prime Minister Yasuhiro\nNakasone. Yasuhiro Nakasone smiled.")
    assert person.name == "Yasuhiro Nakasone"
    assert person.aliases == ()
    assert len(person.mentions) == 2


def test_headline_in_capitals_proves_nothing_but_counts_once_known() -> None:
    """A headline in capitals is no proof, but its names are mentions."""
    assert find_people("BAKER SAYS TRADE GAP TO NARROW THIS YEAR\nThe deficit fell.") == ()
    text = "BAKER SAYS TRADE GAP TO NARROW THIS YEAR\nTreasury Secretary James Baker said the gap would narrow."
    (person,) = find_people(text)
    assert [text[start:end] for start, end in person.mentions] == ["BAKER", "James Baker"]


def test_empty_and_nameless_texts() -> None:
    """Texts without names are no trouble."""
    for text in ("", " ", "\n\n", "...", "no capitals here", "12 345"):
        assert find_people(text) == ()
        assert explain_people(text) == ()


def test_explanation_agrees_and_names_its_evidence() -> None:
    """What is explained is what was decided."""
    text = "Minister Kasčiūnas met General Motors Corp. and Olaf Scholz. USS Ronald Reagan sailed."
    candidates = explain_people(text)
    accepted = sorted(candidate.span for candidate in candidates if candidate.accepted)
    assert accepted == sorted(span for person in find_people(text) for span in person.mentions)
    kasciunas = next(candidate for candidate in candidates if candidate.surface == "Kasčiūnas")
    named = {evidence.name: evidence.weight for evidence in kasciunas.evidence}
    assert named["alone: office before"] > 0
    assert named["one word"] < 0
    assert kasciunas.score == pytest.approx(sum(named.values()), abs=0.01)
    ship = next(candidate for candidate in candidates if candidate.surface == "Ronald Reagan")
    assert not ship.accepted
    assert ship.reason == "called after a person"


NAMES = (
    "Kim Jong Un",
    "Laurynas Kasčiūnas",
    "Kasčiūnas",
    "van der Bellen",
    "J. D. Vance",
    "O’Neill",
    "Bashar al-Assad",
)
GLUE = (
    " ",
    "\n",
    "\n\n",
    ", ",
    ". ",
    "’s ",
    " said ",
    " & ",
    " of the ",
    "Mr. ",
    "President ",
    " Inc",
    " (",
    "- ",
    "U.S. ",
)
PRESS_LIKE = st.lists(st.sampled_from(NAMES + GLUE) | st.text(max_size=6), max_size=30).map("".join)


@settings(max_examples=300)
@given(st.text(max_size=200) | PRESS_LIKE)
def test_any_text_gives_exact_ordered_mentions(text: str) -> None:
    """Whatever the text: mentions are exact, ordered, apart, and the same each time."""
    people = find_people(text)
    taken = sorted(span for person in people for span in person.mentions)
    assert all(before.end <= after.start for before, after in pairwise(taken))
    for person in people:
        assert person.mentions == tuple(sorted(person.mentions))
        assert {flat(text[start:end]) for start, end in person.mentions} == forms(person)
        assert person.name not in person.aliases
    assert find_people(text) == people
    accepted = {candidate.span for candidate in explain_people(text) if candidate.accepted}
    assert accepted == set(taken)


def test_threads_agree() -> None:
    """Several threads get what one gets."""
    texts = [case["text"] for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))]
    alone = [find_people(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(find_people, texts * 4)) == alone * 4


def test_a_role_is_of_the_name_beside_it() -> None:
    """Not of somebody named before or after."""
    text = (
        "White House Chief of Staff Howard Baker and Treasury Secretary James Baker met. "
        "Paul Volcker, Finance Minister Kiichi Miyazawa and Karl Otto Poehl, the Bundesbank president, came."
    )
    roles = {person.name: person.roles for person in find_people(text)}
    assert roles["Howard Baker"] == ("White House Chief of Staff",)
    assert roles["James Baker"] == ("Treasury Secretary",)
    assert roles["Paul Volcker"] == ()
    assert roles["Kiichi Miyazawa"] == ("Finance Minister",)
    assert roles["Karl Otto Poehl"] == ("Bundesbank president",)


def test_a_firm_of_partners_is_no_person() -> None:
    """And Co, & Sons."""
    assert find_people("Analysts at Smith Barney, Harris Upham and Co disagreed with John Smith & Sons.") == ()
