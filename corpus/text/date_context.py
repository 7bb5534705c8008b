"""What surrounds a date in a line: a place, an agency, a label, a byline, or a sentence.

A date counts as stated only where nothing but these stands before it, so that a date in a sentence is never taken.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from corpus.text.date_words import LabelKind, date_words, months, weekdays
from corpus.text.folding import fold
from corpus.text.place_shape import is_place, is_sentence_without_capitals

_AGENCY = re.compile(r"[(\[][^()\[\]\n]{2,60}[)\]]|(?<![^\W\d_])/ ?[^/\n]{2,40}? ?/")
_OPEN_AGENCY = re.compile(r"[(\[][^()\[\]\n]{2,40}$")
_WEEKDAY = re.compile(r"(?:^|(?<=[\s,(|@–—-]))([^\W\d_]{2,14}(?:-feira)?'?[^\W\d_]*)[.,)]*\s*$")
_CLOCK = re.compile(
    r"\(?\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\.?|h|hrs|hours|uhr)?\s*(?:\(?\b(?:[a-z]{1,4}|eastern|pacific|central)(?:\s?/\s?[a-z]{2,4})?\)?)?[,.\s]*$"
)
_EMBARGO = re.compile(r"\w.*\b(?:embargoed (?:until|for)|not to be (?:published|released) before)\b[^!?;]{0,60}$")
"""In the middle of a line: "Material in this release is embargoed until 8:30 a.m. Friday, "."""
_STOPS_OF_TIME = re.compile(r"(?<=\d)\.(?=\d)|\b[ap]\.\s?m\.|\b[a-z]\.(?:[a-z]\.)+")
_REFERENCE = re.compile(
    r"^[\W_]*(?:(?:no|nr|num|n|№|#|ref|reference)[.°ºo]?\s*:?\s*[\w/.-]*\d[\w/.-]*|[A-Z]{1,8}[/-][\w/.-]*\d[\w/.-]*|\d{1,4}/\d{2,4})[\s,|:–—-]+",
    re.IGNORECASE,
)
_LUNAR_DATE = (
    r"(?:\d{1,2} [^\d\n]{2,20}?,? ?1[34]\d\d|1[34]\d\d/\d{1,2}/\d{1,2}|\d{1,2}/\d{1,2}/1[34]\d\d)"
    r"(?: ?هـ?| ?a\.?h\b\.?)?"
)
_SAME_DAY = r"[\s,،()/–-]{0,6}(?:ال?موافق(?: لـ?)?|corresponding to)?[\s,،:()/–-]{0,6}"
_LUNAR_BEFORE = re.compile(_LUNAR_DATE + _SAME_DAY + "$")
_LUNAR_AFTER = re.compile(rf"(?:\s?م)?{_SAME_DAY}(?:[^\W\d_]{{2,14}} )?{_LUNAR_DATE}")
"""The same day in the Islamic calendar beside a date: "12 ربيع الأول 1444 هـ الموافق 8 أكتوبر 2022 م"."""
_FIRST_WORD = re.compile(r"\A[^\s0-9:：|/,(]+")
_NUMBER = re.compile(r"[\W_]*(?:(?:no|nr|num|numero|nomor|n|№|#|ref|sayi|第)[.°ºo]?\s*:?\s*)?[\w/.-]*\d[\w/.-]*[\W_]*")
_SEPARATORS = ' \t\r,;:|/()[]–—―_*·•¦@-.#>"“”=~'
_OF_ISSUE = (LabelKind.RELEASE, LabelKind.ISSUED, LabelKind.DATE)
_MOST_PLACE_CHARACTERS = 90
_MOST_PREPOSITIONS = 2


class Before(Enum):
    """What stands before a date in its line."""

    NOTHING = auto()
    PLACE = auto()
    """A place, perhaps with an agency."""
    AGENCY = auto()
    """An agency in brackets or between slashes, without a place."""
    LABEL = auto()
    """A label or heading that makes it the date of issue."""
    EMBARGO = auto()
    BYLINE = auto()
    SENTENCE = auto()
    """Anything else: the date is not the one of the text."""


class After(Enum):
    """What stands after a date in its line."""

    END = auto()
    """Nothing but a time of day, a place or a reference."""
    DASH = auto()
    """A dash, a colon or the name of a wire service, then the text."""
    ISSUER = auto()
    """Who issued the text, or when it was updated."""
    STOP = auto()
    """A full stop, then the text."""
    CAPITAL = auto()
    """The text, without a separator, with a capital letter."""
    SENTENCE = auto()


class Tail(NamedTuple):
    """What stands after a date, and where the dash ends, in code points of the line."""

    kind: After
    end: int
    place: str = ""


def without_weekday(text: str) -> str:
    """The text before a date, without a weekday at its end."""
    found = _WEEKDAY.search(text)
    if found and fold(found[1]).strip(".") in weekdays():
        return text[: found.start()]
    return text


def is_heading_of_release(line: str) -> bool:
    """Return whether a line has nothing but labels such as "press release", in one or two languages, and a number."""
    rest = fold(line).strip(_SEPARATORS)
    if not date_words().heading_starts.intersection(_FIRST_WORD.findall(rest)):
        return False
    found = label_of(rest)
    while found and " ".join(found[1].split()) in date_words().headings:
        rest = rest[found[2] :]
        if not rest.strip(_SEPARATORS) or _NUMBER.fullmatch(rest):
            return True
        found = label_of(rest)
    return False


def label_of(line: str) -> tuple[LabelKind, str, int] | None:
    """The label at the beginning of a folded line: its kind, the label, and where it ends; None without one."""
    words = date_words()
    found = words.label.match(line)
    return (words.kinds[" ".join(found[1].split())], found[1], found.end()) if found else None


def context_before(text: str) -> Before:
    """Classify what stands before a date.

    Args:
        text: The line up to the date, as written.

    """
    if _EMBARGO.search(fold(text)):
        return Before.EMBARGO
    text = without_weekday(_LUNAR_BEFORE.sub("", without_weekday(text)))
    folded = fold(text)
    if not text.strip(_SEPARATORS):
        return Before.NOTHING
    label = label_of(folded)
    if label and (found := _after_label(label, text, folded)):
        return found
    if not text.isascii() and is_sentence_without_capitals(text):
        return Before.SENTENCE
    text = _REFERENCE.sub("", without_preposition(_CLOCK.sub("", text)) + " ")
    bare = _AGENCY.sub(" , ", text)
    agency = bare != text
    if not agency and (opened := _OPEN_AGENCY.search(bare)):
        bare, agency = bare[: opened.start()], True
    if not bare.strip(_SEPARATORS):
        return Before.AGENCY if agency else Before.NOTHING
    return Before.PLACE if is_place(bare) else Before.SENTENCE


def _after_label(label: tuple[LabelKind, str, int], text: str, folded: str) -> Before | None:
    """What a label and the words between it and the date say; None where the label is only a word of something else."""
    kind, _, end = label
    rest = _REFERENCE.sub("", text[end:])
    if not _CLOCK.sub("", fold(rest)).strip(_SEPARATORS):
        rest = ""
    words = without_preposition(rest, date_words().label_prepositions)
    empty = not words.strip(_SEPARATORS)
    match kind:
        case LabelKind.OTHER | LabelKind.UPDATED:
            return Before.SENTENCE if empty or folded[end:].lstrip().startswith((":", "-", "–")) else None
        case LabelKind.ISSUED | LabelKind.DATE if empty or (rest.lstrip().startswith(":") and is_place(words)):
            return Before.LABEL
        case LabelKind.ISSUED_BY if 0 < len(rest.strip(_SEPARATORS)) <= _MOST_PLACE_CHARACTERS:
            return Before.LABEL if not any(map(str.isdigit, rest)) else None
        case LabelKind.RELEASE if _is_issuer_of_heading(label[1], rest):
            return Before.LABEL
        case LabelKind.RELEASE if empty or is_place(words.lstrip(_SEPARATORS)) or _is_second_label(rest):
            return Before.LABEL
        case LabelKind.EMBARGO if len(rest) <= _MOST_PLACE_CHARACTERS and "." not in _STOPS_OF_TIME.sub("", fold(rest)):
            return Before.EMBARGO
        case LabelKind.SPEECH if rest.rstrip().endswith((",", "(", "–", "|")) and not any(map(str.isdigit, rest)):
            return Before.BYLINE
        case LabelKind.BYLINE if is_place(words):
            return Before.BYLINE
    return None


def _is_issuer_of_heading(label: str, rest: str) -> bool:
    """Return whether the issuer stands after a heading: "Pressmeddelande från universitetet, "."""
    is_heading = " ".join(label.split()) in date_words().headings
    ends = rest.rstrip().endswith((",", "–", "—", "|", "("))
    return is_heading and ends and 1 < len(rest) <= 60 and not any(map(str.isdigit, rest)) and "." not in rest


def _is_second_label(rest: str) -> bool:
    """Return whether the words after a label are a second one: "PRESS RELEASE / FOR IMMEDIATE RELEASE: "."""
    again = label_of(fold(rest))
    return again is not None and again[0] in _OF_ISSUE and not rest[again[2] :].strip(_SEPARATORS)


def without_preposition(text: str, others: frozenset[str] = frozenset()) -> str:
    """Return a text without prepositions and articles at its end, `others` included: "Paris, le", "z dnia"."""
    known = date_words().prepositions | others
    stripped = text.rstrip(" \t,")
    for _ in range(_MOST_PREPOSITIONS):
        head, _, last = stripped.rpartition(" ")
        if fold(last).strip("'’.") not in known:
            break
        stripped = head.rstrip(" \t,")
    return stripped


_YEAR_WORD = (
    r"(?:\.?\s?(?:г(?:ода|\.)?|року|р\.|r(?:oku|\.)?|d\.?|god(?:\.|ine)?|годин[еа]|год|m\.|yil[iı]?|-c[iu] il(?:in)?))?"
    r"(?![^\W\d_])"
)
_ZONE = (
    r"(?:gmt|utc|[ecmp][sd]?t|a[ekw][sd]t|ce[s]?t|ee[s]?t|bst|ist|msk|jst|kst|hkt|sgt|pkt|wib|sast|wat|eat|mez|mesz|z|local|eastern"
    r"|pacific|central|mountain|geneva|greenwich)(?:\s(?:standard\s|daylight\s|mean\s)?time)?"
)
_TIME = (
    r"(?:[\s,;@|/(–—-]*(?:\b(?:at|um|a|as|alle|ore|ora|om|kl\.?|klo|o|godz\.?|в|о|saat)\b\s?){0,2}"
    r"\d{1,2}(?:[:.h]\d{2}(?:[:.]\d{2})?|(?=\s?[ap]\.?m\b)|(?=\s?uhr)|(?=\s?h\b))\s?(?:[ap]\.?m\b\.?|uhr|h\b|hrs)?"
    rf"(?:\s?[(/,]?\s?\b{_ZONE}\b\)?){{0,2}}(?:\s?[+-]\d{{1,2}}:?\d{{0,2}})?)?"
)
_HEAD = re.compile(rf"(?:t\d{{2}}:?\d{{2}}\S*)?{_YEAR_WORD}(?:\.?\s?[(（][^\W\d_]{{1,14}}[)）])?{_TIME}")
_END = re.compile(r"(?:[\s(（]*(?:공보|보도|제|第|总第|總第)?\s?[\d-]+\s?[호号號期][)）]?)?[\s.,;)\]*_|#•·=~-]*$")
_DASH = re.compile(
    r"(?:[\s,]*(?:[—–-]{1,2}\s?)?(?:[(\[][^()\[\]\n]{2,60}[)\]]|(?<!\S)/ ?[^/\n]{2,40} ?/(?=\s*[-–—]|\.\s)))*"
    r"[\s)\]*,_]*(?:\.?\s?(?:—|–|―|--)|\.?\s?-(?=\s)|\.-|[:|](?=\s|$)|/(?=\s)|(?<=/)\.(?=\s)|[电電讯訊](?=[\s:：])|(?<=[)\]])\s(?=[A-Z]))"
)
_WIRE = re.compile(r"\s*[,/–-]\s*(?:[\w.&-]+\s){0,3}?[\w.]*(?:wire|newswire|prnews)(?:/|[^\w\n])+", re.IGNORECASE)
_RUNS_ON = re.compile(r"\s?(?:[起以至前后後内に의에]|から|まで|より|부터|까지)")
"""Particles after a date in a sentence, in scripts in which no capital letter tells."""
_ISSUER = re.compile(r"[\s,|•·/–-]*(?:by|von|par|por|di|da|door|in|from)\s[^.!?\n]{2,60}$", re.IGNORECASE)
_CAPITAL = re.compile(r"([.;])?\s+(?=[^\W\d_])")
_NEXT_DATE = re.compile(r"\s*(?:\d{1,2}(?!\d)[^\W\d_]{0,2}\s*(?:[./-]|[^\W\d_]{3,})|[^\W\d_]{3,12}\.? \d{1,2}\b)")


def context_after(line: str, start: int) -> Tail:
    """Classify what stands after a date.

    Args:
        line: As written.
        start: Where the date ends in it, in code points.

    """
    folded = fold(line)
    head = _HEAD.match(folded, start)
    at = head.end() if head else start
    if lunar := _LUNAR_AFTER.match(folded, at):
        at = lunar.end()
    if _RUNS_ON.match(line, at):
        return Tail(After.SENTENCE, at)
    if _END.match(line, at):
        return Tail(After.END, len(line))
    if ending := _end_with_words(line, folded, at):
        return ending
    if found := _WIRE.match(line, at) or _DASH.match(line, at):
        return _tail_after_dash(line, found.end())
    if placed := _place_and_dash(line, at):
        return placed
    if _ISSUER.match(line, at):
        return Tail(After.ISSUER, len(line))
    if found := _CAPITAL.match(line, at):
        kind = After.STOP if found[1] else After.CAPITAL
        return Tail(kind if line[found.end()].isupper() else After.SENTENCE, found.end())
    return Tail(After.SENTENCE, at)


def _end_with_words(line: str, folded: str, at: int) -> Tail | None:
    """A place, a label or an update between the date and the end of the line."""
    rest = line[at:]
    lead = rest[: len(rest) - len(rest.lstrip(_SEPARATORS))]
    if fold(rest).strip(_SEPARATORS) in weekdays():
        return Tail(After.END, len(line))
    label = label_of(folded[at:])
    if label and label[0] in _OF_ISSUE and not rest[label[2] :].strip(_SEPARATORS):
        return Tail(After.END, len(line))
    if label and label[0] is LabelKind.UPDATED and any(map(str.isdigit, rest)) and len(rest) < _MOST_PLACE_CHARACTERS:
        return Tail(After.ISSUER, len(line))
    if _REFERENCE.fullmatch(rest + " ") and lead.strip():
        return Tail(After.END, len(line))
    cased = rest.strip(_SEPARATORS)[:1].lower() != rest.strip(_SEPARATORS)[:1].upper()
    separated = bool(lead.strip()) or "  " in lead or "\t" in lead or not cased
    if separated and not rest.rstrip().endswith((".", "!", "?")) and is_place(rest) and len(rest) < 60:
        return Tail(After.END, len(line), rest.strip(_SEPARATORS))
    return None


def _tail_after_dash(line: str, end: int) -> Tail:
    """The dash, unless another date follows: then it is a period."""
    return Tail(After.SENTENCE if _next_is_date(line, end) else After.DASH, end)


def _next_is_date(line: str, at: int) -> bool:
    """Return whether the words at `at` begin a date: "4 May 2025 – 6 May 2025"."""
    found = _NEXT_DATE.match(line, at)
    return found is not None and any(word in months() for word in re.findall(r"[^\W\d_]+", fold(found[0])))


_PLACE_AND_STOP = re.compile(r",\s([^\W\d_]{4,20}(?:[ -][^\W\d_]{3,20})?)\.\s(?=[^\W\d_])")
"""A shorter word with a full stop may be an abbreviation, such as "Mr."."""


def _place_and_dash(line: str, at: int) -> Tail | None:
    """A place between the date and a dash or full stop: "4 March 2025, Rome - The committee …"."""
    found = re.compile(r"[\s,|/(–—-]{1,4}([^–—|:\n]{2,60}?)\)?\s?(?:—|–|--|-(?=\s)|:(?=\s)|\|)").match(line, at)
    if found is None:
        found = _PLACE_AND_STOP.match(line, at)
    if found and is_place(found[1]):
        return Tail(After.DASH, found.end(), found[1])
    return None
