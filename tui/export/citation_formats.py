"""The formats of a quote with its citation: templates, and the formats of reference managers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tui.export.citation import FIELDS, Citation
from tui.export.escaping import markdown_text
from tui.text.sanitize import json_lines
from tui.text.template import check_template, fill

TEMPLATES = {
    "plain": "“{quote}”\\n— [{author}, ]{title}[, {date}][, {pages}], {place}\\n",
    "markdown": "> {quote}\\n\\n— [{author}, ]*{title}*[, {date}][, {pages}], {place}\\n",
    "footnote": "{quote}[[^{key}]]\\n\\n[[^{key}]]: [{author}, ]{title}[, {date}][, {pages}][, {url}], {place}.\\n",
}
"""The built-in templates; the settings may replace them and add others."""
_BIBTEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",  # with a backslash only, BibTeX would still count it
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}  # fmt: skip
_BIBTEX_SIGNS = re.compile(r"[\\~^{}$&%#_]")


def names(templates: Mapping[str, str]) -> list[str]:
    """Return the names of all formats, with those of the user's templates."""
    return list(dict.fromkeys([*TEMPLATES, *templates, *_MANAGERS]))


def check(template: str) -> None:
    """Check a template of the user; raises InvalidTemplate."""
    check_template(template, FIELDS)


def cited(citation: Citation, name: str, templates: Mapping[str, str]) -> str:
    """Return a quote in a format; raises InvalidTemplate for a template that is not valid."""
    template = templates.get(name) or TEMPLATES.get(name)
    if template is None:
        return _MANAGERS[name](citation)
    values = citation.values()
    if name in ("markdown", "footnote"):
        values = {field: _markdown(value) for field, value in values.items()} | {"key": citation.key}
        if name == "markdown":
            values["quote"] = values["quote"].replace("\n\n", "\n>\n> ")
    return fill(template, values)


def _markdown(text: str) -> str:
    return "\n\n".join(markdown_text(paragraph).strip() for paragraph in text.split("\n\n"))


def _bibtex(citation: Citation) -> str:
    note = f"{citation.place}, id {citation.id}, library {citation.library}"
    fields = {
        "title": f"{{{_bibtex_text(citation.title)}}}",  # in braces, so that no style changes capitals
        "author": f"{{{_bibtex_text(_name(citation.author))}}}" if citation.author else "",
        "date": str(citation.date or ""),
        "year": str(citation.date.year) if citation.date else "",
        "month": str(citation.date.month) if citation.date else "",
        "pages": citation.page.replace("-", "--"),
        "howpublished": _bibtex_text(citation.source),
        "url": re.sub(r"[{}\\\s%]", "", citation.url),
        "urldate": str(citation.accessed),
        "note": _bibtex_text(note),
        "annote": _bibtex_text(citation.quote),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}\n}}\n"


def _bibtex_text(text: str) -> str:
    return _BIBTEX_SIGNS.sub(lambda match: _BIBTEX[match[0]], " ".join(text.split()))


def _ris(citation: Citation) -> str:
    date = citation.date.strftime("%Y/%m/%d/") if citation.date else ""
    first, last = citation.pages or ("", "")
    fields = [
        ("TY", "PCOMM" if citation.is_mail else "GEN"), ("ID", citation.key), ("TI", citation.title),
        ("AU", _name(citation.author)), ("DA", date), ("PY", str(citation.date.year) if citation.date else ""),
        ("SP", str(first)), ("EP", str(last)), ("PB", citation.source), ("UR", citation.url),
        ("L1", citation.place), ("AN", citation.id), ("DB", citation.library), ("N1", citation.quote),
        ("Y2", citation.accessed.strftime("%Y/%m/%d/")),
    ]  # fmt: skip
    lines = (f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields if value)
    return "".join([*lines, "ER  - \r\n"])


def _csl_json(citation: Citation) -> str:
    date = citation.date
    today = citation.accessed
    item: dict[str, object] = {
        "id": citation.key,
        "type": "personal_communication" if citation.is_mail else "document",
        "title": citation.title,
        "author": [{"literal": _name(citation.author)}] if citation.author else None,
        "issued": {"date-parts": [[date.year, date.month, date.day]]} if date else None,
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
        "page": citation.page,
        "publisher": citation.source,
        "URL": citation.url,
        "archive": citation.library,
        "archive_location": citation.place,
        "call-number": citation.id,
        "note": citation.quote,
    }
    return json_lines([{name: value for name, value in item.items() if value}])


def _name(author: str) -> str:
    """Return the name of an author without a mail address, or the address where there is no name."""
    name = re.sub(r"\s*<[^<>]*>", "", author).strip(" \"'")
    return name or author.strip("<> ")


_MANAGERS: dict[str, Callable[[Citation], str]] = {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}
