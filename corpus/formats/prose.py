"""Whether a text file is prose: a text written for readers, as opposed to code, settings, logs, keys and data.

Where the suffix says nothing, the text gets the benefit of the doubt: short releases, poems, lists of names and tables
of contents are prose.
"""

from __future__ import annotations

import re
from posixpath import splitext

_LOOK = 16 * 1024
"""Characters looked at."""
_SYMBOLS = b"{}[]<>;=\\|$_@&^~`#+*"
"""Characters that code has many of, and prose few."""
_FEW_SYMBOLS = 0.03
_MANY_SYMBOLS = 0.12
"""Share of all characters but white space, below and above which a text needs no closer look."""
_OTHER_SUFFIXES = frozenset(
    """
    .js .mjs .cjs .jsx .ts .tsx .css .scss .sass .less .map .vue .py .pyi .pyw .rb .pl .pm .php .asp .aspx
    .jsp .c .h .cc .cpp .cxx .hpp .cs .java .kt .kts .scala .go .rs .swift .m .mm .lua .r .jl .vb .vbs .bas
    .pas .f90 .asm .sh .bash .zsh .fish .bat .cmd .ps1 .psm1 .sql .ini .cfg .conf .config .toml .yaml .yml
    .properties .env .lock .log .pem .crt .cer .csr .key .pub .ppk .asc .ics .ifb .svg .ipynb .cmake .gradle
    .mk .diff .patch .po .pot .xml .xsd .xsl .xslt .dtd .rng .wsdl .plist .url .webloc .desktop .reg .inf .nfo .m3u
    .m3u8 .pls .cue .torrent .proto .tf .dockerfile .eslintrc .babelrc .geojson .kml .gpx .obj .stl .dxf .eps
    .ps .bib .sty .cls .bst .tmp .bak .part .crdownload
    """.split()  # noqa: SIM905 -- a list of words
)
"""Suffixes of files that are no documents unless they hold prose."""
_MARKER = re.compile(
    r"\A\s*(?:-----BEGIN (?!PGP SIGNED)|BEGIN:VCALENDAR|#!\s*/|%!PS|<\?php"
    r"|(?:<\?xml[^>]*>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:svg|plist)\b)",
    re.DOTALL,
)
"""The beginning of texts that are certainly no prose."""
_LOG_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d[/.]\w{2,3}[/.]\d{4}[: ]\d\d:\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d"
_LOG_LEVEL = r"\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|GET|POST|HTTP)\b|\w+\[\d+\]:"
_LOG_LINE = re.compile(rf"[\[<(]?(?:{_LOG_TIME}|\d{{1,3}}(?:\.\d{{1,3}}){{3}} ).*(?:{_LOG_LEVEL})")
_CODE_LINE = re.compile(
    r"""\s*(?:
        .*[{}]\s*(?://.*|/\*.*)?                               # the beginning or end of a block
        |.*[=(){}\[\]<>].*;\s*(?://.*|/\*.*)?                   # a statement
        |[a-z-]+:\s?\S[^;]*;                                    # a property of a style sheet
        |[)\]}]+[,;)]*
        |(?:import|from|using|package|include|require)\s[\w.*{}, "'/<>-]+(?:\simport\s.*)?;?
        |(?:def|class|function|func|fn|sub|proc|module|namespace|interface|struct|enum)\s+\w+\s*[(:{<].*
        |(?:if|for|while|switch|elif|else\ if|catch|except)\b.*[:{(]\s*
        |(?:return|raise|throw|break|continue|pass|end|else|try|finally|do|done|fi|esac)\b[^.]{0,60}[:;]?
        |(?:const|let|var|public|private|protected|static|export|@\w+)\b.*[=({;].*
        |[\w.\[\]'"$>-]+\s?(?:=|:=|\+=|=>)\s?\S.*               # an assignment
        |[\w.$]+\(.*\)[;,]?
        |\[[\w .:-]+\]                                          # a section of an INI file
        |(?:\#include|\#define|\#ifdef|\#endif|//|/\*|\*/|--\s|<!--|<!\[).*
        |</?[\w:-]+(?:\s[\w:-]+=.*)?/?>.*
        |(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s.*
        |"[\w-]+"\s*:\s.*
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def has_program_suffix(path: str) -> bool:
    """Whether files with this suffix are usually made for programs."""
    return splitext(path)[1].lower() in _OTHER_SUFFIXES


def is_prose(text: str, path: str) -> bool:
    """Whether a text is prose.

    Args:
        text: All of it.
        path: The path of its file, whose suffix suggests a format.

    """
    head = text[:_LOOK].lstrip("\ufeff")
    expected = not has_program_suffix(path)
    if not head.strip():
        return True
    if _MARKER.match(head):
        return False
    symbols = _symbol_share(head)
    if expected and symbols < _FEW_SYMBOLS and not _looks_encoded(head) and not _is_log(head):
        return True
    lines = [line for line in head.splitlines() if line.strip()]
    prose = sum(len(line) for line in lines if _is_prose_line(line)) / max(1, sum(map(len, lines)))
    if not expected:
        return prose >= 0.6
    if prose >= 0.3:
        return True
    code = sum(_CODE_LINE.fullmatch(line[:500]) is not None for line in lines)
    is_code = len(lines) >= 4 and code >= 0.6 * len(lines)
    is_minified = symbols > _MANY_SYMBOLS and max(map(len, lines)) > 500
    return not (is_code or is_minified or _looks_encoded(head) or _is_log(head))


def _symbol_share(head: str) -> float:
    """The share of symbols among the bytes that are not white space."""
    data = head.encode("utf-8", "replace").translate(None, b" \t\r\n")
    return (len(data) - len(data.translate(None, _SYMBOLS))) / len(data)


def _looks_encoded(head: str) -> bool:
    """Whether a text is encoded binary data: hardly any spaces between its ASCII characters."""
    words = head.split()
    return head.isascii() and len(head) > 400 and len(head) / len(words) > 40


def _is_log(head: str) -> bool:
    """Whether most lines are entries of a program's log."""
    if not (head[0].isdigit() or head[0] in "[<(" or head[:3].isalpha()) or ":" not in head[:40]:
        return False
    lines = [line for line in head.splitlines()[:50] if line.strip()]
    return sum(_LOG_LINE.match(line) is not None for line in lines) > 0.6 * len(lines)


def _is_prose_line(line: str) -> bool:
    """Whether a line is a sentence or a part of one: several words, and little beside them."""
    words = _WORD.findall(line)
    if len(line.split()) < 5 and line.isascii():
        return False
    marks = sum(line.count(mark) for mark in "{}[]<>;=\\|$_@&^~`#+*()")
    return sum(map(len, words)) >= 0.6 * len("".join(line.split())) and marks <= 0.04 * len(line)
