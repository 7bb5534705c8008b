"""`pressroom star`, `tag` and `note`: what the user attaches to documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folder_label import folder_name
from tui.cli.folders import in_folders
from tui.cli.forms import JSON_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form
from tui.cli.user_data_place import user_data_in

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary
    from index.model.user_data import DocumentEdit, MarkedDocument, PassageNote
    from index.model.user_data_protocol import UserDataLike

_QUERY = click.option("--query", metavar="QUERY", help="All results of QUERY instead of single documents.")
_DOCUMENTS = click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """
    _register_star(group, open_library)
    _register_tag(group, open_library)
    _register_note(group, open_library)


def _register_star(group: click.Group, open_library: Open) -> None:
    @group.command(epilog="Example: pressroom star ~/releases 2024/summit.txt")
    @click.argument("folder", type=FOLDER)
    @_DOCUMENTS
    @_QUERY
    @click.option("--remove", is_flag=True, help="Remove the stars.")
    @JSON_FORMS
    @library_options
    @in_folders
    @name_options
    def star(
        folder: Path, documents: Sequence[str], query: str | None, remove: bool, form: Form, index_dir: Path | None
    ) -> int:
        """Star documents of FOLDER, by id or path; without any, list the starred ones."""
        from index.model.user_data import DocumentEdit

        _check_documents(documents)
        library = open_library(folder, index_dir)
        data = user_data_in(library)
        if not documents and query is None:
            return _list(library, lambda marked: marked.marks.starred, form)
        changed = _edit(library, data, documents, query, DocumentEdit(starred=not remove))
        return _report(changed, "without its star" if remove else "starred", form)


def _register_tag(group: click.Group, open_library: Open) -> None:
    @group.command(epilog="Example: pressroom tag ~/releases budget --query 'budget date:2024'")
    @click.argument("folder", type=FOLDER)
    @click.argument("tag", required=False)
    @_DOCUMENTS
    @_QUERY
    @click.option("--remove", is_flag=True, help="Remove the tag.")
    @JSON_FORMS
    @library_options
    @in_folders
    @name_options
    def tag(
        folder: Path,
        tag: str | None,
        documents: Sequence[str],
        query: str | None,
        remove: bool,
        form: Form,
        index_dir: Path | None,
    ) -> int:
        """Tag documents of FOLDER, by id or path; without any, list those with TAG; without TAG, list all tags."""
        from index.model.user_data import DocumentEdit
        from tui.cli import marks_output

        _check_documents(documents)
        name = _tag_name(tag, adds=bool(documents or query is not None) and not remove)
        library = open_library(folder, index_dir)
        data = user_data_in(library)
        if not name:
            tags = data.tags()
            marks_output.print_tags(tags, form)
            return 0 if tags else 1
        if not documents and query is None:
            folded = name.casefold()
            return _list(library, lambda marked: folded in (each.casefold() for each in marked.marks.tags), form)
        edit = DocumentEdit(remove_tags=(name,)) if remove else DocumentEdit(add_tags=(name,))
        changed = _edit(library, data, documents, query, edit)
        return _report(changed, f"without the tag “{name}”" if remove else f"tagged “{name}”", form)


def _register_note(group: click.Group, open_library: Open) -> None:
    @group.command(epilog="Example: pressroom note ~/releases 2024/summit.txt 'To be checked against the minutes.'")
    @click.argument("folder", type=FOLDER)
    @click.argument("document", default="")
    @click.argument("text", default="")
    @click.option("--passage", metavar="QUOTE", help="Note on this passage of the document.")
    @click.option("--remove", is_flag=True, help="Remove the note.")
    @JSON_FORMS
    @library_options
    @in_folders
    def note(
        folder: Path,
        document: str,
        text: str,
        passage: str | None,
        remove: bool,
        form: Form,
        index_dir: Path | None,
    ) -> int:
        """Attach TEXT to a document of FOLDER, by id or path, in place of its note; a dash reads standard input.

        Without TEXT, print the notes of the document; without a document, list all documents with notes.
        """
        from index.model.user_data import DocumentEdit

        _check_documents([document] if document else [])
        library = open_library(folder, index_dir)
        data = user_data_in(library)
        if not document:
            return _list(library, lambda marked: bool(marked.marks.note or marked.marks.passages), form)
        doc_id = _id_of(library, data, document)
        if not text and not remove:
            return _list(library, lambda marked: marked.id == doc_id, form)
        written = "" if remove else sys.stdin.read().strip() if text == "-" else text
        if passage is None:
            edit = DocumentEdit(note=written)
        else:
            edit = _passage_edit(library, data, doc_id, passage, written, remove=remove)
        changed = data.edit({doc_id: edit})
        return _report(len(changed), "without its note" if remove else "noted", form)


