"""The title of a text without one in its metadata: its headline, else its first sentence."""

from __future__ import annotations

import re
from itertools import islice

from corpus.text.calendars import with_ascii_digits
from corpus.text.date_context import After, Before, is_heading_of_release, without_preposition, without_weekday
from corpus.text.datelines import dated_line

LONGEST = 120
"""Maximum length in code points of a title made from a sentence, with the ellipsis."""

LONGEST_HEADLINE = 200
"""Maximum length in code points of a headline; a longer line is a paragraph."""

_MOST_FURNITURE = 20
"""Lines at the beginning of a text that may be page furniture."""
_ELLIPSIS = "…"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_ENDS_WITH_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|St|etc|No)\.|[?!]|\.\.\.|…)[\"'”’»)]*$"
)
_ENDS_WITH_FUNCTION_WORD = re.compile(
    r"\b(?:an?|the|of|on|in|at|to|for|from|by|with|and|or|but|that|which|is|was|has|had|have|be|its|his|her)$"
)
# A stop ends a sentence if white space and a capital letter or a quotation mark follow; see also _ABBREVIATION.
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W\d_a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|Inc|Corp|Ltd|Co|Jr|Sr))\.$"
)
_PAGE_NUMBER = (
    r"(?:page|seite|p[aá]gina|pag|pg|str|стр|p|s)?\.? ?\d{1,4}(?: ?(?:of|von|de|di|sur|из|/|\|) ?\d{1,4})?"
    r"(?: ?\|? ?p ?a ?g ?e)?(?: of \d{1,4})?"
)
_STAMP = (
    r"(?:final|draft|copy|confidential|restricted|unclassified|advance copy|embargoed|embargo|press release"
    r"|news release|media release|for immediate release|(?:please )?check against(?: actual)? delivery|as delivered"
    r"|as prepared for delivery|unofficial translation)(?: (?:version|draft|copy|text))?(?: \d{1,3})?"
    r"|(?:version|revision|ver|rev|v|r)\.? ?\d{1,3}(?:\.\d{1,3})*(?: (?:final|draft))?"
)
_REFERENCE = (
    rf"(?:{_STAMP})?,? ?(?:ref\.? )?(?:no|nr|n|num|numero|número|nomor|say[ıi]|ref|reference|№|#)[.°º]? ?:? ?"
    r"[\w/.-]*\d[\w/.-]*"
)
_CLOCK = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[ap]\.?m)?\.?(?: [a-z]{2,5})?"
_SYMBOL = r"[a-z]{1,6}(?:/[a-z]{1,6}){0,2}/\d[\w./-]*(?: \(\d{4}\))?"
"""A document symbol such as "SC/15678" or "A/RES/75/1"."""
_FURNITURE = re.compile(rf"(?:{_PAGE_NUMBER}|{_STAMP}|{_REFERENCE}|{_CLOCK}|{_SYMBOL})", re.IGNORECASE)
_ISSUER_AND_STAMP = re.compile(r"[^-–—|:]{2,50} [-–—|] (?:press|news|media) release", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:(?:media|press|for (?:more|further) information)[ ,]*)?(?:contacts?|tel|telephone|phone|fax|e-?mail) ?: ?\S.*",
    re.IGNORECASE,
)
_LIST_ITEM = r"[•▪‣◦][ \t]"
_END_OF_PARAGRAPH = re.compile(rf"\n[ \t]*(?:\n|{_LIST_ITEM})")
_LONGEST_DATE_LINE = 80
_ENOUGH = 10_000
"""Code points of a line or a text from which a title is made; a text may have tens of millions in one line."""
_MOST_WORDS_OF_PLACE = 3
"""A longer line that ends with a date may be a headline."""
_BEFORE_DATE = (Before.NOTHING, Before.LABEL, Before.EMBARGO)
_AROUND = " \t\u00a0-–—|*_[](){}<>.:;/\\•·#~=+\"'“”"


def is_furniture(line: str) -> bool:
    """Whether a line is a page number, a stamp, a date or the like, and no title: "Page 1 of 15", "V7"."""
    bare = _fold_space(line[:_ENOUGH]).strip(_AROUND)
    if not any(map(str.isalpha, bare)):
        return True
    if len(bare) >= LONGEST:
        return False
    if _FURNITURE.fullmatch(bare) or _CONTACT.fullmatch(bare) or is_heading_of_release(bare):
        return True
    if bare[-7:].lower() == "release" and _ISSUER_AND_STAMP.fullmatch(bare):
        return True
    return _is_date(bare)


