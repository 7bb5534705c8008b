"""Libraries for tests of queries."""

from __future__ import annotations

import pytest

from tests.index.query_trees import CHANGED, FILES, PLAIN, Files, Libraries, library_of


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    """An empty library; one in its first state; one with changed, new and removed documents; one with all documents
    removed; and one of texts without date, person, country or author.
    """
    emptied: Files = dict.fromkeys(FILES)
    histories: dict[str, list[Files]] = {
        "empty": [],
        "small": [FILES],
        "updated": [FILES, CHANGED],
        "emptied": [FILES, emptied],
        "plain": [PLAIN],
    }
    return {name: library_of(tmp_path_factory.mktemp(name), *steps) for name, steps in histories.items()}
