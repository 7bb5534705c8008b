"""Values of fields that are not searched by words: countries, features, file types, languages, paths.

Each function returns a query, or an UnknownValue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from whoosh import query as whoosh
from whoosh.query import Query

from corpus.extraction.countries.lookup import country_codes, find_country, likely_country
from corpus.text.language_names import languages
from index.model.field import FEATURES
from index.model.query_fault import QueryFault
from index.query.boolean import any_of, unscored
from index.schema.analysis import fold_for_index

_CODE_LENGTH = 2
"""Letters of an ISO 3166-1 alpha-2 code."""
_LEAST_SIMILARITY = 0.6
"""The normalized similarity of a value that is suggested for an unknown one, among few known values."""


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that no document can have."""

    fault: QueryFault
    likely: str = ""
    """The value that is probably meant; "" if none is similar."""
    choices: tuple[str, ...] = ()
    """All known values, where they are few."""


def codes_of(text: str, *, typing: bool) -> Sequence[str] | UnknownValue:
    """The codes of the countries that a value names; with `*` at its end, or while typing, those that begin with it."""
    code = find_country(text)
    if code and not (typing and len(text) <= _CODE_LENGTH):  # what is typed so far may be a code, and begin a name
        return [code]
    prefix = text.rstrip("*") if typing or text.endswith("*") else ""
    codes = sorted({*country_codes(prefix), *([code] if code else [])})
    return codes or UnknownValue(QueryFault.UNKNOWN_COUNTRY, likely_country(text))


def feature_query(text: str, *, typing: bool) -> Query | UnknownValue:
    """The query for a value of `has:`."""
    wanted = fold_for_index(text).rstrip("*")
    known = [each for each in FEATURES if is_feature(text, each, typing=typing)]
    found = any_of(whoosh.Term("has", each) for each in known)
    return (
        UnknownValue(QueryFault.UNKNOWN_FEATURE, similar(wanted, FEATURES), FEATURES)
        if found is None
        else unscored(found)
    )


def is_feature(text: str, feature: str, *, typing: bool) -> bool:
    """Whether a value of `has:` means a feature."""
    wanted = fold_for_index(text).rstrip("*")
    return feature == wanted or ((typing or text.endswith("*")) and feature.startswith(wanted))


def file_type_query(text: str, *, typing: bool) -> Query | UnknownValue:
    """The query for a value of `type:`: the name of a format, or the ending of its file names."""
    wanted = fold_for_index(text).rstrip("*").removeprefix(".")
    types = file_types()
    if wanted in types and not text.endswith("*"):
        names = {types[wanted]}
    else:
        open_ended = bool(wanted) and (typing or text.endswith("*"))
        names = {name for each, name in types.items() if open_ended and each.startswith(wanted)}
    found = any_of(whoosh.Term("kind", name) for name in sorted(names))
    if found is not None:
        return unscored(found)
    likely = similar(wanted, tuple(types))
    choices = tuple(dict.fromkeys(types.values()))
    return UnknownValue(QueryFault.UNKNOWN_FILE_TYPE, types.get(likely, ""), choices)


def language_query(text: str, *, typing: bool) -> Query | UnknownValue:
    """The query for a value of `lang:`: the English name of a language, or its code."""
    known, wanted = languages(), fold_for_index(text).rstrip("*")
    if wanted in known and not text.endswith("*"):
        codes = {known[wanted]}
    else:
        open_ended = bool(wanted) and (typing or text.endswith("*"))
        codes = {code for name, code in known.items() if open_ended and name.startswith(wanted)}
    found = any_of(whoosh.Term("lang", code) for code in sorted(codes))
    if found is not None:
        return unscored(found)
    names = tuple(name for name, code in known.items() if name != code)
    return UnknownValue(QueryFault.UNKNOWN_LANGUAGE, similar(wanted, names))


def path_query(text: str) -> Query:
    """The query for files by a prefix of their path, starting at any folder, or by a wildcard."""
    folded = fold_for_index(text).lstrip("./")
    if "*" in folded or "?" in folded:
        return unscored(whoosh.Wildcard("path_suffix", folded))
    return unscored(whoosh.Prefix("path_suffix", folded))


@cache
def file_types() -> dict[str, str]:
    """The names of the formats of documents, and the endings of their file names, mapped to the names."""
    from corpus.formats.registry import document_kinds  # imported at first use: most queries name no type

    return document_kinds()


@lru_cache(256)
def similar(text: str, known: tuple[str, ...]) -> str:
    """The most similar of some known values; "" if none is similar."""
    from rapidfuzz import process  # imported at first use: most values are known
    from rapidfuzz.distance import OSA

    found = process.extractOne(text, known, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_SIMILARITY)
    return found[0] if found else ""
