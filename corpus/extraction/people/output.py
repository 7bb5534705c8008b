"""What is known of each person of a text, as the value that leaves the package."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from corpus.extraction.people.roles import role_after, role_before
from corpus.model.document import Person, Span
from corpus.tokens.lexicon import squeeze

if TYPE_CHECKING:
    from corpus.extraction.people.name_matching import Named
    from corpus.tokens.tokenized_text import Page


def make_persons(page: Page, people: list[Named]) -> tuple[Person, ...]:
    """The persons in order of first appearance."""
    words = {index for each in people for first, last, _ in each.spans for index in range(first, last + 1)}
    made = [(min(each[:2] for each in named.spans)[0], _person(page, named, words)) for named in people if named.spans]
    return tuple(person for _, person in sorted(made, key=lambda pair: pair[0]))


def _person(page: Page, named: Named, words: Set[int]) -> Person:
    spans = sorted({(first, last): one for first, last, one in named.spans}.items(), key=lambda pair: pair[0])
    mentions: list[Span] = []
    forms: dict[str, str] = {}
    roles: dict[str, str] = {}
    for (first, last), one in spans:
        span = span_of(page, first, last)
        mentions.append(span)
        surface = squeeze(page.text[span.start : span.end])
        known = forms.get(surface.casefold())
        if known is None or (known.isupper() and not surface.isupper()):
            forms[surface.casefold()] = surface
        if one is not None:
            for role in (role_before(page, one, words), role_after(page, one, words)):
                if role:
                    roles.setdefault(role.casefold(), role)
    name = max(forms.values(), key=lambda form: _fullness(form, page.lexicon.lists["silent_particles"]))
    aliases = tuple(form for form in forms.values() if form != name)
    return Person(name, aliases, tuple(roles.values()), tuple(mentions))


def span_of(page: Page, first: int, last: int) -> Span:
    """Where the words `first` to `last` stand in the text."""
    end = page.end(last)
    if last > first and page.words[last] in ("Jr", "Sr", "Jnr", "Snr", "Esq") and page.text[end : end + 1] == ".":
        end += 1
    return Span(page.starts[first], end)


def _fullness(form: str, silent: frozenset[str]) -> tuple[int, int]:
    """How much of a name a form gives: whole words count twice an initial."""
    words = [word for word in form.replace(".", ". ").split() if word not in silent]
    letters = sum(len(word.strip(".")) == 1 for word in words)
    return (2 * (len(words) - letters) + letters, len(form))
