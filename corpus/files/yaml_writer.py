"""Texts as YAML, as a person would write them where that is read back unchanged."""

from __future__ import annotations

import textwrap


def yaml_scalar(text: str) -> str:
    """The text as a scalar on one line, unquoted if that is read back unchanged, also within a list."""
    import yaml  # slow to import, and only needed where something is written

    plain = f"[{text}]"
    try:
        if text.isprintable() and text[:1].isalpha() and yaml.safe_load(plain) == [text]:
            return text
    except yaml.YAMLError:
        pass
    escaped = (f"\\{char}" if char in '"\\' else char if char.isprintable() else f"\\U{ord(char):08X}" for char in text)
    return f'"{"".join(escaped)}"'


def yaml_list(texts: tuple[str, ...]) -> str:
    """The texts as a list on one line."""
    return f"[{', '.join(map(yaml_scalar, texts))}]"


def yaml_text(text: str, indent: int) -> str:
    """The text as a scalar that may have several lines: a literal block if that is read back unchanged.

    Args:
        text: The text.
        indent: The columns by which the block is indented, more than the key it belongs to.

    """
    lines = text.split("\n")
    is_plain = all(line.isprintable() and line == line.rstrip() for line in lines)
    if len(lines) == 1 or not is_plain or not lines[-1] or lines[0] != lines[0].lstrip() or not lines[0]:
        return yaml_scalar(text)
    return "|-\n" + textwrap.indent(text, " " * indent)
