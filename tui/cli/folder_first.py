"""A Click group whose first argument may be a folder instead of a command; commands are imported when named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import split_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WITH_VALUE = ("--index-dir", "--log-level", "--color")
"""Options allowed before a folder or command whose value is the next argument."""
_PLACE = "."
"""Stands for FOLDER on a command line that names a library on a server."""


class FolderFirst(click.Group):
    """A group that opens the explorer if its first argument is a folder, or missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later: dict[str, Callable[[], None]] = {}
        """Adds a command to the group, by the name of the command."""

    def add_later(self, names: Sequence[str], register: Callable[[], None]) -> None:
        """Add commands when they are asked for.

        Args:
            names: The names of the commands.
            register: Imports them, and adds them to the group.

        """
        self._later |= dict.fromkeys(names, register)

    def all_commands(self) -> dict[str, click.Command]:
        """Return all commands by their names, in the order of the help."""
        context = click.Context(self)
        return {name: command for name in self.list_commands(context) if (command := self.get_command(context, name))}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return sorted({*self.commands, *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; None if there is none."""
        if cmd_name not in self.commands and cmd_name in self._later:
            self._later[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the command `open` unless the arguments name a command or ask for help."""
        args, of_all = split_options(args, ("--color",), ("--quiet", "-q"))  # also behind the command
        if args[-1:] == ["--color"] and "--" not in args and not ctx.resilient_parsing:
            raise click.BadOptionUsage("--color", "Option '--color' requires an argument.", ctx)
        args, server = split_options(args)
        at = self._command_index(ctx, args)
        if not args and ctx.resilient_parsing:  # the shell asks for the first word: a command or a folder
            return super().parse_args(ctx, of_all)
        if at is None and not any(word in ("--help", "--version", "-h") for word in args):
            args, at = ["open", *args], 0
        if server and at is not None:
            args = self._with_server(ctx, args, at, server)
        return super().parse_args(ctx, [*of_all, *args])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin as typed; where none does, the shell lists folders."""
        from click.shell_completion import CompletionItem

        folders = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="dir")]
        return [*folders, *super().shell_complete(ctx, incomplete)]

    def _command_index(self, ctx: click.Context, args: list[str]) -> int | None:
        """The index of the command in the arguments; None if they name none."""
        words = zip(args, ["", *args], strict=False)
        place = next(
            (index for index, (word, before) in enumerate(words) if word[:1] != "-" and before not in _WITH_VALUE), None
        )
        return None if place is None or args[place] not in self.list_commands(ctx) else place

    def _with_server(self, ctx: click.Context, args: list[str], at: int, server: list[str]) -> list[str]:
        """The arguments with the options of a server behind the command, and a folder where FOLDER stands.

        Args:
            ctx: The context of the group.
            args: The arguments without the options of a server.
            at: The index of the command.
            server: The options of a server, with their values.

        """
        options = args[: args.index("--")] if "--" in args else args
        if any(word == "--folder" or word.startswith("--folder=") for word in options):
            raise click.UsageError("--folder cannot be combined with --server.")
        command, before, rest = self.get_command(ctx, args[at]), args[: at + 1], args[at + 1 :]
        assert command is not None
        chosen = command.commands.get(rest[0] if rest else "") if isinstance(command, click.Group) else command
        if chosen and not any(parameter.name == "server" for parameter in chosen.params):
            raise click.UsageError(f"{args[at]} cannot be combined with --server; it is for the library of a folder.")
        has_folder = any(parameter.name == "folder" and parameter.required for parameter in command.params)
        place = [_PLACE] if has_folder and args[at] != "index" else []
        if not isinstance(command, click.Group):
            return [*before, *server, *place, *rest]
        # The options are those of the group's command; without one, the group says so.
        return [*before, *place, *rest[:1], *(server if chosen else ()), *rest[1:]]
