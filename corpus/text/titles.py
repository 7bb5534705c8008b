"""The title of a text that brings none: its headline line, or else its first sentence."""

from __future__ import annotations

import re

LONGEST = 120
"""Characters of a title made from a sentence, the ellipsis included."""

LONGEST_HEADLINE = 200
"""Characters of a line that is taken as the title as it is; a longer one is a paragraph."""

_ELLIPSIS = "…"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_ENDS_STOPPED = re.compile(r"(?:\b(?:[A-Z]\.){2,}|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|St|etc|No)\.|[?!]|\.\.\.|…)[\"'”’»)]*$")
_BREAKS_OFF = re.compile(
    r"\b(?:an?|the|of|on|in|at|to|for|from|by|with|and|or|but|that|which|is|was|has|had|have|be|its|his|her)$"
)
# A stop ends a sentence when a space and a capital or a quotation follow, and it is no initial or title.
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W\d_a-z])")
_NOT_LAST = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|Inc|Corp|Ltd|Co|Jr|Sr))\.$"
)


def _fold_space(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_headline(line: str, rest: str) -> bool:
    """Whether the first line stands apart as a headline from what follows."""
    if not line or len(line) > LONGEST_HEADLINE or not rest.strip():
        return False
    if line.startswith(("-", "*", "•", ">", "|", "“", '"')) and not rest.startswith("\n\n"):
        return False
    ends = _ENDS_SENTENCE.search(line)
    if ends and not _ENDS_STOPPED.search(line):
        return False
    if rest.startswith("\n\n") or line.isupper():
        return True
    following = rest.lstrip("\n").split("\n", 1)[0].strip()
    # a wrapped paragraph goes on in lower case, or breaks off at a word that nothing ends with
    if following[:1].islower() or _BREAKS_OFF.search(line):
        return False
    return len(line) <= LONGEST and (len(following) > len(line) * 1.3 or _has_letter(following))


def _first_sentence(text: str) -> str:
    """The first sentence of the first paragraph, on one line."""
    paragraph = _fold_space(re.split(r"\n[ \t]*\n", text, maxsplit=1)[0][: 20 * LONGEST])
    for match in _SENTENCE.finditer(paragraph):
        sentence = paragraph[: match.end()]
        if not _NOT_LAST.search(sentence.rstrip("\"'”’»)]")):
            return sentence
    return paragraph


def shorten(title: str, longest: int = LONGEST) -> str:
    """`title` on one line of at most `longest` characters, cut at a word where there is one to cut at."""
    title = _fold_space(title)
    if len(title) <= longest:
        return title
    room = longest - len(_ELLIPSIS)
    head = title[:room]
    if not title[room].isspace() and " " in head[room // 2 :]:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:–—-") + _ELLIPSIS


def title_from_text(text: str, fallback: str) -> tuple[str, int]:
    """The title and where the body begins, in code points.

    A first line that reads as a headline is the title and the body begins on the next line with text; else
    the title is made from the first sentence and the body begins at 0. A text without a letter or digit is
    called `fallback`.
    """
    first = _LINE.search(text)
    if first is None or not _has_letter(text):
        return _fold_space(fallback) or "Untitled", 0
    line = _fold_space(first[0])
    rest = text[first.end() :]
    if _has_letter(line) and _is_headline(line, rest):
        return line, first.end() + len(rest) - len(rest.lstrip())
    start = next((match.start() for match in _LINE.finditer(text) if _has_letter(match[0])), 0)
    return shorten(_first_sentence(text[start:].lstrip())), 0
