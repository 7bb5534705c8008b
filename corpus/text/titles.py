"""The title of a text without one in its metadata: its headline, else its first sentence."""

from __future__ import annotations

import re

LONGEST = 120
"""Maximum length in code points of a title made from a sentence, with the ellipsis."""

LONGEST_HEADLINE = 200
"""Maximum length in code points of a headline; a longer line is a paragraph."""

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


def _fold_space(text: str) -> str:
    """Return the text as one line with single spaces."""
    return " ".join(text.split())


def _has_letter(text: str) -> bool:
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
    return len(line) <= LONGEST and (len(following) > len(line) * 1.3 or _has_letter(following))


def _first_sentence(text: str) -> str:
    """Return the first sentence of the first paragraph as one line."""
    paragraph = _fold_space(re.split(r"\n[ \t]*\n", text, maxsplit=1)[0][: 20 * LONGEST])
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
    """Return the title and the offset of the body in code points.

    A headline in the first line is the title, and the body begins at the next line with text. Otherwise the first
    sentence is the title, and the body begins at 0. The title of a text without letters and digits is `fallback`.
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
