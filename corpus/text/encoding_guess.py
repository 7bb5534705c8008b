"""The encoding of text that is not Unicode, guessed from a sample of its bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_SAMPLE = 32 * 1024
"""Bytes looked at; the guess gets no better with more, only slower."""
_SMALLEST_PART = 64
"""Bytes of a sample below which a guess is worth nothing."""
_MOST_REPLACED = 0.02
"""More bytes than this share that an encoding has no character for, and the text is in another one."""
_REACH = 1024 * 1024
"""Bytes looked at for symbols inside words."""
# The encodings of Latin script differ in a few letters, and short texts are guessed wrong. What is not Windows-1252
# shows there as symbols inside words: "Wa³êsa".
_LATIN_SCRIPT = re.compile(
    r"ascii|utf|cp125[02478]|iso8859_(?:1|2|3|4|9|1[03456])$|latin|mac_(?!cyr|greek)|cp4|cp8[56]"
)
_SYMBOL_IN_WORD = re.compile("[^\\W\\d_][\xa0-\xbf\xd7\xf7\ufffd\u0152\u0178\u0153][^\\W\\d_]")
_BETWEEN_CHARACTERS = re.compile(rb"[\x00-\x2f]")
"""Bytes that no legacy encoding has inside a character: a text may be cut after them."""
_LONGEST_CHARACTER = 4
"""Bytes, in any encoding."""
_PARTS = (2, 4, 8)
"""A sample that no encoding fits is guessed by its halves, its quarters, its eighths."""


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
    sample = data[start : start + _SAMPLE]
    best = _guess(sample, is_cut=is_cut or start + _SAMPLE < len(data))
    if not best:
        raise UnreadableFile(Reason.UNKNOWN_ENCODING)
    if _LATIN_SCRIPT.match(best) and not _SYMBOL_IN_WORD.search(data[:_REACH].decode("cp1252", "replace")):
        return "cp1252"
    return codecs.lookup(best).name


def _guess(sample: bytes, *, is_cut: bool) -> str:
    """The name of the likeliest encoding; "" where none has a character for nearly all of the bytes."""
    if not is_cut and (best := _best([sample])):
        return best
    # A character cut at the end must not spoil the guess.
    best = _best(_without_cut_character(sample))
    if best and fits(sample, best):
        return best
    # Nor must a byte that is in no encoding: parts without it tell as much.
    for parts in _PARTS:
        length = len(sample) // parts
        for start in range(0, length * parts, length) if length >= _SMALLEST_PART else ():
            between = _BETWEEN_CHARACTERS.search(sample, start)
            part = sample[between.end() if between and start else start : start + length]
            best = _best(_without_cut_character(part))
            if best and fits(sample, best):
                return best
    return ""


def _best(samples: Iterable[bytes]) -> str:
    """The encoding in which one of the samples is text most certainly; "" for none."""
    from charset_normalizer import from_bytes

    found = (from_bytes(sample, preemptive_behaviour=True).best() for sample in samples if sample)
    best = min((match for match in found if match is not None), default=None)
    return best.encoding if best else ""


def _without_cut_character(sample: bytes) -> list[bytes]:
    """The sample to where no character can be cut, or, where there is no such place, all that it may have to be."""
    half = len(sample) // 2  # less would be too little to guess by
    at = max((match.end() for match in _BETWEEN_CHARACTERS.finditer(sample, half)), default=0)
    return [sample[:at]] if at else [sample[: len(sample) - cut] for cut in range(_LONGEST_CHARACTER)]


def fits(data: bytes, name: str) -> bool:
    """Whether nearly all bytes beyond ASCII have a character in this encoding."""
    most = 1 + _MOST_REPLACED * len(data.translate(None, bytes(range(128))))
    return data.decode(name, "replace").count("\ufffd") <= most
