"""What every worker process needs; the server that forks them imports this module once."""

from __future__ import annotations

import gc
from contextlib import suppress

import index.update.worker_tasks  # noqa: F401 -- imported for its modules
from corpus.extraction.extract import extract

# Loads the word lists, the gazetteer and the tagger, which the workers then share.
with suppress(MemoryError):  # a worker will meet it, too, and report it
    extract("Mr. Abel Tasman of Chile")
gc.freeze()  # or the garbage collector would copy the pages that the workers share
