"""Corrections of bugs in whoosh-reloaded 2.7.5, so that its matchers can serve as the reference in tests."""

from __future__ import annotations

import pytest
from whoosh.matching import AndMaybeMatcher, AndNotMatcher, DisjunctionMaxMatcher, InverseMatcher


def fix_matchers(patch: pytest.MonkeyPatch) -> None:
    """Correct what is wrong in Whoosh's matchers.

    - `AndNotMatcher` ignores its second side if that starts before the first: the first document is returned even if
      the second side excludes it. It also asks its first side for a document after that has ended.
    - `InverseMatcher` can stop at a deleted document once the matcher it inverts has ended.
    - `DisjunctionMaxMatcher.score` takes the greater score of both sides even if they stand at different documents, and
      its `replace` gives up when one side has ended.
    - `AndMaybeMatcher.skip_to` leaves its second side behind if the first has skipped over the requested document: the
      score of the second is lost.
    """
    patch.setattr(AndMaybeMatcher, "skip_to", _skip_both)
    patch.setattr(AndNotMatcher, "_find_next", _find_past)
    patch.setattr(AndNotMatcher, "_find_first", _find_past)
    patch.setattr(InverseMatcher, "_find_next", _find_next_present)
    patch.setattr(DisjunctionMaxMatcher, "score", _greatest_score)
    patch.setattr(DisjunctionMaxMatcher, "replace", lambda matcher, minquality=0: matcher)


_inverse_find_next, _and_not_find_next = InverseMatcher._find_next, AndNotMatcher._find_next


def _find_next_present(matcher: InverseMatcher) -> None:
    _inverse_find_next(matcher)
    while matcher._id < matcher.limit and matcher.missing(matcher._id):
        matcher._id += 1
        _inverse_find_next(matcher)


def _greatest_score(matcher: DisjunctionMaxMatcher) -> float:
    here = [side.score() for side in (matcher.a, matcher.b) if side.is_active() and side.id() == matcher.id()]
    return float(max(here))


def _find_past(matcher: AndNotMatcher) -> bool:
    return bool(matcher.a.is_active() and _and_not_find_next(matcher))


def _skip_both(matcher: AndMaybeMatcher, doc: int) -> None:
    matcher.a.skip_to(doc)
    matcher._first_b()
