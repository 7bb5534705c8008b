"""No bytes, in a file of any name, are an exception or get into a text."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.registry import FORMATS
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.text.sanitize import clean_text
from tests.corpus.format_files import NAMES, everything

SUFFIXES = sorted(suffix for known in FORMATS for suffix in known.suffixes)


STARTS = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"{\\rtf1 ",
    b"From a@b Fri Oct 18 09:30:00 2024\n",
    b"<html>",
    b"<rss>",
    b'[{"title": "a", ',
    b"a,b\n",
    b"---\n",
    b"+++\n",
    b"1\n00:00:01,000 --> 00:00:02,000\n",
    b"\0" * 257 + b"ustar",
)


TOKENS = (
    b"<", b">", b"&", b'"', b"{", b"}", b"[", b"]", b"[[", b"]]", b"{{", b"}}", b"{|", b"<<", b">>", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<?", b"&#x110000;", b"=?utf-8?b?", b"=3D", b"--", b"```", b"|", b"\\", b"\\u", b"\\bin9",
    b"%PDF", b"obj", b"endobj", b"/Kids", b"99999999999999999999", b"1e999", b"-1", b"\nFrom ",
)  # fmt: skip
"""What decides in some format where something begins or ends, or how much there is."""
HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@given(name=st.sampled_from(NAMES), data=st.data())
@settings(max_examples=120)
def test_damaged_files_give_documents_or_reasons(
    name: str, data: st.DataObject, valid: dict[str, bytes], tmp_path: Path
) -> None:
    """Cut, with bits flipped, or with bytes or tokens inserted: no exception, and no control characters in the text."""
    content = bytearray(valid[name])
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    at = data.draw(st.integers(0, len(content)))
    content[at:at] = data.draw(st.binary(max_size=20) | st.sampled_from(TOKENS))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    check(everything(tmp_path, name, bytes(content), Limits(document_bytes=1_000_000, unpacked_bytes=4_000_000)))


@given(suffix=st.sampled_from(SUFFIXES), content=st.binary(max_size=300))
@settings(max_examples=120)
def test_any_bytes_under_any_suffix_give_documents_or_reasons(suffix: str, content: bytes, tmp_path: Path) -> None:
    """After the first bytes of each format."""
    for start in STARTS:
        check(everything(tmp_path, f"a{suffix}", start + content))


def check(found: list[Document | Skipped]) -> None:
    """Assert that texts are clean and offsets in order, and that everything else has a reason."""
    assert found
    for each in found:
        if isinstance(each, Skipped):
            assert isinstance(each.reason, Reason)
        else:
            assert each.title.strip()
            assert not HARMFUL.search(each.text)
            assert clean_text(each.text) == each.text or each.pages
            assert 0 <= each.body_start <= len(each.text)
            assert list(each.pages) == sorted(each.pages)
