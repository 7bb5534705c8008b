"""YAML files written by users: parsing, and refusal of what could hang or exhaust memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.files.yaml_file import ScalarKind, YamlList, YamlMap, YamlScalar, parse_yaml, plain_value, read_yaml
from corpus.model.errors import YamlError, YamlFault

LIMIT = 1 << 20


def fault(text: str) -> tuple[YamlFault, int]:
    """What is wrong with a text, and in which line."""
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    return caught.value.fault, caught.value.line


def test_nodes_have_line_numbers() -> None:
    """Of blocks, flow collections and block scalars; comments after an entry are not part of it."""
    root = parse_yaml("a: 1\n\nb:\n  - x\n  - |\n    long\n    text\n# comment\nc: {d: [e,\n  f]}\n")

    assert isinstance(root, YamlMap)
    assert [(key.line, value.line, value.end) for key, value in root.entries] == [(1, 1, 2), (3, 4, 8), (9, 9, 11)]
    items = root.entries[1][1]
    assert isinstance(items, YamlList)
    assert items.items == (
        YamlScalar("x", ScalarKind.STRING, 4, 5),
        YamlScalar("long\ntext\n", ScalarKind.STRING, 5, 8),
    )


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n...\n"])
def test_an_empty_document_is_none(text: str) -> None:
    """It is not an error."""
    root = parse_yaml(text)

    assert root is None or (isinstance(root, YamlScalar) and plain_value(root) is None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: &x 2", (YamlFault.ALIAS, 2)),
        ("a: 1\nb: *x", (YamlFault.ALIAS, 2)),
        ("&x [*x]", (YamlFault.ALIAS, 1)),
        ('a: !!int "abc"', (YamlFault.TAG, 1)),
        ('a: !!timestamp "foo"', (YamlFault.TAG, 1)),
        ("a: ! b", (YamlFault.TAG, 1)),
        ("!!python/object:os.system {}", (YamlFault.TAG, 1)),
        ("[" * 500, (YamlFault.TOO_DEEP, 1)),
        ("{a: " * 3000, (YamlFault.TOO_DEEP, 1)),
        ("\n".join(" " * depth + "a:" for depth in range(3000)), (YamlFault.TOO_DEEP, 21)),
        ("a: 1\n---\nb: 2\n", (YamlFault.SEVERAL_DOCUMENTS, 2)),
        ("a: 1\n b: 2\n", (YamlFault.SYNTAX, 2)),
        ("a: 1\nb: \x1b[31m\n", (YamlFault.SYNTAX, 2)),
        ("a: \ud800", (YamlFault.SYNTAX, 1)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_invalid_and_unsafe_yaml_is_refused(text: str, expected: tuple[YamlFault, int]) -> None:
    """With its line and a short phrase."""
    assert fault(text) == expected


def test_nesting_that_the_parser_itself_refuses() -> None:
    """It has a limit of its own, in some versions."""
    assert fault("[" * 3000) in ((YamlFault.TOO_DEEP, 1), (YamlFault.SYNTAX, 1))


def test_nested_aliases_are_not_expanded_in_the_message() -> None:
    """Each doubles what the one before stands for."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]

    assert fault("\n".join(lines)) == (YamlFault.ALIAS, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("", None),
        ("64", 64),
        ("1_000", 1000),
        ("0x10", 16),
        ("1.5", 1.5),
        ("64 MB", "64 MB"),
        ("'64'", "64"),
        ("2024-10-18", "2024-10-18"),
        ("2024-13-45", "2024-13-45"),
        ("<<", "<<"),
    ],
)
def test_scalars_as_values(text: str, value: object) -> None:
    """As YAML 1.1 has them, but for dates, which stay text."""
    root = parse_yaml(f"a: {text}")

    assert isinstance(root, YamlMap)
    scalar = root.entries[0][1]
    assert isinstance(scalar, YamlScalar)
    assert plain_value(scalar) == value
    assert type(plain_value(scalar)) is type(value)


@pytest.mark.parametrize("text", ["7" * 5000, "0b_", "7" * 5000 + ".0"])
def test_invalid_numbers_are_refused(text: str) -> None:
    """As text they are valid."""
    root = parse_yaml(text)

    assert isinstance(root, YamlScalar)
    assert root.text == text
    with pytest.raises(ValueError):
        plain_value(root)


def test_repeated_keys() -> None:
    """Each with the line of the first and of the later occurrence."""
    root = parse_yaml("a: 1\nb: 2\na: 3\n\na: 4\n")
    in_one_line = parse_yaml("{a: 1, a: 2}")

    assert isinstance(root, YamlMap)
    assert isinstance(in_one_line, YamlMap)
    assert list(root.repeated()) == [("a", 1, 3), ("a", 1, 5)]
    assert list(in_one_line.repeated()) == [("a", 1, 1)]


def test_a_missing_file_is_an_empty_one(tmp_path: Path) -> None:
    """The file is optional."""
    assert read_yaml(tmp_path / "no.yaml", LIMIT) is None


def test_only_small_regular_files_are_read(tmp_path: Path) -> None:
    """A pipe would hang, a device would never end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "large").write_bytes(b"# " + b"x" * LIMIT)
    (tmp_path / "latin").write_bytes(b"# ok\na: \xe9\n")
    (tmp_path / "link").symlink_to("small")
    (tmp_path / "small").write_bytes(b"\xef\xbb\xbfa: 1\r\n")

    def outcome(name: str) -> tuple[YamlFault, int] | None:
        try:
            assert read_yaml(tmp_path / name, LIMIT) is not None
        except YamlError as error:
            return error.fault, error.line
        return None

    assert outcome("pipe") == outcome("folder") == outcome("zero") == (YamlFault.NOT_REGULAR, 0)
    assert outcome("loop") == (YamlFault.UNREADABLE, 0)
    assert outcome("large") == (YamlFault.TOO_LARGE, 0)
    assert outcome("latin") == (YamlFault.NOT_UTF8, 2)
    assert outcome("link") is None
