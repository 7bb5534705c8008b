"""Writes exports in a thread and says what was written and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual.dom import DOMNode

from index.model.errors import LibraryError
from index.model.protocol import LibraryLike
from tui.export.build_export import build
from tui.export.documents import MANIFEST, FolderNotEmpty, write_documents
from tui.export.model import Format, Request
from tui.export.source import all_hits, hits_of
from tui.export.write import write_file, written
from tui.text.numbers import counted
from tui.text.remedies import error_text

_SHOWN = 10
"""Seconds for which the notice with the path is shown."""


class Exporter:
    """Writes what the user exports. Every method returns immediately; a notice follows.

    Args:
        host: The node that runs the workers and shows the notices.
        library: The open library.

    """

    def __init__(self, host: DOMNode, library: LibraryLike) -> None:
        self._host = host
        self._library = library

    def write(self, request: Request, form: Format, path: Path, *, overwrite: bool) -> None:
        """Write a file."""
        self._start(partial(self._write, request, form, path, overwrite))

    def write_documents(self, request: Request, folder: Path) -> None:
        """Write the texts of documents to a new folder."""
        self._start(partial(self._write_documents, request, folder))

    def _start(self, job: partial[str]) -> None:
        run = partial(_run, job, self._host.app.notify)  # a screen that is closed by then has no app
        self._host.run_worker(run, group="export", thread=True, exit_on_error=False)

    def _write(self, request: Request, form: Format, path: Path, overwrite: bool) -> str:
        content = build(self._library, request)
        if content.is_empty:
            return "There is nothing to export."
        write_file(path, written(content, form), overwrite=overwrite)
        return f"Written: {content.title} → {path}"

    def _write_documents(self, request: Request, folder: Path) -> str:
        hits = hits_of(self._library, request.ids) if request.ids else all_hits(self._library, request.query)[1]
        done = write_documents(self._library, hits, folder)
        return f"Written: {counted(done.documents, 'document')} → {folder / MANIFEST}"


def _run(job: Callable[[], str], notify: Callable[..., object]) -> None:
    """Do a job, and show its sentence or why it failed."""
    try:
        sentence = job()
    except LibraryError as error:
        notify(error_text(error), severity="error", markup=False)
    except FileExistsError:
        notify("The file exists by now; nothing was written.", severity="error", markup=False)
    except FolderNotEmpty as error:
        notify(f"{error} is not empty; nothing was written.", severity="error", markup=False)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        notify(f"{error.filename or 'The file'} cannot be written: {reason}.", severity="error", markup=False)
    else:
        notify(sentence, markup=False, timeout=_SHOWN)
