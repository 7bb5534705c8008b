"""Archives of documents: zip and tar. Each member is read by its own format, under the limits of the archive."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from corpus.formats.dispatch import drafts
from corpus.formats.packed import LimitedStream
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode

_MOST_MEMBERS = 100_000
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError,
    IndexError, LookupError, OverflowError,
)  # fmt: skip
"""What the standard library raises on damaged archives and unsupported compression."""
_PACKAGES = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "Index/Document.iwa")
"""Members of zip files that are programs, or documents of formats that are not read."""
_SUFFIXES = ("", "zip")
_UTF8_NAME = 0x800
_ENCRYPTED = 1


def read_zip(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents in a zip archive.

    Raises:
        UnreadableFile: It is damaged, no archive of documents, or over a limit.

    """
    name = source.path.rpartition("/")[2]
    if name.rpartition(".")[2].lower() not in _SUFFIXES and "." in name:
        raise UnreadableFile(Reason.OTHER_ZIP)
    with source.open() as stream:
        try:
            packed = zipfile.ZipFile(stream if source.depth == 0 else io.BytesIO(source.data()))
        except _DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        members = [member for member in packed.infolist() if not member.is_dir()]
        if any(member.filename in _PACKAGES for member in members):
            raise UnreadableFile(Reason.OTHER_ZIP)
        if len(members) > _MOST_MEMBERS:
            raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_MOST_MEMBERS)
        # zipfile stops at the size that a member declares, so their sum is what may come out.
        source.budget.spend(sum(member.file_size for member in members))
        for member in members:
            source.consumed += member.compress_size
            path = _member_name(member)
            if _is_hidden(path):
                continue
            if member.flag_bits & _ENCRYPTED:
                yield Broken(path, Reason.ENCRYPTED)
                continue
            yield from _member(source, path, _opener(packed, member))


def read_tar(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents in a tar archive. Members over the limit for one document are reported.

    Raises:
        UnreadableFile: It is damaged, or over a limit.

    """
    limit = source.limits.document_bytes
    try:
        with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as packed:
            for number, member in enumerate(packed, 1):
                if number > _MOST_MEMBERS:
                    raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_MOST_MEMBERS)
                if not member.isfile() or _is_hidden(member.name):
                    continue
                if member.size > limit:
                    yield Broken(member.name, Reason.TOO_LARGE, str(member.size), limit)
                    continue
                source.budget.spend(member.size)
                source.consumed = member.offset_data + member.size
                content = packed.extractfile(member)
                data = content.read(limit + 1) if content else b""
                yield from _member(source, member.name, partial(io.BytesIO, data))
    except _DAMAGE as error:
        raise UnreadableFile(Reason.DAMAGED) from error


def _opener(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """A function that opens a member from its start."""

    def opened() -> BinaryIO:
        try:
            stream = LimitedStream(cast(BinaryIO, packed.open(member)), member.file_size)
        except _DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        return cast(BinaryIO, io.BufferedReader(stream))

    return opened


def _member(source: Source, path: str, opened: Callable[[], BinaryIO]) -> Iterator[Draft | Broken]:
    """Yield the documents of one member, or why it has none; they are named by its path in the archive."""
    try:
        for found in drafts(Part(source, path, opened)):
            record = f"{path}/{found.record}" if found.record else path
            if isinstance(found, Broken):
                yield replace(found, record=record)
            else:
                inner = found.inner_path and f"{path}/{found.inner_path}"
                yield replace(found, record=record, inner_path=inner or ("" if found.record else path))
    except UnreadableFile as error:
        if error.reason is Reason.UNPACKED_TOO_LARGE and source.budget.is_spent:
            raise
        yield Broken.of(path, error)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The path of a member; one that is not marked as UTF-8 is decoded like a text in an unknown encoding."""
    if member.flag_bits & _UTF8_NAME or member.filename.isascii():
        return member.filename
    try:
        return decode(member.filename.encode("cp437"))[0]
    except (UnicodeError, UnreadableFile):
        return member.filename


def _is_hidden(path: str) -> bool:
    """Whether a member is hidden, like files in a folder: `.DS_Store`, or the copies in `__MACOSX`."""
    return path.startswith("__MACOSX/") or any(part.startswith(".") and part != "." for part in path.split("/"))
