"""A command line whose first word may be a folder instead of a command."""

from __future__ import annotations

import click

_WITH_VALUE = ("--index-dir", "--log-level")
"""Options that may stand before a folder or a command, and whose value follows as a word of its own."""


class FolderFirst(click.Group):
    """A group whose first argument may be a folder: then the explorer is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command `open` before what names no command."""
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
