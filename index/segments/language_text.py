"""Texts that know their language, as values of text fields."""

from __future__ import annotations

from dataclasses import dataclass


class LanguageText(str):
    """A text whose words are analyzed as those of a language."""

    language: str = ""
    """The name of the language for the analyzer of the field."""

    @classmethod
    def of(cls, text: str, language: str) -> LanguageText:
        """A text in a language."""
        found = cls(text)
        found.language = language
        return found


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of megabytes in a language: the rest of another one, of which no copy is made."""

    whole: str
    start: int
    """Where in the other text it begins, in code points."""
    language: str

    def __len__(self) -> int:
        return len(self.whole) - self.start

    def __str__(self) -> str:
        return self.whole[self.start :]


def language_of(text: str) -> str:
    """The language of a value of a text field; "" for one that does not say."""
    return text.language if isinstance(text, LanguageText) else ""
