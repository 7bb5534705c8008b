"""docutils' parser, extended to keep the text of unknown directives and roles and to report no errors in the document.

Sphinx and other programs define directives and roles of their own. docutils reports each as an error, which it inserts
into the document together with the raw markup.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, Parser, roles, states
from docutils.statemachine import StringList
from docutils.utils import unescape

_SAFE = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "_disable_config": True,
    "line_length_limit": 10_000_000,
}
_ERROR = 3
"""The level from which docutils replaces the text that a message is about by the message."""
_OPTION = re.compile(r":[^:\s][^:]*:(?:\s|\Z)")
_MARKER = re.compile(r"\.\. +([\w.+:-]+?) ?::(?: +|\Z|(?=\n))")
_REFUSED = frozenset({"include", "raw"})
"""Directives that are dropped: included files and raw HTML are not text of the document."""
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*[.,;:!?]*")
_MARKUP = re.compile(r"\.\.|[^\s:]+::|:[^\s:]+:")
"""Parts of a directive within the text: its marker, its name, an option."""
_UNSPACED = re.compile(r"(?:(?![\x00-\x7f])[^\W\d_]){5}")
"""A run of letters beyond ASCII: a sentence in a script without spaces."""
_NAME = r"(?:(?!_)\w){1,100}(?:[-._+:](?:(?!_)\w){1,100}){0,20}"
"""A reference, as docutils has it, with limits: without them, the cost of `x-y-x-y` is the square of its length."""
_LONGEST_PARAGRAPH = 5000
"""Code points of a paragraph, or of a part of one, whose inline markup is parsed at once."""
_SPACE = re.compile(r"\s")
_TARGET = re.compile(r"(?<!\s)\s*<[^<>]*>\Z")
"""The target of a link, after its text."""


def parse(text: str) -> nodes.document:
    """The document tree of a text, without system messages. Nothing is included and no directive executed.

    Raises:
        SystemMessage, ValueError, RecursionError, AttributeError, IndexError, AssertionError, NotImplementedError:
            docutils cannot parse it.

    """
    tree = publish_doctree(text, parser=_Parser(), settings_overrides=_SAFE)
    for parent in {id(message.parent): message.parent for message in tree.findall(nodes.system_message)}.values():
        parent[:] = [
            node
            for child in parent.children
            for node in (_lost_text(child) if isinstance(child, nodes.system_message) else (child,))
        ]
    return tree


def _lost_text(message: nodes.system_message) -> list[nodes.Node]:
    """The text that a system message replaces: a malformed table, the body of a directive with an error."""
    blocks: list[nodes.Node] = []
    for literal in message.findall(nodes.literal_block) if int(message["level"]) >= _ERROR else ():
        text = literal.astext()
        marker = _MARKER.match(text)
        if marker and marker[1] not in _REFUSED:
            head, body = _split(StringList(text[marker.end() :].split("\n"), "text"))
            text = "\n".join((*head, *body)).strip()
        elif text.startswith(".."):
            continue
        if text:
            blocks.append(nodes.literal_block(text, text))
    return blocks


def _split(content: StringList) -> tuple[StringList, StringList]:
    """The argument of a directive, without its options, and its body."""
    end = next((number for number, line in enumerate(content) if not line.strip()), len(content))
    options = next((number for number, line in enumerate(content[:end]) if _OPTION.match(line.strip())), end)
    return content[:options], content[end:]


def _is_prose(lines: StringList) -> bool:
    """Whether lines are text for readers, not a file name, an identifier or code."""
    tokens = [token for token in " ".join(lines).split() if not _MARKUP.fullmatch(token)]
    words = sum(map(bool, map(_WORD.fullmatch, tokens)))
    together = any(sum(map(bool, map(_WORD.fullmatch, line.split()))) > 1 for line in lines)
    return (together and 2 * words >= len(tokens)) or any(map(_UNSPACED.search, lines))


class _Unknown(Directive):
    """An unknown directive: its argument and its body are kept if they are prose."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Parse argument and body like text outside of a directive."""
        node = nodes.container()
        head, body = _split(self.content)
        for part, offset in ((head, 0), (body, len(self.content) - len(body))):
            if _is_prose(part):
                self.state.nested_parse(part, self.content_offset + offset, node)
        return [node]


