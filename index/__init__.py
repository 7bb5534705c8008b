"""Documents to a searchable library. The only package that imports Whoosh."""

from __future__ import annotations

import logging

# Whoever uses the package decides where its log goes; without this, warnings would be printed.
logging.getLogger(__name__).addHandler(logging.NullHandler())
