"""The same queries over the same documents in a library on disk and in one on a server."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.model.query import Filter, Hit, Kind, Page, Query, Sort
from index.opensearch.library import ServerLibrary
from tests.index.query_trees import FILES, Asked, leaves, queries, typed_leaves
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, on_disk, target_of
from tui.config import locations

_ENGLISH = "F-16 fighters, and the take-over of 1,250,000 shares: U.S. troops left, AIDS was discussed at labour talks."
_LANGUAGES = {
    "de.txt": "Die Minister sprachen über die Häuser und Verträge der Bundesländer.\nKanzlerin Angela Merkel war dort.",
    "ru.txt": "Президент Владимир Путин встретился с министрами. Встреча с Путиным прошла в Москве.",
    "fr.txt": "Les ministres parlaient des traités européens; le président Emmanuel Macron était à Paris.",
    "ja.txt": "日本の首相は東京で会談した。",
    **dict.fromkeys(("copy.txt", "en.txt"), _ENGLISH),
    "f16.txt": "An F16 flew over the takeover target; US aid arrived with 1250000 labor hours in the USA.",
}
_MANY = 10_000


@dataclass(frozen=True)
class Pair:
    """Two libraries of the same documents."""

    disk: Library
    server: ServerLibrary

    def compare(self, query: Query) -> Page:
        """Check that both answer a query alike; returns the answer of the server."""
        ours, theirs = self.disk.search(query), self.server.search(query)
        described = f"{query.text!r} {query.filters}"
        assert {hit.place for hit in theirs.hits} == {hit.place for hit in ours.hits}, described
        assert theirs.total == ours.total, described
        assert list(theirs.people) == list(ours.people), described
        assert list(theirs.countries) == list(ours.countries), described
        assert list(theirs.languages) == list(ours.languages), described
        assert (theirs.years, theirs.undated, theirs.hints) == (ours.years, ours.undated, ours.hints), described
        if query.sort is not Sort.RELEVANCE:
            assert [hit.date for hit in theirs.hits] == [hit.date for hit in ours.hits], described
        wanted = {hit.place: _shown(hit) for hit in ours.hits}
        for hit in theirs.hits:
            assert _shown(hit) == wanted[hit.place], described
        return theirs

    def compare_pattern(self, text: str, exact: str) -> None:
        """Check that the server finds what the library on disk finds, but for other forms of the same words.

        On disk a pattern stands for the terms of the words that match it, so that `talks~` finds "talk", too.

        Args:
            text: A query with a pattern.
            exact: One without; the pattern must find its results at least.

        """
        ours, theirs = (each.search(Query(text, limit=_MANY)) for each in (self.disk, self.server))
        least = self.server.search(Query(exact, limit=_MANY))
        assert _places(least) <= _places(theirs) <= _places(ours), text
        assert least.total, exact


def _places(page: Page) -> set[str]:
    return {hit.place for hit in page.hits}


def _shown(hit: Hit) -> tuple[object, ...]:
    return hit.title, hit.title_hits, hit.snippet, hit.date, hit.people, hit.countries, hit.also


def _pair(node: Node, root: Path, folder: Path, name: str) -> Pair:
    target = target_of(node, name)
    index_on_server(folder, root / "manifest", target)
    return Pair(on_disk(folder, root / "library"), ServerLibrary.open(target))


def _written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "documents"


@pytest.fixture(scope="module")
def demo(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return the sample documents in both."""
    return _pair(node, tmp_path_factory.mktemp("demo"), locations.samples(), "demo")


