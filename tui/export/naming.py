"""Default names of exported files, and formats by file name."""

from __future__ import annotations

import re
from pathlib import Path

from tui.export.model import Format, Request, What

_PART = 40
"""Characters of each part of a name."""
_SUFFIXES = {"ndjson": Format.JSON_LINES, "markdown": Format.MARKDOWN, "htm": Format.HTML}


def format_of(path: Path) -> Format | None:
    """Return the format that the suffix of a file names; None for an unknown one."""
    suffix = path.suffix[1:].lower()
    return _SUFFIXES.get(suffix) or next((form for form in Format if form.value == suffix), None)


def default_name(request: Request, library: str, form: Format) -> str:
    """Return a file name, such as "releases-airspace-results.csv", without spaces or signs."""
    about = request.entity.label if request.entity else request.query.text
    noun = "" if request.what is What.PAGE else request.what.value
    parts = (re.sub(r"[^\w]+", "-", part)[:_PART].strip("-").lower() for part in (library, about, noun))
    return "-".join(filter(None, parts)) + f".{form.value}"
