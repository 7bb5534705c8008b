"""What every worker process needs; the server that forks them imports this module once."""

from __future__ import annotations

import gc

import index.update.worker_tasks  # noqa: F401 -- imported for its modules
from corpus.extraction.extract import extract

extract("Mr. Abel Tasman of Chile")  # loads the word lists, the gazetteer and the tagger, which the workers then share
gc.freeze()  # or the garbage collector would copy the pages that the workers share
