"""From what a user types to a country's code, and back to its name."""

from __future__ import annotations

from corpus.text.folding import fold
from corpus.tokens.gazetteer import Kind, load_gazetteer, names_of_countries, normalize


def resolve_country(name: str) -> str | None:
    """The code of a country by name, other name, abbreviation, demonym or ISO code; else None.

    Case, accents, hyphens and a leading "the" do not matter. A name that could be two countries is the usual
    one ("Korea" is KR, "Congo" is CD). A name comes before a code where both exist.
    """
    gazetteer = load_gazetteer()
    key = normalize(fold(name)).strip()
    for attempt in (key, key.removeprefix("the "), key.replace(".", ""), key.rstrip(".")):
        form = gazetteer.forms.get(attempt)
        if form and form.kind not in (Kind.TRAP, Kind.COMBINING):
            return form.code
    code = key.upper()
    return code if code in gazetteer.names else gazetteer.iso3.get(key)


def country_name(code: str) -> str:
    """The name to show for a code of this package, in any case; the code itself for one it does not have."""
    return names_of_countries().get(code.upper(), code)


def country_codes(beginning: str) -> list[str]:
    """The codes of all countries with a name or demonym that begins so, in any case, with or without accents."""
    start = normalize(fold(beginning)).strip()
    forms = load_gazetteer().forms.items()
    return sorted({form.code for key, form in forms if start and form.code and key.startswith(start)})


def is_for_countries(name: str) -> bool:
    """Whether what looks like a person's name says countries: "Viet Nam" or "Franco-German", but not "Jordan"."""
    if " " in name:
        return resolve_country(name) is not None
    first, _, second = fold(name).partition("-")
    forms = load_gazetteer().forms
    prefix, people = forms.get(first), forms.get(second)
    return prefix is not None and people is not None and (prefix.kind, people.kind) == (Kind.COMBINING, Kind.DEMONYM)
