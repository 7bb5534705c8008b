"""The search engine: from documents to a searchable library. The only package that imports Whoosh."""

from __future__ import annotations

import logging

# Applications decide where the log goes; without a handler, warnings would be printed.
logging.getLogger(__name__).addHandler(logging.NullHandler())
