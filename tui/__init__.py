"""The screen and the command line. The only package that imports Textual and Rich."""

from __future__ import annotations

import logging
import os

__version__ = "0.1.0"

# Whoever runs the package decides where its log goes; without this, warnings would be printed.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# Textual reads it once, when it is imported. An answer that has just missed a frame waits for one or two more: at its
# usual 60 frames a second that is longer than the search took.
os.environ.setdefault("TEXTUAL_FPS", "120")
