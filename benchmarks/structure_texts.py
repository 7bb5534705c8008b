"""Files of one format that repeat one of its structures: elements, headers, records, cells, parts, chapters."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.hostile_files import MAKERS, archive, docx, open_document, sheet
from benchmarks.pattern_texts import Make, numbered, repeated

_HEADERS = "From: a@example.org\nTo: b@example.org\nSubject: A message\nMIME-Version: 1.0\n"


@dataclass(frozen=True, slots=True)
class Structure:
    """What is repeated, and the file around it."""

    suffix: str
    make: Make
    """Makes what is repeated."""
    file: Callable[[str], bytes]
    """Makes the file."""


def _page(body: str) -> bytes:
    return f"<html><head><title>A page</title></head><body>{body}</body></html>".encode()


def _message(lines: str) -> bytes:
    return f"{_HEADERS}{lines}\n\nThe ships were sent.\n".encode()


def _parts(parts: str) -> bytes:
    return f"{_HEADERS}Content-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n".encode()


def _book(chapters: str) -> bytes:
    """A book whose spine has a chapter for each letter a."""
    count = chapters.count("a")
    items = "".join(f'<item id="c{n}" href="{n}.xhtml"/>' for n in range(count))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(count))
    pages = {f"{n}.xhtml": f"<html><body><h1>Chapter {n}</h1><p>Ships.</p></body></html>" for n in range(count)}
    container = {"mimetype": "application/epub+zip", "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>'}
    return archive({**container, "b.opf": f"<p>{items}{spine}</p>", **pages})


def _word(body: str) -> bytes:
    return docx(f"</w:t></w:r></w:p>{body}<w:p><w:r><w:t>")


_RUN = "<w:r><w:t>ship </w:t></w:r>"
_CELL = f"<w:tc><w:p>{_RUN}</w:p></w:tc>"

STRUCTURES: dict[str, Structure] = {
    "paragraphs of a page": Structure(".html", repeated("<p>The ship of Anna Weber.</p>\n"), _page),
    "line breaks of a page": Structure(".html", repeated("ships<br>"), _page),
    "spans": Structure(".html", repeated("<span>ship</span> ", "<p>", "</p>"), _page),
    "links": Structure(".html", repeated('<a href="/a">ship</a> ', "<p>", "</p>"), _page),
    "items of a list": Structure(".html", repeated("<li>ship", "<ul>", "</ul>"), _page),
    "rows of a page": Structure(".html", repeated("<tr><td>ship<td>1", "<table>", "</table>"), _page),
    "cells of one row": Structure(".html", repeated("<td>ship</td>", "<table><tr>", "</tr></table>"), _page),
    "headings of a page": Structure(".html", repeated("<h2>Ships</h2><p>Many.</p>"), _page),
    "open bold": Structure(".html", repeated("<b>a ", "<p>"), _page),
    "open tags": Structure(".html", repeated("<"), _page),
    "tags in quotes": Structure(".html", repeated('<a ="<a" '), _page),
    "comments": Structure(".html", repeated("<!-- a -->b"), _page),
    "attributes": Structure(".html", numbered(lambda n: f' a{n}="b"'), lambda text: _page(f"<p{text}>Ships.</p>")),
    "entities": Structure(".html", repeated("&eacute;&#233;"), _page),
    "scripts": Structure(".html", repeated("<script>a</script>ship "), _page),
    "buttons": Structure(".html", repeated("<button>a</button>ship "), _page),
    "pictures": Structure(".html", repeated("<picture>a</picture>ship "), _page),
    "empty elements": Structure(".html", repeated("<i></i>ship ", "<p>", "</p>"), _page),
    "nested empty elements": Structure(".html", repeated("<b><i></i></b>ship ", "<p>", "</p>"), _page),
    "hidden elements": Structure(".html", repeated("<span hidden>a</span>ship ship ", "<p>", "</p>"), _page),
    "marks of notes": Structure(
        ".html", repeated('ship<a href="#fn1">1</a> ', "<p>", '</p><p id="fn1">A note.</p>'), _page
    ),
    "captions": Structure(".html", repeated("<figcaption>a</figcaption>ship ", "<figure>", "</figure>"), _page),
    "an address of digits": Structure(
        ".html", repeated("1", '<p>Ships<a href="#fn', '!">1</a> were sent.</p>'), _page
    ),
    "a long line in Latin-1": Structure(
        ".html", repeated("QUJD"),
        lambda text: f'<meta charset="latin1"><p>{text}</p>\u00e9\u00e8\u00ea'.encode("cp1252"),
    ),
    "a long value of data": Structure(
        ".html", repeated("a{b} "),
        lambda text: _page(f'<script type="application/json">[["{text}"], "{text}"]</script>'),
    ),
    "spaces of a page": Structure(".html", repeated(" ", "<pre>a", "b</pre>"), _page),
    "divisions": Structure(".html", repeated("<div>ship</div>"), _page),
    "meta elements": Structure(
        ".html", repeated('<meta name="author" content="A. Weber">'),
        lambda text: f"<html><head>{text}</head><body><p>Ships.</p></body></html>".encode(),
    ),
    "headers": Structure(".eml", numbered(lambda n: f"X-Header-{n}: a\n"), _message),
    "headers of one name": Structure(".eml", repeated("Received: by a; Fri, 18 Oct 2024 09:30:00 +0000\n"), _message),
    "a long header": Structure(".eml", repeated(" a@example.org,\n", "Cc:"), _message),
    "encoded words": Structure(".eml", repeated(" =?utf-8?q?a?=\n", "X-Subject:"), _message),
    "parts": Structure(".eml", repeated("--x\nContent-Type: text/plain\n\nShips.\n"), _parts),
    "attachments": Structure(
        ".eml", repeated('--x\nContent-Disposition: attachment; filename="a.bin"\n\nShips.\n'), _parts
    ),
    "nested parts": Structure(
        ".eml", numbered(lambda n: f"--x\nContent-Type: multipart/mixed; boundary=y{n}\n\n--y{n}\n\na\n"), _parts
    ),
    "parts within parts": Structure(
        ".eml", numbered(lambda n: f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"),
        lambda parts: f"{_HEADERS}{parts}\nShips.\n".encode(),
    ),
    "quoted-printable": Structure(
        ".eml", repeated("=E4=\n"), lambda text: _message(f"Content-Transfer-Encoding: quoted-printable\n\n{text}")
    ),
    "messages": Structure(".mbox", repeated(f"From a@b Fri Oct 18 09:30:00 2024\n{_HEADERS}\nShips.\n\n"), str.encode),
    "rows": Structure(".csv", numbered(lambda n: f'{n},"Ship {n}",a\n'), lambda text: f"id,text,c\n{text}".encode()),
    "columns": Structure(".csv", repeated("a,"), lambda text: f"{text}\n{text}\n".encode()),
    "quotes of a table": Structure(".csv", repeated('""'), lambda text: f'id,text\n1,"{text}"\n'.encode()),
    "open quotes of a table": Structure(".csv", repeated('"a,\n'), str.encode),
    "records": Structure(".jsonl", numbered(lambda n: json.dumps({"id": n, "text": "Ships."}) + "\n"), str.encode),
    "records of one id": Structure(".jsonl", repeated('{"id": 1, "text": "Ships."}\n'), str.encode),
    "broken records": Structure(".jsonl", repeated('{"id": 1, \n'), lambda text: b'{"text": "a"}\n' + text.encode()),
    "fields": Structure(
        ".jsonl", numbered(lambda n: f', "f{n}": "a"'), lambda text: f'{{"text": "a"{text}}}\n'.encode()
    ),
    "elements of an array": Structure(
        ".json", repeated(',{"text": "Ships."}'), lambda text: f'[{{"text": "a"}}{text}]'.encode()
    ),
    "words of a list": Structure(
        ".json", repeated(',"ship"'), lambda text: f'[{{"text": "a", "tags": ["a"{text}]}}]'.encode()
    ),
    "paragraphs of Word": Structure(".docx", repeated(f"<w:p>{_RUN}</w:p>"), _word),
    "runs": Structure(".docx", repeated(_RUN, "<w:p>", "</w:p>"), _word),
    "rows of Word": Structure(".docx", repeated(f"<w:tr>{_CELL}{_CELL}</w:tr>", "<w:tbl>", "</w:tbl>"), _word),
    "cells of Word": Structure(".docx", repeated(_CELL, "<w:tbl><w:tr>", "</w:tr></w:tbl>"), _word),
    "headings of Word": Structure(
        ".docx", repeated(f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{_RUN}</w:p>'), _word
    ),
    "chapters": Structure(".epub", repeated("a" + " " * 400), _book),
    "paragraphs of a book": Structure(".epub", repeated("</p><p>ship"), MAKERS[".epub"]),
    "paragraphs of OpenDocument": Structure(".odt", repeated("</t:p><t:p>ship"), MAKERS[".odt"]),
    "slides": Structure(
        ".odp", repeated("<d:page><t:p>ship</t:p></d:page>"), lambda text: open_document("presentation", text)
    ),
    "rows of a sheet": Structure(".xlsx", repeated('<row><c t="inlineStr"><is><t>a</t></is></c></row>'), sheet),
    "items of Markdown": Structure(".md", repeated("- ship\n"), str.encode),
    "nested items": Structure(".md", numbered(lambda n: " " * (n % 60) + "- ship\n"), str.encode),
    "links of Markdown": Structure(".md", repeated("[ship](/a) "), str.encode),
    "link references": Structure(".md", numbered(lambda n: f"[a{n}]: /b\n[a{n}] "), str.encode),
    "open links": Structure(".md", repeated("[a]("), str.encode),
    "open brackets": Structure(".md", repeated("![["), str.encode),
    "emphasis": Structure(".md", repeated("*a **a "), str.encode),
    "code": Structure(".md", numbered(lambda n: "`" * (n % 50 + 1) + "a"), str.encode),
    "fences": Structure(".md", repeated("```\na\n"), str.encode),
    "rows of Markdown": Structure(".md", repeated("| a | b |\n", "| a | b |\n|---|---|\n"), str.encode),
    "paragraphs of rich text": Structure(".rtf", repeated("ship\\par "), MAKERS[".rtf"]),
    "groups": Structure(".rtf", repeated("{\\b ship}"), MAKERS[".rtf"]),
    "hexadecimal letters": Structure(".rtf", repeated("\\'e9"), MAKERS[".rtf"]),
    "rows of rich text": Structure(".rtf", repeated("\\trowd\\intbl a\\cell b\\cell\\row "), MAKERS[".rtf"]),
    "directives": Structure(".rst", repeated(".. note:: Ships\n\n"), str.encode),
    "items of reStructuredText": Structure(".rst", repeated("* ship\n"), str.encode),
    "footnotes": Structure(".rst", numbered(lambda n: f".. [{n + 1}] Ships.\n"), str.encode),
    "sections": Structure(".rst", repeated("Ships\n=====\n\nMany.\n\n"), str.encode),
    "subtitles": Structure(".srt", numbered(lambda n: f"{n}\n00:00:01,000 --> 00:00:02,000\nship\n\n"), str.encode),
    "items of a feed": Structure(
        ".rss", repeated("<item><title>A</title><description>Ships</description></item>"),
        lambda text: f"<rss><channel>{text}</channel></rss>".encode(),
    ),
    "pages of a wiki": Structure(
        ".wiki.xml", repeated("<page><title>A</title><id>1</id><revision><text>ship</text></revision></page>"),
        lambda text: f"<mediawiki><siteinfo/>{text}</mediawiki>".encode(),
    ),
    "templates of a wiki": Structure(".wiki.xml", repeated("{{a|b}}"), MAKERS[".wiki.xml"]),
    "open templates": Structure(".wiki.xml", repeated("{{a|"), MAKERS[".wiki.xml"]),
    "open links of a wiki": Structure(".wiki.xml", repeated("[[a|"), MAKERS[".wiki.xml"]),
    "tables of a wiki": Structure(".wiki.xml", repeated("{|\n|-\n|a\n"), MAKERS[".wiki.xml"]),
    "members": Structure(
        ".zip", repeated("a" + " " * 200),
        lambda text: archive({f"{n}.txt": "Ships." for n in range(text.count("a"))}),
    ),
}  # fmt: skip
"""Each with its name."""
