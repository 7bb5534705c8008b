"""Text to terms: words by one regular expression, folded and stemmed once per distinct word.

The analyzer is an ordinary Whoosh composition (tokenizer | filter), so queries, highlighting and spelling
use it as they use any other. It also says that it is *batchable*: each word gives exactly one term at its
own position, so an indexer may take `words(text)` and `term(word)` instead of running the generator of
tokens, with the same result.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import Stemmer
from whoosh.analysis import CompositeAnalyzer, Filter, RegexTokenizer

# A letter, digit or underscore with the combining marks that follow it; an apostrophe only inside a word.
_LETTER = "\\w[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u064b-\\u065f\\u0670]*"
WORD = re.compile(f"(?:{_LETTER})+(?:['\\u2019\\u02bc](?:{_LETTER})+)*")
"""One word of a text, before folding."""

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
# Letters that NFKD leaves whole but that people type without their stroke.
_STROKES = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def fold(word: str) -> str:
    """The word without case and accents: `Kasčiūnas` gives `kasciunas`, `Lithuania’s` gives `lithuania`."""
    if word.isascii():
        folded = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word.casefold().translate(_APOSTROPHES))
        bare = "".join(char for char in apart if not unicodedata.combining(char))
        folded = bare.casefold().translate(_STROKES) or word
    return folded[:-2] if folded.endswith("'s") and len(folded) > 2 else folded


class FoldFilter(Filter):  # type: ignore[misc]  # whoosh is untyped
    """Replaces each token's text by `fold` of it."""

    def __call__(self, tokens: Iterator[Any]) -> Iterator[Any]:
        for token in tokens:
            token.text = fold(token.text)
            yield token

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class StemmingFilter(Filter):  # type: ignore[misc]  # whoosh is untyped
    """Replaces each folded token's text by its Snowball stem."""

    is_morph = True

    def __init__(self, language: str) -> None:
        self.language = language
        self._stem: Callable[[str], str] = Stemmer.Stemmer(language, 0).stemWord

    def __call__(self, tokens: Iterator[Any]) -> Iterator[Any]:
        for token in tokens:
            token.text = self.stem(token.text)
            yield token

    def stem(self, word: str) -> str:
        """The stem, or the word itself where nothing would be left of it."""
        return self._stem(word) or word

    def __getstate__(self) -> dict[str, str]:
        # The stemmer is a C object; the schema that holds this filter is pickled.
        return {"language": self.language}

    def __setstate__(self, state: dict[str, str]) -> None:
        self.__init__(state["language"])  # type: ignore[misc]  # the only state is what the initializer takes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StemmingFilter) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)


class FoldingAnalyzer(CompositeAnalyzer):  # type: ignore[misc]  # whoosh is untyped
    """Words without case and accents, stemmed by Snowball ("english") or not (None); no stop words."""

    batchable = True

    def __init__(self, stem: str | None = None) -> None:
        self.stem = stem
        filters = (FoldFilter(), StemmingFilter(stem)) if stem else (FoldFilter(),)
        super().__init__(RegexTokenizer(WORD), *filters)

    def words(self, text: str) -> list[str]:
        """The words of the text as they stand, one for each position."""
        return WORD.findall(text)

    def term(self, word: str) -> str:
        """What a word of `words` is indexed as."""
        folded = fold(word)
        stemmer = self.items[-1]
        return stemmer.stem(folded) if isinstance(stemmer, StemmingFilter) else folded

    def __hash__(self) -> int:
        return hash(self.stem)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FoldingAnalyzer) and other.stem == self.stem
