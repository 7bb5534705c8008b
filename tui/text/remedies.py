"""The English text of each `Remedy` for an error. No other module words remedies."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from corpus.model.errors import PressroomError
from corpus.model.remedy import Remedy
from tui.config import locations
from tui.text.internal_error import advice


def error_text(error: PressroomError) -> str:
    """Return what happened and what to do about it, on one line."""
    from tui.text.sentences import sentence_of  # most commands have no error to word

    sentence = sentence_of(error)
    if error.remedy is None:
        return sentence
    return f"{sentence} {remedy_text(error.remedy, error.folder, error.directory, error.name)}"


def remedy_text(remedy: Remedy, folder: Path | None = None, directory: Path | None = None, name: str = "") -> str:
    """Return what to do, as a sentence, or as a command that extends to the end of the line, for copying.

    Args:
        remedy: The remedy.
        folder: The folder of the documents; None if unknown.
        directory: The directory of the library; None if unknown.
        name: The name of the thing concerned, such as a spaCy pipeline.

    """
    match remedy:
        case Remedy.INDEX:
            return f"Run: {command('index', folder, directory)}"
        case Remedy.REBUILD:
            return f"Rebuild it with: {command('index', folder, directory)}"
        case Remedy.REBUILD_ALL:
            return f"Rebuild it with: {command('index', folder, directory, '--rebuild')}"
        case Remedy.REBUILD_IF_EMPTY:
            return f"If it is meant to be empty: {command('index', folder, directory, '--rebuild')}"
        case Remedy.MOUNT_THEN_REBUILD:
            return f"{_MOUNT}; then: {command('index', folder, directory)}"
        case Remedy.MOUNT_THEN_REBUILD_ALL:
            return f"{_MOUNT}; then: {command('index', folder, directory, '--rebuild')}"
        case Remedy.CLEAR_LEFTOVERS:
            return f"Clear it with: {command('index', folder, directory)}"
        case Remedy.OTHER_DIRECTORY_OR_REBUILD:
            rebuild = command("index", folder, directory, "--rebuild")
            return f"Choose another folder with --index-dir, or rebuild it for this one: {rebuild}"
        case Remedy.MAKE_PRIVATE:
            return f"If you trust its content: chmod -R go-w {_quoted(directory, 'DIR')}"
        case Remedy.HIDE_FROM_OTHERS:
            return f"Run: chmod 700 {_quoted(directory, 'DIR')}"
        case Remedy.LIST_SKIPPED | Remedy.LIST_COUNTRIES:
            listing = "skipped" if remedy is Remedy.LIST_SKIPPED else "countries"
            return f"List them with: {command(listing, folder, directory)}"
        case Remedy.LIST_CORRECTIONS:
            return f"List the corrections with: {command('correct', folder, directory, 'list')}"
        case Remedy.DOWNLOAD_PIPELINE:
            return f"Run: python -m spacy download {quote(name)}"
        case Remedy.REPORT_BUG:
            return f"{advice()}."
        case _:
            return _SENTENCES[remedy]


_MOUNT = "Mount the disk or restore the documents"
_SENTENCES = {
    Remedy.NEW_DIRECTORY: "Choose an empty or new folder with --index-dir.",
    Remedy.OTHER_DIRECTORY: "Choose another folder with --index-dir.",
    Remedy.MOUNT: f"{_MOUNT}; you can search what is already indexed.",
    Remedy.MOVE_AWAY: "Move it elsewhere.",
    Remedy.CHECK_DISK: "Check the disk and the permissions, then try again.",
    Remedy.EDIT_FILE: "Fix it in an editor, or move it elsewhere.",
    Remedy.REMOVE_REPETITION: "Remove one of the two lines.",
    Remedy.UPDATE_BY_HAND: "Look for changes with Ctrl+R. On Linux, raise fs.inotify.max_user_watches "
    "to watch more folders.",
    Remedy.FIND_DOCUMENT: "`pressroom search` prints ids and paths.",
    Remedy.INSTALL_TESSERACT: "Install it: apt install tesseract-ocr, or brew install tesseract",
    Remedy.INSTALL_SPACY: "Run: pip install 'pressroom[spacy]'",
}


def command(name: str, folder: Path | None, directory: Path | None = None, *more: str) -> str:
    """Return a `pressroom` command line for a library, with `--index-dir` unless the library is in its default place.

    Args:
        name: The name of the command.
        folder: The folder of the documents; None for a placeholder.
        directory: The directory of the library; None for the default.
        more: Further arguments, which need no quoting.

    """
    words = ["pressroom", name, _quoted(folder, "FOLDER"), *more]
    if folder and directory and directory != locations.library_of(folder):
        words += ["--index-dir", quote(str(directory))]
    return " ".join(words)


def _quoted(path: Path | None, placeholder: str) -> str:
    return quote(str(path)) if path else placeholder
