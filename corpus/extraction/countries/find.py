"""From a text to its countries: scan for known forms, then weigh each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple, TypeVar

from corpus.extraction.countries.bracketed_codes import find_codes
from corpus.extraction.countries.candidate import Candidate, Decision
from corpus.extraction.countries.context import Context
from corpus.extraction.countries.disambiguation import Found, Judge
from corpus.extraction.countries.languages import find_language
from corpus.extraction.countries.personal_names import find_person
from corpus.model.document import Country, Span
from corpus.text.dates import Dateline, find_dateline
from corpus.tokens.gazetteer import Cues, Form, Gazetteer, Kind, load_gazetteer
from corpus.tokens.tokenized_text import Page

_WORD = re.compile(r"[^\W\d_]+")
_AFTER_VERB_POLISH = re.compile(r" (?:the|your|it|up|off|a|an|his|her|my|our|their)\b")
_CURRENCY = re.compile(r"\$|[ ]?\$\d")
_OF_US = re.compile(r"\b(?:all|both|each|most|many|some|none|one|two|rest|few|half|any|either) of $")


_Place = TypeVar("_Place", bound="_Decided | Candidate")


class _Match(NamedTuple):
    start: int
    end: int
    form: Form


class _Finding(NamedTuple):
    """A match with what the first look says; `open` ones wait for the rest of the document."""

    match: _Match
    decision: Decision
    reason: str
    open: bool = False
    person: bool = False


class _Decided(NamedTuple):
    """What became of a match; `supports` are without what the form says by itself."""

    span: Span
    form: Form
    code: str | None
    decision: Decision
    supports: tuple[str, ...]
    objections: tuple[str, ...]
    in_dateline: bool


def _scan(page: Page, folded: str, gazetteer: Gazetteer) -> Iterator[_Match]:
    """Known forms in a folded text, the longest at each place, without overlap."""
    heads, done = gazetteer.heads, 0
    for index in page.beginnings:
        for part in _WORD.finditer(folded, page.starts[index], page.end(index)):
            head = heads.get(part[0])
            if head is None:
                continue
            start, end = part.span()
            if start < done or _is_tail(folded, start, end):
                continue
            if found := head.match(folded, start, end):
                done = found[0]
                yield _Match(start, done, found[1])


def _is_tail(folded: str, start: int, end: int) -> bool:
    """Whether the letters are the end of something else: "Japan's", "4US", "J.U.S."; or go on in figures."""
    before = folded[start - 1] if start else " "
    if before in "'." and end - start == 1 and start > 1 and folded[start - 2].isalnum():
        return True
    after = folded[end] if end < len(folded) else " "
    return before.isdigit() or before == "_" or after.isdigit() or after == "_"


def _summarize(findings: Sequence[_Finding]) -> Found:
    """What the second look needs to know of the first."""
    accepted = (each.match.form.code for each in findings if each.decision is Decision.ACCEPTED)
    return Found(
        certain={code for code in accepted if code},
        persons={each.match.form.key for each in findings if each.person},
        open_names=[each.match.form for each in findings if each.open and each.match.form.kind is Kind.NAME],
    )


class _Finder:
    """The first look at each match of one text, and the second at those left open."""

    def __init__(self, page: Page, people: Sequence[Span]) -> None:
        self.gazetteer = load_gazetteer()
        self.cues: Cues = self.gazetteer.cues
        self.page = page
        self.context = Context(page.text, people)

    def decided(self) -> Iterator[_Decided]:
        """Every place of the text that is or could be a country, in order."""
        found = [self._look(match) for match in _scan(self.page, self.context.folded, self.gazetteer)]
        if not found:
            return
        dateline = self._dateline()
        summary = _summarize(found)
        judge = Judge(self.context, self.gazetteer, summary)
        for finding in found:
            start, end, _ = finding.match
            inside = dateline is not None and dateline.start <= start and end <= dateline.end
            yield _Decided(Span(start, end), *self._decide(finding, judge, summary.certain), inside)

    def candidates(self) -> Iterator[Candidate]:
        """The same, with all reasons in words."""
        for span, form, code, decision, supports, objections, inside in self.decided():
            says = (f"{form.kind.value} of {self.gazetteer.names[code]}",) if code else ()
            surface = self.context.text[span.start : span.end]
            yield Candidate(surface, span, code, decision, (*says, *supports), objections, inside)

    def _look(self, match: _Match) -> _Finding:
        """What the place itself and its neighbours say."""
        start, end, form = match
        rejected = Decision.REJECTED
        context, cues = self.context, self.cues
        if form.kind is Kind.TRAP:
            return _Finding(match, rejected, "a phrase of its own that is not the country")
        if context.in_person(start, end):
            return _Finding(match, rejected, "part of a person's name", person=True)
        if reason := self._case(match):
            return _Finding(match, rejected, reason)
        if context.in_address(start, end):
            return _Finding(match, rejected, "part of an address or file name")
        if form.kind is Kind.COMBINING:
            reason = self._combining(match)
            return _Finding(match, rejected if reason else Decision.ACCEPTED, reason)
        if reason := find_person(context, cues, form, start, end):
            return _Finding(match, rejected, reason, person=True)
        if reason := self._state_town(match) or find_language(context, cues, form, start, end):
            return _Finding(match, rejected, reason)
        if form.contested or form.is_weak or self._says_nothing(match):
            return _Finding(match, Decision.AMBIGUOUS, "", open=True)
        return _Finding(match, Decision.ACCEPTED, "")

    def _case(self, match: _Match) -> str:
        """Why the case of the letters rules the country out; "" where it does not."""
        start, end, form = match
        surface = self.context.text[start:end]
        if form.exact and form.kind is Kind.ABBREVIATION:
            if " ".join(surface.split()) != form.exact:
                return "an abbreviation must stand in capitals"
            if _CURRENCY.match(self.context.text, end):
                return "a currency"
            return self._pronoun(match) if form.key == "us" else ""
        if form.key in self.cues.accented and surface.isascii():
            return "without its accent it is an ordinary word"
        if not form.is_word or self.context.is_lower:
            return ""
        if surface[0].islower():
            return "in lower case it is an ordinary word"
        if (
            form.key == "polish"
            and self.context.sentence_starts(start)
            and _AFTER_VERB_POLISH.match(self.context.folded, end)
        ):
            return "the verb"
        return ""

    def _pronoun(self, match: _Match) -> str:
        """Why "US" in a line of capitals is the pronoun."""
        start, end, _ = match
        if not self.context.in_capitals(start, end):
            line = self.context.line(start).strip()
            if not (line.isupper() and len(line) > 2):
                return ""
        head = self.context.folded[max(0, start - 20) : start]
        before = self.context.previous_word(start).lower()
        if before in self.cues.pronoun_before or _OF_US.search(head):
            return f"the pronoun, in capitals after “{before}”"
        return ""

    def _says_nothing(self, match: _Match) -> bool:
        """Whether the form is an ordinary word too and its capital proves nothing here."""
        start, end, form = match
        if not (form.is_word or form.key == "us"):
            return False
        return (self.context.is_lower and form.is_word) or self.context.in_capitals(start, end)

    def _combining(self, match: _Match) -> str:
        """Why "Franco-" or "Indo-" is not the first half of a compound of peoples."""
        end, form = match.end, match.form
        if self.context.text[end : end + 1] != "-":
            return "stands alone"
        word = _WORD.match(self.context.folded, end + 1)
        if word is None:
            return "stands alone"
        head = self.gazetteer.heads.get(word[0])
        known = head is not None and head.single is not None and head.single.kind is Kind.DEMONYM
        if form.exact == "any" or known or word[0] in ("prussian", "african", "arab"):
            return ""
        return "no people after the hyphen"

    def _state_town(self, match: _Match) -> str:
        """Why the name is a town's: "Peru, Indiana"."""
        if match.form.kind is not Kind.NAME or self.context.text[match.end : match.end + 1] != ",":
            return ""
        found = self.cues.us_state.match(self.context.text, match.end)
        if found is None or found["more"] or match.form.key == "georgia":
            return ""
        again = self.cues.us_state.match(self.context.text, found.end())
        return "" if again else f"a town in a U.S. state{found[0]}"

    def _decide(
        self, finding: _Finding, judge: Judge, certain: Set[str]
    ) -> tuple[Form, str | None, Decision, tuple[str, ...], tuple[str, ...]]:
        """Form, code, decision and further reasons, in the light of the whole document."""
        (start, end, form), decision, reason, is_open, _ = finding
        if not is_open:
            return form, form.code, decision, (), (reason,) if reason else ()
        if form.contested:
            verdict = judge.judge(form, form.contested, start, end, doubted=self._says_nothing(finding.match))
            return form, verdict.code, verdict.decision, verdict.supports, verdict.objections
        if form.code in certain:
            return form, form.code, Decision.ACCEPTED, ("the country is named elsewhere in the text",), ()
        if certain and not form.is_weak:
            return form, form.code, Decision.ACCEPTED, ("other countries are named in the text",), ()
        if beside := judge.listed(start, end, any_form=True):
            return form, form.code, Decision.ACCEPTED, (f"stands in a list with {beside}",), ()
        doubt = "has other meanings" if form.is_weak else "an ordinary word too, and its case says nothing here"
        return form, form.code, Decision.AMBIGUOUS, (), (doubt,)

    def _dateline(self) -> Dateline | None:
        """The text's dateline, if it cannot be a headline such as "RUSSIA - UKRAINE TALKS"."""
        dateline = find_dateline(self.context.text)
        if dateline and dateline.bare:
            key = " ".join(self.context.folded[dateline.start : dateline.start + len(dateline.place)].split())
            form = self.gazetteer.forms.get(key)
            if form and form.code and key not in self.cues.city_states:
                return None
        return dateline


