"""How a query was understood, and why a hit has its score, in English."""

from __future__ import annotations

from collections.abc import Iterator

from index.model.explanation import Explanation, HitExplanation, PartKind, QueryPart, WordScore
from index.model.field import FieldName
from index.model.query import Sort
from tui.text.numbers import counted, grouped

_GROUPS = {
    PartKind.ALL: "all of",
    PartKind.ANY: "any of",
    PartKind.NOT: "not",
    PartKind.OPTIONAL: "the first, better with the second",
    PartKind.EVERYTHING: "every document",
}
_LEAVES = {
    PartKind.WORD: "the word “{text}”",
    PartKind.PREFIX: "words that begin with “{text}”",
    PartKind.WILDCARD: "words that match “{text}”",
    PartKind.FUZZY: "words within {distance} of “{text}”",
    PartKind.PHRASE: "the phrase “{text}”",
    PartKind.NEAR: "“{text}” within {distance} words, in any order",
    PartKind.RANGE: "from {text}",
    PartKind.VALUE: "{text}",
    PartKind.PRESENT: "any value",
}
_INDENT = "  "


def query_lines(part: QueryPart, depth: int = 0) -> Iterator[str]:
    """Yield a query as it was understood, one line for each part; what belongs together is indented alike."""
    yield f"{_INDENT * depth}{part_text(part)}: {counted(part.documents, 'document')}"
    if part.kind is PartKind.WORD and part.field != FieldName.PERSON:
        others = [each.text for each in part.expansions]
        if part.expansion_count > 1:
            yield f"{_INDENT * (depth + 1)}in the forms {', '.join(others)}{_more(part)}"
    elif part.expansions:
        each = ", ".join(f"{each.text} {grouped(each.documents)}" for each in part.expansions)
        yield f"{_INDENT * (depth + 1)}{each}{_more(part)}"
    for inner in part.parts:
        yield from query_lines(inner, depth + 1)


def score_lines(hit: HitExplanation) -> Iterator[str]:
    """Yield what each part of the query contributes to the score of a hit, one line for each, the most first."""
    for word in hit.words:
        fields = " + ".join(f"{each.field} {each.score:.2f}" for each in word.fields)
        yield f"{word.score:8.2f}  {_written(word)}" + (f" = {fields}" if len(word.fields) > 1 else _only(word))


def place_lines(explanation: Explanation, doc_id: str) -> Iterator[str]:
    """Yield why a document is where it is among the results.

    Args:
        explanation: The explanation of the query, with the page of one hit that has the document, if it is a result.
        doc_id: The document; "" for none.

    """
    hit = next((each for each in explanation.hits if each.id == doc_id), None)
    if hit is None:
        if doc_id:
            yield "The selected document is not among these results; those below them lack some of the words."
        return
    number = explanation.query.offset + 1
    yield f"Result {grouped(number)} of {grouped(explanation.total)}: {hit.title}"
    if explanation.query.sort is not Sort.RELEVANCE:
        yield f"Sorted {explanation.query.sort} first; the score does not count. Press s to sort by relevance."
    elif not hit.score or not hit.words:
        yield "This search has no words to rank by: newest first."
    if hit.words:
        yield f"{hit.score:8.2f}  score, by {explanation.ranking}:"
        yield from score_lines(hit)


def part_text(part: QueryPart) -> str:
    """Return one part of a query in words, without the parts in it."""
    if part.kind in _GROUPS:
        return _GROUPS[part.kind]
    distance = str(part.distance)
    if part.kind is PartKind.FUZZY:
        distance += " edit" if part.distance == 1 else " edits"
    text = part.text.replace("..", " to ") if part.kind is PartKind.RANGE else part.text
    if part.kind is PartKind.PREFIX:
        text = text.removesuffix("*")
    said = _LEAVES[part.kind].format(text=text, distance=distance)
    said = f"{part.field}: {said}" if part.field else said
    notes = ["required"] if part.required else []
    notes += [f"weight {part.boost:g}"] if part.boost != 1 else []
    return f"{said} ({', '.join(notes)})" if notes else said


def _more(part: QueryPart) -> str:
    left = part.expansion_count - len(part.expansions)
    return f" and {grouped(left)} more" if left else ""


def _written(word: WordScore) -> str:
    return word.text or "other parts"


def _only(word: WordScore) -> str:
    return f" in {word.fields[0].field}" if word.fields else ""
