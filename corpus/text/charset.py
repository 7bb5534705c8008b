"""Charset labels: the codec that the label of a page, a message or a header stands for."""

from __future__ import annotations

import codecs
from functools import lru_cache

_SUPERSETS = {"gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}
"""The WHATWG encoding has more characters than the codec of Python that has its name."""


_NO_CODEC = ("x-user-defined", "replacement")
"""Encodings of the standard that are for scripts, or are refused for reasons of a browser's security."""


@lru_cache(maxsize=256)
def codec_of(label: str) -> str:
    """Python's name of the codec for a charset label; "" where the label is unknown.

    Labels have the meaning that browsers give them (WHATWG Encoding Standard): "iso-8859-1" is Windows-1252, "gb2312"
    is GB 18030. Labels that the standard does not have, such as "utf-7", are those of Python. "us-ascii" stays ASCII:
    it says nothing of bytes that are not.
    """
    from webencodings import lookup

    label = label.strip().strip("\"';, \t").strip()
    name = _python_codec(label)
    known = lookup(label) if label and name != "ascii" else None
    if known is not None and known.name not in _NO_CODEC:
        name = known.codec_info.name
    return _SUPERSETS.get(name, name)


def _python_codec(label: str) -> str:
    """Python's name of a codec of text; "" where there is none of this name."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""
