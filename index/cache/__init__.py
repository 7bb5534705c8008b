"""Results computed from a whole library, cached in its folder so that opening it does not compute them again.

A file that is missing, damaged or of another commit is ignored: its content is computed from the index.
"""

from __future__ import annotations

from index.cache.candidate_cache import cache_merge_candidates, load_merge_candidates
from index.cache.identity import cache_identity, load_identity, resolved_at

__all__ = ["cache_identity", "cache_merge_candidates", "load_identity", "load_merge_candidates", "resolved_at"]
