"""Words with several meanings (Georgia, Jordan, Congo, Korea), decided by the rest of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from corpus.extraction.countries.candidate import Decision
from corpus.extraction.countries.context import Context
from corpus.text.folding import fold
from corpus.tokens.gazetteer import Contested, Cues, Form, Gazetteer, Kind

CERTAIN_AT = 2.0
"""Points from which the country is certain, and below whose negative it is rejected."""

# Points by hand: one strong sign (the capital is named, the country is named otherwise) decides alone, a weak
# one (a preposition) does not.
_OWN_NAME, _NAMED, _CUE, _LISTED, _NEIGHBOUR, _MORE_NEIGHBOURS, _PLACE = 5.0, 4.0, 3.0, 2.0, 2.0, 1.0, 1.0
_RIVAL, _MOST_RIVALS, _PERSON = -2.0, -6.0, -4.0
_LIST_BEFORE = re.compile(r"([^\W\d_]+)(?:,|,? and|,? or|,? &|/|-) ?$")
_LIST_AFTER = re.compile(r"(?:,|,? and|,? or|,? &|/|-) ?([^\W\d_]+)")
_OF_THE_STATE = re.compile(
    r"(?:\b(?:sen|senator|rep|representative|congress(?:wo)?man|gov|governor|democrat|republican|attorney)"
    r"\b[^\n]{0,45} of"
    r"|[(,][ ]?[rd][-.][ ]?-?)[ ]$"
)


@dataclass(slots=True)
class Evidence:
    """Points for one country, with the reasons."""

    points: float = 0.0
    supports: list[str] = field(default_factory=list)
    objections: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        """Count a reason for (positive) or against (negative)."""
        self.points += points
        (self.supports if points > 0 else self.objections).append(reason)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a contested word means here."""

    code: str
    decision: Decision
    supports: tuple[str, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the first look at a document has found."""

    certain: Set[str]
    """Codes of countries that need no second look."""
    persons: Set[str]
    """Folded forms that were a person's name somewhere."""
    open_names: Sequence[Form]
    """Names of countries that wait for the second look."""


class Judge:
    """Decides the contested words of one document."""

    def __init__(self, context: Context, gazetteer: Gazetteer, found: Found) -> None:
        self._context = context
        self._gazetteer = gazetteer
        self._cues: Cues = gazetteer.cues
        self._found = found

    def judge(self, form: Form, contested: Contested, start: int, end: int, *, doubted: bool = False) -> Verdict:
        """The most likely meaning of the word at `start`; `doubted` when its case says nothing."""
        common = self._shared(form, contested, start, end)
        scored = {code: self._own(code, form, contested) for code in contested.codes}
        best = max(scored, key=lambda code: scored[code].points)
        ranked = sorted((evidence.points for evidence in scored.values()), reverse=True)
        tied = len(ranked) > 1 and ranked[0] == ranked[1] > 0
        points = scored[best].points + common.points
        supports = (*scored[best].supports, *common.supports)
        if tied:
            decision = Decision.AMBIGUOUS
            common.objections.append("could as well be " + " or ".join(self._names(scored, best)))
        elif points >= CERTAIN_AT:
            decision = Decision.ACCEPTED
        elif points <= -CERTAIN_AT:
            decision = Decision.REJECTED
        else:
            decision = _OTHERWISE[contested.otherwise]
            if doubted and decision is Decision.ACCEPTED:
                decision = Decision.AMBIGUOUS
            if decision is not Decision.ACCEPTED:
                common.objections.append("nothing in the text decides what it means")
        return Verdict(best, decision, supports, tuple(common.objections))

    def _names(self, codes: dict[str, Evidence], best: str) -> list[str]:
        return [self._gazetteer.names[code] for code in codes if code != best]

    def _own(self, code: str, form: Form, contested: Contested) -> Evidence:
        """What speaks for one of the meanings anywhere in the document."""
        evidence = Evidence()
        if code in self._found.certain:
            evidence.add(_NAMED, f"{self._gazetteer.names[code]} is named elsewhere in the text")
        if form.kind is Kind.DEMONYM and any(
            name.code == code and name.contested is not contested for name in self._found.open_names
        ):
            evidence.add(_OWN_NAME, "the country's own name is in the text")
        words = contested.codes[code] & self._context.words
        phrases = [phrase for phrase in contested.phrases[code] if phrase in self._context.folded]
        if words or phrases:
            evidence.add(_CUE, "the text speaks of " + ", ".join(sorted([*words, *phrases])[:3]))
        return evidence

    def _shared(self, form: Form, contested: Contested, start: int, end: int) -> Evidence:
        """What speaks for a country, or against any."""
        evidence = Evidence()
        near = sorted(contested.neighbours & self._found.certain)
        if near:
            names = ", ".join(self._gazetteer.names[code] for code in near[:3])
            evidence.add(_NEIGHBOUR + (_MORE_NEIGHBOURS if len(near) > 1 else 0.0), f"neighbours are named: {names}")
        if beside := self.listed(start, end):
            evidence.add(_LISTED, f"stands in a list with {beside}")
        before = fold(self._context.previous_word(start))
        if before in self._cues.locatives and form.kind is Kind.NAME:
            evidence.add(_PLACE, f"“{before}” stands before it, as before a place")
        rivals = sorted(contested.rivals & self._context.words)
        if rivals:
            evidence.add(max(_RIVAL * len(rivals), _MOST_RIVALS), "the text speaks of " + ", ".join(rivals[:3]))
        if form.key in self._found.persons:
            evidence.add(_PERSON, "is a person's name elsewhere in the text")
        word = self._context.previous_word(start)
        if form.key in self._cues.given and form.kind is Kind.NAME and self._reads_as_name(word):
            evidence.add(_RIVAL, f"a capitalised word stands before it, as a given name does: {word}")
        if form.key == "georgia":
            self._add_state(evidence, start, end)
        return evidence

    def _reads_as_name(self, word: str) -> bool:
        """Whether the word before could be a given name."""
        known = self._cues.locatives | self._cues.function_words | self._cues.after_country | {"for", "with"}
        return word[:1].isupper() and not word.isupper() and fold(word) not in known

    def _add_state(self, evidence: Evidence, start: int, end: int) -> None:
        """Count what makes Georgia the state: a senator "of Georgia", a state beside it."""
        head = self._context.folded[max(0, start - 80) : start]
        if _OF_THE_STATE.search(head):
            evidence.add(_MOST_RIVALS, "a politician or university of the U.S. state")
        beside = self._cues.us_state.match(self._context.text, end) or self._cues.us_state_before.search(
            self._context.text[max(0, start - 40) : start]
        )
        if beside:
            evidence.add(_PERSON, f"a U.S. state or its town stands beside it:{beside[0].rstrip().lstrip(',')}")

    def listed(self, start: int, end: int, *, any_form: bool = False) -> str:
        """The country in a list with the place: "Syria, Jordan and Lebanon"."""
        context, heads = self._context, self._gazetteer.heads
        before = _LIST_BEFORE.search(context.folded[max(0, start - 40) : start])
        after = _LIST_AFTER.match(context.folded, end)
        for found in (before, after):
            head = heads.get(found[1]) if found else None
            form = head.single if head else None
            if form and form.code and (any_form or (form.kind is Kind.NAME and not form.contested)):
                return self._gazetteer.names[form.code]
        return ""


_OTHERWISE = {"accept": Decision.ACCEPTED, "ambiguous": Decision.AMBIGUOUS, "reject": Decision.REJECTED}
