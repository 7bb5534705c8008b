"""The English text of omissions, and the names of languages."""

from __future__ import annotations

import pytest

from corpus.model.omission import Omission, OmissionKind
from corpus.text.language import language_of
from corpus.text.language_names import language_name
from tests.corpus.languages import TEXTS
from tui.text.omissions import omission_text, omissions_text


@pytest.mark.parametrize("kind", OmissionKind)
@pytest.mark.parametrize("number", [1, 1200])
def test_every_kind_has_a_text(kind: OmissionKind, number: int) -> None:
    """A noun phrase."""
    text = omission_text(Omission(kind, number, "application/x-thing"))

    assert text
    assert not text.endswith(".")
    assert not (number == 1 and "1 words" in text)


def test_all_omissions_of_a_document_are_one_sentence() -> None:
    """In the given order."""
    found = [Omission(OmissionKind.IMAGES, 3), Omission(OmissionKind.OUTSIDE_ARTICLE, 1)]

    assert omissions_text(found) == "Not shown: 3 images, 1 word around the article"
    assert omissions_text([]) == ""


@pytest.mark.parametrize("code", TEXTS)
def test_every_detected_language_has_a_name(code: str) -> None:
    """No code is shown."""
    assert len(language_name(language_of(TEXTS[code]))) > 2
