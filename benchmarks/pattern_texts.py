"""Texts that are one pattern, each of which has once cost more than its length or is of the kind that does."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]
"""Returns a text of about so many characters."""


def repeated(unit: str, before: str = "", after: str = "") -> Make:
    """Return what makes texts of one repeated unit."""

    def make(size: int) -> str:
        return before + unit * (size // len(unit) + 1) + after

    return make


def numbered(unit: Callable[[int], str]) -> Make:
    """Return what makes texts of units that differ, each made from its number."""

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
    "prose": repeated("The minister Ona Petraitė spoke of airspace in Vilnius; two ships left for Poland.\n\n"),
    "prose on one line": repeated("The minister Ona Petraitė spoke in Vilnius of airspace, and of the said ships. "),
    "one word": repeated("said "),
    "one letter": repeated("a"),
    "letters apart": repeated("a "),
    "and": repeated("and "),
    "of the": repeated("of the "),
    "empty lines": repeated("\n", "Talks", "talks."),
    "a line a letter": repeated("a\n"),
    "spaces": repeated(" ", "John", "(Smith)."),
    "spaces in lines": repeated(" " * 1000 + "x\n"),
    "spaces after an inverted name": repeated(" ", "Johnson, Boris", "x;"),
    "spaces after a country": repeated(" ", "France", "said."),
    "ideographic spaces": repeated("\u3000", "Talks", "of Japan"),
    "no-break spaces": repeated("\u00a0", "Angela", "Merkel."),
    "titles": repeated("Mr. "),
    "initials": repeated("A. B. C. "),
    "initials and a surname": numbered(lambda n: f"{chr(65 + n % 26)}. {chr(65 + n // 26 % 26)}. Smith spoke. "),
    "capital words": repeated("Minister Vilnius Report "),
    "capital letters": repeated("MINISTERS MEET IN PARIS ON OIL\n"),
    "names": numbered(lambda n: f"{_GIVEN[n % 10]} {_letters(n)} spoke. "),
    "names with one surname": numbered(lambda n: f"{_letters(n)} Smith spoke. "),
    "names with one given name": numbered(lambda n: f"Angela {_letters(n)} spoke. "),
    "names with von": numbered(lambda n: f"{_letters(n)} von {_letters(n + 7)} spoke. "),
    "names with de": numbered(lambda n: f"Maria de {_letters(n)} spoke. "),
    "one name before a country": repeated("Mr Pierre Mendès France spoke. "),
    "surnames with commas": repeated("Smith, Jones, "),
    "inverted names": repeated("Johnson, Boris; Tarasova, Olena; "),
    "names without a verb": numbered(lambda n: f"{_GIVEN[n % 10]} {_letters(n)}, "),
    "a surname of two people": repeated("Smith said it. ", _TWO_PEOPLE),
    "countries": repeated("Germany and Poland, France, Norway. "),
    "ambiguous countries on one line": repeated("the US, Jordan, Turkey and Georgia said "),
    "Jordan and a name": numbered(lambda n: f"Jordan {_letters(n)} "),
    "Georgian Jordan": repeated("Georgian Jordan. "),
    "Korea": repeated("Korea "),
    "Congo": repeated("Congo "),
    "countries and slashes": repeated("France/"),
    "countries and hyphens": repeated("France-"),
    "countries and full stops": repeated("France."),
    "half countries": repeated("Franco-"),
    "mentions of accounts": repeated("@France "),
    "addresses": repeated("https://example.org/a/b?c=d&e=France#Paris "),
    "addresses of mail": repeated("anna.smith@example.org, "),
    "parentheses": repeated("("),
    "parentheses closed": repeated("(a) "),
    "brackets": repeated("[[a]] "),
    "angles": repeated("< a >"),
    "quotes": repeated("“He said “so”” "),
    "apostrophes": repeated("o'"),
    "digits and dots": repeated("1.2."),
    "numbers and commas": repeated("1,000,"),
    "dates": numbered(lambda n: f"{n % 28 + 1} March {1900 + n % 120}, "),
    "slashed dates": repeated("1/2/3/"),
    "hyphens": repeated("x-y-"),
    "dashes": repeated("- "),
    "markup of text": repeated("*a **b `c`_ |d| "),
    "tables of text": repeated("| a | b |\n"),
    "headings": repeated("# A\n\n"),
    "underlines": repeated("Title\n=====\n\n"),
    "quoted lines": repeated("> > > a\n"),
    "deep quotes": repeated(">"),
    "combining marks": repeated("\u0301\u0323", "a"),
    "marks on letters": repeated("a\u0301\u0323\u0307"),
    "Chinese": repeated("外交部长王毅在北京会见德国总理。"),
    "Arabic": repeated("قال الوزير محمد في القاهرة إن السفن. "),
    "ampersands": repeated("&amp;"),
    "backslashes": repeated("\\"),
    "braces": repeated("{a}"),
    "lines of mail": repeated("From: a\nTo: b\n"),
    "From lines": repeated("From 1"),
    "semicolons and tabs": repeated("a;b\tc,"),
}  # fmt: skip
