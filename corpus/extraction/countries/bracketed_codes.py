"""Countries given as codes in brackets, as results and lists do: "Mijaín López (CUB), Rıza Kayaalp (TUR)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.countries.candidate import Candidate, Decision
from corpus.model.document import Span
from corpus.tokens.gazetteer import Gazetteer

# Begins with the bracket, because that is found fastest; what stands before it is looked at afterwards.
_CODE = re.compile(r"\(([A-Z]{3})(?=\)|,? \d)")
_LETTER_BEFORE = re.compile(r"[^\W\d_] \(")
_ENOUGH = 2
"""Different codes that make a list of countries; one alone may be any abbreviation."""


def find_codes(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """ISO 3166-1 alpha-3 and Olympic codes in brackets behind a word, where the text has several."""
    if "(" not in text:
        return
    found = [
        (match, code)
        for match in _CODE.finditer(text, 2)
        if _LETTER_BEFORE.match(text, match.start() - 2)
        and (code := gazetteer.cues.olympic.get(match[1]) or gazetteer.iso3.get(match[1].lower()))
    ]
    if len({code for _, code in found}) < _ENOUGH:
        return
    for match, code in found:
        support = f"code of {gazetteer.names[code]}, among other countries' codes"
        yield Candidate(match[1], Span(*match.span(1)), code, Decision.ACCEPTED, (support,))
