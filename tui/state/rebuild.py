"""The reason for a rebuild of the library, as a sentence."""

from __future__ import annotations

from index.model.progress import Rebuild, RebuildReason
from tui.text.library_faults import damage_text

_SENTENCES = {
    RebuildReason.DAMAGED: "The library was damaged{damage}.",
    RebuildReason.OUTDATED: "The library was made by another version of Pressroom, or never finished.",
    RebuildReason.EXTRACTOR: "The library was made with another extractor than the one in the settings.",
}


def why_rebuilt(rebuild: Rebuild) -> str:
    """Return why a library is rebuilt without a request, in one sentence."""
    damage = f" ({damage_text(rebuild.damage)})" if rebuild.damage else ""
    return _SENTENCES[rebuild.reason].format(damage=damage)