class _Lenient:
    """A mixin for all states of the parser that accepts unknown directives and options."""

    nested_sm_cache: list[states.NestedStateMachine] = []  # noqa: RUF012 -- shared like in docutils, but not with its own states
    state_machine: states.RSTStateMachine

    def __init__(self, state_machine: states.RSTStateMachine, debug: bool = False) -> None:
        super().__init__(state_machine, debug)  # type: ignore[call-arg]  # of the state it is mixed into
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    def unknown_directive(self, name: str) -> tuple[list[nodes.Node], bool]:
        """Parse an unknown directive; in the definition of a substitution it is empty."""
        match = _MARKER.match(self.state_machine.line or "")
        if match:
            return self.run_directive(_Unknown, match, name, {})  # type: ignore[attr-defined,no-any-return]
        *_, blank_finish = self.state_machine.get_first_known_indented(0, strip_indent=False)
        return [], bool(blank_finish)

    def parse_extension_options(self, known: dict[str, Any], lines: StringList) -> tuple[int, dict[str, Any] | str]:
        """The options of a directive; none if one of them or its value is not valid."""
        success, options = super().parse_extension_options(known, lines)  # type: ignore[misc]
        return (1, options) if success else (1, {})


class _Inliner(states.Inliner):
    """The parser of inline markup; it keeps the text of unknown roles, and looks for no addresses."""

    def parse(self, text: str, lineno: int, memo: Any, parent: nodes.Element) -> tuple[list[nodes.Node], list[Any]]:  # noqa: ANN401
        """Parse a long paragraph in parts: docutils copies the rest of it after each piece of markup."""
        found: list[nodes.Node] = []
        messages: list[Any] = []
        start = 0
        while start < len(text):
            space = _SPACE.search(text, start + _LONGEST_PARAGRAPH)
            end = space.start() if space else len(text)
            more = super().parse(text[start:end], lineno, memo, parent)
            found += more[0]
            messages += more[1]
            start = end
        return found, messages

    def implicit_inline(self, text: str, lineno: int) -> list[nodes.Text]:
        """Return text without markup as it is: docutils looks for addresses in it at a cost that is quadratic."""
        return [nodes.Text(text)] if text else []

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> tuple[list[nodes.Node], list[Any]]:
        """Parse interpreted text: the text between back quotes with its role."""
        if roles.role(role, self.language, lineno, self.reporter)[0] is not None:
            return super().interpreted(rawsource, text, role, lineno)
        shown = _TARGET.sub("", unescape(text)) or unescape(text)
        return [nodes.Text(shown.lstrip("~!"))], []


for _name, _pattern in vars(states.Inliner).items():  # docutils looks up its patterns in the class itself
    if isinstance(_pattern, str) and not _name.startswith("__"):
        setattr(_Inliner, _name, _pattern)
_Inliner.simplename = _NAME
_STATES = tuple(type(known.__name__, (_Lenient, known), {}) for known in states.state_classes)


class _Parser(Parser):
    """The reStructuredText parser with the lenient states."""

    def __init__(self) -> None:
        super().__init__(inliner=_Inliner())
        self.state_classes = _STATES

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a text; references to what it does not define are text."""
        super().parse(inputstring, document)
        _drop_unresolved(document)


def _drop_unresolved(document: nodes.document) -> None:
    """Put the source of each reference that cannot be resolved in its place, as docutils does one by one."""
    unnamed = (node for node in document.findall(nodes.Element) if node.get("anonymous"))
    counts = Counter(isinstance(node, nodes.target) for node in unnamed)
    lacks_targets = counts[False] != counts[True]
    unresolved = {
        id(node): node for node in document.findall(nodes.Element) if _is_unresolved(node, document, lacks_targets)
    }
    for parent in {id(node.parent): node.parent for node in unresolved.values()}.values():
        parent[:] = [
            nodes.problematic("", unresolved[id(node)].rawsource) if id(node) in unresolved else node
            for node in parent.children
        ]


def _is_unresolved(node: nodes.Element, document: nodes.document, lacks_targets: bool) -> bool:
    if isinstance(node, nodes.substitution_reference):
        name = str(node["refname"])
        return name not in document.substitution_defs and name.lower() not in document.substitution_names
    if isinstance(node, (nodes.reference, nodes.footnote_reference, nodes.citation_reference)):
        is_unknown = "refname" in node and node["refname"] not in document.nameids
        return is_unknown or (lacks_targets and "anonymous" in node)
    return False
