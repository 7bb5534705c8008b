"""`pressroom completion`: completion of commands and options in the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

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
    root = context.find_root().command
    click.echo(chosen(root, {}, _PROGRAM, f"_{_PROGRAM.upper()}_COMPLETE").source())
    return 0


def register(group: click.Group) -> None:
    """Add the command to the group of all commands."""
    group.add_command(completion)
