"""Why a library was rebuilt, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model.progress import Rebuild

if TYPE_CHECKING:
    pass


def why_rebuilt(rebuild: Rebuild) -> str:
    """Why a library is rebuilt without a request, in one sentence."""
    return rebuild.fault or "The library was made with another extractor than the one in the settings."
