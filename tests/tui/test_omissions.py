"""What was left out of a document, and its language, in English."""

from __future__ import annotations

import pytest

from corpus.model.omission import Omission, OmissionKind
from corpus.text.language import language_of
from tests.corpus.languages import TEXTS
from tui.text.languages import language_name
from tui.text.omissions import omission_text, omissions_text


@pytest.mark.parametrize("kind", OmissionKind)
@pytest.mark.parametrize("number", [1, 1200])
def test_every_kind_has_words(kind: OmissionKind, number: int) -> None:
    """A noun phrase, whatever is left out."""
    text = omission_text(Omission(kind, number, "application/x-thing"))

    assert text
    assert not text.endswith(".")
    assert not (number == 1 and "1 words" in text)


def test_one_sentence_for_all_of_a_document() -> None:
    """In the order in which they were found."""
    found = [Omission(OmissionKind.IMAGES, 3), Omission(OmissionKind.OUTSIDE_ARTICLE, 1)]

    assert omissions_text(found) == "Not shown: 3 images, 1 word around the article"
    assert omissions_text([]) == ""


@pytest.mark.parametrize("code", TEXTS)
def test_every_language_that_is_found_has_a_name(code: str) -> None:
    """No code is shown."""
    assert len(language_name(language_of(TEXTS[code]))) > 2
