"""The options `--json`, `--jsonl` and `--csv`, of which a command gets the chosen form."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from tui.cli.printing import Form

Command = TypeVar("Command", bound=Callable[..., Any])

_HELP = {
    Form.JSON: "Print JSON.",
    Form.JSON_LINES: "Print JSON Lines: an object for each entry.",
    Form.CSV: "Print CSV.",
}


def forms(*offered: Form) -> Callable[[Command], Command]:
    """Return a decorator that adds an option for each form; the command gets the chosen one as `form`.

    Args:
        offered: The forms beside text, of which the user may choose one.

    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def chosen(**options: object) -> object:
            given = [form for form in offered if options.pop(f"as_{form}")]
            if len(given) > 1:
                raise click.UsageError(f"Choose one of {' and '.join(f'--{form}' for form in given)}.")
            return command(form=given[0] if given else Form.TEXT, **options)

        decorated: Any = chosen
        for form in reversed(offered):
            decorated = click.option(f"--{form}", f"as_{form}", is_flag=True, help=_HELP[form])(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


ALL_FORMS = forms(Form.JSON, Form.JSON_LINES, Form.CSV)
JSON_FORMS = forms(Form.JSON, Form.JSON_LINES)
