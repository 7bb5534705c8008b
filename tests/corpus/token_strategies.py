"""Hypothesis strategies for texts in which tokenization and the search for names have many cases."""

from __future__ import annotations

from hypothesis import strategies as st

CHARACTERS = st.sampled_from(
    ["a", "B", "s", "S", "0", "7", "²", "é", "ß", "İ", "Ж", "中", "ʼ", "🙂", "𝒜", "-", "‑", "'", "’", "_", ".", " ",
     "\n", "\t", "\xa0", "\x1c", "\ud800", "#"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["the", "said", "von", "de", "Baker", "James", "BAKER", "JAMES", "U", "S", "J", "Mr", "President", "Bank", "Record",
     "United", "States", "South", "Korea", "Korean-American", "Guinea-Bissau", "The", "Gambia", "New", "York", "REUTER",
     "NATO", "May", "Will", "Camp", "Church", "Inc", "March", "Prime", "Minister", "Kim", "Jong-un", "42nd", "COVID19",
     "2nd", "economy", "growth", "elections", "économie", "ÉCONOMIE", "ǅungla", "中ABCD", "al-ASSAD", "However", "'s"]
)  # fmt: skip
_GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", ". ", ", ", ".", ": ", "\n# ", "\n  ", ' "', "_", ".\n \n"])
TEXTS = st.lists(st.tuples(_WORDS, _GAPS), max_size=40).map(lambda pairs: "".join(map("".join, pairs)))
LONG_TEXTS = st.tuples(TEXTS, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])
