"""Whether text that is labelled as Windows-1252 or ISO-8859-1 is in that encoding.

Programs and servers state these two where nobody chose a charset, so the label says little. Text of another encoding
shows it: by letters that its language does not have, by symbols within its words, or by having hardly any ASCII letter.
"""

from __future__ import annotations

import re

from corpus.model.errors import UnreadableFile
from corpus.text.encoding_guess import ODD_IN_WORD, fits, legacy_encoding
from corpus.text.language import language_of

DEFAULT = "cp1252"
"""What both labels stand for."""

_SAMPLE = 8 * 1024
_ALPHABETS = {
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "hr": "čćđšž",
    "bs": "čćđšž",
    "sr": "čćđšž",
    "sl": "čćđšž",
    "ro": "ăâîșțşţ",
    "tr": "çğıöşüâîû",
    "az": "çəğıöşü",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņōŗšūž",
    "mt": "ċġħżàèìòù",
}
"""The letters beyond ASCII of languages that are usually written in another encoding of one byte."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0§«»°·–—‘’‚“”„•…€\N{COMBINING DOT ABOVE}]")
"""Letters, and symbols that letters of another encoding look like; no punctuation."""
_ASCII_LETTER = re.compile("[A-Za-z]")
_WESTERN = frozenset(
    ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "nb", "nn", "fi", "is", "fo", "et", "ca", "gl", "eu", "ga")
)
"""Languages that Windows-1252 has the letters of."""
_RUN = re.compile(rb"[^<>\n]+")
"""Text without the tags around it."""
_FEWEST = 3
"""Characters beyond ASCII below which the label is believed: a name may have one."""
_FEWEST_FOREIGN = 2
_FEWEST_OF_SCRIPT = 20
"""Characters from which another script is believed against the label."""
_FOREIGN_SHARE = 0.05
_REMAINING_SHARE = 0.25
"""Share of the foreign characters that may be left in the right encoding."""
_OTHER_SCRIPT_SHARE = 0.3
"""Share of letters beyond ASCII among all letters, which no language of Western Europe reaches."""


def unlike_label(data: bytes) -> str:
    """The encoding of text that is labelled as Windows-1252 and is in another one; "" where the label is right.

    Args:
        data: The text, or its beginning. It may have markup.

    """
    sample = _telling_part(data)
    western = sample.decode(DEFAULT, "replace")
    beyond, plain = len(_BEYOND_ASCII.findall(western)), len(_ASCII_LETTER.findall(western))
    if beyond < _FEWEST:
        return ""
    is_other_script = beyond >= _FEWEST_OF_SCRIPT and beyond > _OTHER_SCRIPT_SHARE * (beyond + plain)
    language = "" if is_other_script else language_of(western)
    if language in _WESTERN and len(ODD_IN_WORD.findall(western)) < _FEWEST:
        return ""
    guess = _guess(sample)
    if not guess or not fits(data, guess):
        return ""
    text = sample.decode(guess, "replace")
    if is_other_script:
        return guess if _is_other_script(text) else ""
    if language not in _ALPHABETS and language not in _WESTERN:
        language = language_of(text)  # wrong letters may have led to another language
    foreign, left = _foreign(western, language), _foreign(text, language)
    return (
        guess if foreign >= max(_FEWEST_FOREIGN, _FOREIGN_SHARE * beyond) and left < _REMAINING_SHARE * foreign else ""
    )


def _telling_part(data: bytes) -> bytes:
    """The runs of text that have bytes beyond ASCII, up to a limit."""
    runs: list[bytes] = []
    size = 0
    for run in _RUN.finditer(data):
        if run[0].isascii():
            continue
        runs.append(run[0])
        size += len(run[0])
        if size > _SAMPLE:
            break
    return b"\n".join(runs)[:_SAMPLE]


def _guess(sample: bytes) -> str:
    """The likeliest encoding other than that of the label; "" where there is none."""
    try:
        guess = legacy_encoding(sample)
    except UnreadableFile:
        return ""
    return guess if guess != DEFAULT else ""


def _is_other_script(text: str) -> bool:
    """Return whether most letters beyond ASCII are not Latin."""
    letters = [letter for letter in text if letter.isalpha() and letter > "\x7f"]
    return bool(letters) and sum(letter > "\u024f" for letter in letters) > len(letters) // 2


def _foreign(text: str, language: str) -> int:
    """The number of characters of a text that its language does not have."""
    alphabet = _ALPHABETS.get(language)
    if alphabet is None:
        return len(ODD_IN_WORD.findall(text))
    return sum(letter.lower() not in alphabet for letter in _BEYOND_ASCII.findall(text))
