"""Files on disk to documents with their people and countries. Knows nothing of the index or the screen."""

from __future__ import annotations

import logging

# Whoever uses the package decides where its log goes; without this, warnings would be printed.
logging.getLogger(__name__).addHandler(logging.NullHandler())
