"""The YAML notation of corrections: parsing and writing; see docs/corrections.md."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.extraction.countries.lookup import resolve_country
from corpus.files.yaml_file import YamlList, YamlMap, YamlNode, YamlScalar, parse_yaml
from corpus.files.yaml_writer import yaml_list, yaml_scalar
from corpus.model.errors import YamlError, YamlFault
from corpus.text.sanitize import brief
from index.model.correction_fault import EntryFault, EntryProblem
from index.model.entity import Action, Correction
from index.model.query import Kind

HEADER = """\
# Corrections of the people and countries that Pressroom found. Edit this file as you like; it is read when
# Pressroom starts and when it changes. A later entry holds over an earlier one.
#
# - merge: [Hafez Assad, Hafez al-Asad]     one person, however the name is written …
#   as: Hafez al-Assad                      … and shown like this (may be left out)
# - split: [George Bush, George W. Bush]    different people
# - rename: Gorbachov                       shown under another name
#   as: Mikhail Gorbachev
# - hide: Franklin                          no person
# - hide: Franklin                          not in this document
#   in: 1987/savings.txt
# - hide role of: Franklin                  no title or role of this person
#   role: ship
# - rename country: TR                      countries by name or code
#   as: Turkey
# - hide country: Georgia

"""
_KINDS = {Kind.PERSON: "", Kind.COUNTRY: " country"}
_ACTIONS = {
    action + words: (action, kind)
    for kind, words in _KINDS.items()
    for action in Action
    if kind is Kind.PERSON or action in (Action.RENAME, Action.HIDE)
}
_FURTHER = {
    Action.MERGE: ("as",),
    Action.SPLIT: (),
    Action.RENAME: ("as",),
    Action.HIDE: ("in",),
    Action.HIDE_ROLE: ("role",),
}
_AUTHOR = "author"
"""The key of the author, which every correction of a library on a server has."""
MOST_BYTES = 4 << 20
"""The greatest size of a file; a file written by hand is smaller."""
_LONGEST_DETAIL = 200
"""Characters of the file that a problem repeats."""


class NotationError(Exception):
    """An entry, or the whole file, is invalid. The arguments are the fields of an EntryProblem."""

    def __init__(
        self, fault: EntryFault, line: int, detail: str = "", *, action: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(fault.name)
        self.problem = EntryProblem(fault, line, brief(detail, _LONGEST_DETAIL), action, choices)

    @classmethod
    def of_yaml(cls, error: YamlError) -> NotationError:
        """The error for a file that cannot be read, or has YAML that is not allowed."""
        found = cls(EntryFault.YAML, error.line, error.detail)
        found.problem = replace(found.problem, yaml=error.fault, number=error.number)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction and its lines."""

    correction: Correction
    line: int
    """The line of its dash, from 1."""
    end: int
    """The line after its last, from 1; comments after it are not part of it."""


def read_corrections(text: str) -> tuple[list[Entry], list[NotationError]]:
    """Parse a file of corrections; returns valid entries, and an error for each invalid one.

    Raises:
        NotationError: the file is not valid YAML, not a list, or has YAML that is not allowed.

    """
    if len(text) > MOST_BYTES:
        raise NotationError.of_yaml(YamlError(YamlFault.TOO_LARGE, 1, number=MOST_BYTES))
    try:
        root = parse_yaml(text)
    except YamlError as error:
        raise NotationError.of_yaml(error) from error
    if root is None:
        return [], []
    if not isinstance(root, YamlList):
        raise NotationError(EntryFault.NOT_A_LIST, root.line)
    entries, errors = [], []
    for node in root.items:
        try:
            entries.append(Entry(_correction(node), node.line, node.end))
        except NotationError as error:
            errors.append(error)
    return entries, errors


def write_correction(correction: Correction) -> str:
    """The lines of an entry, with their line ends."""
    head = correction.action + _KINDS[correction.kind]
    if correction.action in (Action.MERGE, Action.SPLIT):
        value = yaml_list(correction.names)
    else:
        value = yaml_scalar(correction.names[0])
    lines = [f"- {head}: {value}"]
    if correction.shown:
        lines.append(f"  {_shown_key(correction.action)}: {yaml_scalar(correction.shown)}")
    if correction.path:
        lines.append(f"  in: {yaml_scalar(correction.path)}")
    if correction.author:
        lines.append(f"  {_AUTHOR}: {yaml_scalar(correction.author)}")
    return "\n".join(lines) + "\n"


