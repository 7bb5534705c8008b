"""`pressroom completion`: completion of commands and options in the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from tui.cli.options import COMPLETION_VARIABLE

_PROGRAM = "pressroom"


@click.command(
    epilog="\b\n"
    "Examples:\n"
    "  pressroom completion bash > ~/.local/share/bash-completion/completions/pressroom\n"
    "  pressroom completion fish > ~/.config/fish/completions/pressroom.fish"
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print a script for SHELL that completes commands, options and paths."""
    chosen = get_completion_class(shell)
    assert chosen is not None
    click.echo(chosen(context.find_root().command, {}, _PROGRAM, COMPLETION_VARIABLE).source())
    return 0


def answer(root: click.Command, asked: str) -> int:
    """Answer the shell, and return the exit code. Click itself would write bytes, which guarded streams do not take.

    Args:
        root: The group of all commands.
        asked: The value of the variable.

    """
    shell, _, what = asked.partition("_")
    chosen = get_completion_class(shell)
    if chosen is None or what not in ("complete", "source"):
        return 2
    found = chosen(root, {}, _PROGRAM, COMPLETION_VARIABLE)
    click.echo(found.complete() if what == "complete" else found.source())
    return 0


def register(group: click.Group) -> None:
    """Add the command to the group of all commands."""
    group.add_command(completion)
