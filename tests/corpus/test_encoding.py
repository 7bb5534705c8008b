"""Bytes become text in the encoding they were written in, however they are cut and whatever else is among them."""

from __future__ import annotations

import gzip
import io
import random
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.model.document import Document, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.reading.read import read
from corpus.text.encoding import decode, decoded, encoding_of
from corpus.text.unmarked_unicode import unmarked_unicode
from tests.corpus.languages import LATIN_SCRIPT, OTHER_SCRIPTS, TEXTS

SENTENCE = "Kasčiūnas met Müller in Łódź and spoke of the Žemaitija border. "
LONG = {
    "gbk": "外交部发言人在北京表示，会谈将继续进行，双方同意下周再次见面。总理说，这一协议很重要。\n",
    "big5": "外交部發言人在台北表示，會談將繼續進行，雙方同意下週再次見面。總理說，這一協議很重要。\n",
    "shift_jis": "外務大臣は東京で会談し、両国は来週また会うことで合意した。首相は重要な合意だと述べた。\n",
    "euc_jp": "外務大臣は東京で会談し、両国は来週また会うことで合意した。首相は重要な合意だと述べた。\n",
    "euc_kr": "외교부 대변인은 서울에서 회담이 계속될 것이라고 밝혔다. 총리는 합의가 중요하다고 말했다.\n",
}
EASTERN = {name: LATIN_SCRIPT[name] for name in ("cp1250", "iso8859_2", "cp1254", "iso8859_9", "iso8859_13")}
WESTERN = [
    *(TEXTS[language] for language in LATIN_SCRIPT["cp1252"]),
    "Price £100–£200, µm, ±5°, naïve café © ® ™",
    "ÉTATS-UNIS À L'HONNEUR: ÉLÈVES ÉMÉRITES",
    "Müller Çelik",
    "Peter Møller, Åse Ødegård and Þór Guðmundsson met in Reykjavík.",
]


def streamed(data: bytes) -> str:
    """The text of the same bytes read piece by piece."""
    return decoded(io.BytesIO(data), encoding_of(io.BytesIO(data))).read()


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("name", LONG)
def test_a_sample_may_end_inside_a_character(name: str, shift: int) -> None:
    """Longer than any sample, at every offset of the characters to its end."""
    text = "a" * shift + LONG[name] * 1000

    assert decode(text.encode(name))[0] == text
    assert streamed(text.encode(name)) == text


@pytest.mark.parametrize("shift", range(4))
def test_text_without_a_space_is_cut_right_as_well(shift: int) -> None:
    """Nothing tells where its characters begin."""
    text = "a" * shift + LONG["gbk"].strip() * 1000

    assert decode(text.encode("gbk"))[0] == text


@pytest.mark.parametrize("shift", range(3))
@pytest.mark.parametrize("letter", ["é", "п", "国", "국", "😀"])
def test_every_row_of_a_long_table_is_read(letter: str, shift: int, tmp_path: Path) -> None:
    """The 64 KB by which its encoding is told may end inside a character; packed, too."""
    rows = "".join(f"{number};Title;{letter * 20}\n" for number in range(1500))
    data = ("id;title;text" + "x" * shift + "\n" + rows).replace("textx", "text;x").encode()
    assert len(data) > 65_536
    (tmp_path / "a.csv").write_bytes(data)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(data))

    for name in ("a.csv", "a.csv.gz"):
        found = list(read(tmp_path, name))
        assert len(found) == 1500
        assert all(isinstance(each, Document) and letter * 20 in each.text for each in found)


