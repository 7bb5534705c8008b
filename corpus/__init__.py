"""Files on disk to documents with their people and countries. Knows nothing of the index or the screen."""

from __future__ import annotations

from corpus.countries.resolve import country_codes, country_name, resolve_country
from corpus.dates import parse_date
from corpus.document import Country, Document, Entities, FileStamp, Person, Skipped, Span
from corpus.encoding import decode
from corpus.errors import CorpusError, FolderError, UnreadableFile, Unwatchable
from corpus.extract import Explanation, explain, extract, extract_all
from corpus.extractors import BUILT_IN, Extractor, check_extractor, extractor
from corpus.formats import Limits, Source, is_stream
from corpus.ignore import IgnoreWarning
from corpus.moving import moved
from corpus.read import document_id, is_harmless, read, read_source
from corpus.walk import check_folder, walk
from corpus.watching import watch

__all__ = [
    "BUILT_IN",
    "CorpusError",
    "Country",
    "Document",
    "Entities",
    "Explanation",
    "Extractor",
    "FileStamp",
    "FolderError",
    "IgnoreWarning",
    "Limits",
    "Person",
    "Skipped",
    "Source",
    "Span",
    "UnreadableFile",
    "Unwatchable",
    "check_extractor",
    "check_folder",
    "country_codes",
    "country_name",
    "decode",
    "document_id",
    "explain",
    "extract",
    "extract_all",
    "extractor",
    "is_harmless",
    "is_stream",
    "moved",
    "parse_date",
    "read",
    "read_source",
    "resolve_country",
    "walk",
    "watch",
]
