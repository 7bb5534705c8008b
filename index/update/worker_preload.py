"""What every worker process needs; the server that forks them imports this module once."""

from __future__ import annotations

import gc

import index.update.worker_tasks  # noqa: F401 -- imported for its modules
from corpus.tokens.lexicon import load_lexicon

load_lexicon()
gc.freeze()  # or the garbage collector would copy the pages that the workers share
