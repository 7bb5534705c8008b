"""The benchmarks run, and compare engines that do the same work. These tests measure no time."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import main
from benchmarks.asking import Asked, Mix, disagreements
from benchmarks.cities import FILE, folded_names
from benchmarks.growth import draw
from benchmarks.peers import INDEXING_ONLY, PEERS, NotInstalled, Peer, Record
from benchmarks.questions import Either, Every, Phrase, Prefix, Question, Sidebar, Without, Word, choose, query_text
from benchmarks.results import Result, load, save
from benchmarks.stories import Story, read_corpus, samples, stories
from benchmarks.turns import Taken, Turns, in_turn
from corpus.text.data_files import read_data

RECORDS = [
    Record("1", "Trade talks", "Ministers met on trade in Tokyo.", dt.date(1987, 3, 1), ("Jan Nowak",), ("JP", "PL")),
    Record("2", "Grain", "The grain trade was discussed.", dt.date(1987, 4, 1), ("Jan Nowak",), ("PL",)),
    Record("3", "Oil", "Oil prices rose; a deficit in trade.", dt.date(1988, 3, 1), (), ("JP",)),
    Record("4", "Weather", "Showers continued.", None),
]
QUESTIONS = [
    (Question("term", Word("trade")), {"Trade talks", "Grain", "Oil"}),
    (Question("2–6 words", Every((Word("trade"), Word("grain")))), {"Grain"}),
    (Question("phrase", Phrase(("grain", "trade"))), {"Grain"}),
    (Question("prefix", Prefix("show")), {"Weather"}),
    (Question("boolean", Either((Word("oil"), Word("tokyo")))), {"Oil", "Trade talks"}),
    (Question("boolean", Without(Word("trade"), Word("oil"))), {"Trade talks", "Grain"}),
    (Question("no hit", Word("qzxvkj")), set()),
    (Question("person", people=("Jan Nowak",)), {"Trade talks", "Grain"}),
    (Question("country", Word("trade"), countries=("JP",)), {"Trade talks", "Oil"}),
    (Question("date", days=(dt.date(1987, 1, 1), dt.date(1987, 12, 31))), {"Trade talks", "Grain"}),
    (Question("date", Word("trade"), days=(dt.date(1987, 4, 1), dt.date(1988, 12, 31))), {"Grain", "Oil"}),
    (Question("all documents"), {record.title for record in RECORDS}),
]


@pytest.fixture(params=sorted(set(PEERS) - INDEXING_ONLY - {"recoll"}))
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Peer:
    """Return each installed engine with a few records indexed."""
    place = tmp_path / "index"
    place.mkdir()
    try:
        made = PEERS[request.param](place)
    except NotInstalled as error:
        pytest.skip(str(error))
    made.index(RECORDS)
    made.open()
    learn = getattr(made, "learn", None)
    if learn:
        learn()
    return made


def test_engines_return_the_same_documents(peer: Peer) -> None:
    """For every kind of question."""
    for question, titles in QUESTIONS:
        assert peer.can(question)
        answer = peer.ask(question)
        assert (answer.total, set(answer.titles)) == (len(titles), titles), question


def test_a_run_writes_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs at a small size, and its results can be drawn."""
    # Engines share this process: starting one for each would take most of the test's time.
    monkeypatch.setattr("benchmarks.run.alone", lambda work, *args: work(*args))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # with it, each measured launch would compile Pressroom
    figures = tmp_path / "figures.json"
    small = ["--sizes", "80", "--engines", "pressroom", "sqlite", "--parts", "text", "queries", "--rounds", "1"]
    assert main([*small, "--json", str(figures), "--work", str(tmp_path)]) == 0
    result = load(figures)["samples"][80]
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
    assert result.documents == 80
    assert {mix.engine for mix in result.mixes} == {"pressroom", "sqlite"}
    assert min(len(mix.asked) for mix in result.mixes) >= 40
    assert json.loads(figures.read_text("utf-8"))["machine"]["cores"]
    ElementTree.fromstring(draw({80: result}))


