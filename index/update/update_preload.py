"""What every update needs; the server that forks update processes imports this module once.

It also reads a sentence, because the rules and word lists for it are loaded at first use.
"""

from __future__ import annotations

import gc

import corpus.formats.plain  # noqa: F401 -- imported for its modules, as are the next ones
import index.entities.merge_candidates
import index.resolution.resolve
import index.segments.writing.index_writer
import index.segments.writing.merge_policy
import index.update.update  # noqa: F401
from corpus.extraction.extract import extract_all
from corpus.text.stated_dates import stated_date

_SENTENCE = "VILNIUS, 24 November 2026 — Minister Ona Petraitė of Lithuania said that talks with Poland would begin.\n"

stated_date(_SENTENCE)
list(extract_all([_SENTENCE]))
gc.freeze()  # or the garbage collector would copy the pages that the update processes share
