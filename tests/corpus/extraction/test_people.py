"""People of a text: golden cases of many origins, false positives, mentions, coreference and explanations."""

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
from corpus.extraction.people.veto import Veto
from corpus.model.document import Person
from corpus.tokens.tokenize import tokenize

CASES = Path(__file__).parents[2] / "data" / "extraction" / "people.yaml"


def cases() -> Iterator[Any]:
    """The golden cases."""
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        yield pytest.param(case, id=case["id"])


def find_people(text: str) -> tuple[Person, ...]:
    """The people of a text."""
    return extraction.find_people((tokenize(text),))[0]


def explain_people(text: str) -> tuple[extraction.PersonCandidate, ...]:
    """The candidates of a text."""
    return extraction.explain_people(tokenize(text))


def flat(form: str) -> str:
    """A form with collapsed white space and without case."""
    return " ".join(form.split()).casefold()


def forms(person: Person) -> set[str]:
    """All flat forms of a person."""
    return {flat(person.name), *map(flat, person.aliases)}


@pytest.mark.parametrize("case", cases())
def test_golden_case(case: dict[str, Any]) -> None:
    """Each text yields exactly its people, with their aliases and roles."""
    people = find_people(case["text"])
    assert [flat(person.name) for person in people] == [flat(name) for name in case["people"]]
    by_name = {flat(person.name): person for person in people}
    for name, aliases in case.get("aliases", {}).items():
        assert set(map(flat, aliases)) <= forms(by_name[flat(name)])
    for name, roles in case.get("roles", {}).items():
        assert set(roles) <= set(by_name[flat(name)].roles)
    unwanted = set(map(flat, case.get("not", ())))
    assert not unwanted & {form for person in people for form in forms(person)}


def test_mention_is_the_name_without_title() -> None:
    """A mention includes neither the title nor the possessive."""
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


def test_bare_surname_refers_to_the_last_fitting_person() -> None:
    """A bare surname refers to the person with this name who was named last before it."""
    text = (
        "Kim Jong Un spoke. Later Kim Yo Jong arrived. Kim said she was tired. "
        "Barack Obama left with George Bush. Obama slept."
    )
    people = {person.name: person for person in find_people(text)}
    assert people["Kim Yo Jong"].aliases == ("Kim",)
    assert people["Kim Jong Un"].aliases == ()
    assert people["Barack Obama"].aliases == ("Obama",)
    assert people["George Bush"].aliases == ()


def test_suffix_distinguishes_father_and_son() -> None:
    """Two full names that differ by "Jr." are two persons."""
    assert [person.name for person in find_people("Donald Trump met Donald Trump Jr. in Miami.")] == [
        "Donald Trump",
        "Donald Trump Jr.",
    ]


def test_title_without_name_is_no_person() -> None:
    """An office without a name yields nothing."""
    assert find_people("The President met the Prime Minister. Secretary General, Mr. President, Madam Speaker.") == ()


def test_wrapped_name_is_the_same_form() -> None:
    """A line break inside a name does not make another alias."""
    (person,) = find_people("He met Prime Minister Yasuhiro\nNakasone. Yasuhiro Nakasone smiled.")
    assert person.name == "Yasuhiro Nakasone"
    assert person.aliases == ()
    assert len(person.mentions) == 2


def test_uppercase_headline_has_mentions_of_known_people_only() -> None:
    """A name in an uppercase headline is a mention if the text names the person elsewhere."""
    assert find_people("BAKER SAYS TRADE GAP TO NARROW THIS YEAR\nThe deficit fell.") == ()
    text = "BAKER SAYS TRADE GAP TO NARROW THIS YEAR\nTreasury Secretary James Baker said the gap would narrow."
    (person,) = find_people(text)
    assert [text[start:end] for start, end in person.mentions] == ["BAKER", "James Baker"]


def test_texts_without_names() -> None:
    """Empty texts, white space and digits yield nothing."""
    for text in ("", " ", "\n\n", "...", "no capitals here", "12 345"):
        assert find_people(text) == ()
        assert explain_people(text) == ()


def test_explanation_agrees_with_the_result() -> None:
    """Accepted candidates are the mentions, and the score is the sum of the evidence."""
    text = "Minister Kasčiūnas met General Motors Corp. and Olaf Scholz. USS Ronald Reagan sailed."
    candidates = explain_people(text)
    accepted = sorted(candidate.span for candidate in candidates if candidate.accepted)
    assert accepted == sorted(span for person in find_people(text) for span in person.mentions)
    kasciunas = next(candidate for candidate in candidates if candidate.surface == "Kasčiūnas")
    named = {evidence.name: evidence.weight for evidence in kasciunas.evidence}
    assert named["bare_name:office_before"] > 0
    assert named["one_word"] < 0
    assert kasciunas.score == pytest.approx(sum(named.values()), abs=0.01)
    ship = next(candidate for candidate in candidates if candidate.surface == "Ronald Reagan")
    assert not ship.accepted
    assert ship.reason is Veto.EPONYM_PREFIX


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


@settings(max_examples=150)
@given(st.text(max_size=200) | PRESS_LIKE)
def test_mentions_of_any_text_are_exact_and_ordered(text: str) -> None:
    """Mentions are exact, ordered and disjoint, and a second run gives the same."""
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


def test_threads_get_the_same_result() -> None:
    """Threads share the lexicon."""
    texts = [case["text"] for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))]
    alone = [find_people(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(find_people, texts * 4)) == alone * 4


def test_role_belongs_to_the_adjacent_name() -> None:
    """A title between two names is not given to both."""
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


def test_partnership_is_no_person() -> None:
    """A name before "and Co" or "& Sons" is a firm."""
    assert find_people("Analysts at Smith Barney, Harris Upham and Co disagreed with John Smith & Sons.") == ()


def test_names_in_neighbouring_cells_are_different_people() -> None:
    """A tab stands between the cells of a table row."""
    text = "Present:\n\nOlena Tarasova\tRadu Popescu\nMaria Lopez\tHans Weber\n"
    assert [person.name for person in find_people(text)] == [
        "Olena Tarasova", "Radu Popescu", "Maria Lopez", "Hans Weber",
    ]  # fmt: skip


def test_confidence_is_higher_with_more_evidence() -> None:
    """A person has the confidence of the form with most evidence, and so has every accepted candidate."""
    text = "Prime Minister Yasuhiro Nakasone, who is 68, said so. Nakasone left. Torvex Anquila was there, too."
    sure = find_people(text)[0]
    assert 0.95 < sure.confidence <= 1
    candidates = {each.surface: each for each in explain_people(text)}
    assert candidates["Nakasone"].confidence == sure.confidence
    assert 0 <= candidates["Torvex Anquila"].confidence < 0.9


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Using President Barack Obama's words, he agreed.", "President"),
        ("In March President Bill Clinton visited Hanoi.", "President"),
        ("On Monday Prime Minister Shinzo Abe said so.", "Prime Minister"),
        ("Deputy Prime Minister Olena Tarasova said so.", "Deputy Prime Minister"),
        ("Lithuanian Defence Minister Laurynas Kasčiūnas said so.", "Lithuanian Defence Minister"),
    ],
)
def test_a_role_has_no_word_that_is_no_title(text: str, role: str) -> None:
    """Neither the first word of a sentence nor a month is part of an office."""
    (person,) = find_people(text)
    assert person.roles == (role,)
