"""Corrections of people and countries in a library on a server: shared by all its users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from opensearchpy import OpenSearch

from index.corrections.notation import NotationError, check
from index.entities.name_lookup import with_country_codes
from index.model.correction_fault import CorrectionFailure
from index.model.entity import Action, Correction
from index.model.errors import CorrectionError, EntityNotFound
from index.model.query import Kind
from index.model.server import ServerTarget
from index.opensearch.compile import any_of
from index.opensearch.entity_resolution import resolve_people
from index.opensearch.mapping import Indices
from index.opensearch.server_people import ServerPeople
from index.opensearch.shared import SharedIndex
from index.schema.fields import person_key


class ServerCorrections:
    """The corrections of one library.

    Args:
        client: The client of the server.
        target: The library.
        people: The people of the library.

    """

    def __init__(self, client: OpenSearch, target: ServerTarget, people: ServerPeople) -> None:
        self.all: tuple[Correction, ...] = ()
        """In the order in which they were made."""
        self._client = client
        self._target = target
        self._people = people
        self._shared = SharedIndex(client, target)
        self._undoable: list[tuple[Correction, ...]] = []

    def reload(self) -> None:
        """Read them from the server."""
        self.all = self._shared.corrections()

    def add(self, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Save corrections and apply them; returns them as they are saved.

        Raises:
            CorrectionError: one is invalid, or names no person in the library.

        """
        self.reload()
        hidden = {each for each in self.all if each.action in (Action.HIDE, Action.HIDE_ROLE)}
        written = tuple(each for each in map(self._normalized, corrections) if each not in hidden)
        if not written:
            return ()
        try:
            for each in written:
                check(each)
        except NotationError as error:
            raise CorrectionError(CorrectionFailure.INVALID, problem=error.problem) from error
        self._shared.add(written)
        self._undoable.append(written)
        self._apply()
        return written

    def import_missing(self, corrections: Sequence[Correction]) -> int:
        """Save the corrections that are missing, also those of unknown names; returns their number."""
        self.reload()
        known = set(self.all)
        missing = [each for each in corrections if each not in known]
        if missing:
            self._shared.add(missing)
            self._apply()
        return len(missing)

    def remove(self, corrections: Sequence[Correction]) -> None:
        """Remove corrections, all or none; raises CorrectionError if one is not there."""
        if self._shared.remove(corrections):
            raise CorrectionError(CorrectionFailure.NOT_IN_FILE)
        self._apply()

    def undoable(self) -> tuple[Correction, ...]:
        """Take the last corrections of this session from those that can be undone; () if none are left."""
        return self._undoable.pop() if self._undoable else ()

    def about(self, kind: Kind, key: str) -> tuple[Correction, ...]:
        """The corrections of a person or country."""
        if kind is Kind.COUNTRY:
            return tuple(each for each in self.all if each.kind is kind and key in each.names)
        own = self._people.current_key(key)
        return tuple(
            each
            for each in self.all
            if each.kind is kind and any(self._people.current_key(person_key(name)) == own for name in each.names)
        )

    def _apply(self) -> None:
        resolve_people(self._client, self._target)
        self._people.forget()
        self.reload()

    def _normalized(self, correction: Correction) -> Correction:
        """The correction with names that will be found again: as written in documents, and countries by code."""
        if correction.kind is Kind.COUNTRY:
            return with_country_codes(correction)
        names = tuple(map(self._written, correction.names))
        if correction.path and not self._has_document(correction.path):
            raise CorrectionError(CorrectionFailure.UNKNOWN_DOCUMENT, name=correction.path)
        return replace(correction, names=names)

    def _has_document(self, place: str) -> bool:
        """Whether there is a document of a path, or of a path with "#" and a record."""
        query = any_of({"term": {field: {"value": place}}} for field in ("path", "place"))
        index = Indices(self._target.library).documents
        return bool(self._client.count(index=index, body={"query": query})["count"])

    def _written(self, name: str) -> str:
        try:
            key = self._people.find(name)
        except EntityNotFound as error:
            raise CorrectionError(CorrectionFailure.UNKNOWN_ENTITY, cause=error) from error
        return name if person_key(name) == key else self._people.written_as(key)
