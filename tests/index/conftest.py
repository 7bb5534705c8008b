"""Libraries that queries of every kind are asked of."""

from __future__ import annotations

import pytest

from tests.index.query_trees import CHANGED, FILES, PLAIN, Files, Libraries, library_of


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    """One without a document, one in its first state, one with changed, new and removed documents, one emptied; and one
    of texts that have no date, person, country or author.
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
