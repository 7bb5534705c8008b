"""Find countries: scan for known forms, then decide each in two passes, by its place and by the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, TypeVar

from corpus.extraction.countries.bracketed_codes import find_bracketed_codes
from corpus.extraction.countries.candidate import CountryCandidate, Decision
from corpus.extraction.countries.context import Context
from corpus.extraction.countries.disambiguation import Disambiguator, DocumentFindings
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.extraction.countries.languages import find_language_reason
from corpus.extraction.countries.named_places import find_named_place_reason, find_town_reason
from corpus.extraction.countries.personal_names import find_personal_name_reason
from corpus.extraction.countries.scan import Match, scan
from corpus.model.document import Country, Span
from corpus.text.datelines import Dateline, find_dateline
from corpus.tokens.country_cues import CountryCues
from corpus.tokens.gazetteer import CountryForm, FormKind, load_gazetteer
from corpus.tokens.tokenized_text import TokenizedText

_WORD = re.compile(r"[^\W\d_]+")
_OBJECT_OF_POLISH = re.compile(r" (?:the|your|it|up|off|a|an|his|her|my|our|their)\b")
_CURRENCY = re.compile(r"\$|[ ]?\$\d")
_QUANTIFIER_OF = re.compile(r"\b(?:all|both|each|most|many|some|none|one|two|rest|few|half|any|either) of $")
_JOINS = re.compile(r",? (?:(?:and|or|&|with|against|versus|vs\.?|from) (?:the )?)?|[/–-]")
_REGIONAL_DEMONYMS = ("prussian", "african", "arab", "pak")
# Bound once, because in Python 3.11 an access through an enum takes 0.2 µs.
_ACCEPTED, _AMBIGUOUS, _REJECTED = Decision.ACCEPTED, Decision.AMBIGUOUS, Decision.REJECTED
_NAME, _COMBINING, _EXCLUDED = FormKind.NAME, FormKind.COMBINING, FormKind.EXCLUDED
_FORM_EVIDENCE = {
    FormKind.NAME: EvidenceKind.NAME,
    FormKind.DEMONYM: EvidenceKind.DEMONYM,
    FormKind.ABBREVIATION: EvidenceKind.ABBREVIATION,
    FormKind.COMBINING: EvidenceKind.COMBINING_FORM,
}


_Decided = TypeVar("_Decided", bound="_DecidedMatch | CountryCandidate")


class _FirstPass(NamedTuple):
    """A match with the decision that its place allows."""

    match: Match
    decision: Decision
    objection: CountryEvidence | None
    is_open: bool = False
    """Whether the second pass decides."""
    is_person: bool = False
    """Whether the match is part of a person's name."""


class _DecidedMatch(NamedTuple):
    """A match with the final decision; `supports` do not name the kind of the form yet."""

    span: Span
    form: CountryForm
    code: str | None
    decision: Decision
    supports: tuple[CountryEvidence, ...]
    objections: tuple[CountryEvidence, ...]
    in_dateline: bool


def _summarize(passes: Sequence[_FirstPass]) -> DocumentFindings:
    """The findings of the first pass that the second one needs."""
    accepted = (each.match.form.code for each in passes if each.decision is _ACCEPTED)
    return DocumentFindings(
        certain={code for code in accepted if code},
        personal_names={each.match.form.key for each in passes if each.is_person},
        undecided_names=[each.match.form for each in passes if each.is_open and each.match.form.kind is _NAME],
    )