def test_work_in_turn_is_compared_pair_by_pair() -> None:
    """The median of the ratios counts, not the ratio of the medians; a first pair is left out."""
    done: list[str] = []

    def ours() -> Taken:
        done.append("ours")
        return Taken(2.0, (9.0, 1.0, 2.0, 6.0)[done.count("ours") - 1])

    def theirs() -> Taken:
        done.append("theirs")
        return Taken(1.0, (9.0, 1.0, 4.0, 2.0)[done.count("theirs") - 1])

    turns = in_turn("a", ours, "b", theirs, rounds=3)

    assert done == ["ours", "theirs"] * 4
    assert (turns.ratio, turns.ratios(), turns.wall_ratios()) == (1.0, [1.0, 0.5, 3.0], [2.0, 2.0, 2.0])


def test_the_figures_of_all_corpora_are_kept(tmp_path: Path) -> None:
    """Of the same corpus and size, a later run counts where it has measured something."""
    turns = Turns("a", "b", (Taken(1.0, 0.5),), (Taken(2.0, None, 10),))
    early, late = Result(80, 1000, turns=(turns,)), Result(80, 1000, added_ms=(3.0,))
    for name, result in (("early", early), ("late", late)):
        save(tmp_path / name, {"samples": {80: result}, name: {80: result}}, {})

    assert load(tmp_path / "early", tmp_path / "late") == {
        "samples": {80: Result(80, 1000, turns=(turns,), added_ms=(3.0,))}, "early": {80: early}, "late": {80: late},
    }  # fmt: skip


def test_generated_stories_differ() -> None:
    """Their vocabulary grows, and a seed makes them reproducible."""
    originals = read_corpus(samples())[:20]
    found = list(stories(originals, 200))
    assert found == list(stories(originals, 200))
    assert found[:20] == originals
    assert len({story.body for story in found}) == len({story.id for story in found}) == 200
    assert len({word for story in found for word in story.body.split()}) > 1.02 * len(
        {word for story in originals for word in story.body.split()}
    )


def test_the_query_mix_has_every_kind() -> None:
    """At least forty different queries, with one-letter and two-letter prefixes."""
    body = "trade talks in Tokyo went on, and grain was discussed by ministers of many countries in the spring"
    sample = [Story(str(number), f"Title {number}", body, None) for number in range(50)]
    mix = choose(sample, Sidebar(["Jan Nowak", "Ona Petraitė"], ["JP", "PL", "LT"], [1987]))
    assert len(mix) >= 40
    prefixes = {query_text(asked.text) for asked in mix if asked.kind == "prefix" and asked.text}
    assert {2, 3} <= {len(text) for text in prefixes}
    kinds = {asked.kind for asked in mix}
    assert {"term", "2–6 words", "phrase", "boolean", "person", "country", "date", "no hit"} <= kinds


def test_an_engine_that_skips_work_is_reported() -> None:
    """A total far from ours is listed; a small difference, as with another stemmer, is not."""
    ours = Mix("pressroom", (Asked("term", "trade", 1000, 1, 1, 1), Asked("term", "oil", 500, 1, 1, 1)), 0, 0)
    theirs = Mix("other", (Asked("term", "trade", 50, 1, 1, 1), Asked("term", "oil", 510, 1, 1, 1)), 0, 0)
    assert disagreements(ours, theirs) == ["trade: pressroom 1000, other 50"]


def test_the_list_of_towns_has_names_as_running_text_has_them() -> None:
    """Folded, each once, in order, and as the file in the package."""
    names = ["São Paulo", "Halle (Saale)", "Vi", "Lyon 01", "Sao Paulo", "N'Djamena"]

    assert folded_names(names) == ["n'djamena", "sao paulo"]
    _, *listed = read_data(FILE).splitlines()
    assert folded_names(listed) == listed
