"""A Click group whose first argument may be a folder instead of a command."""

from __future__ import annotations

import click

_WITH_VALUE = ("--index-dir", "--log-level", "--color")
"""Options allowed before a folder or command whose value is the next argument."""


class FolderFirst(click.Group):
    """A group that opens the explorer if its first argument is a folder, or missing."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the command `open` unless the arguments name a command."""
        known = self.commands
        words = zip(args, ["", *args], strict=False)
        place = next(
            (index for index, (word, before) in enumerate(words) if word[:1] != "-" and before not in _WITH_VALUE), None
        )
        if not any(word in ("--help", "--version", "-h") for word in args) and (
            place is None or args[place] not in known
        ):
            args = ["open", *args]
        return super().parse_args(ctx, args)
