"""The fingerprint of a document by which near-duplicates are found, from the tokens that a server indexes."""

from __future__ import annotations

import numpy as np

from index.opensearch.tokens import TOKEN_SEPARATOR, term_of
from index.segments.writing.fingerprinter import fingerprints

_ONE = np.zeros(1, np.int64)


def fingerprint_of(tokens: str) -> bytes:
    """The fingerprint of a text, as a library on disk computes it; empty for a text too short to have one.

    Args:
        tokens: The tokens of the text without its title, see `tokens.tokens`.

    """
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(token, len(numbers)) for token in tokens.split(TOKEN_SEPARATOR)] if tokens else []
    terms: dict[str, int] = {}
    term_ids = [terms.setdefault(term_of(token), len(terms)) for token in numbers]
    ids = np.array(term_ids, np.uint32)[np.array(found, np.int64)] if found else np.zeros(0, np.uint32)
    encoded = [term.encode("utf-8", "surrogatepass") for term in terms]
    (row,) = fingerprints(encoded, ids, _ONE, np.array([len(found)], np.int64), 1)
    return bytes(row.tobytes()) if row.any() else b""
