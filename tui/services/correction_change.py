"""Corrections as changes of user data, for the user data queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.model.entity import Action, Correction
from tui.text.numbers import counted

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


@dataclass
class CorrectionChange:
    """Corrections of people or countries, made together, that the user data queue writes or undoes."""

    corrections: tuple[Correction, ...]
    library: LibraryLike = field(compare=False)
    _written: tuple[Correction, ...] = field(default=(), compare=False)
    """As they are in the file."""

    def write(self) -> bool:
        """Write them; returns False if they hide only what is already hidden. Raises CorrectionError."""
        self._written = self.library.correct(*self.corrections)
        return bool(self._written)

    def undo(self) -> None:
        """Undo them. Raises CorrectionError."""
        self.library.withdraw(*self._written)

    def describe(self, *, undone: bool) -> str:
        """Return what was done, and the key that undoes it."""
        done = _done(self.corrections[0]) if len(self.corrections) == 1 else f"hid {_names(self.corrections)}"
        return _described(done, undone=undone)


@dataclass
class UnhideChange:
    """Hidden people and countries that are shown again."""

    hidden: tuple[Correction, ...]
    library: LibraryLike = field(compare=False)

    def write(self) -> bool:
        """Write it; returns False if none of them is hidden any more. Raises CorrectionError."""
        present = self.library.corrections()
        self.hidden = tuple(each for each in self.hidden if each in present)
        if self.hidden:
            self.library.withdraw(*self.hidden)
        return bool(self.hidden)

    def undo(self) -> None:
        """Hide them again. Raises CorrectionError."""
        self.library.correct(*self.hidden)

    def describe(self, *, undone: bool) -> str:
        """Return what was done, and the key that undoes it."""
        return _described(f"brought back {_names(self.hidden)}", undone=undone)


def _names(corrections: tuple[Correction, ...]) -> str:
    from tui.text.correction_names import correction_names  # loads the gazetteer, which a launch does not need

    if len(corrections) > 1:
        return counted(len(corrections), "name")
    only, name = corrections[0], correction_names(corrections[0])[0]
    return f"the role “{only.shown}” of {name}" if only.action is Action.HIDE_ROLE else name


def _done(correction: Correction) -> str:
    from tui.text.correction_names import correction_names

    names = correction_names(correction)
    match correction.action:
        case Action.MERGE:
            return f"merged {' and '.join(names)}" + (f" as {correction.shown}" if correction.shown else "")
        case Action.SPLIT:
            return f"kept {' and '.join(names)} apart"
        case Action.RENAME:
            return f"renamed {names[0]} to {correction.shown}"
        case Action.HIDE_ROLE:
            return f"hid “{correction.shown}” as a role of {names[0]}"
        case Action.HIDE:
            return f"hid {names[0]}" + (f" in {correction.path}" if correction.path else "")


def _described(done: str, *, undone: bool) -> str:
    return f"Undone: {done}." if undone else f"{done[0].upper()}{done[1:]}. Press Ctrl+Z to undo."
