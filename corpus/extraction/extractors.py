"""The choice of the extractor: the built-in one, or a spaCy pipeline that the user has installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from corpus.extraction.types import Extractor
from corpus.model.errors import ExtractorError, ExtractorFault

BUILT_IN = "built-in"
_SPACY = "spacy:"


def check_extractor(name: str) -> None:
    """Check that an extractor is available, without loading it.

    Args:
        name: "built-in", or "spacy:" and the name of a pipeline.

    Raises:
        ExtractorError: it is not available.

    """
    if name == BUILT_IN:
        return
    model = name.removeprefix(_SPACY)
    if not name.startswith(_SPACY) or not model:
        raise ExtractorError(ExtractorFault.UNKNOWN, name)
    if find_spec("spacy") is None:
        raise ExtractorError(ExtractorFault.NO_SPACY, name)
    if find_spec(model) is None:
        raise ExtractorError(ExtractorFault.NO_PIPELINE, model)


@cache
def extractor(name: str) -> Extractor:
    """Load an extractor by name; see `check_extractor`.

    Raises:
        ExtractorError: it is not available.

    """
    check_extractor(name)
    if name == BUILT_IN:
        from corpus.extraction.extract import extract_all

        return extract_all
    from corpus.extraction.spacy import load

    return load(name.removeprefix(_SPACY))
