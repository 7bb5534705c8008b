"""Countries as codes in brackets, as in lists of results: "Mijaín López (CUB), Rıza Kayaalp (TUR)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.countries.candidate import CountryCandidate, Decision
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.model.document import Span
from corpus.tokens.gazetteer import Gazetteer

# The pattern begins with the bracket, because a literal is fastest to find; the letter before it is matched afterwards.
_CODE = re.compile(r"\(([A-Z]{3})(?=\)|,? \d)")
_LETTER_BEFORE = re.compile(r"[^\W\d_] \(")
_MIN_CODES = 2
"""Different codes that make a list of countries; one alone may be any abbreviation."""


def find_bracketed_codes(text: str, gazetteer: Gazetteer) -> Iterator[CountryCandidate]:
    """The ISO 3166-1 alpha-3 and Olympic codes in brackets after a word, if the text has several of them."""
    if "(" not in text:
        return
    found = [
        (match, code)
        for match in _CODE.finditer(text, 2)
        if _LETTER_BEFORE.match(text, match.start() - 2)
        and (code := gazetteer.cues.olympic_codes.get(match[1]) or gazetteer.iso3.get(match[1].lower()))
    ]
    if len({code for _, code in found}) < _MIN_CODES:
        return
    for match, code in found:
        support = CountryEvidence(EvidenceKind.BRACKETED_CODE, gazetteer.names[code])
        yield CountryCandidate(match[1], Span(*match.span(1)), code, Decision.ACCEPTED, (support,))
