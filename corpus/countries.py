"""Which countries a text names, by name, abbreviation or demonym; never inferred from a city."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.document import Country, Span
from corpus.gazetteer import Gazetteer, fold_name, gazetteer, resolve_country

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_ABBREVIATION = re.compile(r"(?<![\w.])(?:[A-Z]\.(?: ?[A-Z]\.)+|[A-Z]{2,5})(?![\w])")
_JOINT = re.compile(r"(?:[ \t]*\n?[ \t]*|[-‐‑]|\. | & |, )\Z")
_AFTER_NOT = re.compile(
    r"[-\s]{1,3}(?:ocean|indian|city|pig|fowl|delta|hat|hats|nuts?|fries|cheese|triangle|tunnel|channel|sea\b(?! and))",
    re.IGNORECASE,
)
_LANGUAGE_AFTER = re.compile(r"[-\s]+(?:language|speaking|speaker|speakers|translation)\b", re.IGNORECASE)
_PERSON_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Michael|Chris|Sen|Rep|Gov)\.?\s\Z")
_TITLE_SURNAME = frozenset(
    {"jordan", "chad", "israel", "ireland", "england", "georgia", "holland", "wales", "german", "french"}
)
_NOT_ALONE = {
    "american": ("south", "latin", "north", "central", "african", "native", "meso", "pan"),
    "america": ("south", "latin", "north", "central", "meso", "of the"),
    "americans": ("south", "latin", "north", "central", "african", "native"),
    "mexico": ("new", "gulf of"),
    "mexican": ("new",),
    "guinea": ("new", "gulf of"),
    "indian": ("west", "american"),
    "indians": ("west", "american"),
    "britain": ("new",),
    "england": ("new",),
    "wales": ("south",),
    "caledonian": ("new",),
    "jersey": ("new",),
    "oman": ("gulf of",),
    "spain": ("port of",),
    "macedonia": ("central", "western", "eastern"),
    "georgia": ("south",),
    "african": (),
    "china": ("south", "east", "indo"),
    "japan": ("sea of",),
}
# "Done in French and Lingala.", "a summary in English": a language, not the people of a country.
_IN = re.compile(r"\b(?:in|into|in both) \Z")
_LANGUAGE_ENDS = re.compile(r"(?:[.,;:)\n]|\Z|,? (?:and|or) [A-Z][a-z]+(?:[.,;:)\n]|\Z| [a-z]))")
_LANGUAGES = frozenset(
    [
        "english",
        "french",
        "german",
        "spanish",
        "portuguese",
        "italian",
        "dutch",
        "danish",
        "swedish",
        "norwegian",
        "finnish",
        "polish",
        "czech",
        "slovak",
        "hungarian",
        "romanian",
        "bulgarian",
        "greek",
        "turkish",
        "russian",
        "ukrainian",
        "belarusian",
        "lithuanian",
        "latvian",
        "estonian",
        "georgian",
        "armenian",
        "chinese",
        "japanese",
        "korean",
        "vietnamese",
        "thai",
        "indonesian",
        "malay",
        "burmese",
        "hebrew",
        "irish",
        "welsh",
        "icelandic",
        "albanian",
        "serbian",
        "croatian",
    ]
)
_CITY_BEFORE = re.compile(r"([^\W\d_]+), \Z")
_SEA_AFTER = re.compile(r"[-\s]+seas?\b", re.IGNORECASE)
_STATE_OF_GEORGIA = re.compile(r"\b(?:Atlanta|Savannah|Augusta|Alabama|Tennessee|Florida|Carolina|Georgia Tech|Ga\.)\b")
_CAUCASUS = re.compile(
    r"\b(?:Tbilisi|Georgian|Abkhazia|Ossetia|Saakashvili|Caucasus|Batumi|Armenia|Azerbaijan|Russia)\b"
)
_NORTH_KOREA = re.compile(r"\b(?:North Korea\w*|DPRK|Pyongyang|Democratic People['’]s Republic of Korea)\b")
_SOUTH_KOREA = re.compile(r"\b(?:South Korea\w*|ROK|Seoul|Republic of Korea)\b")


def find_countries(text: str, people: Sequence[Span] = ()) -> tuple[Country, ...]:
    """The countries of a text, in order of appearance, with their mentions in code points.

    Args:
        text: Any text.
        people: Where names of people stand, in order; a country's name inside one is the person's.

    """
    known = gazetteer()
    starts = [span[0] for span in people]
    found: dict[str, list[Span]] = {}
    doubtful: dict[str, bool] = {}
    for code, span, unsure in sorted(_mentions(text, known), key=lambda item: item[1]):
        index = bisect_right(starts, span.start) - 1
        if index >= 0 and people[index][1] > span.start:
            continue
        found.setdefault(code, []).append(span)
        doubtful[code] = doubtful.get(code, True) and unsure
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return tuple(Country(code, known.names[code], tuple(spans), doubtful[code]) for code, spans in ordered)


def _mentions(text: str, known: Gazetteer) -> Iterator[tuple[str, Span, bool]]:
    """Yield code, place and doubt of every mention, longest form first at each place."""
    end_of_abbreviation = 0
    taken: list[Span] = []
    for match in _ABBREVIATION.finditer(text):
        code = known.abbreviations.get(match[0].replace(".", "").replace(" ", ""))
        if code and not (match[0] == "US" and _shouted(text, match.start())):
            taken.append(Span(*match.span()))
            end_of_abbreviation = match.end()
            yield code, taken[-1], False
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    blocked = {position for span in taken for position in range(span.start, span.end)} if end_of_abbreviation else set()
    index = 0
    while index < len(words):
        word, start, _ = words[index]
        if not word[0].isupper() or start in blocked:
            index += 1
            continue
        length, code = _longest(text, words, index, known)
        if length:
            span = _trimmed(text, Span(start, words[index + length - 1][2]))
            verdict = _judge(text, span, code)
            if verdict is not None:
                yield verdict[0], span, verdict[1]
        index += max(1, length)


def _longest(text: str, words: list[tuple[str, int, int]], index: int, known: Gazetteer) -> tuple[int, str]:
    """How many words from here on are the longest name of a country, and its code; 0 where there is none."""
    parts: list[str] = []
    best = (0, "")
    for offset, (word, start, end) in enumerate(words[index : index + known.longest]):
        if offset and not _JOINT.match(text, words[index + offset - 1][2], start):
            break
        joint = text[words[index + offset - 1][2] : start] if offset else ""
        parts.append(("& " if "&" in joint else "") + word)
        del end
        folded = fold_name(" ".join(parts))
        code = known.forms.get(folded) or known.forms.get(folded.removesuffix("'s"))
        if code and (offset == 0 or joint.strip(" \n\t-‐‑&") in ("", ".", ",")):
            best = (offset + 1, code)
    return best


def _trimmed(text: str, span: Span) -> Span:
    """The mention without a possessive ending."""
    surface = text[span.start : span.end]
    return Span(span.start, span.end - 2) if surface.endswith(("'s", "’s")) else span


def _judge(text: str, span: Span, code: str) -> tuple[str, bool] | None:
    """The code and whether it is doubtful, or None where the words mean something else."""
    folded = fold_name(text[span.start : span.end])
    before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 24]
    for word in _NOT_ALONE.get(folded, ()):
        if re.search(rf"\b{word}[-\s]+\Z", before, re.IGNORECASE):
            return None
    if _AFTER_NOT.match(after) or _LANGUAGE_AFTER.match(after):
        return None
    if re.search(r"\b(?:spoke|spoken|speaking|written|translated|fluent)\s+(?:in|into)\s+\Z", before):
        return None
    if _SEA_AFTER.match(after):
        return None
    if folded in _LANGUAGES and _IN.search(before) and _LANGUAGE_ENDS.match(after):
        return None
    if folded == "pole" and after.startswith((" vault", "-vault", " position")):
        return None
    if folded in _TITLE_SURNAME and _PERSON_BEFORE.search(before):
        return None
    if folded in ("georgia", "korea", "korean", "koreans", "turkey", "dominican"):
        return _by_context(text, folded, code, before)
    return code, False


def _by_context(text: str, folded: str, code: str, before: str) -> tuple[str, bool] | None:
    """Names with two meanings, by what else the text says."""
    if folded == "turkey":
        return None if re.search(r"\b(?:roast|wild|frozen|a)\s\Z", before, re.IGNORECASE) else (code, False)
    if folded == "georgia":
        caucasus, state = _CAUCASUS.search(text), _STATE_OF_GEORGIA.search(text)
        city = _CITY_BEFORE.search(before)
        if not caucasus and (state or (city and not resolve_country(city[1]))):
            return None
        return code, not caucasus
    if folded == "dominican":
        return ("DO", False) if "Dominican Republic" in text else (code, True)
    north, south = _NORTH_KOREA.search(text), _SOUTH_KOREA.search(text)
    if north and not south:
        return "KP", True
    return "KR", not south


def _shouted(text: str, position: int) -> bool:
    """Whether capitals prove nothing here: the line has next to no small letters, and the word may be "us"."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)]
    small = sum(char.islower() for char in line)
    return (
        small < len(line) * 0.1
        and re.search(r"\b(?:LET|GIVE|TELL|JOIN|FOR|TO|WITH|OF) \Z", text[start:position]) is not None
    )
