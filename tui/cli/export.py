"""`pressroom export`: results, names, analyses and documents as files."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folders import one_folder
from tui.cli.name_options import name_options
from tui.cli.opening import OpenOnDisk
from tui.cli.options import FOLDER, INDEX_DIR, NamedPath
from tui.text.numbers import counted
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.model.analytics import Axis, Unit
    from index.model.query import Facet, Query
    from index.model.step import Step
    from tui.export.model import Request, What

_PLAIN = ("results", "people", "countries", "timeline", "matrix", "comparison", "explanation")
_NAMED = ("person", "country", "mentions", "similar")
_KINDS = click.Choice(["people", "countries"])
_STEPS = ("year", "month", "day")
_UNITS = ("document", "paragraph", "sentence")
_FORMATS = ("csv", "json", "jsonl", "md", "html")
_WHAT = f"{', '.join(_PLAIN)}, or with a name (similar: an id or path) {', '.join(f'{each}:NAME' for each in _NAMED)}."
_STANDARD_OUTPUT = [Path(name) for name in ("-", "/dev/stdout", "/dev/fd/1")]
_EXAMPLES = """\b
Examples:
  pressroom export ~/releases 'airspace date:2024' -o airspace.html
  pressroom export ~/releases --what person:Kasčiūnas -o dossier.html
  pressroom export ~/releases airspace --what matrix --format csv -o -
  pressroom export ~/releases airspace --documents airspace/ --originals
