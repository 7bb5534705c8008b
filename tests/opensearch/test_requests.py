"""How many requests an answer takes: each costs the way to the server and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from opensearchpy.transport import Transport

from index.model.query import Filter, Kind, Query
from index.opensearch import server_search
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, target_of


def test_a_large_library_shows_results_before_their_facets(
    node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits, their number and what is folded come first; the page is in the end that of a small one."""
    for number, country in enumerate(("Latvia", "Latvia", "Poland")):
        (folder / f"{number}.txt").write_text(f"Minister Ona Petraitė went to {country} in 198{number}.", "utf-8")
    target = target_of(node, "steps")
    index_on_server(folder, tmp_path / "manifest", target)
    library = ServerLibrary.open(target)
    query = Query(
        "Ona", filters=(Filter(Kind.COUNTRY, "LV"),), any_of=frozenset((Kind.COUNTRY,)), typing=True, fold=True
    )
    (whole,) = library.search_in_steps(query)
    monkeypatch.setattr(server_search, "_QUICK", 0)

    first, last = library.search_in_steps(query)

    assert (first.hits, first.total, first.folded, first.is_counted) == (whole.hits, 2, whole.folded, False)
    assert not (*first.people, *first.countries, *first.years)
    assert replace(last, took_ms=0.0) == replace(whole, took_ms=0.0)
    assert [country.key for country in last.countries] == ["LV", "PL"]


def test_a_query_without_results(node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page comes before the suggestion, and all words, spellings and their combinations are counted together."""
    (folder / "grain.txt").write_text("The wheat harvest in the northern provinces was poor.", "utf-8")
    target, asked = target_of(node, "requests"), []
    index_on_server(folder, tmp_path / "manifest", target)
    library = ServerLibrary.open(target)
    send: Callable[..., object] = Transport.perform_request

    def record(self: Transport, method: str, url: str, *arguments: object, **options: object) -> object:
        asked.append(url)
        return send(self, method, url, *arguments, **options)

    monkeypatch.setattr(Transport, "perform_request", record)
    first, last = library.search_in_steps(Query("harvset provinecs northren"))
    page = 4  # joined words, what may follow them, the page, and what its terms find
    assert (first.total, first.suggestion, first.is_counted) == (0, None, False)
    assert (last.suggestion, last.is_counted) == ("harvest provinces northern", True)
    # The words, three times similar ones and their counts, joined words of what is tried twice, and what it finds.
    assert len(asked) <= page + 1 + 6 + 3
    asked.clear()
    *_, whole = library.search_in_steps(Query('"wheat provinces poor harvest"'))
    assert whole.suggestion == "wheat provinces poor harvest"
    assert len(asked) <= page + 5
