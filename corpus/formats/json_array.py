"""JSON: an array of articles, an object that holds such an array, or one article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from corpus.formats.fields import TEXT_FIELDS
from corpus.formats.jsonl import draft_of
from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason


def read_json(source: Source) -> Iterator[Draft | Broken]:
    """Yield every record that has a text.

    Raises:
        UnreadableFile: it is no JSON, or holds no article.

    """
    try:
        value = json.loads(source.text(), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(Reason.NOT_JSON) from error
    if isinstance(value, dict):
        lists = [each for each in value.values() if isinstance(each, list) and any(isinstance(x, dict) for x in each)]
        one = draft_of(value, "1")
        if isinstance(one, Draft) and one.text:
            yield replace(one, record="")
            return
        value = max(lists, key=len, default=[])
    records = value if isinstance(value, list) else []
    found = [draft_of(each, str(number)) for number, each in enumerate(records, 1) if isinstance(each, dict)]
    if not any(isinstance(each, Draft) for each in found):
        raise UnreadableFile(Reason.NO_ARTICLES, TEXT_FIELDS)
    yield from found
