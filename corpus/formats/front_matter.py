"""Front matter: fields before a text, as YAML between `---` lines or as TOML between `+++` lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping

from corpus.formats.fields import KNOWN, lower_keys

Fields = dict[str, object]
"""By names in lower case, with underscores."""

_YAML = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(.{0,65536}?)\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(?:(.{0,65536}?)\r?\n)??\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([^\W\d][\w -]{0,40}?)[ \t]*[:=](?:[ \t]+(.*))?")
_QUOTED = re.compile(r"""(["'])(.*)\1""")


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The fields of the front matter and the text after it; no fields and the whole text where there is none.

    What is not valid YAML or TOML, such as a title with a colon in it, is read line by line.
    """
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        found = pattern.match(text)
        if found:
            fields = _parsed(parse, found[1] or "")
            return ({}, text) if fields is None else (fields, text[found.end() :])
    return {}, text


def split_known_front_matter(text: str) -> tuple[Fields, str]:
    """The same for plain text, in which `---` may be a rule: only where one of the fields is known."""
    if not text.startswith(("---", "+++", "\ufeff---", "\ufeff+++")):
        return {}, text
    fields, rest = split_front_matter(text)
    return (fields, rest) if not KNOWN.isdisjoint(fields) else ({}, text)


def _parsed(parse: Callable[[str], object], content: str) -> Fields | None:
    """The fields of the content; None where it has none and is not empty."""
    try:
        fields: object = parse(content)
    except (ValueError, RecursionError):
        fields = _by_line(content)
    if fields is None and not content.strip():
        return {}
    return lower_keys(fields) if isinstance(fields, Mapping) else None


def _yaml(content: str) -> object:
    """The content as YAML.

    Raises:
        ValueError: It is not YAML.

    """
    import yaml

    try:
        return yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise ValueError from error


def _toml(content: str) -> object:
    """The content as TOML; raises ValueError where it is none."""
    return tomllib.loads(content.replace("\r\n", "\n"))


def _by_line(content: str) -> Fields | None:
    """The lines `name: value` or `name = value`; None where the first line is none."""
    fields: Fields = {}
    for line in content.splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found:
            value = (found[2] or "").strip()
            quoted = _QUOTED.fullmatch(value)
            fields.setdefault(found[1], quoted[2] if quoted else value)
        elif line.strip() and not fields:
            return None
    return fields or None