def _tag_name(tag: str | None, *, adds: bool) -> str:
    """Return the name of a tag as the explorer would take it, "" for none; raises UsageError for an invalid one."""
    name = " ".join((tag or "").split()).lstrip("#").lstrip()
    if tag is not None and not name:
        raise click.UsageError("TAG is empty; leave it out to list all tags.")
    if adds and "," in name:
        raise click.UsageError("A tag has no comma; add several tags one after the other.")
    return name


def _check_documents(documents: Sequence[str]) -> None:
    """Raise UsageError for documents that would be looked up in several folders."""
    if documents and folder_name():
        raise click.UsageError("A document is looked up in one folder; leave out --folder, or DOCUMENT.")


def _passage_edit(
    library: CommandLibrary, data: UserDataLike, doc_id: str, quote: str, note: str, *, remove: bool
) -> DocumentEdit:
    """Return the edit that adds, replaces or removes the note on a passage; raises UserDataError if there is none."""
    from index.model.errors import UserDataError
    from index.model.user_data import DocumentEdit, PassageNote
    from index.model.user_data_fault import UserDataFailure
    from index.userdata.noted_passages import find_passage, passage_note

    marked = data.marks(doc_id)
    present = tuple(each for each in (marked.marks.passages if marked else ()) if each.quote.split() == quote.split())
    if remove and present:
        return DocumentEdit(remove_passages=present)
    if remove:
        raise UserDataError(UserDataFailure.UNKNOWN_PASSAGE, name=quote)
    document = library.document(doc_id)
    place = find_passage(document.text, PassageNote(quote))
    if place is None:
        raise UserDataError(UserDataFailure.UNKNOWN_PASSAGE, name=quote)
    return DocumentEdit(add_passages=(passage_note(document.text, place, note),), remove_passages=present)


def _edit(
    library: CommandLibrary, data: UserDataLike, documents: Sequence[str], query: str | None, edit: DocumentEdit
) -> int | None:
    """Edit the marks of documents, or of all results of a query.

    Returns the number of documents that have changed, or None if there are none to change.
    """
    from index.model.query import Query

    ids = [_id_of(library, data, name) for name in documents]
    if query is not None:
        ids += library.marked_results.ids(Query(query))
    return len(data.edit(dict.fromkeys(ids, edit))) if ids else None


def _id_of(library: CommandLibrary, data: UserDataLike, name: str) -> str:
    """Return the id of a document, or of a marked one that is gone, by id or path; raises DocumentNotFound."""
    from index.model.errors import DocumentNotFound
    from index.model.user_data import Presence

    try:
        return library.document(name).id
    except DocumentNotFound:
        gone = [each for each in data.marked() if each.presence is Presence.LOOSE]
        found = next((each.id for each in gone if name in (each.id, each.marks.document.place)), None)
        if found is None:
            raise
        return found


def _list(library: CommandLibrary, wanted: Callable[[MarkedDocument], bool], form: Form) -> int:
    """Print the marked documents that are wanted, and return the exit code."""
    from tui.cli import marks_output

    found = [marked for marked in user_data_in(library).marked() if wanted(marked)]
    marks_output.print_marked([(marked, _loose(library, marked)) for marked in found], form)
    return 0 if found else 1


def _loose(library: CommandLibrary, marked: MarkedDocument) -> Sequence[PassageNote]:
    """Return the notes of a document in the library whose passages are no longer in its text."""
    from index.model.user_data import Presence
    from index.userdata.noted_passages import find_passage

    passages = marked.marks.passages
    if not passages or marked.presence is Presence.LOOSE:
        return ()
    text = library.document(marked.id).text
    return [each for each in passages if find_passage(text, each) is None]


def _report(changed: int | None, what: str, form: Form) -> int:
    """Say how many documents have changed, None if there are none to change, and return the exit code."""
    from tui.cli import marks_output

    marks_output.print_changed(changed or 0, what, form)
    return 1 if changed is None else 0
