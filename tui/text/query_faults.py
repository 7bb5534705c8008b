"""The English text of each `QueryFault`, and about queries without results. No other module words them."""

from __future__ import annotations

from index.model.errors import QueryError, QueryTooLarge
from index.model.field import FieldName, quoted
from index.model.query_fault import NoMatches, QueryFault
from tui.text.numbers import counted, grouped
from tui.text.query_limits import too_large_text
from tui.text.quoting import cut_short

_SENTENCES = {
    QueryFault.NO_WORDS: "There is no word to search for in “{detail}”",
    QueryFault.INVALID_DATE: "“{detail}” is not a valid date; write date:2024, date:2024-10 or date:2024-01..2024-06",
    QueryFault.INVALID_YEAR: "“{detail}” is not a year; write year:1991, year:1990s or year:1990..1995",
    QueryFault.UNKNOWN_COUNTRY: "There is no country “{detail}”; write a name, a demonym or an ISO code",
    QueryFault.UNKNOWN_FEATURE: "has:{detail} is not valid; write {choices}",
    QueryFault.UNKNOWN_FILE_TYPE: "“{detail}” is not a file type; write {choices}",
    QueryFault.UNKNOWN_LANGUAGE: "There is no language “{detail}”; write its English name or its code",
    QueryFault.UNKNOWN_STATE: "is:{detail} is not valid; write {choices}",
    QueryFault.UNKNOWN_TAG: "No document has the tag “{detail}”",
    QueryFault.UNKNOWN_SEARCH: "There is no saved search “{detail}”",
}
"""Sentences without the position in the query and without full stop."""
_FIELDS = {
    QueryFault.INVALID_DATE: FieldName.DATE,
    QueryFault.INVALID_YEAR: FieldName.YEAR,
    QueryFault.UNKNOWN_COUNTRY: FieldName.COUNTRY,
    QueryFault.UNKNOWN_FEATURE: FieldName.HAS,
    QueryFault.UNKNOWN_FILE_TYPE: FieldName.TYPE,
    QueryFault.UNKNOWN_LANGUAGE: FieldName.LANG,
    QueryFault.UNKNOWN_STATE: FieldName.IS,
    QueryFault.UNKNOWN_TAG: FieldName.TAG,
    QueryFault.UNKNOWN_SEARCH: FieldName.SAVED,
}
"""The field that a fault about a value is of."""
_FEW = 4
"""More choices are listed with commas."""


def query_error_text(error: QueryError) -> str:
    """Return what is wrong with a query, and its position, as a sentence."""
    if isinstance(error, QueryTooLarge):
        return too_large_text(error)
    field, likely = _FIELDS.get(error.fault), cut_short(error.likely)
    choices = [f"{field}:{choice}" for choice in error.choices]
    listed = (" or " if len(choices) <= _FEW else ", ").join(choices)
    sentence, end = _SENTENCES[error.fault], "."
    if likely:  # in place of the examples
        sentence, end = sentence.partition(";")[0], f". Did you mean {field}:{quoted(likely)}?"
    said = sentence.format(detail=cut_short(error.detail.strip()), choices=listed)
    place = "" if error.position is None else f" (at character {grouped(error.position + 1)} of the query)"
    return f"{said}{place}{end}"


def no_matches_text(why: NoMatches | None) -> list[str]:
    """Return why there are no results, as sentences; an empty list if that is unknown."""
    if why is None:
        return []
    terms = ", ".join(f"“{cut_short(term) or '…'}”" for term in why.missing)
    sentences = [f"No document has {terms}." if terms else "No document has all these words."]
    if why.partial:
        documents = f"{counted(why.partial, 'document')} {'has' if why.partial == 1 else 'have'}"
        sentences.append(f"{documents} some of {'the words' if terms else 'them'}; try OR.")
    return sentences
