r"""Templates of the user: text with fields in braces. Imports neither Textual nor Rich.

`{title}` is the value of a field. A part in square brackets is left out where a field in it is empty, such as
`{title}[, {date}]`. A brace or bracket is written twice to mean itself; `\n` and `\t` are a new line and a tab.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\\n|\\t|\{(\w+)\}|[\[\]{}]")
_LITERAL = {"{{": "{", "}}": "}", "[[": "[", "]]": "]", "\\n": "\n", "\\t": "\t"}


class InvalidTemplate(ValueError):
    """A template cannot be used. The message is one sentence."""


def check_template(template: str, fields: Iterable[str]) -> None:
    """Check that a template has only these fields and that its brackets match; raises InvalidTemplate."""
    fill(template, dict.fromkeys(fields, "x"))


def fill(template: str, values: Mapping[str, str], escape: Callable[[str], str] = str) -> str:
    """Return a template with the values of its fields.

    Args:
        template: The template.
        values: The values of all fields that it may have; "" for one that is empty.
        escape: Makes a value safe for what the template makes.

    Raises:
        InvalidTemplate: It has another field, or a bracket without its pair.

    """
    shown: list[str] = []
    optional: list[str] | None = None
    """The part in brackets, as far as it is read."""
    is_complete, last_end = True, 0
    for token in _TOKEN.finditer(template):
        part = shown if optional is None else optional
        part.append(template[last_end : token.start()])
        last_end = token.end()
        if name := token[1]:
            if name not in values:
                raise InvalidTemplate(f"There is no field {{{name}}}; there are {', '.join(values)}.")
            part.append(escape(values[name]))
            is_complete &= bool(values[name])
        elif token[0] in _LITERAL:
            part.append(_LITERAL[token[0]])
        elif token[0] == "[" and optional is None:
            optional, is_complete = [], True
        elif token[0] == "]" and optional is not None:
            shown += optional if is_complete else []
            optional = None
        else:
            raise InvalidTemplate(f"“{token[0]}” has no pair; write {token[0] * 2} for the character itself.")
    if optional is not None:
        raise InvalidTemplate("“[” has no pair; write [[ for the character itself.")
    return "".join([*shown, template[last_end:]])
