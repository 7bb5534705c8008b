"""How the fields of the query language are read and searched; `index.model.field` lists them."""

from __future__ import annotations

from functools import lru_cache

from index.model.field import FIELDS, Field, FieldName, ValueType
from index.schema.fields import TEXT_FIELDS, TITLE_FIELDS
from index.segments.searching.multi_field import FieldWeights

_BY_NAME = {name: field for field in FIELDS for name in (field.name.value, *field.aliases)}
_MISTAKEN = {name: field.name for field in FIELDS for name in field.mistaken}
_INDEX_FIELDS: dict[str, FieldWeights] = {
    "": TEXT_FIELDS,
    FieldName.TITLE: TITLE_FIELDS,
    FieldName.PERSON: (("name", 1.0),),
    FieldName.TYPE: (("kind", 1.0),),
    FieldName.PATH: (("path_suffix", 1.0),),
    FieldName.YEAR: (("date", 1.0),),
}
"""The fields of the index for those of the query language that have another name there, or several."""
_FEATURE_OF = {
    FieldName.PERSON: "people",
    FieldName.COUNTRY: "countries",
    FieldName.DATE: "date",
    FieldName.YEAR: "date",
    FieldName.AUTHOR: "author",
}
"""The value of `has:` of the documents that have a field."""
_ON_EVERY_DOCUMENT = (FieldName.TYPE, FieldName.PATH)
MARKS = (ValueType.STATE, ValueType.TAG, ValueType.NOTE, ValueType.SAVED_SEARCH)
"""The values of fields that are found in the user's data, not in the index."""
_LEAST_SIMILARITY = 75
"""The similarity in percent of a name that is suggested for an unknown field."""


def field_named(name: str) -> Field | None:
    """The field with a name or alias, in any case; None if there is none."""
    return _BY_NAME.get(name.lower())


def value_type(field: str) -> ValueType:
    """What the values of a field are; words where no field is named."""
    known = _BY_NAME.get(field)
    return known.values if known else ValueType.WORDS


def index_fields(field: str) -> FieldWeights:
    """The index fields of a field of the query language, with their weights; "" for words without a field."""
    return _INDEX_FIELDS.get(field, ((str(field), 1.0),))


def feature_of(field: str) -> str:
    """The value of `has:` of the documents that have a field; "" if there is none."""
    return _FEATURE_OF.get(FieldName(field), "")


def is_on_every_document(field: str) -> bool:
    """Whether every document has a value of the field."""
    return field in _ON_EVERY_DOCUMENT


@lru_cache(256)
def likely_field(name: str) -> FieldName | None:
    """The field that is probably meant by an unknown name; None if none is similar."""
    from rapidfuzz import fuzz, process  # imported at first use: most fields are known

    name = name.lower()
    if name in _MISTAKEN:
        return _MISTAKEN[name]
    found = process.extractOne(name, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    return _BY_NAME[found[0]].name if found else None