class _Finder:
    """Decides the matches of one text: a first pass by the place of each, a second pass by the whole document.

    Args:
        tokens: The text.
        people: The mentions of persons in it.

    """

    def __init__(self, tokens: TokenizedText, people: Sequence[Span]) -> None:
        self.gazetteer = load_gazetteer()
        self.cues: CountryCues = self.gazetteer.cues
        self.tokens = tokens
        self.context = Context(tokens.text, people)

    def decide_all(self) -> Iterator[_DecidedMatch]:
        """Every form in the text with the final decision, in order."""
        passes = [self._first_pass(match) for match in scan(self.tokens, self.context.folded, self.gazetteer)]
        if not passes:
            return
        dateline = self._find_dateline()
        findings = _summarize(passes)
        disambiguator = Disambiguator(self.context, self.gazetteer, findings)
        for number, each in enumerate(passes):
            start, end, form = each.match
            in_dateline = dateline is not None and dateline.start <= start and end <= dateline.end
            beside = self._codes_beside(passes, number) if form.ambiguity else frozenset()
            decided = self._second_pass(each, disambiguator, findings.certain, beside)
            yield _DecidedMatch(Span(start, end), *decided, in_dateline)

    def _codes_beside(self, passes: Sequence[_FirstPass], number: int) -> frozenset[str]:
        """The countries that a conjunction joins to a match: the bare name in "Congo and DR Congo" is the other one."""
        found, near = set(), passes[max(0, number - 1) : number + 2]
        for left, right in pairwise(near):
            other = left if right is passes[number] else right
            is_joined = _JOINS.fullmatch(self.context.folded, left.match.end, right.match.start)
            if is_joined and other.decision is _ACCEPTED and other.match.form.code:
                found.add(other.match.form.code)
        return frozenset(found)

    def explain_all(self) -> Iterator[CountryCandidate]:
        """Every form in the text with the final decision and all reasons, in order."""
        for span, form, code, decision, supports, objections, in_dateline in self.decide_all():
            kind = (CountryEvidence(_FORM_EVIDENCE[form.kind], self.gazetteer.names[code]),) if code else ()
            surface = self.context.text[span.start : span.end]
            yield CountryCandidate(surface, span, code, decision, (*kind, *supports), objections, in_dateline)

    def _first_pass(self, match: Match) -> _FirstPass:
        """Decide a match by the place itself and the words beside it."""
        start, end, form = match
        context, cues = self.context, self.cues
        if form.kind is _EXCLUDED:
            return _FirstPass(match, _REJECTED, CountryEvidence(EvidenceKind.EXCLUDED_PHRASE))
        if context.overlaps_person(start, end):
            return _FirstPass(match, _REJECTED, CountryEvidence(EvidenceKind.PERSON), is_person=True)
        if reason := self._case_objection(match):
            return _FirstPass(match, _REJECTED, reason)
        if context.in_address(start, end):
            return _FirstPass(match, _REJECTED, CountryEvidence(EvidenceKind.ADDRESS))
        if form.kind is _COMBINING:
            reason = self._combining_form_objection(match)
            return _FirstPass(match, _REJECTED if reason else _ACCEPTED, reason)
        if reason := find_personal_name_reason(context, cues, form, start, end):
            return _FirstPass(match, _REJECTED, reason, is_person=True)
        if reason := (
            find_town_reason(context, cues, form, end)
            or find_language_reason(context, cues, form, start, end)
            or find_named_place_reason(context, form, start, end)
        ):
            return _FirstPass(match, _REJECTED, reason)
        if (form.ambiguity and not self._has_own_accent(match)) or form.is_weak or self._case_says_nothing(match):
            return _FirstPass(match, _AMBIGUOUS, None, is_open=True)
        return _FirstPass(match, _ACCEPTED, None)

    def _has_own_accent(self, match: Match) -> bool:
        """Whether the accent shows that the country is meant: Réunion."""
        return match.form.key in self.cues.accent_required and not self.context.text[match.start : match.end].isascii()

    def _case_objection(self, match: Match) -> CountryEvidence | None:
        """Why the spelling or case of the match precludes the country; None if it does not."""
        start, end, form = match
        surface = self.context.text[start:end]
        if form.exact_spelling:
            if " ".join(surface.split()) != form.exact_spelling:
                return CountryEvidence(EvidenceKind.NOT_IN_CAPITALS)
            if _CURRENCY.match(self.context.text, end):
                return CountryEvidence(EvidenceKind.CURRENCY)
            return self._pronoun_objection(match) if form.key == "us" else None
        if form.key in self.cues.accent_excluded and not surface.isascii():  # Copa América
            return CountryEvidence(EvidenceKind.EXCLUDED_PHRASE)
        if form.key in self.cues.accent_required and surface.isascii() and not form.ambiguity:
            return CountryEvidence(EvidenceKind.NO_ACCENT)
        if not form.is_common_word or self.context.is_lower:
            return None
        if surface[0].islower():
            return CountryEvidence(EvidenceKind.LOWER_CASE)
        is_verb = form.key == "polish" and self.context.starts_sentence(start)
        return (
            CountryEvidence(EvidenceKind.VERB)
            if is_verb and _OBJECT_OF_POLISH.match(self.context.folded, end)
            else None
        )

    def _pronoun_objection(self, match: Match) -> CountryEvidence | None:
        """Why "US" in a line of capitals is the pronoun; None if it is not."""
        start, end, _ = match
        if not (self.context.in_uppercase_line(start, end) or self.context.is_line_uppercase(start)):
            return None
        preceding = self.context.folded[max(0, start - 20) : start]
        before = self.context.previous_word(start).lower()
        if before in self.cues.words_before_pronoun or _QUANTIFIER_OF.search(preceding):
            return CountryEvidence(EvidenceKind.PRONOUN, before)
        return None

    def _case_says_nothing(self, match: Match) -> bool:
        """Whether the form is also an ordinary word, and its case does not decide which it is here."""
        start, end, form = match
        if not (form.is_common_word or form.key == "us"):
            return False
        return (self.context.is_lower and form.is_common_word) or self.context.in_uppercase_line(start, end)

    def _combining_form_objection(self, match: Match) -> CountryEvidence | None:
        """Why "Franco-" or "Indo-" is not the first half of a compound of peoples; None if it is."""
        end, form = match.end, match.form
        if self.context.text[end : end + 1] != "-":
            return CountryEvidence(EvidenceKind.STANDS_ALONE)
        word = _WORD.match(self.context.folded, end + 1)
        if word is None:
            return CountryEvidence(EvidenceKind.STANDS_ALONE)
        entry = self.gazetteer.by_first_word.get(word[0])
        is_demonym = entry is not None and entry.single is not None and entry.single.kind is FormKind.DEMONYM
        if form.joins_any_word or is_demonym or word[0] in _REGIONAL_DEMONYMS:
            return None
        return CountryEvidence(EvidenceKind.NO_DEMONYM_AFTER_HYPHEN)

    def _second_pass(
        self, first: _FirstPass, disambiguator: Disambiguator, certain: Set[str], beside: Set[str]
    ) -> tuple[CountryForm, str | None, Decision, tuple[CountryEvidence, ...], tuple[CountryEvidence, ...]]:
        """Form, code, decision, supports and objections, decided by the whole document where the first pass did not.

        Args:
            first: The outcome of the first pass.
            disambiguator: For forms with several meanings.
            certain: Codes of the countries that the first pass accepted.
            beside: Codes of the countries that are joined to it.

        """
        (start, end, form), decision, objection, is_open, _ = first
        if not is_open:
            return form, form.code, decision, (), (objection,) if objection else ()
        if form.ambiguity:
            case_says_nothing = self._case_says_nothing(first.match)
            found = disambiguator.resolve(form, start, end, beside, case_says_nothing=case_says_nothing)
            return form, found.code, found.decision, found.supports, found.objections
        if form.code and form.code in certain:
            return (
                form,
                form.code,
                _ACCEPTED,
                (CountryEvidence(EvidenceKind.NAMED_ELSEWHERE, self.gazetteer.names[form.code]),),
                (),
            )
        if certain and not form.is_weak:
            return form, form.code, _ACCEPTED, (CountryEvidence(EvidenceKind.OTHER_COUNTRIES),), ()
        if listed := disambiguator.find_listed_country(start, end, any_form=True):
            return form, form.code, _ACCEPTED, (CountryEvidence(EvidenceKind.LISTED, listed),), ()
        doubt = EvidenceKind.OTHER_MEANINGS if form.is_weak else EvidenceKind.COMMON_WORD
        return form, form.code, _AMBIGUOUS, (), (CountryEvidence(doubt),)

    def _find_dateline(self) -> Dateline | None:
        """The dateline of the text, unless it may be a headline such as "RUSSIA - UKRAINE TALKS"."""
        dateline = find_dateline(self.context.text)
        if dateline and dateline.bare:
            key = " ".join(self.context.folded[dateline.start : dateline.start + len(dateline.place)].split())
            form = self.gazetteer.forms.get(key)
            if form and form.code and key not in self.cues.city_states:
                return None
        return dateline


