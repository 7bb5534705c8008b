"""The choice of the extractor: the built-in one, or a spaCy pipeline that the user has installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from corpus.extraction.types import Extractor
from corpus.model.errors import CorpusError
from corpus.model.remedy import Remedy

BUILT_IN = "built-in"
_SPACY = "spacy:"


def check_extractor(name: str) -> None:
    """Check that an extractor is available, without loading it.

    Args:
        name: "built-in", or "spacy:" and the name of a pipeline.

    Raises:
        CorpusError: it is not available.

    """
    if name == BUILT_IN:
        return
    model = name.removeprefix(_SPACY)
    if not name.startswith(_SPACY) or not model:
        raise CorpusError(
            f"There is no extractor “{name}”; there are {BUILT_IN} and spacy: with the name of a pipeline."
        )
    if find_spec("spacy") is None:
        raise CorpusError(f"The extractor {name} needs spaCy, which is not installed.", Remedy.INSTALL_SPACY)
    if find_spec(model) is None:
        raise CorpusError(f"spaCy has no pipeline “{model}” here.", Remedy.DOWNLOAD_PIPELINE, name=model)


@cache
def extractor(name: str) -> Extractor:
    """Load an extractor by name; see `check_extractor`.

    Raises:
        CorpusError: it is not available.

    """
    check_extractor(name)
    if name == BUILT_IN:
        from corpus.extraction.extract import extract_all

        return extract_all
    from corpus.extraction.spacy import load

    return load(name.removeprefix(_SPACY))