def explain_countries(page: Page, people: Sequence[Span] = ()) -> tuple[Candidate, ...]:
    """Every place of the text that is or could be a country, in order, with the decision and its reasons.

    `people` are the mentions of persons in the text: what lies in one is no country.
    """
    return tuple(_with_codes(page, list(_Finder(page, people).candidates())))


def find_countries(page: Page, people: Sequence[Span] = ()) -> tuple[Country, ...]:
    """The countries of a text in order of first appearance, with every mention.

    `people` are the mentions of persons in the text, in code points: what lies in one is no country. A pure
    function of its arguments.
    """
    mentions: dict[str, list[_Decided | Candidate]] = {}
    for each in _with_codes(page, list(_Finder(page, people).decided())):
        if each.code and each.decision is not Decision.REJECTED:
            mentions.setdefault(each.code, []).append(each)
    names = load_gazetteer().names
    return tuple(
        Country(
            code=code,
            name=names[code],
            mentions=tuple(candidate.span for candidate in found),
            ambiguous=all(candidate.decision is Decision.AMBIGUOUS for candidate in found),
            dateline_only=all(candidate.in_dateline for candidate in found),
        )
        for code, found in mentions.items()
    )


def _with_codes(page: Page, found: list[_Place]) -> list[_Place | Candidate]:
    """Names in their context, and codes in brackets where no name stands, in order."""
    places = {each.span for each in found}
    codes: list[Candidate] = [code for code in find_codes(page.text, load_gazetteer()) if code.span not in places]
    every: list[_Place | Candidate] = [*found, *codes]
    return sorted(every, key=lambda each: each.span) if codes else every
