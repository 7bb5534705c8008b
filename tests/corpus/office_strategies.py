"""Random bodies of Word documents and OpenDocument texts."""

from __future__ import annotations

from hypothesis import strategies as st

Markup = st.SearchStrategy[str]
WORDS = st.lists(st.sampled_from(["ships", "left", "Vilnius", "a &amp; b", "日本", " lead", "x  y"]), max_size=3).map(
    " ".join
)


def joined(*parts: Markup | str, most: int = 3) -> Markup:
    """Up to so many of these, one after the other."""
    each = st.one_of(*(st.just(part) if isinstance(part, str) else part for part in parts))
    return st.lists(each, max_size=most).map("".join)


def within(start: str | Markup, content: Markup, end: str) -> Markup:
    """Content between a start tag, or one of several, and what closes it."""
    return st.tuples(st.just(start) if isinstance(start, str) else start, content).map(
        lambda each: "".join((*each, end))
    )


def _word_paragraph(box: Markup) -> Markup:
    text = within("<w:t>", WORDS, "</w:t>")
    in_run = joined(
        text, text, "<w:tab/>", '<w:br w:type="page"/>', '<w:footnoteReference w:id="1"/>',
        '<w:endnoteReference w:id="2"/>',
        '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>', '<w:fldChar w:fldCharType="end"/>',
        '<w:commentReference w:id="1"/>', "<w:object/>", box,
    )  # fmt: skip
    run = within(st.sampled_from(["<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"]), in_run, "</w:r>")
    deleted = within("<w:del><w:r><w:delText>", WORDS, "</w:delText></w:r></w:del>")
    inline = joined(
        run, run, run, deleted, within('<w:hyperlink r:id="h">', run, "</w:hyperlink>"),
        within("<w:ins>", run, "</w:ins>"),
        within("<w:moveFrom>", run, "</w:moveFrom>"), within('<w:fldSimple w:instr="PAGE">', run, "</w:fldSimple>"),
    )  # fmt: skip
    properties = st.sampled_from([
        "", '<w:pStyle w:val="Heading1"/>', '<w:outlineLvl w:val="0"/>', '<w:sectPr><w:pgSz/></w:sectPr>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
    ])  # fmt: skip
    return st.tuples(properties, inline).map(lambda each: f"<w:p><w:pPr>{each[0]}</w:pPr>{each[1]}</w:p>")


def _word_blocks(inner: Markup) -> Markup:
    field = st.sampled_from(
        ["<w:sdt>", "<w:sdt><w:sdtPr/>", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtEndPr/>"]
    )
    cell = within(st.sampled_from(["<w:tc>", "<w:tc><w:tcPr><w:tcW/></w:tcPr>"]), joined(inner), "</w:tc>")
    row_start = st.tuples(
        st.sampled_from(["", "<w:tblPrEx><w:jc/></w:tblPrEx>", "<w:bookmarkStart/>"]),
        st.sampled_from(["", "<w:trPr><w:trHeight/></w:trPr>", "<w:trPr><w:del/></w:trPr>"]),
    ).map("<w:tr>{0[0]}{0[1]}".format)
    row = within(row_start, joined(cell, cell, "<w:proofErr/>"), "</w:tr>")
    rows = joined(row, row, within(field, within("<w:sdtContent>", row, "</w:sdtContent>"), "</w:sdt>"), "<!-- -->")
    box = within("<w:pict><w:txbxContent>", inner, "</w:txbxContent></w:pict>")
    return joined(
        _word_paragraph(box),
        within("<w:tbl><w:tblPr><w:tblStyle/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>", rows, "</w:tbl>"),
        within(field, within("<w:sdtContent>", inner, "</w:sdtContent>"), "</w:sdt>"),
        within("<w:customXml>", inner, "</w:customXml>"), within("<w:moveFrom>", inner, "</w:moveFrom>"),
        '<w:altChunk r:id="chunk"/>', "<w:bookmarkEnd/>", "\n ",
    )  # fmt: skip


def _open_paragraph(block: Markup) -> Markup:
    inline = joined(
        WORDS, WORDS, within("<text:span>", WORDS, "</text:span>"), '<text:s text:c="3"/>', "<text:line-break/>",
        "<!-- -->", "<text:page-number>3</text:page-number>", "<text:soft-page-break/>",
        within("<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>", WORDS,
               "</text:p></text:note-body></text:note>"),
        within("<office:annotation><text:p>", WORDS, "</text:p></office:annotation>"),
        within("<draw:frame><draw:text-box>", block, "</draw:text-box></draw:frame>"),
    )  # fmt: skip
    return within("<text:p>", inline, "</text:p>") | within('<text:h text:outline-level="1">', inline, "</text:h>")


def _open_blocks(inner: Markup) -> Markup:
    item = within(
        st.sampled_from(["<text:list-item>", '<text:list-item text:start-value="5">']), inner, "</text:list-item>"
    )
    items = joined(item, item, within("<text:list-header>", inner, "</text:list-header>"), "stray", "<text:bookmark/>")
    list_start = st.sampled_from(["", ' text:style-name="L"', ' text:style-name="L" text:continue-numbering="true"'])
    cells = joined(within("<table:table-cell>", inner, "</table:table-cell>"), "<table:covered-table-cell/>")
    row = within("<table:table-row>", cells, "</table:table-row>")
    rows = joined(
        row, row, within("<table:table-header-rows>", row, "</table:table-header-rows>"), "<text:soft-page-break/>"
    )
    return joined(
        _open_paragraph(inner), within(list_start.map("<text:list{}>".format), items, "</text:list>"),
        within("<table:table><table:title>no</table:title><table:table-column/>", rows, "</table:table>"),
        within("<text:section>", inner, "</text:section>"), "<draw:frame><draw:image/></draw:frame>",
        within("<text:table-of-content><text:index-body>", inner, "</text:index-body></text:table-of-content>"),
        within("<text:tracked-changes>", inner, "</text:tracked-changes>"), "stray",
    )  # fmt: skip


WORD_BODIES = st.recursive(_word_paragraph(st.just("")), _word_blocks, max_leaves=6)
"""Text boxes, tables in tables, fields, notes, and what was changed or hidden."""
OPEN_BODIES = st.recursive(_open_paragraph(st.just("")), _open_blocks, max_leaves=6)
"""Lists and tables in each other, sections, frames, notes, comments and changes."""
