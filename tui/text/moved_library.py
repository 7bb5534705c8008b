"""The English text about a library whose folder has probably moved."""

from __future__ import annotations

from pathlib import Path

from index.model.library_identity import MovedLibrary
from tui.text.numbers import counted, grouped
from tui.text.remedies import command


def moved_text(moved: MovedLibrary, folder: Path) -> str:
    """Return what has probably moved here, and the command that takes over its user data."""
    adopt = command("userdata", folder, None, "path", "--adopt", moved.identity.id)
    return f"{_reason(moved)} To keep its corrections, stars, tags, notes and saved searches, run: {adopt}"


def moved_question(moved: MovedLibrary) -> str:
    """Return what has probably moved here, and the question whether to take over its user data."""
    return f"{_reason(moved)} Take over its corrections, stars, tags, notes and saved searches?"


def _reason(moved: MovedLibrary) -> str:
    identity = moved.identity
    matching = f"{grouped(moved.matching)} of {counted(len(identity.sample), 'sampled file')}"
    return f"This folder may be {identity.folder}, which is gone: it has {matching}."
