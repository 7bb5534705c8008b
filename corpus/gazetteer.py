"""The countries of the world with everything the press calls them, from data/countries.yaml."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypedDict

ALL_CASES = "any"
CAPITALS = "capitals"


class _Row(TypedDict, total=False):
    iso3: str
    name: str
    names: list[str]
    abbreviations: list[str]
    demonyms: list[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is known of names."""

    names: dict[str, str]
    """Code to the name shown."""
    forms: dict[str, str]
    """Folded name or demonym to code; looked for wherever it has a capital."""
    abbreviations: dict[str, str]
    """Abbreviation, without stops, to code; looked for in capitals only."""
    codes: dict[str, str]
    """Folded alpha-2, alpha-3 and alpha-4 to code; for queries only."""
    longest: int
    """Words of the longest form."""


def fold_name(name: str) -> str:
    """A name as compared: no case, accents, apostrophe style, hyphens or repeated blanks."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("ı", "i"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.sub(r"[-‐‑]", " ", bare).split())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at first use."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("corpus").joinpath("data/countries.yaml").read_text("utf-8")
    rows: dict[str, _Row] = {
        str(code) if code is not False else "NO": row for code, row in yaml.load(text, loader).items()
    }
    names: dict[str, str] = {}
    forms: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, row in rows.items():
        names[code] = row["name"]
        codes[fold_name(code)] = codes[fold_name(row["iso3"])] = code
        for name in (row["name"], *row.get("names", ())):
            forms.setdefault(fold_name(name), code)
        for demonym in row.get("demonyms", ()):
            for form in _with_plural(demonym):
                forms.setdefault(fold_name(form), code)
        for short in row.get("abbreviations", ()):
            abbreviations[short.replace(".", "")] = code
    longest = max(len(form.split()) for form in forms)
    return Gazetteer(names, forms, abbreviations, codes, longest)


def resolve_country(name: str) -> str | None:
    """The code of a country by any name, demonym, abbreviation or code, in any case, with or without accents."""
    known = gazetteer()
    folded = fold_name(name)
    bare = folded.removeprefix("the ")
    short = name.strip().upper().replace(".", "")
    return known.forms.get(bare) or known.abbreviations.get(short) or known.codes.get(folded)


def country_codes(beginning: str) -> list[str]:
    """The codes of all countries with a name that begins so."""
    folded = fold_name(beginning)
    return sorted({code for form, code in gazetteer().forms.items() if folded and form.startswith(folded)})


def country_name(code: str) -> str:
    """The name to show for a code; the code itself where it is unknown."""
    return gazetteer().names.get(code, code)


def _with_plural(demonym: str) -> tuple[str, ...]:
    """A demonym and its plural."""
    if demonym.endswith("man") and not demonym.endswith("German"):
        return demonym, demonym[:-3] + "men"
    if demonym.endswith("woman"):
        return demonym, demonym[:-5] + "women"
    if demonym.endswith(("ese", "ss", "sh", "ch")):
        return (demonym,)
    return demonym, demonym + "s"
