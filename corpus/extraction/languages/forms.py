"""Names and demonyms of countries in languages other than English, matched with the endings of each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from corpus.extraction.languages.lists import load_lists
from corpus.model.document import Country, Span
from corpus.text.data_files import read_data
from corpus.text.folding import fold
from corpus.tokens.gazetteer import country_names

LANGUAGES: Final = frozenset(("de", "fr", "es", "pt", "it", "nl", "pl", "lt", "uk", "ru", "ar", "zh"))
"""ISO 639-1 codes of the languages that have a list of countries."""
_ARTICLE, _TO_THE = "ال", "لل"
_CLITICS: Final = ("ال", "لل", "وال", "بال", "كال", "فال", "ولل", "و", "ب", "ل", "ك", "ف")
"""What Arabic writes together with the next word: the, and, in, for, as."""
_FROM_CAPITAL = 6
"""Letters from which a form in lower case counts with a capital, too, as a first word has: Чехов is no Czech."""
_SPACE = r"(?:[^\S\n]|-|[^\S\n]?\n[^\S\n]{0,8})"
_KEY = 3
"""First letters by which forms are looked up."""
_WORD = re.compile(r"[^\W\d_]+")


class CountryForms:
    """The forms of one language by their first letters.

    Args:
        language: One of LANGUAGES.

    """

    def __init__(self, language: str) -> None:
        self.language = language
        endings = sorted(map(fold, load_lists().endings[language]), key=len, reverse=True)
        self._ending = f"(?:{'|'.join(endings)})?" if endings else ""
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        lines = read_data(f"countries_{language}.txt").splitlines()[1:]
        entries = {form: code for code, *forms in map(str.split, lines) for form in forms}
        for form, code in sorted(entries.items(), key=lambda entry: (-len(entry[0]), entry[0])):
            self._by_start.setdefault(fold(form.rstrip("~%"))[:_KEY], []).append((form, code))
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._without_article = self._arabic_stems(entries)

    def _arabic_stems(self, entries: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
        """Arabic names without their article, which is not written as such after "for": للصين."""
        found: dict[str, list[tuple[str, str]]] = {}
        for form, code in entries.items():
            if self.language == "ar" and form.startswith(_ARTICLE):
                found.setdefault(fold(form)[len(_ARTICLE) :][:_KEY], []).append((form[len(_ARTICLE) :], code))
        return found

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """The place and the code of each form in a text, in order, the longest at each place."""
        return self._in_chinese(text) if self.language == "zh" else self._in_words(text, fold(text))

    def _in_words(self, text: str, folded: str) -> Iterator[tuple[Span, str]]:
        stop = 0
        for word in _WORD.finditer(folded):
            if word.start() < stop:
                continue
            for start in self._starts(word):
                if found := self._match(text, folded, start):
                    stop = found[0].end
                    yield found
                    break

    def _starts(self, word: re.Match[str]) -> Iterator[int]:
        """Where a form may begin in a word: at its start, and in Arabic after an article or preposition."""
        yield word.start()
        if self.language == "ar":
            yield from (word.start() + len(each) for each in _CLITICS if word[0].startswith(each))

    def _match(self, text: str, folded: str, start: int) -> tuple[Span, str] | None:
        for form, code in self._forms_at(folded, start):
            found = self._pattern(form).match(folded, start)
            if found and self._fits_case(form, text[start : found.end()]):
                return Span(start, found.end()), code
        return None

    def _forms_at(self, folded: str, start: int) -> Sequence[tuple[str, str]]:
        key = folded[start : start + _KEY]
        shorter = self._by_start.get(key[:2], []) if len(key) > 1 else []
        bare = self._without_article.get(key, ()) if folded[start - len(_ARTICLE) : start] == _TO_THE else ()
        return [*self._by_start.get(key, ()), *shorter, *bare]

    def _pattern(self, form: str) -> re.Pattern[str]:
        known = self._patterns.get(form)
        if known is None:
            words = []
            for word in form.split("_"):
                stem = re.escape(fold(word.rstrip("~%")))
                words.append(stem + (self._ending if word.endswith("~") else "s?" if word.endswith("%") else ""))
            known = self._patterns[form] = re.compile(_SPACE.join(words) + r"(?![^\W\d_])")
        return known

    def _fits_case(self, form: str, surface: str) -> bool:
        """Whether a name has its capital, and a demonym in lower case none, unless it is a long word."""
        if form.isupper() and len(form) < _FROM_CAPITAL:
            return surface.isupper()
        if form[0].isupper():
            return surface[0].isupper()
        return surface[0].islower() or not form[0].islower() or len(form) > _FROM_CAPITAL

    def _in_chinese(self, text: str) -> Iterator[tuple[Span, str]]:
        """Chinese has no spaces between words: the longest form at each place counts."""
        position = 0
        while position < len(text):
            for form, code in self._forms_at(text, position):
                if text.startswith(form, position):
                    yield Span(position, position + len(form)), code
                    position += len(form)
                    break
            else:
                position += 1


def countries_of(forms: Iterable[tuple[Span, str]], people: Iterable[Span]) -> tuple[Country, ...]:
    """The countries that forms stand for, in order of first appearance.

    Args:
        forms: The places and codes of all forms of a text.
        people: Mentions of people, which name no country.

    """
    names = country_names()
    mentions: dict[str, list[Span]] = {}
    taken = {offset for span in people for offset in range(*span)}
    for span, code in forms:
        if span.start not in taken:
            mentions.setdefault(code, []).append(span)
    return tuple(Country(code, names[code], tuple(spans)) for code, spans in mentions.items())


@cache
def load_forms(language: str) -> CountryForms:
    """The forms of one of LANGUAGES.

    Raises:
        OSError: the package's own data file is missing.

    """
    return CountryForms(language)