def _shown_key(action: Action) -> str:
    """The key of `Correction.shown`."""
    return "role" if action is Action.HIDE_ROLE else "as"


def check(correction: Correction, line: int = 0) -> None:
    """Raise NotationError if a correction is invalid; the line is that of its entry."""
    names = [" ".join(name.split()) for name in correction.names]
    action, kind = correction.action, correction.kind
    several = action in (Action.MERGE, Action.SPLIT)
    if not all(names) or len(names) < (2 if several else 1):
        raise NotationError(EntryFault.TOO_FEW_NAMES if several else EntryFault.NO_NAME, line, action=action)
    if len(set(names)) < len(names):
        raise NotationError(EntryFault.REPEATED_NAME, line, max(names, key=names.count), action=action)
    if not several and len(names) > 1:
        raise NotationError(EntryFault.TOO_MANY_NAMES, line, action=action)
    if kind not in _KINDS or action + _KINDS[kind] not in _ACTIONS:
        raise NotationError(EntryFault.ONLY_FOR_PEOPLE, line, kind)
    if action is Action.RENAME and not correction.shown.strip():
        raise NotationError(EntryFault.NO_SHOWN_NAME, line)
    if action is Action.HIDE_ROLE and not correction.shown.strip():
        raise NotationError(EntryFault.NO_ROLE, line)
    for key, value in ((_shown_key(action), correction.shown), ("in", correction.path)):
        if value and key not in _FURTHER[action]:
            raise NotationError(EntryFault.SUPERFLUOUS_KEY, line, key, action=action)


def _correction(node: YamlNode) -> Correction:
    """Parse one entry of the list."""
    line = node.line
    fields = dict(entry_fields(node))
    heads = [name for name in fields if name in _ACTIONS]
    if len(heads) != 1:
        raise NotationError(EntryFault.NO_ACTION, line, choices=tuple(_ACTIONS))
    action, kind = _ACTIONS[heads[0]]
    for name, value in fields.items():
        if name != heads[0] and name not in (*_FURTHER[action], _AUTHOR):
            raise NotationError(EntryFault.MISPLACED_KEY, value.line, name, action=heads[0])
    names = tuple(_names(fields[heads[0]], heads[0]))
    if kind is Kind.COUNTRY:
        names = tuple(_code(name, line) for name in names)
    shown = entry_text(fields, _shown_key(action))
    correction = Correction(action, kind, names, shown, entry_text(fields, "in"), entry_text(fields, _AUTHOR))
    check(correction, line)
    return correction


def entry_fields(node: YamlNode) -> Iterator[tuple[str, YamlNode]]:
    """The values of an entry by key; raises NotationError if it is not a mapping, or a key is missing or repeated."""
    if not isinstance(node, YamlMap):
        raise NotationError(EntryFault.NOT_A_MAPPING, node.line)
    seen: set[str] = set()
    for key, value in node.entries:
        name = " ".join(key.text.split()) if isinstance(key, YamlScalar) else ""
        if not name or name in seen:
            raise NotationError(EntryFault.REPEATED_KEY if name else EntryFault.MISSING_KEY, key.line, name)
        seen.add(name)
        yield name, value


def _names(node: YamlNode, head: str) -> Iterator[str]:
    """The names in a scalar or a list. A scalar counts as written, even where YAML would make it a number."""
    for each in node.items if isinstance(node, YamlList) else (node,):
        if not isinstance(each, YamlScalar) or not each.text.strip():
            raise NotationError(EntryFault.NOT_NAMES, each.line, action=head)
        yield " ".join(each.text.split())


def entry_text(fields: dict[str, YamlNode], name: str) -> str:
    """The text of a key of an entry, "" if the entry lacks it; raises NotationError if it is not one text."""
    node = fields.get(name)
    if node is None:
        return ""
    if not isinstance(node, YamlScalar) or not node.text.strip():
        raise NotationError(EntryFault.NOT_TEXT, node.line, name)
    return node.text.strip()


def _code(name: str, line: int) -> str:
    code = resolve_country(unicodedata.normalize("NFC", name))
    if code is None:
        raise NotationError(EntryFault.UNKNOWN_COUNTRY, line, name)
    return code
