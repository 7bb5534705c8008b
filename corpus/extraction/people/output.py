"""Build the `Person` values of a text from its person clusters."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from corpus.extraction.people.hyphenated import without_participle
from corpus.extraction.people.inverted_names import running_order
from corpus.extraction.people.linear_model import confidence
from corpus.extraction.people.nicknames import without_lone_mark
from corpus.extraction.people.roles import role_after, role_before
from corpus.model.document import Person, Span
from corpus.tokens.tokenized_text import collapse_whitespace

if TYPE_CHECKING:
    from corpus.extraction.people.name_matching import PersonCluster
    from corpus.tokens.tokenized_text import TokenizedText

_SUFFIXES_WITH_FULL_STOP = ("Jr", "Sr", "Jnr", "Snr", "Esq")


def build_persons(tokens: TokenizedText, people: list[PersonCluster]) -> tuple[Person, ...]:
    """The persons in order of first appearance."""
    mentioned = [cluster for cluster in people if cluster.mentions]
    in_names = {
        index for cluster in mentioned for first, last, _ in cluster.mentions for index in range(first, last + 1)
    }
    mentioned.sort(key=lambda cluster: min(first for first, _, _ in cluster.mentions))
    return tuple(_build_person(tokens, cluster, in_names) for cluster in mentioned)


def _build_person(tokens: TokenizedText, cluster: PersonCluster, in_names: Set[int]) -> Person:
    """One person; `in_names` are the indices of the tokens in any person's name."""
    candidates = {(first, last): candidate for first, last, candidate in cluster.mentions}
    mentions: list[Span] = []
    forms: dict[str, str] = {}
    roles: dict[str, str] = {}
    for (first, last), candidate in sorted(candidates.items(), key=lambda item: item[0]):
        span = span_of(tokens, first, last)
        mentions.append(span)
        surface = without_lone_mark(collapse_whitespace(tokens.text[span.start : span.end]))
        if ", " in surface and candidate is not None:
            surface = running_order(tokens, candidate, surface)
        known = forms.get(surface.casefold())
        if known is None or (known.isupper() and not surface.isupper()):
            forms[surface.casefold()] = surface
        if candidate is not None:
            for role in (role_before(tokens, candidate, in_names), role_after(tokens, candidate, in_names)):
                if role:
                    roles.setdefault(role.casefold(), role)
    particles = tokens.lexicon.lists["optional_particles"]
    name = max(forms.values(), key=lambda form: _completeness(form, particles))
    aliases = tuple(form for form in forms.values() if form != name)
    return Person(name, aliases, tuple(roles.values()), tuple(mentions), confidence(cluster.score))


def span_of(tokens: TokenizedText, first: int, last: int) -> Span:
    """The span of the tokens `first` to `last` in the text, with the full stop of a suffix, without "-led"."""
    word = tokens.words[last]
    end = tokens.end(last) - len(word) + len(without_participle(word))
    if last > first and tokens.words[last] in _SUFFIXES_WITH_FULL_STOP and tokens.text[end : end + 1] == ".":
        end += 1
    return Span(tokens.starts[first], end)


def _completeness(form: str, particles: frozenset[str]) -> tuple[int, int]:
    """How complete a form of a name is, as a sort key: a whole word counts twice as much as an initial."""
    words = [word for word in form.replace(".", ". ").split() if word not in particles]
    initials = sum(len(word.strip(".")) == 1 for word in words)
    return (2 * (len(words) - initials) + initials, len(form))
