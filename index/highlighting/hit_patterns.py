"""Patterns that find the hits of a query in folded texts, fast enough for search as you type.

`Highlighter` stems each word of a text; this searches the folded text for the words that the index has for each stem.
Texts that cannot be folded character by character are left to `Highlighter`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from string import ascii_lowercase, ascii_uppercase
from typing import Protocol

from index.highlighting.highlighter import Highlighter, searched_leaves
from index.highlighting.windows import windows
from index.query.alternatives import IndexTraits, alternatives
from index.query.ast import Node, Phrase, Word
from index.query.term_patterns import FuzzyPattern, WildcardPattern
from index.schema.analysis import WORD, fold_for_index, word_letter, written_form
from index.schema.languages import applies
from index.segments.searching.multi_field import FormTest, WordSequence
from index.segments.searching.patterns import Pattern
from index.segments.searching.phrases import near_width

_FEW = 50
"""A longer list of words is not searched word by word."""
_RUN = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_CAPITALS = str.maketrans(ascii_uppercase, ascii_lowercase)
_HYPHENS = "\u2010\u2011"
_UNMAPPED = "\uffff"
"""Stands in a folded text for a character that does not fold to one character."""


class Vocabulary(Protocol):
    """The vocabulary of a field of the index; all words folded."""

    def forms_of(self, stem: str) -> Collection[str]:
        """The indexed words with a stem."""

    def matching_words(self, pattern: Pattern) -> Collection[str]:
        """The indexed words that match a pattern."""


class HitPatterns:
    """Finds the hits of a query in texts of one language.

    Args:
        tree: The syntax tree of the query.
        field: "body" or "title".
        vocabulary: The vocabulary of the field.
        traits: The traits of the index.
        language: That of the texts, as an ISO 639-1 code; "" if it is not known.

    """

    def __init__(self, tree: Node, field: str, vocabulary: Vocabulary, traits: IndexTraits, language: str) -> None:
        self._exact = Highlighter(tree, field, traits)
        self._vocabulary = vocabulary
        self._language = language
        self._words: list[re.Pattern[str]] = []
        self._cased: list[tuple[re.Pattern[str], WordSequence]] = []
        """Patterns with a group for each word, whose case has to be compared, too."""
        self._loose: set[str] = set()
        self._phrases: list[tuple[re.Pattern[str], int]] = []
        self._near: list[_NearWords] = []
        stems: set[str] = set()
        for leaf in searched_leaves(tree, field):
            if isinstance(leaf, Word) and (leaf.pattern or leaf.fuzzy or leaf.incomplete):
                self._add_pattern(leaf)
                if not leaf.incomplete:
                    continue
            for words in alternatives(leaf, traits):
                if any(isinstance(word, str) and not applies(word, language) for word in words):
                    continue
                if len(words) == 1 and isinstance(words[0], str):
                    stems.add(words[0])
                else:
                    self._add_phrase(words, leaf.slop if isinstance(leaf, Phrase) else 1)
        self._words += [_any_of(forms) for stem in stems if (forms := vocabulary.forms_of(stem))]

    def _add_phrase(self, words: WordSequence, slop: int) -> None:
        """Add adjacent words, or one word by its form."""
        forms = (self._vocabulary.forms_of(word) if isinstance(word, str) else (word.folded,) for word in words)
        known = list(map(frozenset, forms))
        if not all(known):
            return
        joined = [isinstance(word, FormTest) and word.is_joined for word in words]
        if any(isinstance(word, FormTest) and word.written for word in words):
            self._cased.append((_adjacent(known, joined), words))
        elif len(words) == 1:
            self._words.append(_any_of(known[0]))
        elif slop == 1:
            self._phrases.append((_adjacent(known, joined), len(known)))
        else:
            self._near.append(_NearWords(known, near_width(slop, len(known))))

    def _add_pattern(self, leaf: Word) -> None:
        pieces = [fold_for_index(piece) for piece in WORD.findall(leaf.text)]
        if leaf.pattern and not any(char in "*?" for char in leaf.text[:-1]) and leaf.text.endswith("*"):
            self._words.append(_prefix(fold_for_index(leaf.text[:-1])))
        elif leaf.pattern:
            self._add_words(self._vocabulary.matching_words(WildcardPattern("", fold_for_index(leaf.text))))
        elif leaf.fuzzy:
            for piece in pieces:
                self._add_words(self._vocabulary.matching_words(FuzzyPattern("", piece, leaf.fuzzy)))
        elif pieces:
            self._words.append(_prefix(pieces[-1]))

    def _add_words(self, words: Collection[str]) -> None:
        if len(words) > _FEW:
            self._loose.update(words)
        elif words:
            self._words.append(_any_of(words))

    def __bool__(self) -> bool:
        return bool(self._words or self._loose or self._phrases or self._near or self._cased)

    def find(self, text: str, most: int) -> list[tuple[int, int]]:
        """The spans of the matching words, ascending; about `most` of each."""
        if not self:
            return []
        flat = flatten(text)
        if flat is None:
            return list(self._exact.spans(text, most, self._language))
        words = self._words
        if len(words) == 1 and not (self._phrases or self._near or self._loose or self._cased):
            return [match.span() for match in islice(words[0].finditer(flat), most)]
        found: set[tuple[int, int]] = set()
        if self._loose and (here := self._loose.intersection(_RUN.findall(flat))):
            words = [*words, _any_of(here)]
        for word in words:
            found.update(match.span() for match in islice(word.finditer(flat), most))
        for pattern, tests in self._cased:
            found.update(islice(_matching_case(text, flat, pattern, tests), most))
        for phrase, size in self._phrases:
            for match in islice(phrase.finditer(flat), -(-most // size)):
                found.update(match.regs[1:])
        for near in self._near:
            found.update(islice(near.spans(flat), most))
        return sorted(found)


def flatten(text: str) -> str | None:
    """Fold a text character by character, so that offsets stay the same; None where that is not possible."""
    text = text.replace("_", " ")
    if text.isascii():
        return text.lower()
    flat = _FOREIGN.sub(_flat, text)
    # Other scripts stay as folded: for some, the folded form is the capital letter.
    flat = flat.lower() if flat.isascii() else flat.translate(_CAPITALS)
    return None if _UNMAPPED in flat else flat


def _flat(match: re.Match[str]) -> str:
    char = match[0]
    known = _FLAT.get(char)
    if known is None:
        folded = fold_for_index(char)
        if word_letter().match(char):
            known = folded if len(folded) == 1 and folded.isalnum() and word_letter().match(folded) else _UNMAPPED
        else:
            known = _UNMAPPED if WORD.match(char) else "-" if char in _HYPHENS else " "
        _FLAT[char] = known
    return known


_FLAT: dict[str, str] = {}


def _any_of(forms: Collection[str]) -> re.Pattern[str]:
    """A pattern for any of some words, whole."""
    return re.compile(_one_of(forms))


def _one_of(forms: Collection[str]) -> str:
    first, last = min(forms), max(forms)
    size = next((at for at, char in enumerate(first) if last[at : at + 1] != char), len(first))
    rests = "|".join(re.escape(form[size:]) for form in sorted(forms))
    return f"{_head(first[:size])}(?:{rests})(?!\\w)"


def _adjacent(words: list[frozenset[str]], joined: Sequence[bool]) -> re.Pattern[str]:
    """A pattern for adjacent words, each in a group; matches may overlap.

    Args:
        words: The forms of each word.
        joined: Whether a hyphen must join each word to the next one.

    """
    between = ["-" if each else r"\W+" for each in joined]
    following = "".join(f"{gap}({_one_of(forms)})" for gap, forms in zip(between, words[1:], strict=False))
    return re.compile(f"({_one_of(words[0])})(?={following})")


def _prefix(letters: str) -> re.Pattern[str]:
    """A pattern for words with a prefix."""
    return re.compile(_head(letters) + r"\w*")


def _head(letters: str) -> str:
    """A pattern for the first letters of a word. Testing for the start of the word after the letters is fastest."""
    return f"{re.escape(letters)}(?<!\\w{re.escape(letters)})"


class _NearWords:
    """Finds words near each other in any order.

    Args:
        words: The surface forms of each word.
        width: The greatest distance of the last from the first, in words.

    """

    def __init__(self, words: Sequence[frozenset[str]], width: int) -> None:
        self._needed = Counter(words)
        self._forms = {form: forms for forms in self._needed for form in forms}
        self._each = list(map(_any_of, self._needed))
        self._width = width

    def spans(self, flat: str) -> Iterator[tuple[int, int]]:
        """The spans of the words in a folded text, by window."""
        if not all(word.search(flat) for word in self._each):
            return
        places = [
            (position, self._forms[match[0]], match.span())
            for position, match in enumerate(WORD.finditer(flat))
            if match[0] in self._forms
        ]
        for window in windows([place[:2] for place in places], self._needed, self._width):
            yield from (places[at][2] for at in window)


def _matching_case(text: str, flat: str, pattern: re.Pattern[str], words: WordSequence) -> Iterator[tuple[int, int]]:
    """The spans of the words of a pattern where those whose case matters are written so."""
    for match in pattern.finditer(flat):
        spans = match.regs[1:]
        if all(
            isinstance(word, str) or not word.written or written_form(text[start:end]) == word.written
            for word, (start, end) in zip(words, spans, strict=True)
        ):
            yield from spans
