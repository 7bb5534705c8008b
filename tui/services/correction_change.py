"""A correction as a change of user data."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model.entity import Action, Correction
from index.model.protocol import LibraryLike


@dataclass(frozen=True)
class CorrectionChange:
    """One correction of people or countries, to be written or undone by the queue of user data."""

    correction: Correction
    library: LibraryLike = field(compare=False)

    def write(self) -> bool:
        """Write it; False where it hides what is hidden already. Raises CorrectionError."""
        if self.correction.action is Action.HIDE and self.correction in self.library.corrections():
            return False
        self.library.correct(self.correction)
        return True

    def undo(self) -> None:
        """Take it back; the library undoes the last correction it has made. Raises CorrectionError."""
        self.library.undo()

    def describe(self, *, undone: bool) -> str:
        """What it has done, and how to undo it."""
        correction, names = self.correction, self.correction.names
        match correction.action:
            case Action.MERGE:
                done = f"{' and '.join(names)} are one now"
            case Action.SPLIT:
                done = f"{' and '.join(names)} are kept apart now"
            case Action.RENAME:
                done = f"{names[0]} is shown as {correction.shown} now"
            case Action.HIDE:
                done = f"{names[0]} is hidden now" + (f" in {correction.path}" if correction.path else "")
        return f"Undone: {done.removesuffix(' now')}." if undone else f"{done}. Ctrl+Z undoes it."
