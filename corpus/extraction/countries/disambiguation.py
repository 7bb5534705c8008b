"""Disambiguation: names with several meanings (Georgia, Jordan, Congo) are decided by the rest of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from corpus.extraction.countries.candidate import Decision
from corpus.extraction.countries.context import Context
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.text.folding import fold
from corpus.tokens.country_cues import AmbiguousName, CountryCues, Fallback
from corpus.tokens.flags import CALENDAR_WORD, FUNCTION_WORD
from corpus.tokens.gazetteer import CountryForm, FormKind, Gazetteer
from corpus.tokens.lexicon import load_lexicon

ACCEPT_SCORE = 2.0
"""Score from which a country is accepted; at its negative or below it is rejected."""

# Scores set by hand: a strong cue (the capital, another name of the country) decides alone, a preposition does not.
_OWN_NAME, _NAMED_ELSEWHERE, _CUE, _IN_LIST, _NEIGHBOUR, _MORE_NEIGHBOURS, _LOCATIVE = 5.0, 4.0, 3.0, 2.0, 2.0, 1.0, 1.0
_RIVAL, _MAX_RIVALS, _PERSON, _US_STATE = -2.0, -6.0, -4.0, -4.0
_LIST_BEFORE = re.compile(r"([^\W\d_]+)(?:,|,? and|,? or|,? &|/|-) ?$")
_LIST_AFTER = re.compile(r"(?:,|,? and|,? or|,? &|/|-) ?([^\W\d_]+)")
_POLITICIAN_OF = re.compile(
    r"(?:\b(?:sen|senator|rep|representative|congress(?:wo)?man|gov|governor|democrat|republican|attorney)"
    r"\b[^\n]{0,45} of"
    r"|[(,][ ]?[rd][-.][ ]?-?)[ ]$"
)
_TOWN_BEFORE = re.compile(r"\b(?:in|of|from|near|at|outside|to) ([A-Z][a-z]+(?: [A-Z][a-z]+)?), $")
_TOWN_AFTER = re.compile(r"[,.;:)\n]|$")
_GEORGIAN_IN_CONGRESS = re.compile(r"\b[rd]-ga\b")
_MAX_REASONS = 3
"""Cues, neighbours or rivals that one piece of evidence lists."""


@dataclass(slots=True)
class ScoredReasons:
    """The score of one country, with the reasons for it."""

    score: float = 0.0
    supports: list[CountryEvidence] = field(default_factory=list)
    objections: list[CountryEvidence] = field(default_factory=list)

    def add(self, score: float, kind: EvidenceKind, detail: str = "") -> None:
        """Count evidence for (positive) or against (negative) the country."""
        self.score += score
        (self.supports if score > 0 else self.objections).append(CountryEvidence(kind, detail))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an ambiguous name means at one place."""

    code: str
    decision: Decision
    supports: tuple[CountryEvidence, ...]
    objections: tuple[CountryEvidence, ...]


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """What the first pass over a document found."""

    certain: Set[str]
    """Codes of the countries that were accepted."""
    personal_names: Set[str]
    """Keys of the forms that were part of a person's name somewhere."""
    undecided_names: Sequence[CountryForm]
    """The names that wait for the second pass."""


