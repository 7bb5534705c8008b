"""Packages of the Open Packaging Conventions (ECMA-376 part 2): the parts of .docx, .pptx and .xlsx files."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from corpus.formats.office import Properties, find_properties
from corpus.formats.packed import Archive
from corpus.formats.source import Source
from corpus.formats.xml import local, parse_xml

_CORE_NAMES = {"title": "title", "creator": "author", "created": "created"}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part that another part refers to."""

    id: str
    kind: str
    """The last segment of the type's address: "footnotes", "header", "slide" …"""
    target: str
    """The name of the part in the archive."""


class Package:
    """An office document as a package of parts.

    Args:
        source: The file.
        default_part: The main part where no relationship names one.

    Raises:
        UnreadableFile: The archive is damaged, encrypted or over a limit.

    """

    def __init__(self, source: Source, default_part: str) -> None:
        self.archive = Archive(source)
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        targets = [each.target for each in self.relationships("") if each.kind == "officeDocument"]
        self.main = next((target for target in targets if self.archive.read(target)), default_part)

    def xml(self, name: str) -> Any:  # noqa: ANN401 -- lxml has no types
        """Return the root element of a part, or None without that part.

        Raises:
            UnreadableFile: The part is damaged or no XML that is read.

        """
        data = self.archive.read(name)
        return parse_xml(data, name) if data else None

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part refers to within the package; "" stands for the package itself."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relationships[part] = () if root is None else tuple(_relationships(root, folder))
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts that a part refers to by relationships of one kind."""
        return [each.target for each in self.relationships(part) if each.kind == kind]

    def target(self, part: str, identifier: str) -> str:
        """Return the part that a relationship of this id leads to; "" without it."""
        return next((each.target for each in self.relationships(part) if each.id == identifier), "")

    def properties(self) -> Properties:
        """Return the properties of the document."""
        name = next(iter(self.related("", "core-properties")), "docProps/core.xml")
        return find_properties(self.xml(name), _CORE_NAMES)


def _relationships(root: Any, folder: str) -> list[Relationship]:  # noqa: ANN401
    """The relationships of one .rels part whose targets are in the package."""
    return [
        Relationship(each.get("Id") or "", (each.get("Type") or "").rpartition("/")[2], _target(folder, each))
        for each in root.iter()
        if local(each) == "Relationship" and each.get("TargetMode") != "External"
    ]


def _target(folder: str, relationship: Any) -> str:  # noqa: ANN401
    target = unquote((relationship.get("Target") or "").partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
