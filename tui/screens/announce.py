"""Notices about the outcome of changes of user data, and how a notice is withdrawn."""

from __future__ import annotations

from typing import Any

from textual.app import App

from index.model.errors import LibraryError
from tui.services.user_data_queue import PLACE, Outcome, UserDataQueue
from tui.state.internal_error import InternalError
from tui.text.remedies import error_text


def announce(app: App[Any], done: UserDataQueue.Done) -> None:
    """Show the outcome of a change of user data."""
    match done.outcome:
        case Outcome.WRITTEN | Outcome.UNDONE if done.change is not None:
            app.notify(done.change.describe(undone=done.outcome is Outcome.UNDONE), markup=False)
        case Outcome.NOTHING_TO_UNDO if done.change is not None:
            app.notify("Nothing to undo: the last change was not saved.", markup=False)
        case Outcome.NOTHING_TO_UNDO:
            app.notify("Nothing to undo: nothing was changed in this session.", markup=False)
        case Outcome.FAILED if isinstance(done.error, LibraryError):
            app.notify(error_text(done.error), severity="warning", markup=False)
        case Outcome.FAILED if done.error is not None:
            announce_error(app, done.error)


def withdraw(app: App[Any], title: str) -> None:
    """Remove the notices with a title: what they say no longer holds."""
    for notice in [each for each in app._notifications if each.title == title]:
        app._unnotify(notice)


def announce_error(app: App[Any], error: BaseException) -> None:
    """Report an internal error in the user data queue."""
    app.post_message(InternalError(error, PLACE))
