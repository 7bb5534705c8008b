"""Decodes YAML trees to typed values: every value is checked against its type, and errors name the key and line.

The types are msgspec Structs and dataclasses whose fields are annotated with `Meta`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import inspect

from corpus.files.yaml_file import ScalarKind, YamlMap, YamlNode, YamlScalar, plain_value
from corpus.text.sanitize import brief

T = TypeVar("T")

SIZE = re.compile(r"([0-9]{1,15})\s*(|[kKmMgG]B)")
_EXAMPLES = {
    "": "theme: pressroom-light",
    "limits": "seconds: 300",
    "keys": "quote: Y",
    "quote_templates": "short: '{quote} ({title}, {date})'",
    "columns": "'*.csv': {title: headline}",
    "columns.": "title: headline",
    "servers": "newsroom: {url: 'https://search.example.org:9200'}",
    "servers.": "url: https://search.example.org:9200",
}
"""A line for each mapping, by its path; with a dot for the mappings in it."""
_UNITS = {"": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30}


class InvalidSetting(Exception):
    """A setting is invalid. The message is one sentence that names the key."""

    def __init__(self, key: str, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.key = key
        """The path of the key, such as limits.seconds."""
        self.line = line
        """The line of the file, from 1; 0 if unknown."""


class Decoder:
    """Decodes one settings file, and records the lines of its keys."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        """The line of each key, by path."""
        self.repeated: list[tuple[str, int, int]] = []
        """Duplicate keys: path, line of the first and line of the later one."""
        self._known: list[str] = []

    def decode(self, root: YamlNode | None, cls: type[T]) -> T:
        """Return the file's content as an instance of a class, with defaults for missing keys.

        Raises:
            InvalidSetting: A key is unknown, or a value has a wrong type or is out of bounds.

        """
        self._known = list(_keys(cls))
        return cls(**self._fields(root, cls, ""))

    def _fields(self, node: YamlNode | None, cls: type[Any], key: str) -> dict[str, object]:
        hints = _hints(cls)  # type: ignore[arg-type]  # mypy takes no class for hashable
        found: dict[str, object] = {}
        for path, name, scalar, value in self._entries(node, key):
            if name not in hints:
                offer = self._nearest(path) if not key or key in self._known else nearest(name, list(hints))
                raise InvalidSetting(path, f"There is no setting {brief(path)}; {offer}", scalar.line)
            found[name] = self._value(path, value, hints[name])
        return found

    def _value(self, path: str, node: YamlNode, hint: Any) -> object:  # noqa: ANN401 -- a type, or one annotated
        info = _plain(_info(hint))
        if isinstance(info, inspect.StructType | inspect.DataclassType):
            return info.cls(**self._fields(node, info.cls, path))
        if isinstance(info, inspect.DictType):
            value_hint = get_args(get_args(hint)[0])[1]
            return {name: self._value(below, value, value_hint) for below, name, _, value in self._entries(node, path)}
        if not isinstance(node, YamlScalar):
            raise InvalidSetting(path, f"{brief(path)} must be {_expected(hint)}, not {_noun(node)}.", node.line)
        try:
            return check(path, plain_value(node), hint, node.text)
        except ValueError as error:
            raise InvalidSetting(path, _wrong(path, node.text, hint), node.line) from error
        except InvalidSetting as error:
            needs_quotes = isinstance(info, inspect.StrType) and node.kind is not ScalarKind.STRING and node.text
            remedy = f" Write it in quotes: '{brief(node.text)}'." if needs_quotes else ""
            raise InvalidSetting(path, f"{error}{remedy}", node.line) from error

    def _entries(self, node: YamlNode | None, key: str) -> Iterator[tuple[str, str, YamlScalar, YamlNode]]:
        """Yield path, name, key node and value node of each entry of a mapping; nothing for an empty value."""
        if node is None or (isinstance(node, YamlScalar) and node.kind is ScalarKind.NULL):
            return
        subject = brief(key) or "The file"
        if not isinstance(node, YamlMap):
            example = _EXAMPLES.get(key) or _EXAMPLES[key.partition(".")[0] + "."]
            sentence = f"{subject} must have lines such as “{example}”, not {_noun(node)}."
            raise InvalidSetting(key, sentence, node.line)
        prefix = f"{key}." if key else ""
        self.repeated += [(prefix + brief(name), first, later) for name, first, later in node.repeated()]
        for scalar, value in node.entries:
            if not isinstance(scalar, YamlScalar):
                raise InvalidSetting(key, f"{subject} has a key that is {_noun(scalar)}.", scalar.line)
            path = prefix + scalar.text
            self.lines[path] = scalar.line
            yield path, scalar.text, scalar, value

    def _nearest(self, path: str) -> str:
        """Suggest a key: one of the same name in another place, or else the most similar one."""
        elsewhere = [key for key in self._known if key.rpartition(".")[2] == path.rpartition(".")[2]]
        return nearest(elsewhere[0] if elsewhere else path, self._known)


def check(key: str, value: object, hint: Any, shown: str | None = None) -> Any:  # noqa: ANN401 -- of that type
    """Convert a value to its type; for a number of bytes, text such as 64 MB is accepted.

    Args:
        key: The path of the key, for the message.
        value: The value to check.
        hint: The type, annotated with bounds.
        shown: The value as the user wrote it; None for `value` itself.

    Raises:
        InvalidSetting: The value has a wrong type or is out of bounds.

    """
    written = str(value) if shown is None else shown
    if isinstance(value, str) and is_size(hint) and (size := SIZE.fullmatch(value)):
        value = int(size[1]) * _UNITS[size[2].lower()]
    try:
        return msgspec.convert(value, hint, strict=True)
    except msgspec.ValidationError as error:
        raise InvalidSetting(key, _wrong(key, written, hint)) from error


def check_choice(key: str, value: str, known: Sequence[str], noun: str) -> None:
    """Check that a value is one of the known ones; raises InvalidSetting, which suggests the most similar one."""
    if value not in known:
        raise InvalidSetting(key, f"There is no {noun} “{brief(value)}”; {nearest(value, known)}")


def nearest(value: str, known: Sequence[str]) -> str:
    """Suggest the most similar known value, or list all of them, as the end of a sentence."""
    from rapidfuzz import fuzz, process  # imported here, because most settings files have no error

    close = process.extractOne(brief(value), known, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean “{close[0]}”?" if close else f"use one of: {', '.join(known)}."


def is_size(hint: Any) -> bool:  # noqa: ANN401 -- a type
    """Whether a type is annotated as a number of bytes."""
    info = _info(hint)
    return isinstance(info, inspect.Metadata) and (info.extra or {}).get("unit") == "bytes"


def _wrong(key: str, written: str, hint: Any) -> str:  # noqa: ANN401 -- a type
    return f"{brief(key)} must be {_expected(hint)}, not “{brief(written)}”."


def _expected(hint: Any) -> str:  # noqa: ANN401 -- a type
    """Describe the values that a type accepts."""
    info = _info(hint)
    schema = info.extra_json_schema or {} if isinstance(info, inspect.Metadata) else {}
    match _plain(info):
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType(ge=least, le=most) if is_size(hint):
            return f"a size such as 64 MB, from {least} byte to {(most or 0) >> 30} GB"
        case inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case _:
            examples = " or ".join(f"“{example}”" for example in schema.get("examples", ()))
            return f"text such as {examples}" if examples else "text"


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """The types of the keys of a class, with their annotations."""
    return get_type_hints(cls, include_extras=True)


@cache
def _info(hint: Any) -> inspect.Type:  # noqa: ANN401 -- a type, or one annotated
    """What msgspec says of a type."""
    return inspect.type_info(hint)


def _plain(info: inspect.Type) -> inspect.Type:
    """Return a type without its annotations."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    return info


def _noun(node: YamlNode) -> str:
    if isinstance(node, YamlScalar):
        return f"“{brief(node.text)}”"
    return "a mapping" if isinstance(node, YamlMap) else "a list"


def _keys(cls: type[Any], prefix: str = "") -> Iterator[str]:
    """Yield the paths of all keys that a class has."""
    for name, hint in _hints(cls).items():  # type: ignore[arg-type]  # as above
        yield prefix + name
        info = _plain(_info(hint))
        if isinstance(info, inspect.StructType | inspect.DataclassType):
            yield from _keys(info.cls, f"{prefix}{name}.")
