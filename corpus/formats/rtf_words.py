"""Control words of Rich Text Format 1.9.1: characters, destinations and code pages."""

from __future__ import annotations

import codecs
from enum import Enum, auto


class Destination(Enum):
    """What the text of a group is for."""

    SKIPPED = auto()
    """For programs only, or what another group says, too."""
    INSTRUCTION = auto()
    """What a field is."""
    LIST_NUMBER = auto()
    NOTE = auto()
    MARGIN = auto()
    """A header or a footer."""
    BOX = auto()
    COMMENT = auto()
    PICTURE = auto()
    TITLE = auto()
    AUTHOR = auto()
    CREATED = auto()
    FONTS = auto()


CHARACTERS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
SYMBOLS = {"~": "\xa0", "_": "-", "-": ""}
"""Control symbols: a non-breaking hyphen is a hyphen, one where a line may break is none."""
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "softpage"})

DESTINATIONS = {
    "fldinst": Destination.INSTRUCTION,
    "listtext": Destination.LIST_NUMBER,
    "pntext": Destination.LIST_NUMBER,
    "footnote": Destination.NOTE,
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), Destination.MARGIN
    ),
    "shptxt": Destination.BOX,
    "dptxbxtext": Destination.BOX,
    "annotation": Destination.COMMENT,
    "pict": Destination.PICTURE,
    "title": Destination.TITLE,
    "author": Destination.AUTHOR,
    "creatim": Destination.CREATED,
    "fonttbl": Destination.FONTS,
}
"""Destinations whose groups say something."""
_SKIPPED_WORDS = """
aftncn aftnsep aftnsepc atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart background bkmkend
bkmkstart blipuid buptim category colorschememapping colortbl comment company datafield datastore defchp defpap
doccomm docvar ebcend ebcstart factoidname falt fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl ffname
ffstattext file filetbl fldtype fname fontemb fontfile formfield ftncn ftnsep ftnsepc g generator gridtbl hl hlfr
hlinkbase hlloc hlsrc hsv htmltag info keycode keywords latentstyles lchars levelnumbers leveltext lfolevel linkval
list listlevel listname listoverride listoverridetable listpicture liststylename listtable lsdlockedexcept mailmerge
manager mhtmltag nesttableprops nextfile nonesttables nonshppict objalias objclass objdata objname objsect objtime
oldcprops oldpprops oldsprops oldtprops oleclsid operator panose password passwordhash pgp pgptbl picprop pn
pnseclvl pntxta pntxtb printim private propname protend protstart protusertbl pxe revtbl revtim rsidtbl rxe shprslt
sn sp staticval stylesheet subject sv svb tc template themedata txe userprops wgrffmtfilter windowcaption
writereservation writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen mbegChr mchr
mendChr msepChr mmathPict mmodso mpos mtype mvertJc
"""
SKIPPED = frozenset(_SKIPPED_WORDS.split())
"""Destinations without text for the reader."""
SHOWN = frozenset({"cs", "ds", "ts", "s", "shpinst", "shppict", "do", "moMath", "moMathPara", "fldrslt", "result"})
"""Words after the symbol `*` whose groups are shown: styles, and groups with text or further groups inside."""
INSIDE_INFO = frozenset({"title", "author", "creatim"})

_MAC = {
    10000: "mac_roman", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 10004: "mac_arabic", 10005: "cp1255",
    10006: "mac_greek", 10007: "mac_cyrillic", 10008: "gb2312", 10010: "mac_romanian", 10017: "mac_cyrillic",
    10021: "cp874", 10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish", 10082: "mac_croatian",
}  # fmt: skip
_CODE_PAGES = {**_MAC, 936: "gb18030", 1361: "johab", 65001: "utf-8", 54936: "gb18030"}
DEFAULT_CODEC = "cp1252"
CHARACTER_SETS = {"ansi": DEFAULT_CODEC, "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Words that name the code page of a whole document."""
SYMBOL_CHARSET = 2
_FONT_CODE_PAGES = {
    0: 1252, 77: 10000, 78: 10001, 79: 10003, 80: 10008, 81: 10002, 83: 10005, 84: 10004, 85: 10006, 86: 10081,
    87: 10021, 88: 10029, 89: 10007, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
"""The code pages of the values of the word fcharset; any other means the code page of the document."""


def codec_of_page(number: int) -> str:
    """Return the codec of a Windows or Mac code page; "" for one that is not known."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def codec_of_font(charset: int) -> str:
    """Return the codec of a value of the word fcharset; "" where the font is in the code page of the document."""
    return codec_of_page(_FONT_CODE_PAGES[charset]) if charset in _FONT_CODE_PAGES else ""


def destination_of(word: str) -> Destination | None:
    """Return the destination that a control word begins; None for other words."""
    if word in SKIPPED or (word.startswith("m") and word.endswith("Pr")):
        return Destination.SKIPPED
    return DESTINATIONS.get(word)
