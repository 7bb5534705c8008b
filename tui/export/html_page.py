"""Writes an export as one HTML page without scripts, links or anything from the network."""

from __future__ import annotations

from collections.abc import Iterator

from tui.export.escaping import html_text, html_with_hits
from tui.export.model import Chart, Export, Passage, Passages, Section, Table, Value
from tui.export.svg import svg
from tui.text.numbers import grouped

_SHADES = 6
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c636b; --paper: #fdfdfb; --line: #dcdcd4; --accent: #1f6f8b;
  --mark: #ffe9a8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e4e0; --soft: #a0a6ac; --paper: #17191c; --line: #33373c;
  --accent: #6cb6cf; --mark: #5c4a12; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 2.5rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 Georgia, "Noto Serif", "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3, dl, table, svg, .meta { font-family: system-ui, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .8rem; }
h3 { font-size: 1rem; margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: 0; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; }
article { border-top: 1px solid var(--line); padding: .8rem 0; break-inside: avoid; } article p { margin: .3rem 0 0; }
.meta { color: var(--soft); font-size: .8rem; } mark { background: var(--mark); color: inherit; border-radius: 2px; }
table { border-collapse: collapse; overflow-wrap: normal; font-size: .88rem; } .wide { overflow-x: auto; }
th, td { padding: .25rem .7rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
table.shaded td, table.shaded th { padding: .25rem .5rem; }
table.shaded th { vertical-align: bottom; } table.shaded td:first-child { white-space: nowrap; }
svg { display: block; width: 100%; height: auto; font-size: 13px; } svg text { fill: var(--ink); }
svg rect { fill: var(--accent); } svg .count { fill: var(--soft); }
"""
_SHADE = "\n".join(
    f"td.s{level} {{ background: color-mix(in srgb, var(--accent) {level * 13}%, transparent); }}"
    for level in range(1, _SHADES)
)


def html_page(export: Export) -> Iterator[str]:
    """Yield the parts of the page."""
    title = html_text(export.title)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{_STYLE}{_SHADE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n<dl>\n"
    for label, value in export.facts:
        yield f"<dt>{html_text(label)}</dt><dd>{html_text(value)}</dd>\n"
    yield "</dl>\n"
    for section in export.sections:
        yield f"<section>\n<h2>{html_text(section.title)}</h2>\n"
        yield from _section(section)
        yield "</section>\n"
    yield "</body>\n</html>\n"


def _section(section: Section) -> Iterator[str]:
    match section:
        case Chart():
            yield svg(section) + "\n"
        case Table():
            yield from _table(section)
        case Passages():
            yield from map(_passage, section.items)


def _passage(each: Passage) -> str:
    meta = " · ".join(html_text(part) for part in (each.date, each.place, each.doc_id, each.note) if part)
    text = html_with_hits(each.text, each.hits)
    return f'<article>\n<h3>{html_text(each.title)}</h3>\n<div class="meta">{meta}</div>\n<p>{text}</p>\n</article>\n'


def _table(table: Table) -> Iterator[str]:
    rows = list(table.rows) if table.is_shaded else table.rows
    highest = max((cell for row in rows for cell in row if isinstance(cell, int)), default=1) if table.is_shaded else 0
    yield f'<div class="wide"><table{" class=shaded" if table.is_shaded else ""}>\n<tr>'
    yield "".join(f"<th>{html_text(name)}</th>" for name in table.columns) + "</tr>\n"
    for row in rows:
        yield "<tr>" + "".join(_cell(value, highest) for value in row) + "</tr>\n"
    yield "</table></div>\n"


def _cell(value: Value, highest: int) -> str:
    """Return a cell; `highest` is the number with the darkest shade, 0 for none."""
    if not isinstance(value, int | float):
        return f"<td>{html_text(str(value or ''))}</td>"
    shade = -(-int(value) * (_SHADES - 1) // highest) if highest else 0
    number = grouped(value) if isinstance(value, int) else str(value)
    return f'<td class="n{f" s{shade}" if shade else ""}">{number if value or not highest else "·"}</td>'