def test_late_letters_tell_the_encoding_of_a_table(tmp_path: Path) -> None:
    """A first 64 KB of plain ASCII says nothing of it."""
    rows = "".join(f"{number},Title,Only plain words here\n" for number in range(3000))
    (tmp_path / "a.csv").write_bytes(f"id,title,text\n{rows}x,Title,Der Präsident in Österreich\n".encode("cp1252"))

    last = list(read(tmp_path, "a.csv"))[-1]
    assert isinstance(last, Document)
    assert "Präsident in Österreich" in last.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_table_keeps_its_cells_in_every_unicode(encoding: str, tmp_path: Path) -> None:
    """A separator that is no line end does not cut a row, and the mark is no part of a column's name."""
    (tmp_path / "a.csv").write_bytes("title,text\nOne,First\u2028second\n".encode(encoding))

    (found,) = read(tmp_path, "a.csv")
    assert isinstance(found, Document)
    assert found.title == "One"
    assert "second" in found.text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE.encode() + b"caf\xe9 done", SENTENCE + "caf\ufffd done"),
        ((SENTENCE * 50).encode() + b"caf\xe9 done", SENTENCE * 50 + "caf\ufffd done"),
        (("Министр Иванов заявил. " * 10).encode() + b"\xff.", "Министр Иванов заявил. " * 10 + "\ufffd."),
        (SENTENCE.encode() + b"the end is \xc3", SENTENCE + "the end is \ufffd"),
        (b"He said \xe2\x80", "He said \ufffd"),
        ("外交部发言人".encode()[:-1], "外交部发言\ufffd"),
        ("Müller ".encode() * 7 + "größe Straße ".encode("cp1252"), "Müller " * 7 + "gr\ufffd\ufffde Stra\ufffde "),
        (SENTENCE.encode() + b"\xed\xa0\xbd\xed\xb8\x80 \xed\xa0\xbd", SENTENCE + "😀 \ufffd\ufffd\ufffd"),
        (b"\xed\xa0\xbd\xed\xb8\x80" * 9, "😀" * 9),
        ("La città, perché ".encode() + b"\xed\xa0\x80 no.", "La città, perché \ufffd\ufffd\ufffd no."),
        (("Министр Иванов заявил. " * 3).encode() + b"\0.", "Министр Иванов заявил. " * 3 + "\0."),
    ],
)
def test_mostly_valid_utf8_is_utf8(data: bytes, expected: str) -> None:
    """A stray byte, a cut letter, another encoding at the end, CESU-8: one bad byte loses no document."""
    assert decode(data) == (expected, "utf-8")
    assert streamed(data) == expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le château de l'Élysée «ÉTÉ»", "cp1252"),
        ("Österreichs Präsident, §5 »ÄÖÜ«", "cp1252"),
        ("«НАТО» и «МИД» обсудили договор в Москве, сообщает газета «ПРАВДА».", "cp1251"),
        *((sentence[:20] + "\n", name) for name, sentence in LONG.items()),
    ],
)
def test_short_legacy_text_is_not_taken_for_utf8(text: str, encoding: str) -> None:
    """Some of its letters are valid UTF-8 by chance."""
    assert decode(text.encode(encoding))[1] != "utf-8"


@pytest.mark.parametrize("name", LONG)
def test_one_bad_byte_loses_no_legacy_text(name: str) -> None:
    """In the middle, or a character cut at the end."""
    text = LONG[name] * 40
    data = text.encode(name)

    assert decode(data[:-1].rstrip() + b"\xff\n" + data)[0].endswith(text)
    assert decode((text + text[0]).encode(name)[:-1])[0].startswith(text)


def test_a_nul_among_letters_is_text(tmp_path: Path) -> None:
    """Many are not, in a table either."""
    (tmp_path / "one.txt").write_bytes(SENTENCE.encode() + b"one nul \x00 here")
    (tmp_path / "many.txt").write_bytes(SENTENCE.encode() + b"\x00\x01" * 20)
    (tmp_path / "a.jsonl").write_bytes(b'{"title": "T", "text": "Words \x00 here"}\n{"text": "Others."}\n')

    (tmp_path / "many.csv").write_bytes(b"title,text\n" + b"\x01\x02,\x03\n" * 50)

    (found,) = read(tmp_path, "one.txt")
    assert isinstance(found, Document)
    assert found.text.endswith("here")
    for name in ("many.txt", "many.csv"):
        (left,) = read(tmp_path, name)
        assert isinstance(left, Skipped)
        assert left.reason is Reason.BINARY
    assert all(isinstance(each, Document) for each in read(tmp_path, "a.jsonl"))


@pytest.mark.parametrize(
    ("data", "label", "expected"),
    [
        ("Müller und Straße".encode(), "iso-8859-1", "Müller und Straße"),
        ("Kasčiūnas met Łukasz ".encode() + b"\xc5", "iso-8859-1", "Kasčiūnas met Łukasz \ufffd"),
        ("“No deal” – O’Neill".encode("cp1252"), "iso-8859-1", "“No deal” – O’Neill"),
        ("朱镕基总理".encode("gbk"), "gb2312", "朱镕基总理"),
        ("外務大臣は会談した".encode("iso2022_jp"), "iso-2022-jp", "外務大臣は会談した"),
        ("Министр".encode("utf-16-le"), "utf-16le", "Министр"),
        (b"Plain words of a page that lies", "utf-16", "Plain words of a page that lies"),
        ("Министр заявил".encode("koi8-r"), "koi8-r", "Министр заявил"),
        ("Le château de l’Élysée".encode("cp1252"), "hex", "Le château de l’Élysée"),
        ("Le château de l’Élysée".encode("cp1252"), "x-unknown", "Le château de l’Élysée"),
    ],
)
def test_a_label_is_believed_where_the_bytes_allow(data: bytes, label: str, expected: str) -> None:
    """Valid UTF-8 is UTF-8, and what is called Latin-1 is Windows-1252, as in every browser."""
    assert decode(data, label)[0] == expected