@pytest.fixture(scope="module")
def small(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return the documents that generated queries are about, in both."""
    root = tmp_path_factory.mktemp("small")
    return _pair(node, root, _written(root, {name: text or "" for name, text in FILES.items()}), "small")


@pytest.fixture(scope="module")
def languages(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return documents in several languages, and a copy of one, in both."""
    root = tmp_path_factory.mktemp("languages")
    return _pair(node, root, _written(root, _LANGUAGES), "languages")


@pytest.mark.parametrize("sort", Sort)
def test_sample_documents(demo: Pair, sort: Sort) -> None:
    """People, countries, totals, facets, dates and highlighted words of the samples are the same."""
    page = demo.compare(Query("", sort=sort, limit=_MANY))
    assert page.total > 80
    assert len(page.people) > 600


def test_queries_of_every_kind_over_the_samples(demo: Pair) -> None:
    """Words, patterns, phrases, names and dates from the documents, drawn with a fixed seed."""
    draw = random.Random(1)
    page = demo.server.search(Query("", limit=_MANY))
    pairs = [pair for hit in page.hits for pair in pairwise(hit.snippet.text.split()) if all(map(str.isalpha, pair))]
    following = {word: after for word, after in pairs if len(word) > 3 and len(after) > 1}
    words = sorted(following)
    for _ in range(8):
        one, two, three = draw.sample(words, 3)
        person, country = draw.choice(page.people), draw.choice(page.countries)
        for text in (
            one, f"{one} {two}", f"{one} OR {two}", f"{one} -{two}", f"({one} OR {two}) {three}", f"={one}",
            f'"{one} {two}"~9',
            f"title:{one}",
            f'person:"{person.label}"', f"person:{person.label.split()[-1]}", f"country:{country.key}",
            f"{one} country:{country.key}", f"{one}^3 {two}", f"NOT {one}",
        ):  # fmt: skip
            demo.compare(Query(text, limit=_MANY))
        adjacent = f'"{one} {following[one]}"'
        for text, exact in (
            (f"{one[:4]}*", f"={one}"),
            (f"{one[0]}?{one[2:]}", f"={one}"),
            (f"{one}~", f"={one}"),
            (f"{two}~2", f"={two}"),
            (f"body:{two[:3]}*", f"body:={two}"),
            (f'{adjacent[:-2]}*"', adjacent),
        ):
            demo.compare_pattern(text, exact)
        for kind, key in ((Kind.PERSON, person.key), (Kind.COUNTRY, country.key)):
            demo.compare(Query(one, (Filter(kind, key),), limit=_MANY))
            demo.compare(Query("", (Filter(kind, key, exclude=True),), limit=_MANY))
        some = (Filter(Kind.COUNTRY, country.key), Filter(Kind.COUNTRY, draw.choice(page.countries).key))
        if some[0] != some[1]:
            demo.compare(Query("", some, any_of=frozenset((Kind.COUNTRY,)), limit=_MANY))
    for year in page.years:
        demo.compare(Query("", (Filter(Kind.YEAR, year.key),), limit=_MANY))
        demo.compare(Query(f"date:{year.key}", limit=_MANY))


@settings(max_examples=200, derandomize=True, suppress_health_check=list(HealthCheck))
@given(queries(leaves, 2))
def test_generated_queries(small: Pair, asked: Asked) -> None:
    """Trees of all kinds of leaves and operators find the same documents."""
    small.compare(Query(asked.text, limit=_MANY))


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(queries(typed_leaves, 1), st.integers(0, 3))
def test_queries_while_typing(small: Pair, asked: Asked, cut: int) -> None:
    """So do queries that are typed so far, which are never an error."""
    small.compare(Query(asked.text[: len(asked.text) - cut], typing=True, limit=_MANY))


_TEXTS = (
    "Minister", "Vertrag", "Häuser", "Путин", "Путиным", "traités", "日本", "東京で", "F-16", "F16", '"U.S. troops"',
    "US", "take-over", "takeover", "labour", "labor", "1250000", '"1,250,000"', "=AIDS", "=aid", "aids", "=US",
    "lang:german", "ministres -lang:de", 'person:"Angela Merkel"', "person:Путин", "is:ocr", "type:text", "path:de.txt",
    "fighters",
)  # fmt: skip


@pytest.mark.parametrize("text", _TEXTS)
def test_languages_and_variants(languages: Pair, text: str) -> None:
    """Stemming by language, variants of words, exact words, and the only document of two with the same text."""
    languages.compare(Query(text, limit=_MANY))


def test_a_phrase_is_typed_among_many_words(node: Node, tmp_path: Path) -> None:
    """Its last word may begin more words than the server takes in one part of a query, as a letter does."""
    words = [f"f{one}{two}{three}" for one in "abcdefghijkl" for two in "abcdefghij" for three in "abcdefghij"]
    files = {"words.txt": " ".join(f"minister {word}" for word in words), "other.txt": "The minister was here."}
    pair = _pair(node, tmp_path, _written(tmp_path, files), "typed")
    totals = []
    for text in (
        '"minister f',
        '"minister fa',
        '"the minister w',
        '"f minister',
        '"minister f"~3',
        'person:"minister f',
    ):
        query = Query(text, typing=True)
        ours, theirs = (each.search(query) for each in (pair.disk, pair.server))
        assert _places(theirs) == _places(ours), text
        totals.append(theirs.total)
    assert totals[:2] == [1, 1]


def test_fields_of_mail(node: Node, tmp_path: Path) -> None:
    """Sender, recipients and subject, by a word or a phrase."""
    files = {
        f"{number}.eml": f"From: {sender} <a@example.org>\nTo: {to} <b@example.org>\nCc: c@example.com\n"
        f"Subject: {subject}\nMessage-ID: <{number}@example.org>\n\nThe text about grain, by Anna Smith.\n"
        for number, (sender, to, subject) in enumerate(
            (("Anna Smith", "Ben Jones", "Budget talks"), ("Ben Jones", "Anna Smith", "Re: Budget talks"))
        )
    }
    pair = _pair(node, tmp_path, _written(tmp_path, files), "mail-fields")
    found = {
        text: pair.compare(Query(text)).total
        for text in ("from:anna", 'from:"Anna Smith"', "to:anna", 'to:"ben jones"', "to:c@example.com",
                     "subject:budget", 'subject:"budget talks"', "to:smi*", "to:budget", "from:anna to:ben")
    }  # fmt: skip
    assert list(found.values()) == [1, 1, 1, 1, 2, 2, 2, 1, 0, 1]
