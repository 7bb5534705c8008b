"""Charset labels have the meaning that browsers give them."""

from __future__ import annotations

import pytest

from corpus.text.charset import codec_of


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("iso-8859-1", "cp1252"), ("latin1", "cp1252"), ("ISO_8859-9", "cp1254"), ("tis-620", "cp874"),
        ("gb2312", "gb18030"), ("x-gbk", "gb18030"), ("shift_jis", "cp932"), ("windows-31j", "cp932"),
        ("ks_c_5601-1987", "cp949"), ("euc-kr", "cp949"), ("big5", "big5hkscs"), ("x-mac-cyrillic", "mac-cyrillic"),
        ("iso-8859-8-i", "iso8859-8"), ("unicode-1-1-utf-7", "utf-7"), ("hz-gb-2312", "hz"), (' "utf-8;" ', "utf-8"),
        ("us-ascii", "ascii"), ("x-user-defined", ""), ("hex", ""), ("rot13", ""), ("x-unknown", ""), ("", ""),
        ("é", ""), ("a\0b", ""),
    ],
)  # fmt: skip
def test_labels_are_those_of_the_standard(label: str, codec: str) -> None:
    """What it lacks is asked of Python; what is no codec of text is none."""
    assert codec_of(label) == codec
