"""The man page, made from the same commands as `--help`. `make man` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from tui import __version__


def man_page(group: click.Group) -> str:
    """Return the page in roff's man macros."""
    context = click.Context(group, info_name="pressroom")
    return "\n".join(_lines(group, context)) + "\n"


def _lines(group: click.Group, context: click.Context) -> Iterator[str]:
    yield f'.TH PRESSROOM 1 "" "Pressroom {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "pressroom \\- search, read and explore a folder of documents in the terminal"
    yield ".SH SYNOPSIS"
    yield ".B pressroom\n[\\fIFOLDER\\fR]\n.br\n.B pressroom\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR]..."
    yield ".SH DESCRIPTION"
    yield from _paragraphs(group.help or "")
    yield ".SH OPTIONS"
    yield from _options(group, context)
    yield ".SH COMMANDS"
    yield from _commands(group, context)
    yield ".SH EXIT STATUS"
    for code, meaning in {0: "found, or done", 1: "nothing found", 2: "wrong use", 70: "internal error"}.items():
        yield f".TP\n.B {code}\n{meaning}"
    yield ".SH ENVIRONMENT"
    for name, meaning in (
        ("NO_COLOR", "If set, nothing is printed in color."),
        ("PRESSROOM_SCREEN_READER", "If 1, the explorer is plain text in one column, as with --screen-reader."),
        ("COLUMNS", "Width of the help texts."),
        ("VISUAL, EDITOR, PAGER", "Programs that open a document."),
        ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Folders of the settings, the libraries and the log."),
    ):
        yield f".TP\n.B {name}\n{_escaped(meaning)}"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield a section for each command, and for those of its groups."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join([inner.command_path, *command.collect_usage_pieces(inner)])
        yield f".SS {_escaped(usage)}"
        yield from _paragraphs(command.help or "")
        yield from _options(command, inner)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield f".TP\n.B {_escaped(record[0])}\n{_escaped(record[1])}"


def _paragraphs(text: str) -> Iterator[str]:
    """Yield a help text; a paragraph that Click does not wrap keeps its lines."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.strip().split("\n")]
        if lines[0] == "\b":
            yield ".PP\n.nf\n" + "\n".join(map(_escaped, lines[1:])) + "\n.fi"
        else:
            yield ".PP\n" + _escaped(" ".join(lines))


def _escaped(text: str) -> str:
    """Return text for roff: no character of it is an escape, a dash is a minus, and no line is a request."""
    escaped = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


@click.command("man", hidden=True, epilog="Example: pressroom man > pressroom.1")
@click.pass_context
def man(context: click.Context) -> int:
    """Print the man page."""
    root = context.find_root().command
    assert isinstance(root, click.Group)
    click.echo(man_page(root), nl=False)
    return 0


def register(group: click.Group) -> None:
    """Add the command to the group of all commands."""
    group.add_command(man)
