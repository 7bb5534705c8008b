"""British and American spellings of English words, so that both have one stem.

Only closed lists and endings with closed lists of exceptions are rewritten: `labour` but not `four`, `organise` but not
`exercise`.
"""

from __future__ import annotations

import re

_NOT_IZE = frozenset((
    "advert", "adv", "anch", "appr", "cer", "chast", "chem", "circumc", "comprom", "compr", "conc", "dem", "den",
    "desp", "dev", "disfranch", "divis", "enfranch", "enterpr", "exc", "exerc", "expert", "franch", "highr", "impr",
    "improv", "inc", "merchand", "misadv", "mort", "parad", "pract", "prec", "prem", "prom", "porp", "repr", "rev",
    "sunr", "superv", "surm", "surpr", "telev", "torto", "treat", "unprec", "unrev", "unsuperv", "unsurpr", "upr",
    "val",
))  # fmt: skip
"""The letters before `-ise` of words that are not written with `-ize`. None ends with `-ize` after a vowel or `w`."""
_ISE = re.compile(r"([a-z]{2,}[bcdfghjklmnpqrstvxyz])is(e|ed|er|ers|es|ing|ings|able|ation|ations|ational|ationally)\Z")
_YSE = re.compile(r"((?:electro|psycho)?ana|cata|dia|hydro|para)lys(e|ed|er|ers|ing)\Z")
_OUR = re.compile(
    r"((?:dis|mis|un|be)?(?:ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|"
    r"parl|ranc|rig|rum|savi|sav|splend|succ|tum|val|vap|vig))our"
    r"(s|ed|ing|ings|er|ers|able|ably|ful|fully|less|ly|hood|hoods|ist|ists|ite|ites|itism|al|y)?\Z"
)
_RE = re.compile(
    r"((?:epi)?cent|calib|fib|lit|lust|meag|(?:centi|kilo|milli)?met|mit|sab|scept|somb|spect|theat)re(s|d)?\Z"
)
_STEMS = (
    ("aeroplane", "airplane", ",s"),
    ("aluminium", "aluminum", ""),
    ("anaemi", "anemi", "a,c"),
    ("archaeolog", "archeolog", "y,ist,ists,ical"),
    ("catalogue", "catalog", ",s,d"),
    ("counsellor", "counselor", ",s"),
    ("defence", "defense", ",s,less"),
    ("dialogue", "dialog", ",s"),
    ("diarrhoea", "diarrhea", ""),
    ("encyclopaedia", "encyclopedia", ",s"),
    ("enrol", "enroll", ",s,ment,ments"),
    ("foetus", "fetus", ",es"),
    ("fulfil", "fulfill", ",s,ment"),
    ("grey", "gray", ",s"),
    ("gynaecolog", "gynecolog", "y,ist,ists,ical"),
    ("haemorrhage", "hemorrhage", ",s,d"),
    ("instalment", "installment", ",s"),
    ("jewellery", "jewelry", ""),
    ("judgement", "judgment", ",s"),
    ("leukaemia", "leukemia", ",s"),
    ("licence", "license", ",s"),
    ("manoeuvre", "maneuver", ",s"),
    ("manoeuvr", "maneuver", "ed,ing"),
    ("marvellous", "marvelous", ",ly"),
    ("mould", "mold", ",s,ed,ing"),
    ("offence", "offense", ",s"),
    ("orthopaedic", "orthopedic", ",s"),
    ("paediatric", "pediatric", ",s,ian,ians"),
    ("plough", "plow", ",s,ed,ing"),
    ("practis", "practic", "e,ed,es,ing"),
    ("pretence", "pretense", ",s"),
    ("programme", "program", ",s"),
    ("sceptic", "skeptic", ",s,al,ally,ism"),
    ("skilful", "skillful", ",ly"),
    ("smoulder", "smolder", ",s,ed,ing"),
    ("sulphur", "sulfur", ",ic"),
    ("wilful", "willful", ",ly"),
    ("woollen", "woolen", ",s"),
)
"""The British and the American beginnings of other words, and their endings."""
_WORDS = {british + end: american + end for british, american, ends in _STEMS for end in ends.split(",")}


def american(word: str) -> str:
    """The American spelling of a folded English word; the word itself if it has no other."""
    known = _WORDS.get(word)
    if known is not None:
        return known
    # A test for a few letters excludes most words, and is faster than the expressions.
    if "our" in word and (match := _OUR.match(word)):
        return f"{match[1]}or{match[2] or ''}"
    if "is" in word and (match := _ISE.match(word)) and match[1] not in _NOT_IZE:
        return f"{match[1]}iz{match[2]}"
    if "lys" in word and (match := _YSE.match(word)):
        return f"{match[1]}lyz{match[2]}"
    if word.endswith(("re", "res", "red")) and (match := _RE.match(word)):
        return f"{match[1]}er{'ed' if match[2] == 'd' else match[2] or ''}"
    return word
