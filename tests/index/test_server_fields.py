"""The fields of a library on a server."""

from __future__ import annotations

from index.model.field import FIELDS
from index.opensearch.mapping import DOCUMENT_FIELDS
from index.query.fields import index_fields


def test_a_field_means_the_same_on_the_server_and_in_the_query_language() -> None:
    """No field of the server has the name by which queries ask for another one."""
    for field in FIELDS:
        searched = {name for name, _ in index_fields(field.name)} | {field.name.value}
        for name in (field.name.value, *field.aliases):
            assert name not in DOCUMENT_FIELDS or name in searched, name
