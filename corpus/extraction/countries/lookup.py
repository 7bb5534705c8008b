"""Look up countries: the code for what a user types, and the name for a code."""

from __future__ import annotations

from functools import cache

from corpus.text.data_files import load_yaml
from corpus.text.folding import fold
from corpus.tokens.gazetteer import FormKind, country_names, load_gazetteer, normalize_key

_LEAST_SIMILARITY = 75
"""The similarity in percent of a name that is suggested for an unknown one."""
_LONGEST_NAME = 50
"""Code points after a word in which the rest of a country's name is."""


def resolve_country(name: str) -> str | None:
    """The code of a country by name, abbreviation, demonym or ISO code; None if there is none.

    Case, accents, hyphens and a leading "the" are ignored. A name of two countries is the more usual one ("Korea" is
    KR, "Congo" is CD). A name precedes a code that is spelled alike.
    """
    gazetteer = load_gazetteer()
    key = normalize_key(fold(name)).strip()
    for attempt in (key, key.removeprefix("the "), key.replace(".", ""), key.rstrip(".")):
        form = gazetteer.forms.get(attempt)
        if form and form.kind not in (FormKind.EXCLUDED, FormKind.COMBINING):
            return form.code
    code = key.upper()
    return code if code in gazetteer.names else gazetteer.iso3.get(key)


def find_country(name: str) -> str | None:
    """The code of a country by what a user types: also by its name in its own language or a neighbour's."""
    return resolve_country(name) or _endonyms().get(normalize_key(fold(name)).strip())


def likely_country(name: str) -> str:
    """The display name of the country whose name is most similar to an unknown one; "" if none is similar."""
    from rapidfuzz import fuzz, process  # imported at first use: most countries are known

    forms = _all_names()
    wanted = normalize_key(fold(name)).strip(" *")
    found = process.extractOne(wanted, list(forms), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    return country_name(forms[found[0]]) if found else ""


@cache
def _all_names() -> dict[str, str]:
    """Every normalized form that a query may name a country by, mapped to the code."""
    return {form.key: form.code for form in load_gazetteer().forms.values() if form.code} | _endonyms()


@cache
def _endonyms() -> dict[str, str]:
    """Normalized names of countries in languages that extraction does not know, mapped to the codes."""
    table: dict[str, list[str]] = load_yaml("endonyms.yaml")
    return {normalize_key(fold(name)).strip(): str(code) for code, names in table.items() for name in names}


def country_name(code: str) -> str:
    """The display name for a country code in any case; the code itself if it is unknown."""
    return country_names().get(code.upper(), code)


def country_codes(prefix: str) -> list[str]:
    """The codes of all countries with a form that begins with `prefix`, sorted; case and accents are ignored."""
    start = normalize_key(fold(prefix)).strip()
    if not start:
        return []
    forms = load_gazetteer().forms.items()
    codes = {form.code for key, form in forms if form.code and key.startswith(start)}
    return sorted(codes | {code for key, code in _endonyms().items() if key.startswith(start)})


def begins_country(text: str, start: int, end: int) -> bool:
    """Whether a word is the first one of a country's name of several words: Wallis in "Wallis and Futuna"."""
    entry = load_gazetteer().by_first_word.get(fold(text[start:end]))
    found = entry.match(fold(text[start : end + _LONGEST_NAME]), 0, end - start) if entry else None
    return found is not None and found[0] > end - start and found[1].kind is FormKind.NAME


def is_country_phrase(name: str) -> bool:
    """Whether what looks like a person's name is a country or a compound: "Viet Nam", "Franco-German", not "Jordan"."""
    if " " in name:
        return resolve_country(name) is not None
    first, _, second = fold(name).partition("-")
    forms = load_gazetteer().forms
    prefix, people = forms.get(first), forms.get(second)
    kinds = (FormKind.COMBINING, FormKind.DEMONYM)
    return prefix is not None and people is not None and (prefix.kind, people.kind) == kinds
