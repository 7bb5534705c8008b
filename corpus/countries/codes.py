"""Countries given as codes in brackets, as results and lists do: "Mijaín López (CUB), Rıza Kayaalp (TUR)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.countries.candidate import Candidate, Decision
from corpus.countries.gazetteer import Gazetteer
from corpus.document import Span

_CODE = re.compile(r"(?<=[^\W\d_] \()[A-Z]{3}(?=\)|,? \d)")
_ENOUGH = 2
"""Different codes that make a list of countries; one alone may be any abbreviation."""


def find_codes(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """ISO 3166-1 alpha-3 and Olympic codes in brackets behind a word, where the text has several."""
    if "(" not in text:
        return
    found = [
        (match, code)
        for match in _CODE.finditer(text)
        if (code := gazetteer.cues.olympic.get(match[0]) or gazetteer.iso3.get(match[0].lower()))
    ]
    if len({code for _, code in found}) < _ENOUGH:
        return
    for match, code in found:
        support = f"code of {gazetteer.names[code]}, among other countries' codes"
        yield Candidate(match[0], Span(*match.span()), code, Decision.ACCEPTED, (support,))
