"""What is worked out from a whole library, kept so that opening it does not work it out again.

Only a memory: what is missing, of another commit or damaged is worked out anew from the documents.
"""

from __future__ import annotations

from index.cache.candidate_cache import keep_likenesses, known_likenesses
from index.cache.identity import keep_identity, known_identity, settled_at

__all__ = ["keep_identity", "keep_likenesses", "known_identity", "known_likenesses", "settled_at"]
