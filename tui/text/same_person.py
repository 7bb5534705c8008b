"""The English text of the evidence that two people may be the same person. No other module words it."""

from __future__ import annotations

from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext

_NAMES = {
    NameLikeness.SUFFIX: "only one of them has a suffix such as “Jr”",
    NameLikeness.WORD_ORDER: "the same words in another order",
    NameLikeness.MIDDLE_NAME: "only one of them has a middle name",
    NameLikeness.INITIAL: "the initial matches",
    NameLikeness.SURNAME: "one is only the surname “{0}”",
    NameLikeness.SHORT_FORM: "“{0}” is short for “{1}”",
    NameLikeness.SOUND: "“{0}” and “{1}” sound the same",
    NameLikeness.TRANSLITERATION: "“{0}” and “{1}” are transliterations of one name",
    NameLikeness.VOWEL: "“{0}” and “{1}” differ in one vowel",
    NameLikeness.LETTER: "“{0}” and “{1}” differ in one letter",
}


def evidence_text(evidence: SamePersonEvidence) -> str:
    """Return why two people may be the same person, as one sentence."""
    text = _NAMES[evidence.likeness].format(*evidence.words)
    if evidence.context is not None:
        text += f"; {_shared(evidence.context, evidence.shared)}"
    return f"{text[:1].upper()}{text[1:]}."


def _shared(context: SharedContext, shared: str) -> str:
    """Return what they have in common besides their names, as a clause."""
    match context:
        case SharedContext.ROLE:
            return f"both have the title or role “{shared}”"
        case SharedContext.PEOPLE:
            return "one other person appears with both" if shared == "1" else f"{shared} other people appear with both"
        case SharedContext.COUNTRY:
            return f"both appear with {shared}"