class Disambiguator:
    """Resolves the ambiguous names of one document."""

    def __init__(self, context: Context, gazetteer: Gazetteer, findings: DocumentFindings) -> None:
        self._context = context
        self._gazetteer = gazetteer
        self._cues: CountryCues = gazetteer.cues
        self._findings = findings
        self._reasons: dict[tuple[str, FormKind, int], ScoredReasons] = {}
        """Results of `_reasons_for`, which searches the whole document, by code, kind of form, and id of the name."""

    def resolve(
        self, form: CountryForm, start: int, end: int, beside: Set[str], *, case_says_nothing: bool = False
    ) -> Resolution:
        """The most likely meaning of the name at `start`.

        Args:
            form: The form found there, which has several meanings.
            start: Where it begins, in code points.
            end: Where it ends.
            beside: Codes of the countries that are joined to it: another meaning is more likely than one of these.
            case_says_nothing: Whether the form may be an ordinary word, because its line or text is all of one case.

        """
        name = form.ambiguity
        assert name is not None
        shared = self._shared_reasons(form, name, start, end)
        codes = [code for code in name.cue_words if code not in beside] or list(name.cue_words)
        scored = {code: self._reasons_for(code, form, name) for code in codes}
        best = max(scored, key=lambda code: scored[code].score)
        ranked = sorted((reasons.score for reasons in scored.values()), reverse=True)
        score = scored[best].score + shared.score
        if len(ranked) > 1 and ranked[0] == ranked[1] > 0:
            decision = Decision.AMBIGUOUS
            others = [self._gazetteer.names[code] for code in scored if code != best]
            shared.objections.append(CountryEvidence(EvidenceKind.SEVERAL_COUNTRIES, ", ".join(others)))
        elif score >= ACCEPT_SCORE:
            decision = Decision.ACCEPTED
        elif score <= -ACCEPT_SCORE:
            decision = Decision.REJECTED
        else:
            decision = _FALLBACK_DECISIONS[name.fallback]
            if case_says_nothing and decision is Decision.ACCEPTED:
                decision = Decision.AMBIGUOUS
            if decision is not Decision.ACCEPTED:
                shared.objections.append(CountryEvidence(EvidenceKind.UNDECIDED))
        supports = (*scored[best].supports, *shared.supports)
        return Resolution(best, decision, supports, tuple(shared.objections))

    def _reasons_for(self, code: str, form: CountryForm, name: AmbiguousName) -> ScoredReasons:
        """The reasons anywhere in the document for one of the meanings."""
        key = (code, form.kind, id(name))
        if (reasons := self._reasons.get(key)) is not None:
            return reasons
        reasons = self._reasons[key] = ScoredReasons()
        if code in self._findings.certain:
            reasons.add(_NAMED_ELSEWHERE, EvidenceKind.NAMED_ELSEWHERE, self._gazetteer.names[code])
        if form.kind is FormKind.DEMONYM and any(
            other.code == code and other.ambiguity is not name for other in self._findings.undecided_names
        ):
            reasons.add(_OWN_NAME, EvidenceKind.OWN_NAME)
        words = name.cue_words[code] & self._context.words
        phrases = [phrase for phrase in name.cue_phrases[code] if phrase in self._context.folded]
        if words or phrases:
            cues = sorted([*words, *phrases])[:_MAX_REASONS]
            reasons.add(_CUE, EvidenceKind.CUES, ", ".join(cues))
        return reasons

    def _shared_reasons(self, form: CountryForm, name: AmbiguousName, start: int, end: int) -> ScoredReasons:
        """The reasons for any of the countries, or against all of them."""
        reasons = ScoredReasons()
        near = sorted(name.neighbours & self._findings.certain)
        if near:
            names = ", ".join(self._gazetteer.names[code] for code in near[:_MAX_REASONS])
            score = _NEIGHBOUR + (_MORE_NEIGHBOURS if len(near) > 1 else 0.0)
            reasons.add(score, EvidenceKind.NEIGHBOURS, names)
        if listed := self.find_listed_country(start, end):
            reasons.add(_IN_LIST, EvidenceKind.LISTED, listed)
        word = self._context.previous_word(start)
        before = fold(word)
        if before in self._cues.locatives and form.kind is FormKind.NAME:
            reasons.add(_LOCATIVE, EvidenceKind.PLACE_PREPOSITION, before)
        rivals = sorted(name.rival_words & self._context.words)
        rivals += [phrase for phrase in name.rival_phrases if phrase in self._context.folded]
        if rivals:
            score = max(_RIVAL * len(rivals), _MAX_RIVALS)
            reasons.add(score, EvidenceKind.RIVAL_CUES, ", ".join(rivals[:_MAX_REASONS]))
        if form.key in self._findings.personal_names:
            reasons.add(_PERSON, EvidenceKind.PERSON_ELSEWHERE)
        is_given_name = form.key in self._cues.countries_as_given_names and form.kind is FormKind.NAME
        if is_given_name and self._may_be_given_name(word):
            reasons.add(_RIVAL, EvidenceKind.POSSIBLE_GIVEN_NAME_BEFORE, word)
        if form.key == "georgia":
            self._add_state_of_georgia(reasons, start, end)
        return reasons

    def _may_be_given_name(self, word: str) -> bool:
        """Whether the word before the country's name could be a given name."""
        cues = self._cues
        excluded = cues.locatives | cues.function_words | cues.words_after_country | {"for", "with"}
        return word[:1].isupper() and not word.isupper() and fold(word) not in excluded

    def _add_state_of_georgia(self, reasons: ScoredReasons, start: int, end: int) -> None:
        """Add the reasons for the U.S. state: a senator "of Georgia", another state beside it."""
        before = self._context.folded[max(0, start - 80) : start]
        if _POLITICIAN_OF.search(before):
            reasons.add(_MAX_RIVALS, EvidenceKind.US_POLITICIAN)
        text = self._context.text
        town = _TOWN_BEFORE.search(text[max(0, start - 40) : start]) if _TOWN_AFTER.match(text, end) else None
        if town and self._may_be_town(town[1]):
            reasons.add(_RIVAL, EvidenceKind.US_STATE_BESIDE, town[1])
        if self._has_georgian_in_congress:
            reasons.add(_MAX_RIVALS, EvidenceKind.US_POLITICIAN)
        state = self._cues.us_state_after.match(text, end) or self._cues.us_state_before.search(
            text[max(0, start - 40) : start]
        )
        if state:
            reasons.add(_US_STATE, EvidenceKind.US_STATE_BESIDE, state[0].strip(" ,\n"))

    @cached_property
    def _has_georgian_in_congress(self) -> bool:
        """Whether the document names a member of Congress for Georgia: (R-Ga.)."""
        return _GEORGIAN_IN_CONGRESS.search(self._context.folded) is not None

    def _may_be_town(self, name: str) -> bool:
        """Whether a name before a comma may be a town of the U.S. state: "in Winder, Georgia", not "in May"."""
        form = self._gazetteer.forms.get(fold(name))
        is_country = form is not None and form.code is not None
        return not is_country and not load_lexicon()[name.split()[-1]] & (CALENDAR_WORD | FUNCTION_WORD)

    def find_listed_country(self, start: int, end: int, *, any_form: bool = False) -> str:
        """The name of a country in a list with the place, or "": "Syria, Jordan and Lebanon".

        Args:
            start: Where the place begins, in code points.
            end: Where it ends.
            any_form: Whether demonyms, abbreviations and ambiguous names count too.

        """
        context, entries = self._context, self._gazetteer.by_first_word
        before = _LIST_BEFORE.search(context.folded[max(0, start - 40) : start])
        after = _LIST_AFTER.match(context.folded, end)
        for found in (before, after):
            entry = entries.get(found[1]) if found else None
            form = entry.single if entry else None
            if form and form.code and (any_form or (form.kind is FormKind.NAME and not form.ambiguity)):
                return self._gazetteer.names[form.code]
        return ""


_FALLBACK_DECISIONS = {
    Fallback.ACCEPT: Decision.ACCEPTED,
    Fallback.AMBIGUOUS: Decision.AMBIGUOUS,
    Fallback.REJECT: Decision.REJECTED,
}
