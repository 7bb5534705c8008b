"""The JSON Schema of what commands print with `--json` and `--jsonl`. `python -m tui.cli.json_schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from tui.cli import json_types as own
from tui.export import json_types as shared

OUTPUTS: dict[str, Any] = {
    "index --json": own.IndexJson,
    "search --json": shared.SearchJson,
    "search --jsonl": shared.HitJson,
    "search FOLDER - --jsonl": own.QueryCountJson,
    "show --json": own.DocumentJson,
    "people --json": list[shared.PersonFacet],
    "people --jsonl": shared.PersonFacet,
    "countries --json": list[shared.CountryFacet],
    "countries --jsonl": shared.CountryFacet,
    "person --json": shared.EntityJson,
    "country --json": shared.EntityJson,
    "mentions --json": shared.MentionsJson,
    "mentions --jsonl": shared.MentionJson,
    "timeline --json": shared.TimelineJson,
    "timeline --jsonl": shared.PeriodJson,
    "matrix --json": shared.MatrixJson,
    "cooccur --json": shared.CoOccurrencesJson,
    "cooccur --with NAME --json": shared.PlacesJson,
    "compare --json": shared.ComparisonJson,
    "words --json": own.WordsJson,
    "similar --json": own.SimilarJson,
    "similar --jsonl": own.SimilarDocumentJson,
    "entities --json": own.EntitiesJson,
    "entities --jsonl": own.EntitiesLineJson,
    "skipped --json": own.SkippedListJson,
    "skipped --jsonl": own.SkippedJson | own.PartlyReadJson,
}
"""The type of each output."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the schema: a definition for each type, and for each command a reference under `commands`."""
    # msgspec tells no two kinds of objects apart, so the one output with two is described by hand.
    plain = {name: hint for name, hint in OUTPUTS.items() if name != "skipped --jsonl"}
    outputs, components = msgspec.json.schema_components(plain.values(), ref_template="#/$defs/{name}")
    commands = dict(zip(plain, outputs, strict=True))
    commands["skipped --jsonl"] = {
        "anyOf": [{"$ref": f"#/$defs/{each.__name__}"} for each in (own.SkippedJson, own.PartlyReadJson)]
    }
    return {"$schema": _DIALECT, "title": "JSON output of Pressroom", "commands": commands, "$defs": components}


def schema_text() -> str:
    """Return the schema as indented JSON."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
