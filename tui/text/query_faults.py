"""Invalid queries and queries without results, in English: the only place that words a `QueryFault`."""

from __future__ import annotations

from index.model.errors import QueryError, QueryTooLarge
from index.model.query_fault import NoMatches, QueryFault
from tui.text.query_limits import too_large_text
from tui.text.quoting import cut_short

_SENTENCES = {
    QueryFault.NO_WORDS: "There is no word to search for in “{detail}”",
    QueryFault.UNMATCHED_CLOSING_BRACKET: "There is a closing bracket without an opening one",
    QueryFault.UNMATCHED_OPENING_BRACKET: "A bracket is opened and not closed",
    QueryFault.UNCLOSED_QUOTE: "A quote is opened and not closed",
    QueryFault.MISSING_LEFT_OPERAND: "{detail} needs a word before it; to search for the word itself, "
    "write it in lower case",
    QueryFault.MISSING_RIGHT_OPERAND: "There is nothing after {detail}",
    QueryFault.FIELD_WITHOUT_VALUE: "There is nothing after {detail}:",
    QueryFault.FIELD_IN_FIELD: "{detail}: is followed by another field; write one field for each value",
    QueryFault.INVALID_DATE: "“{detail}” is not a valid date; write date:2024, date:2024-10 or date:2024-01..2024-06",
    QueryFault.UNKNOWN_COUNTRY: "No country is called “{detail}”; write a name, a demonym or an ISO code",
    QueryFault.UNKNOWN_FEATURE: "has:{detail} is not known; write has:{choices}",
}
"""Each without its place in the query and without a full stop."""


def query_error_text(error: QueryError) -> str:
    """Return what is wrong with a query, and where, as a sentence."""
    if isinstance(error, QueryTooLarge):
        return too_large_text(error)
    detail, choices = cut_short(error.detail.strip()), " or has:".join(error.choices)
    said = _SENTENCES[error.fault].format(detail=detail, choices=choices)
    return f"{said}." if error.position is None else f"{said} (at character {error.position + 1} of the query)."


def no_matches_text(why: NoMatches | None) -> list[str]:
    """Return why there are no results, as sentences; none where that is not known."""
    if why is None:
        return []
    terms = ", ".join(f"“{cut_short(term) or '…'}”" for term in why.missing)
    said = [f"No document has {terms}." if terms else "No document has all these words."]
    if why.partial:
        documents = "1 document has" if why.partial == 1 else f"{why.partial} documents have"
        said.append(f"{documents} some of them; try OR." if not terms else f"{documents} some of the words; try OR.")
    return said
