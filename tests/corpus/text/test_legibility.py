"""Texts in any language, and what undecodable fonts give."""

from __future__ import annotations

import pytest

from corpus.text.legibility import is_legible

LEGIBLE = {
    "English": "The ministers met on Monday in the harbour of Odesa and agreed on all points of the treaty. ",
    "Czech": "Ministři se sešli v pondělí v přístavu Oděsa a shodli se na všech bodech smlouvy. ",
    "Vietnamese": "Các bộ trưởng gặp nhau hôm thứ Hai tại cảng Odesa và nhất trí về mọi điểm của hiệp ước. ",
    "Russian": "Министры встретились в понедельник в порту Одессы и согласились по всем пунктам договора. ",
    "Hindi": "मंत्री सोमवार को ओडेसा के बंदरगाह में मिले और संधि के सभी बिंदुओं पर सहमत हुए। ",
    "Thai": "รัฐมนตรีพบกันเมื่อวันจันทร์ที่ท่าเรือโอเดสซาและตกลงในทุกประเด็นของสนธิสัญญา ",
    "Chinese": "部长们周一在敖德萨港会晤，并就条约的所有要点达成一致。",
    "Arabic": "اجتمع الوزراء يوم الاثنين في ميناء أوديسا واتفقوا على جميع نقاط المعاهدة. ",
    "numbers": "1991 1,234.50 12/03 45 % 1992 2,345.60 13/04 46 % ",
    "table of contents": "Introduction ..................................................... 1\n",
}
ILLEGIBLE = {
    "punctuation": "!\"#$% &%'#( )*+,-. ",
    "shifted letters": "7KH PLQLVWHUV PHW RQ PRQGDB LQ WKH KDUERXU RI RGHVD DQG DJUHHG ",
    "private use": "\ue001\ue002\ue003 \ue004\ue005 ",
    "replacement characters": "a\ufffd\ufffdb \ufffd\ufffd ",
}


@pytest.mark.parametrize("text", LEGIBLE.values(), ids=LEGIBLE)
def test_text_in_any_script_is_legible(text: str) -> None:
    """Also tables and numbers."""
    assert is_legible(text * 20)


@pytest.mark.parametrize("text", ILLEGIBLE.values(), ids=ILLEGIBLE)
def test_codes_of_undecodable_fonts_are_not_legible(text: str) -> None:
    """They have too few letters, too few vowels, or characters without a meaning."""
    assert not is_legible(text * 20)


def test_a_short_text_is_legible() -> None:
    """There is too little to judge by."""
    assert is_legible('!"#$%')
