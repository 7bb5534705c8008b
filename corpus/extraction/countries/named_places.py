"""Things named after countries: whether a country's name is part of a street's, a strait's, a ship's or an animal's."""

from __future__ import annotations

import re

from corpus.extraction.countries.context import Context
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.tokens.country_cues import CountryCues
from corpus.tokens.gazetteer import CountryForm, FormKind

_PLACE_AFTER = re.compile(
    r" (?:(?:Street|Road|Avenue|Lane|Crescent|Boulevard|Terrace|Gardens|Township)\b(?! (?:and |& )?[A-Z])"
    r"|(?:Straits?|Sea|Delta|Trench)\b)"
)
"""A capitalized word after a street makes it rather the headline or the organisation: Kenya Road Safety Authority."""
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:Lake|Mount|Mt\.?)"
    r"|(?:Straits?|Gulf|Bay|Sea|Bight) of"
    r"|(?:Via|Calle|Rue|Rua|Avenida|Barrio|Piazza|Colonia)(?: d[aeiou]s?| du| de la| della)?) $"
)
_RIVERS = frozenset(("niger", "jordan", "senegal", "paraguay", "uruguay"))
"""Countries that have no article and the name of a river."""
_RIVER_AFTER = re.compile(
    r"[.;:)]| (?:in|at|near|is|was|has|had|to|from|that|which|as|by|with|flows?|rose|burst|after|killed|between)\b"
)
"""After the name of a river that does not describe a noun as in “the Niger junta”."""
_FOOD_AFTER = re.compile(r" (?:cuisine|cooking|takeaways?|food(?=[.,;:)]| (?:and|or|in|at|is|was)\b))\b")
_SHIP_BEFORE = re.compile(
    r"\b(?:HMS|USS|S\.?S\.?|M/?V|RMS|HMCS|HMAS|HMNZS|RFA"
    r"|ferry|liner|frigate|trawler|schooner|yacht|cruiser|destroyer|battleship|corvette|steamship|steamer|icebreaker"
    r"|gunboat) [“\"'‘]?$"
)
_BUYER_AFTER = re.compile(
    r"(?:['’]s)? (?:has|had|sent|seized|bought|ordered|built|says|said|lost|wants|will"
    r"|sold|leased|hired|acquired|purchased|donated|supplied|detained|intercepted|deployed|launched|commissioned)\b"
)
"""After a ship and a country it is the country that does something: the frigate Germany sent."""
_ANIMAL = r"(?:dog|cat|horse|pony|donkey|husky|puppy|parrot|gorilla|elephant|panda|tortoise)"
_ANIMAL_AFTER = re.compile(rf",? the (?:[a-z-]+ ){{0,2}}{_ANIMAL}\b")
_NAMED_BEFORE = re.compile(
    rf"\b(?:{_ANIMAL}|mare|stallion|bear|lion|storm|hurricane|typhoon|cyclone|ship|boat|vessel|girl|boy|baby|child"
    r"|daughter|son|woman|man) (?:named|called|nicknamed) $"
)
_RELATIVE_BEFORE = re.compile(
    rf"\b(?:his|her|their|my) (?:[a-z-]+ )?(?:daughter|son|sister|brother|wife|husband|mother|aunt|uncle|niece|nephew"
    rf"|granddaughter|grandson|cousin|{_ANIMAL}),? $",
    re.IGNORECASE,
)
_OBJECT_AFTER = re.compile(r" (?:an?|home|his|her|their)\b")
"""After a country that is the object of “called”: a man called India home."""
_POSSESSIVE = re.compile(r"['’]")
_CLAUSE_AFTER = re.compile(r"['’]| (?!(?:and|or|who|was|is)\b)")
"""After "their son, Britain" a clause goes on whose subject is the country; the son's name has a sign after it."""
_LONGEST_BEFORE = 40
"""Code points before a country's name in which the word for what is named after it is searched."""
_PREPOSITIONS = frozenset(("in", "into", "from", "of", "to", "for", "with", "across", "near", "by"))


def find_named_place_reason(context: Context, form: CountryForm, start: int, end: int) -> CountryEvidence | None:
    """Why the place is in the name of a thing that is named after the country; None if nothing says so."""
    text = context.text
    if form.kind not in (FormKind.NAME, FormKind.DEMONYM) or not text[start].isupper():
        return None
    if form.kind is FormKind.NAME:
        is_thing = _has_name(context, start, end) or _is_river(context, form, start, end)
    else:
        is_thing = bool(_FOOD_AFTER.match(text, end))
    is_thing = is_thing or bool(_PLACE_AFTER.match(text, end))
    return CountryEvidence(EvidenceKind.EXCLUDED_PHRASE) if is_thing else None


def _is_river(context: Context, form: CountryForm, start: int, end: int) -> bool:
    """Whether the article before the name makes it a river's: floods along the Niger."""
    has_article = form.key in _RIVERS and context.text[max(0, start - 5) : start].endswith((" the ", "The "))
    return has_article and bool(_RIVER_AFTER.match(context.text, end))


def find_town_reason(context: Context, cues: CountryCues, form: CountryForm, end: int) -> CountryEvidence | None:
    """Why the name is that of a town in the U.S. ("Peru, Indiana"); None if it is not."""
    if form.kind is not FormKind.NAME or context.text[end : end + 1] != ",":
        return None
    state = cues.us_state_after.match(context.text, end)
    if state is None or state["more"] or form.key == "georgia":
        return None
    is_list = cues.us_state_after.match(context.text, state.end())
    return None if is_list else CountryEvidence(EvidenceKind.US_TOWN, state[0].strip(" ,"))


def _has_name(context: Context, start: int, end: int) -> bool:
    """Whether the words before or after say what has the country's name."""
    text = context.text
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    if before.endswith("\n") or not before:
        return _is_animal(context, start, end)
    if _PLACE_BEFORE.search(before):
        return True
    if _NAMED_BEFORE.search(before):
        return not _OBJECT_AFTER.match(text, end)
    if _SHIP_BEFORE.search(before):
        return not _BUYER_AFTER.match(text, end)
    if _RELATIVE_BEFORE.search(before):
        return not (_CLAUSE_AFTER if before.endswith(", ") else _POSSESSIVE).match(text, end)
    return _is_animal(context, start, end)


def _is_animal(context: Context, start: int, end: int) -> bool:
    """Whether an apposition says that the name is an animal's: Togo the sled dog."""
    if not _ANIMAL_AFTER.match(context.text, end):
        return False
    return context.previous_word(start).lower() not in _PREPOSITIONS
