"""Corrections as changes of user data, for the user data queue."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model.entity import Action, Correction
from index.model.protocol import LibraryLike


@dataclass(frozen=True)
class CorrectionChange:
    """A correction of people or countries that the user data queue writes or undoes."""

    correction: Correction
    library: LibraryLike = field(compare=False)

    def write(self) -> bool:
        """Write it; returns False if it hides an entry that is already hidden. Raises CorrectionError."""
        if self.correction.action is Action.HIDE and self.correction in self.library.corrections():
            return False
        self.library.correct(self.correction)
        return True

    def undo(self) -> None:
        """Undo it: it must be the last correction that the library has written. Raises CorrectionError."""
        self.library.undo()

    def describe(self, *, undone: bool) -> str:
        """Return what was done, and the key that undoes it."""
        correction, names = self.correction, self.correction.names
        match correction.action:
            case Action.MERGE:
                done = f"merged {' and '.join(names)}" + (f" as {correction.shown}" if correction.shown else "")
            case Action.SPLIT:
                done = f"kept {' and '.join(names)} apart"
            case Action.RENAME:
                done = f"renamed {names[0]} to {correction.shown}"
            case Action.HIDE:
                done = f"hid {names[0]}" + (f" in {correction.path}" if correction.path else "")
        return f"Undone: {done}." if undone else f"{done[0].upper()}{done[1:]}. Press Ctrl+Z to undo."
