"""XML documents read while they are parsed: memory holds the element that is read, and little of what is before it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from corpus.formats.xml import DEEPEST, SAFE, TOO_DEEP, Close, declares_entities, local
from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

MOST_PARSED = 8 * MEBIBYTE
"""Bytes of a part of an office document of which a tree is made: each element takes ten times the room of its tags."""
_LONG = 3_000_000
"""Bytes without a tag that may hold a text, comment or attribute of more than ten million bytes in UTF-8, of
which libxml2 drops a part unless it is to read long ones."""
_LONGEST = 64 * MEBIBYTE
"""Bytes between the ends of two elements that are read, all of which are in memory."""
_MOST_HELD = 1_000_000
"""Elements in memory at once: each takes 130 bytes, and as much again for its text and for each attribute."""


class LongContent(Exception):
    """A document may have a text so long that it must be parsed with other options."""


def stream_xml(opened: Callable[[], BinaryIO], name: str, tags: Container[str]) -> Iterator[Any]:
    """Yield the elements of these local names as they end, in a document of any size.

    An element that was yielded is emptied afterwards.

    Args:
        opened: Opens the document for reading from the start; it may be read twice.
        name: The name of its part in the archive, for the error.
        tags: The names; an element of one of them lies in no other.

    Raises:
        UnreadableFile: The document is no XML, declares entities, is nested more than 256 deep, or has too much in
            one of the elements or around them.

    """
    count = 0
    try:
        for element in _elements(_Parsed(opened(), name), tags):
            yield element
            count += 1
    except LongContent:  # entities, which the parser would then expand without limit, are refused by now
        yield from islice(_elements(_Parsed(opened(), name, reads_long=True), tags), count, None)


def _elements(parsed: _Parsed, tags: Container[str]) -> Iterator[Any]:
    """Yield the elements of these names."""
    for _, element in parsed.events(tags):
        yield element
        parsed.release(element)


@dataclass(frozen=True, slots=True)
class Walk:
    """How elements are read while they are parsed, as `walk_elements` does it with a tree."""

    containers: Container[str]
    """The names of elements whose content is read piece by piece, where they lie in no other elements than these."""
    passed: Container[str]
    """The names of elements that are passed over, but stay in memory to say how what is around them is read."""
    is_skipped: Callable[[Any, str], bool]
    opened: Callable[[Any, str], Close]
    read: Callable[[Any], object]
    """Reads another element with all that is in it."""


def walk_stream(stream: BinaryIO, name: str, walk: Walk) -> None:
    """Walk the elements of a document of any size, in its order.

    Args:
        stream: The document.
        name: The name of its part in the archive, for the error.
        walk: What is done with each.

    Raises:
        LongContent: It must be read as a whole.
        UnreadableFile: As of `stream_xml`.

    """
    open_containers: list[_Container] = []
    whole: Any = None
    parsed = _Parsed(stream, name)
    for is_end, element in parsed.events():
        if not is_end:
            if whole is None and local(element) in walk.containers:
                open_containers.append(_Container(element, open_containers[-1] if open_containers else None))
            elif whole is None:
                whole = element
            continue
        if whole is not None and element is not whole:
            continue
        if whole is None:
            container = open_containers.pop()
            if container.is_read(walk) and container.close is not None:
                container.close()
            parsed.release(element)
            continue
        whole = None
        if local(element) not in walk.passed:
            if not open_containers or open_containers[-1].is_read(walk):
                walk.read(element)
            parsed.release(element)


class _Container:
    """An open element whose content is read piece by piece."""

    def __init__(self, element: Any, around: _Container | None) -> None:  # noqa: ANN401 -- lxml has no types
        self._element = element
        self._around = around
        self._is_read: bool | None = None
        self.close: Close = None
        """What is to be done at its end."""

    def is_read(self, walk: Walk) -> bool:
        """Whether its content is read; it is opened where that is not known: what says so comes before the content."""
        if self._is_read is None:
            name = local(self._element)
            is_around_read = self._around is None or self._around.is_read(walk)
            self._is_read = is_around_read and not walk.is_skipped(self._element, name)
            if self._is_read:
                self.close = walk.opened(self._element, name)
        return self._is_read


class _Parsed:
    """A document while it is parsed.

    Args:
        stream: The document.
        name: The name of its part in the archive, for the error.
        reads_long: Whether texts, comments and attributes may have more than ten million bytes.

    """

    def __init__(self, stream: BinaryIO, name: str, *, reads_long: bool = False) -> None:
        self._stream = stream
        self._name = name
        self._reads_long = reads_long
        self._untagged = 0
        """Bytes read since the last tag, or more."""
        self._unreleased = 0
        """Bytes read since the last element that was released."""
        self._held = 0
        """Elements in memory, with all that were removed in others than those released."""
        self._before: list[int] = []
        """How many were in memory at the start of each open one, and of the one that ended last."""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, for the parser."""
        data = self._stream.read(size)
        self._untagged += len(data)
        self._unreleased += len(data)
        if self._unreleased > _LONGEST:
            raise UnreadableFile(Reason.TOO_LARGE, number=_LONGEST)
        return data

    def events(self, tags: Container[str] | None = None) -> Iterator[tuple[bool, Any]]:
        """Yield each element at its start and at its end, with whether it is the end.

        Args:
            tags: Names of elements, only the ends of which are yielded; None for all.

        Raises:
            LongContent: A text may lack a part, and must be parsed with `reads_long`.
            UnreadableFile: As of `stream_xml`.

        """
        from lxml import etree

        events = etree.iterparse(self, events=("start", "end"), **SAFE | {"huge_tree": self._reads_long})
        before = self._before
        try:
            for event, element in events:
                if self._untagged:
                    self._check_long()
                if event == "start":
                    if not before or len(before) > DEEPEST or self._held > _MOST_HELD:
                        self._check(element)
                    before.append(self._held)
                    self._held += 1
                    if tags is None:
                        yield False, element
                    continue
                if tags is None or local(element) in tags:
                    yield True, element
                before.pop()
        except (etree.LxmlError, ValueError) as error:
            raise UnreadableFile(Reason.INVALID_XML, self._name) from error
        self._check_long()
        if events.root is None:
            raise UnreadableFile(Reason.INVALID_XML, self._name)
        if any(TOO_DEEP in entry.message for entry in events.error_log):
            raise UnreadableFile(Reason.NESTED_TOO_DEEPLY, self._name)

    def _check_long(self) -> None:
        """Check that all of the text before a tag was read."""
        if self._untagged > _LONG and not self._reads_long:
            raise LongContent
        self._untagged = 0

    def release(self, element: Any) -> None:  # noqa: ANN401
        """Empty an element that ends, and remove the siblings before it."""
        element.clear(keep_tail=False)
        self._held = self._before[-1] + 1
        while element.getprevious() is not None:
            del element.getparent()[0]
            self._held -= 1
        self._unreleased = 0

    def _check(self, element: Any) -> None:  # noqa: ANN401
        """Refuse an element that begins in too many others, or with too many others in memory."""
        if not self._before and declares_entities(element):
            raise UnreadableFile(Reason.XML_ENTITIES, self._name)
        if len(self._before) > DEEPEST:
            raise UnreadableFile(Reason.NESTED_TOO_DEEPLY, self._name)
        if self._held > _MOST_HELD:
            raise UnreadableFile(Reason.TOO_MANY_ELEMENTS, self._name, _MOST_HELD)
