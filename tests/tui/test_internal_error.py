"""Internal errors of the explorer are logged, the message names the log, and no document text is printed."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from index.model.errors import StorageError, UpdateCrashed
from index.model.library_fault import StorageFault
from index.model.query import Page, Query
from tui.app import Pressroom
from tui.cli.log import LogSession
from tui.config import locations
from tui.config.settings import Settings

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary

SECRET = "what the document says"


def notices(app: Pressroom) -> list[str]:
    """Return the texts of all notices."""
    return [notice.message for notice in app._notifications]


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Return message and exception type of each logged exception."""
    return [
        (record.getMessage(), record.exc_info[0].__name__)
        for record in caplog.records
        if record.exc_info and record.exc_info[0]
    ]


async def test_a_failing_search_is_reported_and_logged(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The explorer continues."""
    search = library.search

    def fail(query: Query) -> Page:
        if query.text == "bad":
            raise ValueError(SECRET)
        return search(query)

    monkeypatch.setattr(library, "search", fail)
    app = Pressroom(lambda: library, library.folder, Settings())
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press(*"bad")
        for _ in range(1000):
            if notices(app):
                break
            await pilot.pause()

        assert notices(app) == [
            f"Internal error. Please report it with the log at {locations.log_file()}. The screen may be incomplete."
        ]
    assert logged(caplog) == [("internal error in the worker search", "ValueError")]


async def test_the_log_of_the_explorer_contains_no_queries(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor text or names of documents, even after errors."""
    search = library.search

    def fail_in_the_end(query: Query) -> Page:
        if query.text.endswith("!"):
            raise ValueError(f"cannot read {query.text} in {library.documents[0].text}")
        return search(query)

    monkeypatch.setattr(library, "search", fail_in_the_end)
    library.steps.append(StorageError(Path(library.documents[0].path), StorageFault.OTHER))
    app = Pressroom(lambda: library, library.folder, Settings())
    with LogSession() as session:
        session.start(locations.log_file(), "open", "info")
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.press(*"airspace", "enter", "enter", "slash", *"airspace!")
            for _ in range(1000):
                if any(message.startswith("Internal error") for message in notices(app)):
                    break
                await pilot.pause(0.005)
    log = locations.log_file().read_text("utf-8")

    assert "library opened: 12 documents" in log
    assert "the library failed: StorageError" in log
    assert "internal error in the worker search" in log
    assert not [word for word in ("airspace", "petrait", "releases/", "ministers") if word in log.lower()]


async def test_a_failing_layout_is_reported_and_logged(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The screen gets no message about a worker of a widget."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise KeyError(SECRET)

    monkeypatch.setattr("tui.widgets.text_view._MAX_SYNC_LAYOUT", 0)
    monkeypatch.setattr("tui.widgets.text_view.lay_out", fail)
    app = Pressroom(lambda: library, library.folder, Settings())
    async with app.run_test(size=(160, 45)) as pilot:
        while not notices(app):
            await pilot.pause(0.005)

        assert notices(app)[0].startswith("Internal error. Please report it with the log at ")
    assert ("internal error in the worker layout", "KeyError") in logged(caplog)


async def test_a_crashed_update_is_reported_with_the_path_of_the_log(library: FakeLibrary) -> None:
    """Its process has logged the cause."""
    library.steps.append(UpdateCrashed())
    app = Pressroom(lambda: library, library.folder, Settings())
    async with app.run_test() as pilot:
        while not notices(app):
            await pilot.pause(0.005)

        assert notices(app) == [
            "The update ended unexpectedly; what was saved is kept. Try again. "
            f"Internal error. Please report it with the log at {locations.log_file()}."
        ]


async def test_a_crash_of_the_explorer_prints_one_sentence(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Textual would print the values of variables, document text among them."""
    app = Pressroom(lambda: library, library.folder, Settings())

    async def explore() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            text_of_document = SECRET
            app.call_later(lambda: text_of_document.nothing)  # type: ignore[attr-defined]
            await pilot.pause()

    with pytest.raises(AttributeError):
        await explore()
    printed = capsys.readouterr()

    assert "".join(printed.err.split()) == "".join(
        f"pressroom: Internal error. Please report it with the log at {locations.log_file()}".split()
    )
    assert app.return_code == 1
    assert logged(caplog) == [("internal error in the explorer", "AttributeError")]
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.CRITICAL]
