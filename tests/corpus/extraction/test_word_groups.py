"""Groups of words by their contexts: what the tagger knows of names that no list has."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.people.tagging.word_groups import (
    LARGER,
    WordGroups,
    group_features,
    load_word_groups,
    packed,
    word_keys,
)


def test_words_that_stand_in_similar_contexts_share_a_group() -> None:
    """Cities are with cities, surnames with surnames, and a word that was never seen is in no group."""
    monday, friday, nairobi, jakarta, lopez, garcia, unknown = load_word_groups().find(
        ("monday", "friday", "nairobi", "jakarta", "lopez", "garcia", "qwertzuiopu")
    )
    assert monday == friday
    assert nairobi == jakarta
    assert lopez == garcia
    assert len({monday, nairobi, lopez}) == 3
    assert unknown == -1


def test_features_name_the_group_and_the_larger_ones() -> None:
    """Of a word in no group they say so."""
    group = int(load_word_groups().find(("nairobi",))[0])
    names = group_features(group)
    assert names[0] == f"g={group}"
    assert [name.partition("=")[0] for name in names[1:]] == [f"g{count}" for count in LARGER]
    assert group_features(-1) == ("g=none",)


@given(st.lists(st.text(max_size=8), unique_by=lambda word: int(word_keys([word])[0]), min_size=1))
def test_packed_words_keep_their_groups(words: list[str]) -> None:
    """Those of a file are the groups of exactly the words that were packed."""
    groups = np.arange(len(words)) % 7
    with np.load(BytesIO(packed(word_keys(words), groups, [np.zeros(7, dtype=np.intp)]))) as file:
        keys = np.cumsum(file["steps"], dtype=np.uint32)
        found = WordGroups(keys, file["groups"], file["larger"])
    assert found.find(words).tolist() == groups.tolist()
    assert replace(found, groups=found.groups + np.uint16(1)).find(words).tolist() == (groups + 1).tolist()


def test_the_first_of_two_words_with_one_hash_counts() -> None:
    """More frequent words come first."""
    key = word_keys(["vilnius"])
    with np.load(BytesIO(packed(np.append(key, key), np.array([5, 3]), [np.zeros(6, dtype=np.intp)]))) as file:
        assert file["groups"].tolist() == [5]
