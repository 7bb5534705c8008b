"""How many requests an answer takes: each costs the way to the server and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from opensearchpy.transport import Transport

from index.model.query import Query
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, target_of


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
