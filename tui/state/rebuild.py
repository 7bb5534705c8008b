"""The reason for a rebuild of the library, as a sentence."""

from __future__ import annotations

from index.model.progress import Rebuild


def why_rebuilt(rebuild: Rebuild) -> str:
    """Return why a library is rebuilt without a request, in one sentence."""
    return rebuild.fault or "The library was made with another extractor than the one in the settings."
