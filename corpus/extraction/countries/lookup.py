"""Look up countries: the code for what a user types, and the name for a code."""

from __future__ import annotations

from corpus.text.folding import fold
from corpus.tokens.gazetteer import FormKind, country_names, load_gazetteer, normalize_key


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


def country_name(code: str) -> str:
    """The display name for a country code in any case; the code itself if it is unknown."""
    return country_names().get(code.upper(), code)


def country_codes(prefix: str) -> list[str]:
    """The codes of all countries with a form that begins with `prefix`, sorted; case and accents are ignored."""
    start = normalize_key(fold(prefix)).strip()
    forms = load_gazetteer().forms.items()
    return sorted({form.code for key, form in forms if start and form.code and key.startswith(start)})


def is_country_phrase(name: str) -> bool:
    """Whether what looks like a person's name is a country or a compound: "Viet Nam", "Franco-German", not "Jordan"."""
    if " " in name:
        return resolve_country(name) is not None
    first, _, second = fold(name).partition("-")
    forms = load_gazetteer().forms
    prefix, people = forms.get(first), forms.get(second)
    kinds = (FormKind.COMBINING, FormKind.DEMONYM)
    return prefix is not None and people is not None and (prefix.kind, people.kind) == kinds
