"""The user's own work belongs to one library: it moves with the folder, and the demo keeps its own."""

from __future__ import annotations

import shutil

import pytest

from index.library import Library
from index.model.query import Query
from index.model.user_data import DocumentEdit
from index.update.update import Job, update
from index.userdata.library_identity import read_identity
from tests.desk import Desk
from tui.cli.explore import explorer
from tui.cli.user_data_place import user_data_of
from tui.config import locations
from tui.screens.user_data.adopt_dialog import AdoptDialog

pytestmark = pytest.mark.usefixtures("short_delays", "update_server")


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_work_on_a_moved_folder_is_offered(desk: Desk, key: str) -> None:
    """Enter takes it over, Esc leaves it; then the library opens."""
    root = locations.user_data_root()
    library = desk.root / "library"
    first = user_data_of(desk.folder, library).folder
    old = Library.open(desk.folder, library, user_data=first)
    assert old.user_data is not None
    old.user_data.edit({old.document("seed.txt").id: DocumentEdit(starred=True)})
    old.close()
    desk.folder = desk.folder.rename(desk.folder.with_name("archive"))
    desk.make = lambda: explorer(desk.folder, desk.root / "second")
    async with desk.explorer() as opened:
        await opened.until(lambda: isinstance(opened.app.screen, AdoptDialog))
        await opened.pilot.pause()
        assert "This folder may be" in opened.lines("AdoptDialog > Vertical")
        await opened.pilot.press(key)
        await opened.until(lambda: opened.screen.search.page is not None and opened.screen.search.page.total == 5)
        await opened.until(lambda: not opened.screen.library.updating)
        await opened.settle()
        assert ("★ starred" in opened.lines()) is (key == "enter")
    taken = [path for path in root.iterdir() if read_identity(path)]
    assert [known.folder for path in taken if (known := read_identity(path))] == [
        desk.folder if key == "enter" else desk.folder.with_name("documents")
    ]


async def test_the_work_on_the_demo_is_apart(desk: Desk) -> None:
    """Of a folder of the same documents, too, as long as the sample documents are there."""
    samples, copy = locations.samples(), desk.root / "copy"
    shutil.copytree(samples, copy)
    demo = user_data_of(samples, locations.library_of(samples)).folder
    for _ in update(Job(samples.resolve(), desk.root / "demo", processes=0)):
        pass
    library = Library.open(samples, desk.root / "demo", user_data=demo)
    assert library.user_data is not None
    library.user_data.edit({library.search(Query()).hits[0].id: DocumentEdit(starred=True)})
    place = user_data_of(copy, locations.library_of(copy), offers=False)
    assert place.folder != demo
    assert place.moved == ()
