"""A library of two processes with user data, for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.library import Library
from index.model.user_data import DocumentEdit
from index.userdata.user_data import UserData

STAR = DocumentEdit(starred=True)


class Shelf:
    """A folder with a library that is updated when documents change."""

    def __init__(self, root: Path, folder: Path, build: Callable[..., object]) -> None:
        self.root, self.folder, self.build = root, folder, build
        self.library = self.open()

    def open(self) -> Library:
        """Open the library as another process does."""
        self.build(self.folder)
        return Library.open(self.folder, self.root / "library", user_data=self.root / "userdata")

    def update(self, *, rebuild: bool = False) -> None:
        """Update the library, and load it."""
        self.build(self.folder, rebuild=rebuild)
        self.library.refresh()

    @property
    def data(self) -> UserData:
        """The user data of the open library."""
        assert self.library.user_data
        return self.library.user_data

    def id_of(self, path: str) -> str:
        """Return the id of the only document of a file."""
        return self.library.document(path).id

    def edit(self, path: str, edit: DocumentEdit) -> object:
        """Edit the marks of a document by its path."""
        return self.data.edit({self.id_of(path): edit})


def text_files(shelf: Shelf) -> list[str]:
    """Return the paths of the text documents."""
    return sorted(path.relative_to(shelf.folder).as_posix() for path in shelf.folder.rglob("*.txt"))