def in_encodings(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Pairs of an encoding and a language that is written in it."""
    return [(encoding, language) for encoding, languages in table.items() for language in languages]


@pytest.mark.parametrize("markup", ["{}", '<meta charset="iso-8859-1"><p class="a">{}</p>'])
@pytest.mark.parametrize(
    ("encoding", "language"),
    [*in_encodings(OTHER_SCRIPTS), *((name, each) for name, languages in EASTERN.items() for each in languages)],
)
def test_a_default_label_is_not_believed_against_the_letters(encoding: str, language: str, markup: str) -> None:
    """Servers and programs state ISO-8859-1 where nobody chose a charset."""
    data = markup.format(TEXTS[language]).encode(encoding, "ignore")

    assert decode(data, "iso-8859-1")[0] == data.decode(encoding)


@pytest.mark.parametrize("text", WESTERN)
def test_a_default_label_is_believed_for_western_text(text: str) -> None:
    """Also where much of it is not ASCII, or where a word of another language stands in it."""
    assert decode(text.encode("cp1252"), "iso-8859-1")[0] == text


def test_a_long_line_is_looked_at_once() -> None:
    """A picture within a page has no letters that tell anything."""
    data = b"QUJD" * 250_000 + "\nÖsterreichs Präsident Müller".encode("cp1252")
    assert decode(data, "iso-8859-1")[1] == "cp1252"


def test_chinese_in_seven_bits_needs_no_label() -> None:
    """As the Chinese Usenet wrote it; a tilde before a brace in other text means nothing."""
    text = "市长星期六为湖边的新码头揭幕。\n"
    assert decode(text.encode("hz")) == (text, "hz")
    assert streamed(text.encode("hz")) == text
    assert decode(b"command ~{input} ~}") == ("command ~{input} ~}", "utf-8")


def test_a_cut_body_is_not_an_empty_mail(tmp_path: Path) -> None:
    """It says UTF-8, and ends inside a letter."""
    message = EmailMessage()
    message["From"], message["Subject"] = "desk@example.org", "Talks"
    message.set_content("placeholder", charset="utf-8", cte="8bit")
    data = message.as_bytes().replace(b"placeholder\n", SENTENCE.encode() + b"\xc5")
    (tmp_path / "a.eml").write_bytes(data)

    (found,) = read(tmp_path, "a.eml")
    assert isinstance(found, Document)
    assert SENTENCE.strip() in found.text


def test_noise_is_still_no_text() -> None:
    """Whatever is tried to make text of it."""
    import random

    for number in range(20):
        with pytest.raises(UnreadableFile):
            decode(random.Random(number).randbytes(5000))


@pytest.mark.parametrize(("encoding", "language"), in_encodings(LATIN_SCRIPT) + in_encodings(OTHER_SCRIPTS))
def test_a_short_text_without_label_keeps_every_letter(encoding: str, language: str) -> None:
    """Two sentences are enough to tell the encoding, or one that has the same letters."""
    data = TEXTS[language].encode(encoding, "ignore")

    assert decode(data)[0] == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf_16_le", "utf_16_be"])
@pytest.mark.parametrize("language", TEXTS)
def test_utf_16_needs_no_mark(encoding: str, language: str) -> None:
    """Whatever the script; the text has at least one space, line end or full stop of East Asia."""
    data = TEXTS[language].encode(encoding)

    assert decode(data)[0] == TEXTS[language]
    assert decode(data[:-2])[0] == TEXTS[language][:-1]


@pytest.mark.parametrize("language", TEXTS)
def test_text_in_one_byte_a_letter_is_not_utf_16(language: str) -> None:
    """Pairs of letters would be Chinese characters."""
    text = TEXTS[language] * 3

    assert unmarked_unicode(text.encode()) == ""
    assert unmarked_unicode(text.encode("ascii", "replace")) == ""


@pytest.mark.parametrize("seed", range(20))
def test_binary_data_is_not_utf_16(seed: int) -> None:
    """Neither random bytes nor small numbers in two bytes each."""
    generator = random.Random(seed)
    noise = generator.randbytes(4096)
    numbers = b"".join(generator.randrange(600).to_bytes(2, "little") for _ in range(2000))

    assert unmarked_unicode(noise) == ""
    assert unmarked_unicode(numbers) == ""


def test_a_few_numbers_in_bytes_are_not_utf_16() -> None:
    """The first five bytes are the Latin letters U+0100 and U+0302 in UTF-16."""
    assert unmarked_unicode(bytes(range(5))) == ""
    assert unmarked_unicode("Āne".encode("utf-16-le")) == "utf-16-le"


def test_one_name_in_much_english_is_western(tmp_path: Path) -> None:
    """Too few letters for a detector, which would put a symbol into the name: "M¸ller"."""
    (tmp_path / "a.csv").write_bytes(
        f"id;title;text\n1;One;{'x' * 70_000}\n2;Müller;Straße in München\n".encode("cp1252")
    )
    found = list(read(tmp_path, "a.csv"))

    assert [each.text for each in found if isinstance(each, Document)][1] == "Müller\n\nStraße in München"
