"""The JSON Schema of the settings file, for editors. `python -m tui.config.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any, get_type_hints

import msgspec

from corpus.model.columns import ColumnMapping
from corpus.model.limits import Limits
from tui.config.decode import SIZE, is_size
from tui.config.settings import Settings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DESCRIPTIONS = {
    Limits: {
        "document_bytes": "Size of a file that holds one document, or of one record of a file that holds many.",
        "unpacked_bytes": "Size of everything unpacked from one compressed file.",
        "pages": "Pages of one PDF.",
        "nesting": "Depth of files within files, such as an attachment of an attached mail.",
        "seconds": "Seconds of processor time for reading a group of small files, or a part of a large one.",
    },
    ColumnMapping: {
        "title": "Column of the title.",
        "text": "Column of the text, or several with commas between them, which are joined.",
        "date": "Column of the date.",
        "author": "Column of the author.",
        "source": "Column of the publisher.",
        "language": "Column of the language.",
        "url": "Column of the web address.",
        "id": "Column of the identifier.",
        "date_order": "How to read dates such as 04/03/2025.",
    },
}
"""What the settings mean that the layers below define: they hold no English for users."""


def settings_schema() -> dict[str, Any]:
    """Return the schema: types, bounds, defaults and descriptions of all settings."""
    schema = msgspec.json.schema(Settings)
    limits = schema["$defs"][Limits.__name__]
    for section, descriptions in _DESCRIPTIONS.items():
        definition = schema["$defs"][section.__name__]
        definition["additionalProperties"] = False
        for name, description in descriptions.items():
            definition["properties"][name] = {"description": description, **definition["properties"][name]}
    for name, hint in get_type_hints(Limits, include_extras=True).items():
        if is_size(hint):
            limits["properties"][name] = _size(limits["properties"][name])
    return {"$schema": _DIALECT, "title": "Settings of Pressroom", **schema}


def schema_text() -> str:
    """Return the schema as indented JSON."""
    return json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n"


def _size(schema: dict[str, Any]) -> dict[str, Any]:
    """Extend the schema of a number of bytes with text such as 64 MB."""
    number = {name: schema.pop(name) for name in ("type", "minimum", "maximum")}
    return {**schema, "anyOf": [number, {"type": "string", "pattern": f"^{SIZE.pattern}$"}]}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
