"""Texts that are one pattern, each of which has once cost more than its length or is of the kind that does."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]
"""Returns a text of about so many characters."""


def _repeated(unit: str, before: str = "", after: str = "") -> Make:
    def make(size: int) -> str:
        return before + unit * (size // len(unit) + 1) + after

    return make


def _numbered(unit: Callable[[int], str]) -> Make:
    def make(size: int) -> str:
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(unit(len(parts)))
            length += len(parts[-1])
        return "".join(parts)

    return make


def _letters(number: int) -> str:
    """A capitalized word for a number; different numbers have different words."""
    word = ""
    while number or len(word) < 3:
        number, rest = divmod(number, 20)
        word += "bcdfghjklmnprstvwxyz"[rest] + "aeiou"[rest % 5]
    return word.capitalize()


_GIVEN = ("Anna", "Karl", "Maria", "John", "Peter", "Laura", "Hans", "Julia", "Paul", "Elena")
_TWO_PEOPLE = "Anna Smith and John Smith met in Vilnius. "

PATTERNS: dict[str, Make] = {
    "prose": _repeated("The minister Ona Petraitė spoke of airspace in Vilnius; two ships left for Poland.\n\n"),
    "prose on one line": _repeated("The minister Ona Petraitė spoke in Vilnius of airspace, and of the said ships. "),
    "one word": _repeated("said "),
    "one letter": _repeated("a"),
    "letters apart": _repeated("a "),
    "and": _repeated("and "),
    "of the": _repeated("of the "),
    "empty lines": _repeated("\n", "Talks", "talks."),
    "a line a letter": _repeated("a\n"),
    "spaces": _repeated(" ", "John", "(Smith)."),
    "spaces in lines": _repeated(" " * 1000 + "x\n"),
    "spaces after a country": _repeated(" ", "France", "said."),
    "ideographic spaces": _repeated("\u3000", "Talks", "of Japan"),
    "no-break spaces": _repeated("\u00a0", "Angela", "Merkel."),
    "titles": _repeated("Mr. "),
    "initials": _repeated("A. B. C. "),
    "initials and a surname": _numbered(lambda n: f"{chr(65 + n % 26)}. {chr(65 + n // 26 % 26)}. Smith spoke. "),
    "capital words": _repeated("Minister Vilnius Report "),
    "capital letters": _repeated("MINISTERS MEET IN PARIS ON OIL\n"),
    "names": _numbered(lambda n: f"{_GIVEN[n % 10]} {_letters(n)} spoke. "),
    "names with one surname": _numbered(lambda n: f"{_letters(n)} Smith spoke. "),
    "names with one given name": _numbered(lambda n: f"Angela {_letters(n)} spoke. "),
    "names with von": _numbered(lambda n: f"{_letters(n)} von {_letters(n + 7)} spoke. "),
    "names with de": _numbered(lambda n: f"Maria de {_letters(n)} spoke. "),
    "names without a verb": _numbered(lambda n: f"{_GIVEN[n % 10]} {_letters(n)}, "),
    "a surname of two people": _repeated("Smith said it. ", _TWO_PEOPLE),
    "countries": _repeated("Germany and Poland, France, Norway. "),
    "ambiguous countries on one line": _repeated("the US, Jordan, Turkey and Georgia said "),
    "Jordan and a name": _numbered(lambda n: f"Jordan {_letters(n)} "),
    "Georgian Jordan": _repeated("Georgian Jordan. "),
    "Korea": _repeated("Korea "),
    "Congo": _repeated("Congo "),
    "countries and slashes": _repeated("France/"),
    "countries and hyphens": _repeated("France-"),
    "countries and full stops": _repeated("France."),
    "half countries": _repeated("Franco-"),
    "mentions of accounts": _repeated("@France "),
    "addresses": _repeated("https://example.org/a/b?c=d&e=France#Paris "),
    "addresses of mail": _repeated("anna.smith@example.org, "),
    "parentheses": _repeated("("),
    "parentheses closed": _repeated("(a) "),
    "brackets": _repeated("[[a]] "),
    "angles": _repeated("< a >"),
    "quotes": _repeated("“He said “so”” "),
    "apostrophes": _repeated("o'"),
    "digits and dots": _repeated("1.2."),
    "numbers and commas": _repeated("1,000,"),
    "dates": _numbered(lambda n: f"{n % 28 + 1} March {1900 + n % 120}, "),
    "slashed dates": _repeated("1/2/3/"),
    "hyphens": _repeated("x-y-"),
    "dashes": _repeated("- "),
    "markup of text": _repeated("*a **b `c`_ |d| "),
    "tables of text": _repeated("| a | b |\n"),
    "headings": _repeated("# A\n\n"),
    "underlines": _repeated("Title\n=====\n\n"),
    "quoted lines": _repeated("> > > a\n"),
    "deep quotes": _repeated(">"),
    "combining marks": _repeated("\u0301\u0323", "a"),
    "marks on letters": _repeated("a\u0301\u0323\u0307"),
    "Chinese": _repeated("外交部长王毅在北京会见德国总理。"),
    "Arabic": _repeated("قال الوزير محمد في القاهرة إن السفن. "),
    "ampersands": _repeated("&amp;"),
    "backslashes": _repeated("\\"),
    "braces": _repeated("{a}"),
    "lines of mail": _repeated("From: a\nTo: b\n"),
    "From lines": _repeated("From 1"),
    "semicolons and tabs": _repeated("a;b\tc,"),
}  # fmt: skip
