"""The hits and snippets of a page of results, fast enough for search as you type.

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

from corpus.model.document import Span
from index.highlighting.excerpt import SNIPPET, excerpt, make_snippet, merged, sentence_before
from index.highlighting.highlighter import Highlighter, searched_leaves
from index.highlighting.windows import windows
from index.model.query import Snippet
from index.query.ast import Node, Phrase, Word
from index.query.term_patterns import FuzzyPattern, WildcardPattern
from index.schema.analysis import WORD, WORD_LETTER, fold_for_index, term
from index.segments.searching.patterns import Pattern
from index.segments.searching.phrases import near_width

_PIECE = 4000
"""Characters searched at a time for a snippet."""
_SEEN = 12
"""Hits of each word in a piece among which the best place is chosen."""
_FEW = 50
"""A longer list of words is not searched word by word."""
_MOST = 200
"""The greatest number of hits in a title."""
_RUN = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_CAPITALS = str.maketrans(ascii_uppercase, ascii_lowercase)
_UNMAPPED = "\uffff"
"""Stands in a folded text for a character that does not fold to one character."""


class Vocabulary(Protocol):
    """The vocabulary of a field of the index; all words folded."""

    def forms_of(self, stem: str) -> Collection[str]:
        """The indexed words with a stem."""

    def matching_words(self, pattern: Pattern) -> Collection[str]:
        """The indexed words that match a pattern."""


class SnippetBuilder:
    """Builds the snippets of a page of results.

    Args:
        tree: Of the query.
        field: "body" or "title".
        vocabulary: Of the field.

    """

    def __init__(self, tree: Node, field: str, vocabulary: Vocabulary) -> None:
        self._exact = Highlighter(tree, field)
        self._vocabulary = vocabulary
        self._words: list[re.Pattern[str]] = []
        self._loose: set[str] = set()
        self._phrases: list[tuple[re.Pattern[str], int]] = []
        self._near: list[_NearWords] = []
        stems: set[str] = set()
        for leaf in searched_leaves(tree, field):
            words = [term(word) for word in WORD.findall(leaf.text)]
            if isinstance(leaf, Word) and (leaf.pattern or leaf.fuzzy or leaf.incomplete):
                self._add_pattern(leaf)
                stems.update(words if leaf.incomplete else ())
            elif len(words) == 1:
                stems.update(words)
            elif words:
                known = [frozenset(vocabulary.forms_of(stem)) for stem in words]
                if all(known):
                    slop = leaf.slop if isinstance(leaf, Phrase) else 1
                    if slop == 1:
                        self._phrases.append((_adjacent(known), len(known)))
                    else:
                        self._near.append(_NearWords(known, near_width(slop, len(known))))
        self._words += [_any_of(forms) for stem in stems if (forms := vocabulary.forms_of(stem))]

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

    def spans(self, text: str) -> tuple[Span, ...]:
        """The matching words, ascending."""
        return tuple(Span(*at) for at in self._found(text, _MOST))

    def _found(self, text: str, most: int) -> list[tuple[int, int]]:
        flat = flatten(text)
        if flat is None:
            return list(self._exact.spans(text, most))
        words = self._words
        if len(words) == 1 and not (self._phrases or self._near or self._loose):
            return [match.span() for match in islice(words[0].finditer(flat), most)]
        found: set[tuple[int, int]] = set()
        if self._loose and (here := self._loose.intersection(_RUN.findall(flat))):
            words = [*words, _any_of(here)]
        for word in words:
            found.update(match.span() for match in islice(word.finditer(flat), most))
        for phrase, size in self._phrases:
            for match in islice(phrase.finditer(flat), -(-most // size)):
                found.update(match.regs[1:])
        for near in self._near:
            found.update(islice(near.spans(flat), most))
        return sorted(found)

    def snippet(self, text: str, start: int = 0, mentions: Sequence[tuple[int, int]] = ()) -> Snippet:
        """About two lines of a text around its hits, from an offset on.

        A long text is searched piece by piece, up to the first piece with a hit. With mentions of people or countries
        the snippet is a sentence that mentions one of them, if possible with words of the query.
        """
        mentions = [mention for mention in mentions if mention[0] >= start]
        if mentions:
            return self._with_mention(text, start, mentions)
        end = start if self._words or self._loose or self._phrases or self._near else len(text)
        while end < len(text):
            begin, end = end, _cut(text, end + _PIECE)
            hits = self._found(text[begin:end], _SEEN)
            if hits:
                return make_snippet(text, start, [(first + begin, last + begin) for first, last in hits])
        return make_snippet(text, start, [])

    def _with_mention(self, text: str, start: int, mentions: Sequence[tuple[int, int]]) -> Snippet:
        """The excerpt with a mention that has the most words of the query; the first of several."""
        first = -1
        words: list[tuple[int, int]] = []
        for mention in mentions[: _SEEN if self._words or self._loose or self._phrases or self._near else 1]:
            begin = sentence_before(text, start, mention)
            if begin == first:
                continue
            found = self._found(text[begin : _cut(text, begin + SNIPPET)], _SEEN)
            if first < 0 or len(found) > len(words):
                first, words = begin, [(low + begin, high + begin) for low, high in found]
        return excerpt(text, start, first, merged((*words, *mentions)))


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
        if WORD_LETTER.match(char):
            known = folded if len(folded) == 1 and folded.isalnum() and WORD_LETTER.match(folded) else _UNMAPPED
        else:
            known = _UNMAPPED if WORD.match(char) else " "
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


def _adjacent(words: list[frozenset[str]]) -> re.Pattern[str]:
    """A pattern for adjacent words, each in a group; matches may overlap."""
    following = "".join(rf"\W+({_one_of(forms)})" for forms in words[1:])
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


def _cut(text: str, end: int) -> int:
    """The end of a line or word near an offset."""
    if end >= len(text):
        return len(text)
    line = text.find("\n", end, end + SNIPPET)
    space = text.find(" ", end, end + SNIPPET)
    return line if line >= 0 else space if space >= 0 else end
