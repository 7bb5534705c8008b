"""The corrections made through one open library: applying, writing, undoing and reading them again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.corrections.file import CorrectionFile
from index.entities.registry import EntityRegistry
from index.model.correction_fault import CorrectionFailure, FileProblems
from index.model.entity import Action, Correction
from index.model.errors import CorrectionError


class CorrectionSession:
    """The file of corrections of an open library, and what can be undone. It does no locking of its own.

    Args:
        path: The path of the file; None for a library without corrections.

    """

    def __init__(self, path: Path | None) -> None:
        self.file = CorrectionFile(path) if path else None
        self._undoable: list[tuple[Correction, ...]] = []
        """Corrections made in this session, each time together, the last ones last."""

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The user's corrections, in the order of the file."""
        return self.file.corrections if self.file else ()

    @property
    def problems(self) -> FileProblems | None:
        """Why the file is not applied, or not all of it; None if it is."""
        return self.file.problems if self.file else None

    def add(self, corrections: Sequence[Correction], entities: EntityRegistry | None) -> tuple[Correction, ...]:
        """Apply corrections and append them to the file, all or none; returns them as they are written.

        Those that hide what is hidden already are left out.

        Raises:
            CorrectionError: one names no person in the library, or the file cannot be read or written.

        """
        if self.file is None or entities is None:
            raise CorrectionError(CorrectionFailure.NO_FILE)
        self.reload(entities)
        hidden = {each for each in self.corrections if each.action in (Action.HIDE, Action.HIDE_ROLE)}
        written = tuple(each for each in map(entities.normalized, corrections) if each not in hidden)
        if not written:
            return ()
        self.file.add(*written)
        self._undoable.append(written)
        entities.regroup()
        return written

    def undoable(self) -> tuple[Correction, ...]:
        """Take the last corrections of this session from those that can be undone; () if none are left."""
        return self._undoable.pop() if self._undoable else ()

    def withdraw(self, corrections: Sequence[Correction], entities: EntityRegistry | None) -> None:
        """Remove corrections from the file.

        Raises:
            CorrectionError: one is not in the file, or the file cannot be written.

        """
        if self.file is None:
            raise CorrectionError(CorrectionFailure.NO_FILE)
        self.file.remove(*corrections)
        if entities:
            entities.regroup()

    def reload(self, entities: EntityRegistry | None) -> bool:
        """Apply the file if it has changed; returns whether it has."""
        changed = self.file is not None and self.file.reload()
        if changed and entities:
            entities.regroup()
        return changed
