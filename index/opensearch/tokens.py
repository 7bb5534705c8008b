"""Texts as the tokens that a server indexes: each word as its term and its forms, all at the same position.

The server splits this notation at its separators and does nothing else to it. Words hold letters, digits and the marks
on them only, so that no text can contain a separator or a mark of a form.
"""

from __future__ import annotations

from functools import lru_cache

from index.schema.analysis import WordAnalyzer, joined_words, split
from index.segments.searching.multi_field import FormTest

TOKEN_SEPARATOR = "\n"
FORM_SEPARATOR = "|"
_FOLDED, _WRITTEN, _JOINED = "!", "#", "%"
"""What the forms of a word begin with: before all letters and digits in the order of terms."""
FIRST_TERM = "0"
"""No term of a word comes before it, and every form does."""
_STEMMER_MARK, _SERVER_MARK = "\x1f", "~"
"""The separator of a stem and the name of its stemmer, in a library on disk and on a server, where it is printable."""
_LONGEST = 200
"""Characters of a token; longer ones are cut, here as in queries."""
_CACHED_WORDS = 1 << 17
_STEMMED, _PLAIN = WordAnalyzer(stemmed=True), WordAnalyzer(stemmed=False)


def tokens(text: str, language: str = "") -> str:
    """The tokens of a text in a language, stemmed."""
    return TOKEN_SEPARATOR.join([_stemmed(word, language) for word in joined_words(text)])


def plain_tokens(text: str) -> str:
    """The tokens of a text that is not stemmed."""
    return TOKEN_SEPARATOR.join(map(_plain, split(text)))


def term_token(term: str) -> str:
    """The token of a term."""
    return term.replace(_STEMMER_MARK, _SERVER_MARK)[:_LONGEST]


def term_of(token: str) -> str:
    """The term that a token of a stemmed text begins with; shortened if it is very long."""
    return token.partition(FORM_SEPARATOR)[0].replace(_SERVER_MARK, _STEMMER_MARK)


def folded_token(folded: str) -> str:
    """The token of a folded word, or of its beginning."""
    return (_FOLDED + folded)[:_LONGEST]


def form_token(form: FormTest) -> str:
    """The token of a surface form."""
    token = _WRITTEN + form.written if form.written else _FOLDED + form.folded
    return (_JOINED + token if form.is_joined else token)[:_LONGEST]


@lru_cache(_CACHED_WORDS)
def _stemmed(word: str, language: str) -> str:
    bare = word.removesuffix("-")
    term, folded, written = _STEMMED.analyzed(bare, language)
    forms = [_FOLDED + folded]
    if written != folded:
        forms.append(_WRITTEN + written)
    if bare != word:
        forms += [_JOINED + form for form in forms]
    return FORM_SEPARATOR.join([term_token(term), *(form[:_LONGEST] for form in forms)])


@lru_cache(_CACHED_WORDS)
def _plain(word: str) -> str:
    folded = _PLAIN.term(word)
    return FORM_SEPARATOR.join((term_token(folded), folded_token(folded)))
