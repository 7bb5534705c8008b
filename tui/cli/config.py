"""`pressroom config`: the settings file and the settings that apply."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from tui.cli.options import JSON
from tui.text.sanitize import harmless


@click.group("config", epilog="Example: pressroom config show")
def config() -> None:
    """Show, check and edit the settings."""


@config.command("path", epilog='Example: ls -l "$(pressroom config path)"')
def config_path() -> int:
    """Print the path of the settings file, which need not exist."""
    from tui.config import locations

    click.echo(locations.settings_file())
    return 0


@config.command("show", epilog="Example: pressroom config show --json")
@JSON
def config_show(as_json: bool) -> int:
    """Print every setting as it applies, with those of the file marked by their line."""
    from tui.cli.streams import print_json
    from tui.config import locations, settings

    loaded = settings.load(locations.settings_file())
    for warning in loaded.warnings:
        click.echo(harmless(f"pressroom: {warning}"), err=True)
    values = plain(loaded.settings)
    if as_json:
        print_json(values)
        return 0
    for key, value in flat(values):
        line = next((loaded.lines[each] for each in (key, key.partition(".")[0]) if each in loaded.lines), 0)
        origin = f"  # line {line}" if line else ""
        click.echo(harmless(f"{key}: {yaml_value(value)}{origin}"))
    return 0


@config.command("schema", epilog="Example: pressroom config schema > settings.schema.json")
def config_schema() -> int:
    """Print the JSON Schema of the settings file, for editors."""
    from tui.config.schema import schema_text

    sys.stdout.write(schema_text())
    return 0


@config.command("edit", epilog="Example: pressroom config edit")
def config_edit() -> int:
    """Open the settings file in $VISUAL or $EDITOR, and check it afterwards; a new file explains itself."""
    from corpus.files.atomic_write import make_folder
    from corpus.model.errors import reason_of
    from tui.config import locations, settings
    from tui.services import editor
    from tui.text.sentences import CommandError

    path = locations.settings_file()
    environ = {"EDITOR": "vi", **os.environ, "PAGER": ""}
    try:
        make_folder(path.parent)
        if not path.exists():
            path.write_text(_template(), "utf-8")
        problem = editor.run(editor.command("", environ, path))
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else error
        raise CommandError(f"{path} cannot be edited: {reason}.") from error
    if problem:
        raise CommandError(problem)
    check_file(path)
    click.echo(harmless(f"{path} is valid."), err=True)
    settings.load(path)
    return 0


def register(group: click.Group) -> None:
    """Add the commands to the group of all commands."""
    group.add_command(config)


def check_file(path: Path) -> None:
    """Check a settings file as the explorer does; raises SettingsError, which names the line."""
    from tui.config import settings
    from tui.screens.check_settings import check_settings

    settings.load(path).validate(check_settings)


def plain(value: Any) -> Any:  # noqa: ANN401 -- settings of any type
    """Return settings as JSON values."""
    import msgspec

    return msgspec.to_builtins(value)


def flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    """Return the settings of all sections by path, such as limits.seconds."""
    found: list[tuple[str, object]] = []
    for key, value in values.items():
        found += flat(value, f"{prefix}{key}.") if isinstance(value, dict) and value else [(f"{prefix}{key}", value)]
    return found


def yaml_value(value: object) -> str:
    """Return a value as YAML on one line."""
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, width=sys.maxsize, default_flow_style=True)
    return text.removesuffix("\n...\n").rstrip("\n")


def _template() -> str:
    """Return a settings file that lists all settings with their defaults, as comments."""
    from tui.config.schema import settings_schema
    from tui.config.settings import Settings

    schema = settings_schema()
    properties = schema["$defs"][Settings.__name__]["properties"]
    lines = ["# Settings of Pressroom. Remove the # before a line to change it."]
    for key, value in plain(Settings()).items():
        description = properties[key].get("description", "")
        shown = "" if isinstance(value, dict) and value else f" {yaml_value(value)}"
        lines += ["", f"# {description}", f"#{key}:{shown}"]
        lines += [f"#  {name}: {yaml_value(each)}" for name, each in value.items()] if isinstance(value, dict) else []
    return "\n".join(lines) + "\n"
