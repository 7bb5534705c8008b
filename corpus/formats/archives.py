"""Archives of documents: zip and tar. Each member is read by its own format, under the limits of the archive."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, cast

from corpus.formats.dispatch import drafts, split
from corpus.formats.packages import ZIP_SIGNATURE, package_growth
from corpus.formats.packed import LimitedStream
from corpus.formats.registry import is_in_maildir
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.formats.splitting import Layer, RawRecord, RecordGroup, contained, named_below, within
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
_PROGRAMS = {"pages": "Pages", "key": "Keynote", "numbers": "Numbers"}
"""Programs of Apple, by the suffixes of their documents."""
_STEPS = (".", "..")
_UTF8_NAME = 0x800
_ENCRYPTED = 1
_LARGE_MEMBER = 512 * 1024
"""Bytes of a member above which it is split into its records, if its format can be split."""
_ARCHIVE = re.compile(rb"\APK(?:\x03\x04|\x05\x06)|\A(?:\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0)|\A.{257}ustar", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive."""

    path: str
    size: int
    opened: Callable[[], BinaryIO]
    """Opens it for reading from its start. That of a tar archive can only be called before the next member is read."""


Members = Iterator[_Member | Broken]


def read_zip(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents in a zip archive.

    Raises:
        UnreadableFile: It is damaged, no archive of documents, or over a limit.

    """
    yield from _documents(_zip_members(source), source)


def split_zip(source: Source) -> Iterator[RecordGroup]:
    """Split the archive into its members, and the large ones into their records.

    Raises:
        UnreadableFile: As in `read_zip`.

    """
    return _groups(_zip_members(source), source)


def read_tar(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents in a tar archive. Members over the limit for one document are reported.

    Raises:
        UnreadableFile: It is damaged, or over a limit.

    """
    yield from _documents(_tar_members(source), source)


def split_tar(source: Source) -> Iterator[RecordGroup]:
    """Split the archive into its members, and the large ones into their records.

    Raises:
        UnreadableFile: As in `read_tar`.

    """
    return _groups(_tar_members(source), source)


def read_members(records: Iterable[RawRecord | Broken], _: None, source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents of members of an archive.

    Args:
        records: Path and bytes of each member.
        source: The archive.

    """
    for record in records:
        if isinstance(record, Broken):
            yield record
        else:
            path, data = record
            assert isinstance(data, bytes)
            yield from _member(source, path, partial(io.BytesIO, data))


def _documents(members: Members, source: Source) -> Iterator[Draft | Broken]:
    for member in members:
        if isinstance(member, Broken):
            yield member
        else:
            yield from _member(source, member.path, member.opened)


def _groups(members: Members, source: Source) -> Iterator[RecordGroup]:
    """Yield each member as a record, or its own records if it is large or an archive: bombs are bounded here."""
    for member in members:
        if isinstance(member, Broken):
            yield RecordGroup((member,), read_members)
            continue
        try:
            yield from _groups_of(member, source)
        except UnreadableFile as error:
            if source.budget.is_spent:
                raise
            yield RecordGroup((Broken.of(member.path, error),), read_members)


def _groups_of(member: _Member, source: Source) -> Iterator[RecordGroup]:
    """Yield the records of a member, or the member as one.

    Raises:
        UnreadableFile: It is damaged or over a limit.

    """
    limit = source.limits.document_bytes
    data, opened = None, member.opened
    if member.size <= limit:
        with member.opened() as stream:
            data = stream.read(limit + 1)
        opened = partial(io.BytesIO, data)
    if data is None or len(data) > _LARGE_MEMBER or _ARCHIVE.match(data):
        part = Part(source, member.path, opened)
        groups = split(part)
        if groups is not None:
            for group in within(Layer(member.path, is_member=True), groups):
                yield replace(group, records=contained(group.records, source))
            return
    if data is None:
        raise UnreadableFile(Reason.TOO_LARGE, str(member.size), limit)
    if data.startswith(ZIP_SIGNATURE):
        source.budget.spend_on_package(package_growth(data))
    yield RecordGroup(((member.path, data),), read_members)


def _zip_members(source: Source) -> Members:
    """Yield the members of a zip archive; raises UnreadableFile."""
    name = source.path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _SUFFIXES and "." in name:
        raise UnreadableFile(Reason.OTHER_ZIP, _PROGRAMS.get(suffix, ""))
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
            yield _Member(path, member.file_size, _opener(packed, member))


def _tar_members(source: Source) -> Members:
    """Yield the members of a tar archive; raises UnreadableFile."""
    limit = source.limits.document_bytes
    try:
        with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as packed:
            for number, member in enumerate(packed, 1):
                packed.members.clear()  # type: ignore[attr-defined]  # or all of them stay in memory
                if number > _MOST_MEMBERS:
                    raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_MOST_MEMBERS)
                path = _decoded(member.name, "utf-8")
                if member.isdir() or _is_hidden(path):
                    continue
                if not member.isfile():
                    yield _no_file(path, member)
                    continue
                if member.size > limit:
                    yield Broken(path, Reason.TOO_LARGE, str(member.size), limit)
                    continue
                source.budget.spend(member.size)
                source.consumed = member.offset_data + member.size
                content = packed.extractfile(member)
                data = content.read(limit + 1) if content else b""
                yield _Member(path, member.size, partial(io.BytesIO, data))
    except _DAMAGE as error:
        raise UnreadableFile(Reason.DAMAGED) from error


def _no_file(path: str, member: tarfile.TarInfo) -> Broken:
    """Why a link, a device or a pipe is not read; what a link leads to may be another member, which is."""
    if member.issym() or member.islnk():
        return Broken(path, Reason.LINK, _decoded(member.linkname, "utf-8"))
    return Broken(path, Reason.NOT_REGULAR_FILE)


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
    layer = Layer(path, is_member=True)
    try:
        for found in drafts(Part(source, path, opened)):
            yield named_below(layer, found)
    except UnreadableFile as error:
        if error.reason is Reason.UNPACKED_TOO_LARGE and source.budget.is_spent:
            raise
        yield Broken.of(path, error)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The path of a member; one that is not marked as UTF-8 is decoded like a text in an unknown encoding."""
    return member.filename if member.flag_bits & _UTF8_NAME else _decoded(member.filename, "cp437")


def _decoded(name: str, codec: str) -> str:
    """A name that the standard library decoded with this codec, decoded like a text in an unknown encoding."""
    if name.isascii():
        return name
    try:
        return decode(name.encode(codec, "surrogateescape"))[0]
    except (UnicodeError, UnreadableFile):
        return name


def _is_hidden(path: str) -> bool:
    """Whether a member is hidden, like files in a folder: `.DS_Store`, or the copies in `__MACOSX`."""
    if is_in_maildir(path):
        return False
    return path.startswith("__MACOSX/") or any(part.startswith(".") and part not in _STEPS for part in path.split("/"))