"""


def register(group: click.Group, open_library: OpenOnDisk) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog=_EXAMPLES)
    @click.argument("folder", type=FOLDER)
    @click.argument("query", default="")
    @click.option("--what", default="results", show_default=True, metavar="WHAT", help=_WHAT)
    @click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: by the suffix of FILE, else csv.")
    @click.option(
        "--output", "-o", type=NamedPath("FILE is empty; write a dash for standard output.", allow_dash=True),
        metavar="FILE", help="File to write; a dash is standard output. Default: a name in the current folder.",
    )  # fmt: skip
    @click.option("--force", is_flag=True, help="Replace an existing FILE.")
    @click.option("--limit", type=click.IntRange(0), help="Number of results, names or mentions (default: all).")
    @click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
    @click.option(
        "--all-words/--most-words", "all_words", default=True, show_default=True,
        help="Leave out documents that lack some of the words, or list them last.",
    )  # fmt: skip
    @click.option("--fold", is_flag=True, help="Leave out reprints (near-duplicates).")
    @click.option("--with", "query2", metavar="QUERY2", help="The other side of a comparison (default: all others).")
    @click.option(
        "--by", type=click.Choice([*_STEPS, *_UNITS]),
        help="Length of a period (default: year), or unit in which names of a matrix count together (document).",
    )  # fmt: skip
    @click.option("--rows", type=_KINDS, default="people", show_default=True, help="Names of the rows of a matrix.")
    @click.option("--columns", type=_KINDS, default="countries", show_default=True, help="Names of its columns.")
    @click.option("--size", type=click.IntRange(1), default=12, show_default=True, help="Rows and columns of a matrix.")
    @click.option(
        "--documents", type=NamedPath("DIR is empty; write a folder."), metavar="DIR",
        help="Write the texts of the results to this new folder, with a manifest.",
    )  # fmt: skip
    @click.option("--originals", is_flag=True, help="With --documents: copy the original files, too.")
    @one_folder("To print what several folders have, use search, people or mentions with --csv and --folder.")
    @INDEX_DIR
    @name_options
    def export(
        folder: Path, query: str, what: str, form: str | None, output: Path | None, force: bool, limit: int | None,
        sort: str, all_words: bool, fold: bool, query2: str | None, by: str | None, rows: str, columns: str, size: int,
        documents: Path | None, originals: bool, index_dir: Path | None,
    ) -> int:  # fmt: skip
        """Export the results of QUERY, or the people, countries or analyses of them, to a file.

        HTML is one self-contained page with charts. Text that a spreadsheet would run as a formula begins with an
        apostrophe in CSV. An existing file is replaced only with --force. Exit code 1: there is nothing to export.
        """
        from index.model.query import Query, Sort
        from tui.export.model import Request, What

        chosen, name = _chosen(what)
        if originals and documents is None:
            raise click.UsageError("--originals needs --documents DIR.")
        library = open_library(folder, index_dir)
        asked = Query(query, sort=Sort(sort), fold=fold)
        if documents is not None:
            return _write_documents(library, asked, limit, documents, originals=originals)
        step, unit = _by(chosen, by)
        request = Request(
            chosen, asked, limit, entity=_entity(library, what, name) if chosen in (What.PAGE, What.MENTIONS) else None,
            other=Query(query2) if query2 is not None else None, step=step, unit=unit, axes=_axes(rows, columns, size),
            with_partial=not all_words, document=name, day=dt.date.today(),
        )  # fmt: skip
        return _write(library, request, form, output, force=force)


def _chosen(what: str) -> tuple[What, str]:
    """Return what to export and the name of the person or country; raises UsageError."""
    from tui.export.model import What

    noun, _, name = what.partition(":")
    if noun in _PLAIN and not name:
        return What(noun), ""
    if noun not in _NAMED:
        raise click.UsageError(f"--what cannot be {what!r}; it is one of {_WHAT}")
    if not name.strip():
        raise click.UsageError(f"--what {noun} needs a name, such as --what '{noun}:Kasčiūnas'.")
    return (What(noun) if noun in ("mentions", "similar") else What.PAGE), name.strip()


def _by(what: What, by: str | None) -> tuple[Step, Unit]:
    """Return the length of a period and within what names count together; raises UsageError for the wrong one."""
    from index.model.analytics import Unit
    from index.model.step import Step
    from tui.export.model import What

    allowed = {What.TIMELINE: _STEPS, What.MATRIX: _UNITS}.get(what, ())
    if by and by not in allowed:
        fitting = f"one of {', '.join(allowed)}" if allowed else "for a timeline or a matrix"
        raise click.UsageError(f"--by {by} does not fit --what {what}: it is {fitting}.")
    return Step(by if by in _STEPS else Step.YEAR), Unit(by if by in _UNITS else Unit.DOCUMENT)


def _axes(rows: str, columns: str, size: int) -> tuple[Axis, Axis]:
    """Return the names of the rows and columns of a matrix."""
    from index.model.analytics import Axis
    from index.model.query import Kind

    kinds = {"people": Kind.PERSON, "countries": Kind.COUNTRY}
    return Axis(kinds[rows], size), Axis(kinds[columns], size)


def _entity(library: Library, what: str, name: str) -> Facet:
    """Return the person or country with a name; raises EntityNotFound."""
    from index.model.query import Facet
    from tui.cli.find_name import find_name

    noun = what.partition(":")[0]
    kind, key = find_name(library, name, None if noun == "mentions" else noun)
    return Facet(kind, key, name, 0)


def _write(library: Library, request: Request, form: str | None, output: Path | None, *, force: bool) -> int:
    """Write an export, say where, and return the exit code."""
    from tui.export.build_export import build
    from tui.export.model import Format
    from tui.export.naming import default_name, format_of
    from tui.export.write import write_file, written
    from tui.text.sentences import CommandError

    chosen = Format(form) if form else (format_of(output) if output else None) or Format.CSV
    content = build(library, request)
    if content.is_empty:
        click.echo("pressroom: there is nothing to export.", err=True)
        return 1
    if output in _STANDARD_OUTPUT:
        for part in written(content, chosen):
            sys.stdout.write(part)
        return 0
    path = output or Path(default_name(request, library.folder.name, chosen))
    try:
        write_file(path, written(content, chosen), overwrite=force)
    except FileExistsError:
        click.echo(harmless(f"pressroom: {path} exists; replace it with --force."), err=True)
        return 2
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {(error.strerror or 'unknown error').lower()}.") from error
    click.echo(harmless(f"Written: {content.title} → {path}"), err=True)
    return 0


def _write_documents(library: Library, query: Query, limit: int | None, folder: Path, *, originals: bool) -> int:
    """Write documents, say where, and return the exit code."""
    from tui.export.documents import MANIFEST, FolderNotEmpty, write_documents
    from tui.export.source import all_hits
    from tui.text.sentences import CommandError

    page, hits = all_hits(library, query, limit)
    if not page.total:
        click.echo("pressroom: there is nothing to export.", err=True)
        return 1
    try:
        done = write_documents(library, hits, folder, originals=originals)
    except FolderNotEmpty:
        click.echo(harmless(f"pressroom: {folder} is not empty; name a new folder."), err=True)
        return 2
    except OSError as error:
        place = error.filename or folder
        raise CommandError(f"{place} cannot be written: {(error.strerror or 'unknown error').lower()}.") from error
    for path in done.missing:
        click.echo(harmless(f"pressroom: the original of {path} cannot be read; only its text was written."), err=True)
    click.echo(harmless(f"Written: {counted(done.documents, 'document')} → {folder}/{MANIFEST}"), err=True)
    return 0
