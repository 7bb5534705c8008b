"""The encoding of text that is not Unicode, guessed from a sample of its bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_SAMPLE = 32 * 1024
"""Bytes looked at; the guess gets no better with more, only slower."""
_SMALLEST_PART = 64
"""Bytes of a sample below which a guess is worth nothing."""
_MOST_REPLACED = 0.02
"""More bytes than this share that an encoding has no character for, and the text is in another one."""
_DECLARATION = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?[\w-]+", re.IGNORECASE)
"""The detector believes it; it is known here, and was found wrong."""
_BETWEEN_CHARACTERS = re.compile(rb"[\x00-\x2f]")
"""Bytes that no legacy encoding has inside a character: a text may be cut after them."""
ODD_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[¡-¶¸-¿×÷˘-˝†‡•‰™-⯿\ue000-\uf8ff](?=[^\W\d_])|(?<=[a-zß-ÿ])[À-ÞŠŽŸ](?=[a-zß-ÿ])|\ufffd"
)
"""A symbol between two letters, or a capital between two small ones: "M¸ller", "MŸller"."""
_MOST_LATIN_BYTES = 0.2
"""Share of bytes beyond ASCII in text of Latin script; text of other scripts has more."""
_LONGEST_CHARACTER = 4
"""Bytes, in any encoding."""
_PARTS = (2, 4, 8)
"""A sample that is no text in any encoding is guessed by its halves, its quarters, its eighths."""
_CONFIDENT = 0.25
"""Confidence from which a guess is taken. Right guesses for 200 bytes of Latin script lie around 0.3, of others above
0.5; a bad byte in East Asian text leaves only encodings of single bytes, at 0.1.
"""


def legacy_encoding(data: bytes, *, is_cut: bool = False) -> str:
    """The likeliest encoding of text that is not Unicode.

    Args:
        data: The text, or its beginning.
        is_cut: Whether more of it follows.

    Raises:
        UnreadableFile: no encoding makes text of it.

    """
    # The first letters beyond ASCII decide; they may come late.
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1024) if first else 0
    sample = _DECLARATION.sub(b"", data[start : start + _SAMPLE])
    best = _guess(sample, is_cut=is_cut or start + _SAMPLE < len(data))
    if not best:
        raise UnreadableFile(Reason.UNKNOWN_ENCODING)
    return codecs.lookup("cp1252" if _is_western(sample, best) else best).name


def _is_western(sample: bytes, guess: str) -> bool:
    """Whether the guess puts symbols into words of Latin script, where Windows-1252 puts letters only.

    The letters of one name decide nothing for the detector, which then prefers a rare encoding by chance.
    """
    if len(sample.translate(None, bytes(range(128)))) > _MOST_LATIN_BYTES * len(sample):
        return False
    odd, western = (ODD_IN_WORD.search(sample.decode(name, "replace")) for name in (guess, "cp1252"))
    return odd is not None and western is None


class _Guess(NamedTuple):
    confidence: float
    """From 0 to 1; 0 where no encoding has a character for every byte."""
    name: str = ""


def _guess(sample: bytes, *, is_cut: bool) -> str:
    """The name of the likeliest encoding; "" where none has a character for nearly all of the bytes."""
    whole = _detect([sample]) if not is_cut else _Guess(0)
    if whole.confidence < _CONFIDENT:  # a character cut at the end may have spoiled it
        whole = max(whole, _detect(_without_cut_character(sample)))
    if whole.confidence >= _CONFIDENT and fits(sample, whole.name):
        return whole.name
    # A byte that is in no encoding spoils the guess as well: parts without it tell as much.
    guesses = [whole, *map(_detect, map(_without_cut_character, _parts(sample)))]
    return max((guess for guess in guesses if guess.name and fits(sample, guess.name)), default=_Guess(0)).name


def _parts(sample: bytes) -> Iterator[bytes]:
    """The halves, quarters and eighths of a sample, each from the beginning of a character on."""
    for parts in _PARTS:
        length = len(sample) // parts
        for start in range(0, length * parts, length) if length >= _SMALLEST_PART else ():
            between = _BETWEEN_CHARACTERS.search(sample, start)
            yield sample[between.end() if between and start else start : start + length]


def _detect(samples: Iterable[bytes]) -> _Guess:
    """The best guess for one text, cut in different places."""
    import chardet

    guesses = []
    for sample in filter(None, samples):
        found = chardet.detect(sample, compat_names=False)
        name, language = found["encoding"] or "", found["language"]
        if name == "iso8859-2" and language == "ro":
            name = "iso8859-16"  # differs in the letters and quotation marks that only Romanian has
        if name and not name.startswith("utf"):
            guesses.append(_Guess(found["confidence"], name))
    return max(guesses, default=_Guess(0))


def _without_cut_character(sample: bytes) -> list[bytes]:
    """The sample to where no character can be cut, or, where there is no such place, all that it may have to be."""
    half = len(sample) // 2  # less would be too little to guess by
    at = max((match.end() for match in _BETWEEN_CHARACTERS.finditer(sample, half)), default=0)
    return [sample[:at]] if at else [sample[: len(sample) - cut] for cut in range(_LONGEST_CHARACTER)]


def fits(data: bytes, name: str) -> bool:
    """Whether nearly all bytes beyond ASCII have a character in this encoding."""
    most = 1 + _MOST_REPLACED * len(data.translate(None, bytes(range(128))))
    return data.decode(name, "replace").count("\ufffd") <= most