def _is_date(line: str) -> bool:
    """Whether a line is only a date, with or without a label: "Published: 18 October 2024"."""
    dated = dated_line(with_ascii_digits(line)) if len(line) <= _LONGEST_DATE_LINE else None
    if dated is None or dated.before not in _BEFORE_DATE:
        return False
    return dated.after is After.END or (dated.before is Before.LABEL and dated.after is After.ISSUER)


def _is_place_and_date(line: str) -> bool:
    """Whether a line is only a short name and a date, as a dateline is: "Brussels, 3 March 2025"."""
    dated = dated_line(line) if len(line) <= _LONGEST_DATE_LINE else None
    if dated is None or dated.after is not After.END or dated.before is not Before.PLACE:
        return False
    words = without_preposition(without_weekday(dated.place)).split()
    return len(words) <= _MOST_WORDS_OF_PLACE and not any(word[0].islower() for word in words)


def _fold_space(text: str) -> str:
    """Return the text as one line with single spaces."""
    return " ".join(text.split())


def _has_alphanumeric(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_headline(line: str, rest: str) -> bool:
    """Return whether a first line is a headline, judged by its form and by the text that follows."""
    if not line or len(line) > LONGEST_HEADLINE or not rest.strip():
        return False
    if line.startswith(("-", "*", "•", ">", "|", "“", '"')) and not rest.startswith("\n\n"):
        return False
    ends = _ENDS_SENTENCE.search(line)
    if ends and not _ENDS_WITH_ABBREVIATION.search(line):
        return False
    if rest.startswith("\n\n") or line.isupper():
        return True
    following = rest.lstrip("\n").split("\n", 1)[0].strip()
    # A wrapped paragraph continues in lower case, or its line ends with a function word.
    if following[:1].islower() or _ENDS_WITH_FUNCTION_WORD.search(line):
        return False
    return len(line) <= LONGEST and (len(following) > len(line) * 1.3 or _has_alphanumeric(following))


def _is_headline_at(text: str, line: re.Match[str]) -> bool:
    return _is_headline(_fold_space(line[0][:_ENOUGH]), text[line.end() : line.end() + _ENOUGH])


def _first_sentence(text: str) -> str:
    """Return the first sentence of the first paragraph as one line."""
    paragraph = _fold_space(_END_OF_PARAGRAPH.split(text, maxsplit=1)[0][: 20 * LONGEST])
    for match in _SENTENCE.finditer(paragraph):
        sentence = paragraph[: match.end()]
        if not _ABBREVIATION.search(sentence.rstrip("\"'”’»)]")):
            return sentence
    return paragraph


def shorten(title: str, longest: int = LONGEST) -> str:
    """Return `title` as one line of at most `longest` code points, cut between words if possible."""
    title = _fold_space(title)
    if len(title) <= longest:
        return title
    room = longest - len(_ELLIPSIS)
    head = title[:room]
    if not title[room].isspace() and " " in head[room // 2 :]:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:–—-") + _ELLIPSIS


def title_from_text(text: str, fallback: str) -> tuple[str, int]:
    """Return the title of a text and where its body begins, in code points.

    A first line that reads as a headline is the title, and the body begins with the next line. Otherwise the title is
    made from the first sentence, and the body begins at 0. Page numbers, stamps such as "FINAL", lines without letters
    and a place with a date before it are passed over, and stay in the body.

    Args:
        text: The text, cleaned.
        fallback: The title of a text without letters and digits.

    """
    lines = [match for match in islice(_LINE.finditer(text), _MOST_FURNITURE) if _has_alphanumeric(match[0])]
    telling = list(islice((match for match in lines if not is_furniture(match[0])), 2)) or lines
    if len(telling) > 1 and _is_place_and_date(telling[0][0]) and _is_headline_at(text, telling[1]):
        telling = telling[1:]
    first = telling[0] if telling else None
    if first is None:
        first = next((match for match in _LINE.finditer(text) if _has_alphanumeric(match[0])), None)
    if first is None:
        return _fold_space(fallback) or "Untitled", 0
    line = _fold_space(first[0][:_ENOUGH])
    if _is_headline_at(text, first):
        rest = text[first.end() : first.end() + _ENOUGH]
        is_at_start = not text[: first.start()].strip()
        return line, first.end() + len(rest) - len(rest.lstrip()) if is_at_start else 0
    return shorten(_first_sentence(text[first.start() : first.start() + _ENOUGH].lstrip())), 0


def end_of_title(title: str, text: str) -> int:
    """Return where the body begins, in code points, of a text that begins with its title; 0 if it does not."""
    pattern = r"\s*" + r"\s+".join(map(re.escape, title.split())) + r"[ \t]*\n\s*(?=\S)"
    match = re.match(pattern, text, re.IGNORECASE)
    return match.end() if match else 0
