"""What the user may choose, read once from one YAML file. A mistake in it is told in one sentence that names it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import yaml

from corpus.model.limits import Limits


class SettingsError(Exception):
    """The settings cannot be used; the text is one sentence that names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with what holds where the file says nothing."""

    theme: str = "pressroom-dark"
    """Colours: "pressroom-dark", "pressroom-light", "ansi-dark" for the terminal's own, or another of Textual's."""
    mouse: bool = True
    """False leaves the mouse to the terminal, for selecting and pasting as it does."""
    sidebar_width: int = 32
    """Cells of the sidebar on a wide screen."""
    reading_width: int = 92
    """Cells of the longest line in the reader; 0 for as wide as the pane."""
    timeline: bool = True
    """Whether the years are shown below the panes."""
    watch: bool = True
    """Whether changes in the folder show by themselves while the explorer is open; Ctrl+R looks for them anyway."""
    limits: Limits = field(default_factory=Limits)
    """How much one file may cost to read; lines such as `document_bytes: 64 MB` and `seconds: 300`."""
    extractor: str = "built-in"
    """What finds people: "built-in", or "spacy:" and the name of an installed pipeline; a change rebuilds libraries."""
    history: int = 500
    """How many queries are remembered; 0 for none."""
    editor: str = ""
    """The command that opens an original file; empty for $VISUAL, $EDITOR, $PAGER or less."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of what they do, as the help screen gives it; several keys are separated by commas."""


_AMOUNT = re.compile(r"(\d{1,15})\s*(|[kKmMgG]B)")
_UNITS = {"": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30}
_RANGES = {"sidebar_width": (16, 80), "reading_width": (0, 1000), "history": (0, 100_000)}


def load(path: Path) -> Settings:
    """Read the settings; a file that does not exist says nothing. Raises SettingsError."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "no valid YAML"
        raise SettingsError(
            f"{path}{where}: {problem}; settings are lines such as 'theme: pressroom-light'."
        ) from error
    if found is None:
        return Settings()
    if not isinstance(found, dict):
        raise SettingsError(f"{path} must hold lines such as 'theme: pressroom-light', not a {type(found).__name__}.")
    return replace(Settings(), **_checked(path, found))


def _checked(path: Path, found: Mapping[object, object]) -> dict[str, Any]:
    """The keys and values of the file; raises SettingsError at the first that will not do."""
    defaults = Settings()
    known = [spec.name for spec in fields(Settings)]
    checked: dict[str, Any] = {}
    for key, value in found.items():
        if not isinstance(key, str) or key not in known:
            raise SettingsError(f"{path}: there is no setting {key!r}; {nearest(str(key), known)}.")
        wanted = type(getattr(defaults, key))
        if key == "keys":
            checked[key] = _keys(path, value)
        elif key == "limits":
            checked[key] = _limits(path, value)
        elif type(value) is not wanted:
            kinds = {bool: "true or false", int: "a whole number", str: "a text"}
            raise SettingsError(f"{path}: {key} must be {kinds[wanted]}, not {value!r}.")
        else:
            low, high = _RANGES.get(key, (0, 0))
            if key in _RANGES and isinstance(value, int) and not low <= value <= high:
                raise SettingsError(f"{path}: {key} must be from {low} to {high}, not {value}.")
            checked[key] = value
    return checked


def _keys(path: Path, value: object) -> Mapping[str, str]:
    """The user's own keys."""
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: keys must hold lines such as 'search: ctrl+s', not {value!r}.")
    for action, keys in value.items():
        if not isinstance(action, str) or not isinstance(keys, str) or not all(keys.split(",")):
            raise SettingsError(f"{path}: under keys, {action!r} must be a key such as ctrl+s, not {keys!r}.")
    return dict(value)


def _limits(path: Path, value: object) -> Limits:
    """The user's own limits."""
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: limits must hold lines such as 'seconds: 300', not {value!r}.")
    limits = Limits()
    for name, amount in value.items():
        try:
            limits = limited(limits, str(name), str(amount))
        except SettingsError as error:
            raise SettingsError(f"{path}: under limits, {error}") from error
    return limits


def limited(limits: Limits, name: str, amount: str) -> Limits:
    """The limits with one of them changed; raises SettingsError.

    Args:
        limits: As they were.
        name: Of one of them.
        amount: A whole number above 0; of bytes, also with kB, MB or GB (1024 to the power of 1, 2 or 3).

    """
    check_choice(name, [spec.name for spec in fields(Limits)], "limit")
    found = _AMOUNT.fullmatch(amount)
    if found is None or not int(found[1]) or (found[2] and not name.endswith("bytes")):
        example = "64 MB" if name.endswith("bytes") else "100"
        raise SettingsError(f"{name} must be a whole number above 0 such as {example}, not {amount!r}.")
    return replace(limits, **{name: int(found[1]) * _UNITS[found[2].lower()]})


def check_choice(value: str, known: list[str], what: str) -> None:
    """Refuse a value that is none of those known; raises SettingsError that offers the nearest."""
    if value not in known:
        raise SettingsError(f"There is no {what} {value!r}; {nearest(value, known)}.")


def nearest(value: str, known: list[str]) -> str:
    """An offer of the likeliest value, or of all."""
    close = difflib.get_close_matches(value, known, 1)
    if close:
        return f"did you mean {close[0]!r}?".rstrip("?")
    return "there are: " + ", ".join(known)
