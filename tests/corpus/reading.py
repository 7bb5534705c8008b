"""Reading files in tests: those under `tests/data`, and those made of bytes."""

from __future__ import annotations

from pathlib import Path

from corpus.model.document import Document, Skipped
from corpus.reading.read import read

DATA = Path(__file__).parents[1] / "data"


def read_case(path: str) -> list[Document | Skipped]:
    """All that is read of a file under `tests/data`."""
    folder, _, name = path.rpartition("/")
    return list(read(DATA / folder, name))


def case_documents(path: str) -> list[Document]:
    """The documents of a file under `tests/data`, whatever else is in it."""
    return [each for each in read_case(path) if isinstance(each, Document)]


def case_body(path: str) -> str:
    """The text below the title of the first document of a file under `tests/data`."""
    return body(case_documents(path)[0])


def documents_of(folder: Path, name: str, data: bytes | str) -> list[Document]:
    """The documents of a file with this content, which can be read to its end."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(read(folder, name))
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def body(document: Document) -> str:
    """The text below the title."""
    return document.text[document.body_start :]


def block_texts(document: Document) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]
