"""The forms of names in the index."""

from __future__ import annotations

from corpus.extraction.extract import extract
from index.model.query import Kind
from index.schema.mentions import ANYBODY, decode_mentions, indexed_entities


def test_a_form_that_is_divided_at_a_line_end_is_joined() -> None:
    """A name variant has no hyphen of a line end, and its mentions are where the text has it."""
    text = (
        "President Gitanas Nausė-\nda met Jean-\nClaude Juncker in Guinea-\nBissau and in Lithua-\n  nia. Ona\n"
        "Petraitė won. Nausėda said so. Mrs Petraitė left Lithuania."
    )
    encoded = indexed_entities(text, extract(text)).mentions

    people, countries = (
        {seen.name: {form: [text[slice(*span)] for span in spans] for form, spans in seen.forms} for seen in found}
        for found in (decode_mentions(encoded, kind, ANYBODY) for kind in (Kind.PERSON, Kind.COUNTRY))
    )
    assert people["Gitanas Nausėda"] == {"Gitanas Nausėda": ["Gitanas Nausė-\nda"], "Nausėda": ["Nausėda"]}
    assert people["Jean-Claude Juncker"] == {"Jean-Claude Juncker": ["Jean-\nClaude Juncker"]}
    assert people["Ona Petraitė"] == {"Ona Petraitė": ["Ona\nPetraitė"], "Petraitė": ["Petraitė"]}
    assert countries["GW"] == {"Guinea-Bissau": ["Guinea-\nBissau"]}
    assert countries["LT"] == {"Lithuania": ["Lithua-\n  nia", "Lithuania"]}
