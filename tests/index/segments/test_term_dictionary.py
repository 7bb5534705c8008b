"""Looking up terms, also after so many look-ups that samples of the dictionary are used."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.term_dictionary import TermDictionary, write_term_dictionary
from tests.index.segments.memory_file import MemoryFile

TEXTS = st.text(st.sampled_from("abz\u00ff\U0010ffff"), max_size=4).map(str.encode)


def _dictionary(terms: list[bytes]) -> TermDictionary:
    written = MemoryFile()
    out = ArrayFileWriter(written)
    write_term_dictionary(out, "f", terms)
    out.close({})
    return TermDictionary(ArrayFile("x", written.data), "f")


@settings(deadline=None)
@given(st.sets(st.one_of(TEXTS, st.binary(max_size=2)), max_size=400), st.lists(TEXTS, min_size=1, max_size=20))
def test_terms_are_found_as_by_looking_at_all_of_them(terms: set[bytes], wanted: list[bytes]) -> None:
    """The first term that is not less than a text, and the terms with a prefix."""
    ordered = sorted(terms)
    dictionary = _dictionary(ordered)
    for _ in range(80):
        dictionary.lower_bound(b"a")
    for text in (*wanted, b"", b"\xff", b"\xff\xff", *ordered[:3]):
        assert dictionary.lower_bound(text) == bisect_left(ordered, text)
        assert dictionary.find(text) == (ordered.index(text) if text in terms else -1)
        found = [at for at, term in enumerate(ordered) if term.startswith(text)]
        assert list(dictionary.prefixed(text)) == found
