"""Countries as codes in brackets, as in lists of results: "Mijaín López (CUB), Rıza Kayaalp (TUR)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.extraction.countries.candidate import CountryCandidate, Decision
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.model.document import Span
from corpus.text.folding import fold
from corpus.tokens.flags import COMPANY_SUFFIX, NON_PERSON_NOUN
from corpus.tokens.gazetteer import Gazetteer
from corpus.tokens.lexicon import load_lexicon

# The pattern begins with the bracket, because a literal is fastest to find; the letter before it is matched afterwards.
_CODE = re.compile(r"\(([A-Z]{3})(?=\)|,? \d)")
_LETTER_BEFORE = re.compile(r"[^\W\d_] \(")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) \(\Z")
_LONGEST_WORD = 30
"""Code points before a bracket in which the word before it is searched."""
_MIN_CODES = 2
"""Different codes that make a list of countries; one alone may be any abbreviation."""


def find_bracketed_codes(text: str, gazetteer: Gazetteer, people: Sequence[Span]) -> Iterator[CountryCandidate]:
    """The ISO 3166-1 alpha-3 and Olympic codes in brackets after a person, or after a word if there are several."""
    if "(" not in text:
        return
    found = [
        (match, code)
        for match in _CODE.finditer(text, 2)
        if _LETTER_BEFORE.match(text, match.start() - 2)
        and (code := gazetteer.cues.olympic_codes.get(match[1]) or gazetteer.iso3.get(match[1].lower()))
        and not _follows_organisation(text, match.start() + 1, code, gazetteer)
    ]
    if found and len({code for _, code in found}) < _MIN_CODES:
        ends = {span.end + 1 for span in people}
        found = [each for each in found if each[0].start() in ends]
    for match, code in found:
        support = CountryEvidence(EvidenceKind.BRACKETED_CODE, gazetteer.names[code])
        yield CountryCandidate(match[1], Span(*match.span(1)), code, Decision.ACCEPTED, (support,))


def _follows_organisation(text: str, start: int, code: str, gazetteer: Gazetteer) -> bool:
    """Whether the code is the acronym of an organisation: National Action Party (PAN), Women in Venezuela (MDV)."""
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    if not before:
        return False
    form = gazetteer.forms.get(fold(before[1]))
    is_other = form is not None and form.code is not None and form.code != code
    return is_other or bool(load_lexicon()[before[1]] & (NON_PERSON_NOUN | COMPANY_SUFFIX))
