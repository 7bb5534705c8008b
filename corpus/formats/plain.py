"""Plain text: the file is the document; front matter before it is read."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.fields import TITLE, pick, pick_date, pick_metadata
from corpus.formats.front_matter import split_known_front_matter
from corpus.formats.prose import is_prose
from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason


def read_plain(source: Source) -> Iterator[Draft]:
    """Yield the one document of a text file; its title and date are found in its text.

    Raises:
        UnreadableFile: It is not text, over the limit, or not prose where only prose is wanted.

    """
    text = source.text()
    fields, body = split_known_front_matter(text)
    if source.options.only_prose and not is_prose(body, source.path):
        raise UnreadableFile(Reason.NOT_PROSE)
    date, date_source = pick_date(fields)
    yield Draft(body, pick(fields, TITLE), date, date_source, metadata=pick_metadata(fields))