def explain_countries(tokens: TokenizedText, people: Sequence[Span] = ()) -> tuple[CountryCandidate, ...]:
    """Every form and bracketed code in the text, in order, with the decision and its reasons.

    Args:
        tokens: The text.
        people: The mentions of persons in it, in code points; a form that overlaps one is no country.

    """
    return tuple(_with_codes(tokens.text, people, list(_Finder(tokens, people).explain_all())))


def find_countries(tokens: TokenizedText, people: Sequence[Span] = ()) -> tuple[Country, ...]:
    """The countries of a text in order of first appearance, with all mentions. A pure function.

    Args:
        tokens: The text.
        people: The mentions of persons in it, in code points; a form that overlaps one is no country.

    """
    mentions: dict[str, list[_DecidedMatch | CountryCandidate]] = {}
    for each in _with_codes(tokens.text, people, list(_Finder(tokens, people).decide_all())):
        if each.code and each.decision is not _REJECTED:
            mentions.setdefault(each.code, []).append(each)
    names = load_gazetteer().names
    return tuple(
        Country(
            code=code,
            name=names[code],
            mentions=tuple(each.span for each in found),
            ambiguous=all(each.decision is _AMBIGUOUS for each in found),
            dateline_only=all(each.in_dateline for each in found),
        )
        for code, found in mentions.items()
    )


def _with_codes(text: str, people: Sequence[Span], found: list[_Decided]) -> list[_Decided | CountryCandidate]:
    """The decided forms, and the bracketed codes where there is no form, in order."""
    taken = {each.span for each in found}
    codes = [code for code in find_bracketed_codes(text, load_gazetteer(), people) if code.span not in taken]
    every: list[_Decided | CountryCandidate] = [*found, *codes]
    return sorted(every, key=lambda each: each.span) if codes else every
