"""The line in which tags are typed: "budget, -draft" adds one tag and removes another."""

from __future__ import annotations

from collections.abc import Sequence

from index.model.user_data import DocumentEdit

_REMOVE = "-"


def parse_tags(line: str) -> DocumentEdit | None:
    """Return the tags to add and remove; None if the line has none. A number sign before a tag is left out."""
    parts = [" ".join(part.split()) for part in line.split(",")]
    added = [part.lstrip("#").strip() for part in parts if not part.startswith(_REMOVE)]
    removed = [part.removeprefix(_REMOVE).lstrip("# ").strip() for part in parts if part.startswith(_REMOVE)]
    edit = DocumentEdit(
        add_tags=tuple(dict.fromkeys(filter(None, added))), remove_tags=tuple(dict.fromkeys(filter(None, removed)))
    )
    return edit if edit.add_tags or edit.remove_tags else None


def matching_tags(line: str, known: Sequence[str], present: Sequence[str]) -> list[str]:
    """Return the known tags that the last part of the line may become.

    Args:
        line: What has been typed.
        known: All tags, the likeliest first.
        present: The tags of the documents: those that can be removed, and need not be added.

    """
    *before, last = line.split(",")
    last = last.strip()
    removes = last.startswith(_REMOVE)
    wanted = last.lstrip("-# ").casefold()
    used = {part.strip().lstrip("-# ").casefold() for part in before}
    if not removes:
        used |= {tag.casefold() for tag in present}
    choices = present if removes else known
    return [tag for tag in choices if tag.casefold().startswith(wanted) and tag.casefold() not in used]


def completed(line: str, tag: str) -> str:
    """Return the line with its last part replaced by a tag."""
    *before, last = line.split(",")
    sign = _REMOVE if last.strip().startswith(_REMOVE) else ""
    return ", ".join([*(part.strip() for part in before), sign + tag])
