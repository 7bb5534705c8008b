"""Texts that know their language, as values of text fields."""

from __future__ import annotations


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


def language_of(text: str) -> str:
    """The language of a value of a text field; "" for one that does not say."""
    return text.language if isinstance(text, LanguageText) else ""
