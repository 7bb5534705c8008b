"""The English text of the evidence for a possible same person."""

from __future__ import annotations

import pytest

from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext
from tui.text.same_person import evidence_text


@pytest.mark.parametrize("likeness", NameLikeness)
@pytest.mark.parametrize("context", [None, *SharedContext])
def test_all_evidence_has_a_text(likeness: NameLikeness, context: SharedContext | None) -> None:
    """One sentence."""
    text = evidence_text(SamePersonEvidence(likeness, ("Asad", "Assad"), context, "2"))

    assert text.endswith(".")
    assert "{" not in text
    assert not text[0].islower()


def test_braces_in_names_are_not_placeholders() -> None:
    """Names are untrusted."""
    evidence = SamePersonEvidence(NameLikeness.SOUND, ("{1}", "Assad"), SharedContext.PEOPLE, "1")

    assert evidence_text(evidence) == "“{1}” and “Assad” sound the same; one other person appears with both."
