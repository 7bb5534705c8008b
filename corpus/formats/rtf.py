"""Rich Text Format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.source import Draft, Source
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_INFO = re.compile(r"\{\\(title|author)\s+([^{}\\]{1,300})\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_DEEPEST = 500
"""Nested groups; a text has a dozen."""


def read_rtf(source: Source) -> Iterator[Draft]:
    """Yield the one document of an RTF file.

    Raises:
        UnreadableFile: it is damaged or nested too deeply.

    """
    from striprtf.striprtf import rtf_to_text

    raw = source.data().decode("latin-1")
    depth = deepest = 0
    for brace in re.finditer(r"(?<!\\)[{}]", raw):
        depth += 1 if brace[0] == "{" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableFile(Reason.NESTED_TOO_DEEPLY)
    try:
        text = str(rtf_to_text(raw, errors="replace"))  # type: ignore[no-untyped-call]  # it has no types
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, TypeError, AttributeError) as error:
        raise UnreadableFile(Reason.DAMAGED) from error
    info = dict(_INFO.findall(raw[:20_000]))
    created = _CREATED.search(raw, 0, 20_000)
    date = parse_date("-".join(created.groups())) if created else None
    author = info.get("author", "").strip()
    metadata = (("author", author),) if author else ()
    yield Draft(text, info.get("title", "").strip(), date, DateSource.CREATION, metadata=metadata)
