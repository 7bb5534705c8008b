"""The JSON Schema of what commands print with `--json` and `--jsonl`. `python -m tui.cli.json_schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from tui.cli import json_report_types as reports
from tui.cli import json_types as own
from tui.export import json_analysis_types as analysis
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
    "timeline --json": analysis.TimelineJson,
    "timeline --jsonl": analysis.PeriodJson,
    "matrix --json": analysis.MatrixJson,
    "matrix --jsonl": analysis.MatrixRowJson,
    "cooccur --json": analysis.CoOccurrencesJson,
    "cooccur --jsonl": analysis.CompanionLineJson,
    "cooccur --with NAME --json": analysis.PlacesJson,
    "cooccur --with NAME --jsonl": shared.MentionJson,
    "compare --json": analysis.ComparisonJson,
    "compare --jsonl": analysis.ComparisonLineJson,
    "words --json": analysis.WordsJson,
    "words --jsonl": analysis.WordJson,
    "similar --json": analysis.SimilarJson,
    "similar --jsonl": analysis.SimilarDocumentJson,
    "entities --json": own.EntitiesJson,
    "entities --jsonl": own.EntitiesLineJson,
    "star --json": list[own.MarkedJson],
    "star --jsonl": own.MarkedJson,
    "star DOCUMENT --json": own.ChangedJson,
    "tag --json": list[own.TagJson],
    "tag --jsonl": own.TagJson,
    "tag TAG --json": list[own.MarkedJson],
    "tag TAG --jsonl": own.MarkedJson,
    "tag TAG DOCUMENT --json": own.ChangedJson,
    "note --json": list[own.MarkedJson],
    "note --jsonl": own.MarkedJson,
    "note DOCUMENT TEXT --json": own.ChangedJson,
    "saved list --json": list[own.SavedSearchJson],
    "saved list --jsonl": own.SavedSearchJson,
    "new --json": list[own.NewJson],
    "new --jsonl": own.NewJson,
    "correct list --json": list[shared.CorrectionJson],
    "correct list --jsonl": shared.CorrectionJson,
    "correct suggest --json": list[shared.SuggestionJson],
    "correct suggest --jsonl": shared.SuggestionJson,
    "search --explain --json": reports.ExplanationJson,
    "entities --explain --json": reports.CandidatesJson,
    "inspect --json": reports.InspectionJson,
    "doctor --json": reports.DoctorJson,
    "userdata import --json": reports.ImportJson,
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
