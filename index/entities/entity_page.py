"""The page of one person or country: name variants, roles, mentions and co-occurrences."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus.model.document import Document
from index.entities.best_mention import BestMention
from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.highlighting.excerpt import make_snippet
from index.model.entity import Action, Correction, EntityPage, Form, Occurrence, Role, Suggestion
from index.model.query import Facet, Kind
from index.schema.mentions import EntityMentions
from index.segments.format.types import Docs

MOST_CO_OCCURRENCES = 20
"""The greatest number of people, and of countries, that a page names as appearing with its own."""


@dataclass
class MentionTally:
    """Counts over the documents so far."""

    mentions: int = 0
    form_mentions: Counter[str] = field(default_factory=Counter)
    form_documents: Counter[str] = field(default_factory=Counter)
    role_spellings: dict[str, Counter[str]] = field(default_factory=dict)
    role_documents: Counter[str] = field(default_factory=Counter)
    role_dates: dict[str, list[int]] = field(default_factory=dict)

    def add(self, found: Sequence[EntityMentions], date: int) -> int:
        """Count one document; returns the number of its mentions."""
        forms: Counter[str] = Counter()
        roles: dict[str, str] = {}
        for seen in found:
            for form, spans in seen.forms:
                forms[form] += len(spans)
            for role in seen.roles:
                roles.setdefault(role.casefold(), role)
        self.form_mentions.update(forms)
        self.form_documents.update(forms.keys())
        for folded, role in roles.items():
            self.role_spellings.setdefault(folded, Counter())[role] += 1
            self.role_documents[folded] += 1
            if date:
                self.role_dates.setdefault(folded, []).append(date)
        count = sum(forms.values())
        self.mentions += count
        return count

    def forms(self) -> tuple[Form, ...]:
        """All name variants, most mentions first."""
        found = [Form(text, count, self.form_documents[text]) for text, count in self.form_mentions.items()]
        return tuple(sorted(found, key=lambda form: (-form.mentions, form.text)))

    def roles(self) -> tuple[Role, ...]:
        """All roles, most documents first."""
        found = []
        for folded, documents in self.role_documents.items():
            spellings = self.role_spellings[folded]
            dates = self.role_dates.get(folded, [0])
            text = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
            found.append(Role(text, documents, _date(min(dates)), _date(max(dates))))
        return tuple(sorted(found, key=lambda role: (-role.documents, role.text)))


class EntityReader:
    """Builds the pages of people and countries.

    Args:
        facets: The facets of the library.
        document: From a document's number to the document.

    """

    def __init__(self, facets: FacetTable, document: Callable[[int], Document]) -> None:
        self._facets = facets
        self._document = document

    def page(
        self, kind: Kind, entry: int, docs: Docs, limit: int, offset: int,
        corrections: tuple[Correction, ...], suggestions: tuple[Suggestion, ...],
    ) -> EntityPage:  # fmt: skip
        """The page of a facet entry over some documents that have it, in ascending order."""
        column = self._facets.column(kind)
        dates = self._facets.dates[docs]
        order = docs[np.argsort(-dates, kind="stable")].tolist()
        mentions = EntryMentions.of(self._facets, kind, (entry,))
        tally, occurrences, best = MentionTally(), [], BestMention()
        for doc in order:
            found = mentions.decoded(doc)
            best.look_at(doc, found)
            passed = tally.mentions
            count = tally.add(found, int(self._facets.dates[doc]))
            if passed < offset + limit and passed + count > offset:
                occurrences += self._occurrences(doc, found)[max(0, offset - passed) : offset + limit - passed]
        dated = dates[dates > 0]
        hidden_roles = {each.shown.casefold() for each in corrections if each.action is Action.HIDE_ROLE}
        return EntityPage(
            kind=kind,
            key=column.keys[entry],
            label=column.labels[entry],
            documents=len(docs),
            mentions=tally.mentions,
            forms=tally.forms(),
            roles=tuple(role for role in tally.roles() if role.text.casefold() not in hidden_roles),
            first=_date(int(dated.min(initial=1 << 30)) if len(dated) else 0),
            last=_date(int(dated.max(initial=0))),
            people=self._co_occurrences(Kind.PERSON, docs, kind, column.keys[entry]),
            countries=self._co_occurrences(Kind.COUNTRY, docs, kind, column.keys[entry]),
            occurrences=tuple(occurrences),
            offset=offset,
            corrections=corrections,
            suggestions=suggestions,
            confidence=best.confidence if order else 1.0,
            evidence=best.evidence(self._document) if order and not offset else (),
        )

    def _occurrences(self, doc: int, found: Sequence[EntityMentions]) -> list[Occurrence]:
        """All mentions in one document, in the order of the text."""
        document = self._document(doc)
        path = f"{document.path}#{document.record}" if document.record else document.path
        places = sorted(((span, seen) for seen in found for span in seen.spans), key=lambda place: place[0])
        return [
            Occurrence(
                doc_id=document.id,
                path=path,
                title=document.title,
                date=_date(int(self._facets.dates[doc])),
                at=span,
                snippet=make_snippet(document.text, 0, (span,)),
                ambiguous=seen.ambiguous,
                dateline=seen.dateline,
            )
            for span, seen in places
        ]

    def _co_occurrences(self, kind: Kind, docs: Docs, own_kind: Kind, own_key: str) -> tuple[Facet, ...]:
        """The most frequent entries of some documents, without the page's own."""
        ranking = self._facets.column(kind).ranking(docs)[: MOST_CO_OCCURRENCES + 1]
        return tuple(each for each in ranking if (kind, each.key) != (own_kind, own_key))[:MOST_CO_OCCURRENCES]


def _date(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if ordinal else None
