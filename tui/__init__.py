"""The terminal user interface and the command line. The only package that imports Textual, Rich and Click."""

from __future__ import annotations

import logging
import os

__version__ = "0.1.0"

# The entry point decides where the log goes; without a handler, Python would print warnings.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# Textual reads this at import. At its default of 60 frames per second, waiting for the next frame takes longer than
# most searches.
os.environ.setdefault("TEXTUAL_FPS", "120")
