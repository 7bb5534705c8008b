"""What can go wrong with a folder or a file.

CorpusError
├── FolderError       the folder itself cannot be walked
├── Unwatchable       the system cannot tell what changes in the folder
└── UnreadableFile    one file cannot be read; a run goes on without it
"""

from __future__ import annotations


class CorpusError(Exception):
    """Anything this package raises; its text is one sentence that can be shown to the user."""


class FolderError(CorpusError):
    """The folder does not exist, is not a folder, or may not be entered."""


class Unwatchable(CorpusError):
    """The system cannot tell what changes in the folder."""


class UnreadableFile(CorpusError):
    """The file cannot be read as a document."""


def reason_of(error: OSError) -> str:
    """What the system says went wrong, in lower case and without the path, which is said elsewhere."""
    return (error.strerror or type(error).__name__).lower()
