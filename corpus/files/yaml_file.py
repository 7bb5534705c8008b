"""YAML files written by users, parsed to a small tree of nodes with line numbers.

Pipes, devices, large files, deep nesting, aliases and tags are refused. Scalars stay text, so that a name such as `No`
is not a boolean; `plain_value` converts one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.files.regular_file import read_regular
from corpus.model.errors import NotRegularFile, TooLargeFile, YamlError, YamlFault, reason_of

if TYPE_CHECKING:
    import yaml

_DEEPEST = 20
"""Collections within collections."""
_LONGEST_NUMBER = 40
"""Characters of a number; Python refuses to convert very long ones."""
_DETAIL = 120
"""Characters of the parser's message that an error repeats."""


class ScalarKind(Enum):
    """The type that YAML 1.1 gives an unquoted scalar."""

    STRING = "str"
    INTEGER = "int"
    FLOAT = "float"
    BOOLEAN = "bool"
    NULL = "null"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """A single value."""

    text: str
    """As written, without quotes."""
    kind: ScalarKind
    line: int
    """Its first line, from 1."""
    end: int
    """The line after its last, from 1."""


@dataclass(frozen=True, slots=True)
class YamlList:
    """A sequence."""

    items: tuple[YamlNode, ...]
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A mapping with all its entries in order, including those with a repeated key."""

    entries: tuple[tuple[YamlNode, YamlNode], ...]
    line: int
    end: int

    def repeated(self) -> Iterator[tuple[str, int, int]]:
        """Yield each repeated key with the lines of its first and of its later occurrence."""
        first: dict[str, int] = {}
        for key, _ in self.entries:
            if not isinstance(key, YamlScalar):
                continue
            if key.text in first:
                yield key.text, first[key.text], key.line
            else:
                first[key.text] = key.line


YamlNode = YamlScalar | YamlList | YamlMap


def read_yaml(path: Path, most_bytes: int) -> YamlNode | None:
    """Return the content of a YAML file; None where the file is missing or empty.

    Raises:
        YamlError: The file cannot be read or parsed.

    """
    text = read_text(path, most_bytes)
    return parse_yaml(text) if text else None


def read_text(path: Path, most_bytes: int) -> str:
    """Return the text of a file with its line ends unchanged; "" where the file, or a folder above it, is missing.

    Raises:
        YamlError: The file cannot be read or is not UTF-8.

    """
    try:
        return read_regular(path, most_bytes).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except NotRegularFile as error:
        raise YamlError(YamlFault.NOT_REGULAR) from error
    except TooLargeFile as error:
        raise YamlError(YamlFault.TOO_LARGE, number=most_bytes) from error
    except UnicodeDecodeError as error:
        raise YamlError(YamlFault.NOT_UTF8, error.object[: error.start].count(b"\n") + 1) from error
    except OSError as error:
        raise YamlError(YamlFault.UNREADABLE, detail=reason_of(error)) from error


def parse_yaml(text: str) -> YamlNode | None:
    """Return the content of a YAML text; None where it is empty.

    Raises:
        YamlError: It is not valid YAML, or uses a feature that is refused.

    """
    if not text:
        return None
    # Slow to import, and not needed without a file.
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        try:
            return _tree(loader)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context or "")[:_DETAIL]
        raise YamlError(YamlFault.SYNTAX, mark.line + 1 if mark else 1, problem) from error
    except yaml.reader.ReaderError as error:
        line = text.encode("utf-8", "replace")[: error.position].count(b"\n") + 1
        raise YamlError(YamlFault.SYNTAX, line, error.reason) from error
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(YamlFault.SYNTAX, 1) from error


def _tree(loader: Any) -> YamlNode | None:  # noqa: ANN401 -- one of two unrelated classes
    """Return the content of the document of a loader."""
    builder = _Builder(loader)
    while loader.check_event():
        builder.take(loader.get_event())
    return builder.root


def plain_value(scalar: YamlScalar) -> str | int | float | bool | None:
    """Convert a scalar to the Python value of YAML 1.1; a date stays text.

    Raises:
        ValueError: It has the form of a number but is not one, or has too many digits.

    """
    match scalar.kind:
        case ScalarKind.NULL:
            return None
        case ScalarKind.BOOLEAN:
            return scalar.text.lower() in ("yes", "true", "on")
        case ScalarKind.INTEGER | ScalarKind.FLOAT:
            return _number(scalar)
        case _:
            return scalar.text


def _number(scalar: YamlScalar) -> int | float:
    import yaml

    if len(scalar.text) > _LONGEST_NUMBER:
        raise ValueError("too many digits")
    node = yaml.ScalarNode(f"tag:yaml.org,2002:{scalar.kind.value}", scalar.text)
    constructor = yaml.constructor.SafeConstructor()
    if scalar.kind is ScalarKind.INTEGER:
        return int(constructor.construct_yaml_int(node))
    return float(constructor.construct_yaml_float(node))


@dataclass(slots=True)
class _Open:
    """A collection that is still open."""

    start: yaml.CollectionStartEvent
    nodes: list[YamlNode]


class _Builder:
    """Builds a tree from parser events, without recursion."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 -- one of two unrelated classes
        import yaml

        self.root: YamlNode | None = None
        self._yaml = yaml
        self._loader = loader
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Process one event."""
        yaml = self._yaml
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise YamlError(YamlFault.SEVERAL_DOCUMENTS, _line(event))
        if isinstance(event, yaml.NodeEvent):
            self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open.append(_Open(event, []))
            if len(self._open) > _DEEPEST:
                raise YamlError(YamlFault.TOO_DEEP, _line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._collection(self._open.pop(), event))

    def _check(self, event: yaml.NodeEvent) -> None:
        """Refuse anchors, aliases and tags."""
        if isinstance(event, self._yaml.AliasEvent) or event.anchor is not None:
            raise YamlError(YamlFault.ALIAS, _line(event))
        if getattr(event, "tag", None) is not None:
            raise YamlError(YamlFault.TAG, _line(event))

    def _add(self, node: YamlNode) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self.root = node

    def _scalar(self, event: yaml.ScalarEvent) -> YamlScalar:
        tag = self._loader.resolve(self._yaml.ScalarNode, event.value, event.implicit)
        name = tag.rpartition(":")[2]
        kind = ScalarKind(name) if name in (known.value for known in ScalarKind) else ScalarKind.STRING
        return YamlScalar(event.value, kind, _line(event), _end(event, _line(event)))

    def _collection(self, opened: _Open, end: yaml.CollectionEndEvent) -> YamlList | YamlMap:
        nodes, line = opened.nodes, _line(opened.start)
        # A block's end mark is where the next node begins; comments before that are not part of the block.
        last = nodes[-1].end if nodes and not opened.start.flow_style else _end(end, line)
        if isinstance(opened.start, self._yaml.SequenceStartEvent):
            return YamlList(tuple(nodes), line, last)
        return YamlMap(tuple(zip(nodes[::2], nodes[1::2], strict=True)), line, last)


def _line(event: yaml.Event) -> int:
    """The first line of an event, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


def _end(event: yaml.Event, line: int) -> int:
    """The line after the last one of an event, whose node begins in `line`."""
    mark = event.end_mark
    if mark is None:
        return line + 1
    # A block scalar ends where the next line begins.
    return mark.line + 1 if mark.column == 0 and mark.line + 1 > line else mark.line + 2
