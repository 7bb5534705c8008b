"""Conversion of the text parts of messages: format=flowed, enriched, calendars, PGP signatures, uuencoded files."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import groupby

from corpus.formats.layout import Layout
from corpus.model.block import Block, BlockKind
from corpus.text.sanitize import clean_text

_QUOTE_MARKS = re.compile(r"(?:>[ \t]?)+")
_FIELD_LINE = re.compile(
    r"[ \t]*\*?(?:From|Sent|To|Cc|Date|Subject|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet)[ \t]?:\*?[ \t]"
)
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE, _SIGNATURE_END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
"""First line of an encrypted text."""
_UU_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.*)")
_ENRICHED_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,59})>")
_LINE_BREAKS = re.compile(r"\n+")
_CALENDAR_NAMES = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "ORGANIZER", "ATTENDEE"})
_COMMON_NAME = re.compile(r"""[;,]CN=(?:"([^"]*)"|([^;:]*))""", re.IGNORECASE)


def plain_layout(text: str) -> Layout:
    """The layout of a plain text: its paragraphs, the quoted lines and the header fields of quoted messages."""
    text = clean_text(text).strip()
    blocks: list[Block] = []
    end = 0
    for (kind, level), lines in groupby(text.split("\n"), _line_kind):
        start = end
        end = start + sum(len(line) + 1 for line in lines)
        if kind is not None:
            blocks.append(Block(kind, start, end - 1, level))
    return Layout(text, tuple(blocks))


def _line_kind(line: str) -> tuple[BlockKind | None, int]:
    """The kind and level of the block that a line is in; None for a blank line."""
    if not line or line.isspace():
        return None, 0
    if line[0] == ">" and (marks := _QUOTE_MARKS.match(line)):
        return BlockKind.QUOTATION, marks[0].count(">")
    if _FIELD_LINE.match(line):
        return BlockKind.MESSAGE_HEADER, 0
    return BlockKind.PARAGRAPH, 0


def unflowed(text: str, *, deletes_space: bool) -> str:
    """Join the lines of format=flowed text (RFC 3676): one line per paragraph.

    Args:
        text: The decoded part.
        deletes_space: Whether to delete the space at the end of a flowed line (delsp=yes).

    """
    lines: list[list[str]] = []  # each in pieces
    flows_at = -1  # quote depth of a line that the next one continues
    for line in text.replace("\r\n", "\n").split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        is_signature = content == "-- "
        flows = content.endswith(" ") and not is_signature
        shown = content[:-1] if flows and deletes_space else content
        if flows_at == depth and not is_signature:
            lines[-1].append(shown)
        else:
            lines.append([">" * depth + " " * bool(depth), shown])
        flows_at = depth if flows else -1
    return "\n".join(map("".join, lines))


def without_signature(text: str) -> str:
    """Remove the armor lines of a PGP-signed text and its signature."""
    if _SIGNED in text:
        before, _, signed = text.replace("\r\n", "\n").partition(_SIGNED)
        head, blank, body = signed.partition("\n\n")
        text = before + re.sub("(?m)^- ", "", body if blank else head)
    if _SIGNATURE in text:
        before, _, signature = text.partition(_SIGNATURE)
        text = before + signature.partition(_SIGNATURE_END)[2]
    return text


def without_files(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Remove uuencoded files from a text; also return their names and contents."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    lines = iter(text.split("\n"))
    for line in lines:
        begin = _UU_BEGIN.fullmatch(line.rstrip("\r"))
        if not begin:
            kept.append(line)
            continue
        taken, content = _uudecoded(lines)
        if content is None:
            kept.extend([line, *taken])
        else:
            files.append((begin[1].strip(), content))
    return "\n".join(kept), files


def _uudecoded(lines: Iterator[str]) -> tuple[list[str], bytes | None]:
    """The consumed lines of a uuencoded file, and its content; None where they are not valid."""
    taken: list[str] = []
    content = bytearray()
    for line in lines:
        taken.append(line)
        line = line.rstrip("\r")
        if line == "end":
            return taken, bytes(content)
        try:
            content += binascii.a2b_uu(line.encode("ascii"))
        except (binascii.Error, UnicodeEncodeError):
            break
    return taken, None


def enriched(text: str) -> str:
    """The plain text of text/enriched (RFC 1896) or text/richtext."""
    text = text.replace("\r\n", "\n").replace("<<", "\ue000")
    parts: list[str] = []
    silent = verbatim = at = 0
    for match in [*_ENRICHED_TAG.finditer(text), None]:
        part = text[at : match.start() if match else len(text)]
        if not silent:
            # One line break is a space, and each further one a line break.
            parts.append(part if verbatim else _LINE_BREAKS.sub(lambda run: "\n" * (len(run[0]) - 1) or " ", part))
        if match is None:
            break
        at, step, name = match.end(), -1 if match[1] else 1, match[2].lower()
        silent = max(0, silent + step * (name in ("param", "comment")))
        verbatim = max(0, verbatim + step * (name in ("nofill", "verbatim")))
        if name in ("nl", "np", "paragraph"):
            parts.append("\n")
    return "".join(parts).replace("\ue000", "<")


def calendar_text(text: str) -> str:
    """Summary, location, description, organizer and attendees of text/calendar events (RFC 5545), one per paragraph."""
    lines: list[str] = []
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        head, colon, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if not colon or name.upper() not in _CALENDAR_NAMES:
            continue
        if name.upper() in ("ORGANIZER", "ATTENDEE"):
            found = _COMMON_NAME.search(f";{parameters}")
            value = (found[1] or found[2] or "") if found else ""
        value = re.sub(r"\\([nN,;\\])", lambda match: "\n" if match[1] in "nN" else match[1], value)
        if value.strip() and value not in lines:
            lines.append(value)
    return "\n\n".join(lines)
