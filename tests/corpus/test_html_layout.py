"""Block layout of HTML, as browsers separate the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.html_blocks import HtmlBlocks
from corpus.formats.html_page import feed_source, page_layout, parse_page
from corpus.formats.layout import Layout
from corpus.model.omission import Omission, OmissionKind
from corpus.text.sanitize import clean_text
from tests.corpus.reading import block_texts, body, case_body, case_documents, documents_of

TAGS = ["p", "div", "ul", "ol", "li", "table", "tr", "td", "h2", "blockquote", "pre", "br", "b", "span", "hr", "dd",
        "style", "img", "nav", "select"]  # fmt: skip
MARKUP = st.lists(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.sampled_from(["word", " ", "\n", "é", "e\u0301", "\xa0", "\u202e", "&lt;", "a b", "<", "<!-- x -->"]),
    max_size=40,
).map("".join)


def by_source(page: str) -> Layout:
    """The layout of a page without a tree."""
    blocks = HtmlBlocks()
    feed_source(blocks, page)
    return blocks.layout()


@pytest.mark.parametrize("lay_out", [page_layout, by_source])
@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Bare<div>block</div>after", "Bare\n\nblock\n\nafter"),
        ("<p>A name: Radu\n   Popescu</p>", "A name: Radu Popescu"),
        ("<p><b>bold</b>text</p>", "boldtext"),
        ("a<hr>b", "a\n\nb"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<dl><dt>Term<dd>Meaning</dl>", "Term\n\nMeaning"),
        ("<ol start=3><li>c<li>d<ul><li>in</ul></ol>", "3. c\n4. d\n• in"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<span style='display:block'>a<span>b</span></span>c", "ab\n\nc"),
        ("<a href='/b' style='display:block'>a</a><a style='display:block'>b</a>", "a\n\nb"),
        ("<table><tr><td>a<td><td>c</table>", "a | c"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
        ("<p>AT&amp;amp;T</p>", "AT&T"),
        ("a<img src=x>b", "a b"),
        ("<script>if (a < b) c()</script>shown<style>p{}</style>", "shown"),
        ("a<noscript>b</noscript><template>c</template>", "a"),
        ("<p>a<p>\xa0<p>b", "a\n\nb"),
        ("<p title='1 > 2' lang=\"en\">a</p>", "a"),
        ("<p title=it's>a</p><p>it's <b class=x>b</b></p>", "a\n\nit's b"),
        ("<p>1 < 2 <3 << 4</p>", "1 < 2 <3 << 4"),
    ],
)
def test_blocks_are_separated_as_in_a_browser(lay_out: object, page: str, text: str) -> None:
    """The same from a tree and from the source."""
    assert callable(lay_out)
    assert lay_out(f"<html><body>{page}</body></html>").text == text


def test_blocks_have_kind_level_and_cells() -> None:
    """Spans over the text."""
    layout = page_layout(
        "<h3>Head</h3><blockquote>a<blockquote>b</blockquote></blockquote><ul><li>x<ul><li>y</ul></ul>"
        "<table><tr><td>1<td><td>3</table>"
    )

    found = [(block.kind.value, block.level, layout.text[block.start : block.end]) for block in layout.blocks]
    assert found == [
        ("heading", 3, "Head"), ("quotation", 1, "a"), ("quotation", 2, "b"), ("list_item", 1, "• x"),
        ("list_item", 2, "• y"), ("table_row", 0, "1 | 3"),
    ]  # fmt: skip
    assert [layout.text[start:end] for start, end in layout.blocks[-1].cells] == ["1", "", "3"]


def test_what_is_not_text_is_counted() -> None:
    """Spacers and tracking pixels are not."""
    layout = page_layout(
        "<p>a<img src=a><img src=b width=1 height=1><svg><text>x</text></svg><iframe src=x></iframe>"
        "<select><option>Georgia<option>Jordan</select><div style='display: none'>not shown here</div>"
    )

    assert layout.text == "a"
    assert {each.kind: each.number for each in layout.omissions} == {
        OmissionKind.IMAGES: 2, OmissionKind.EMBEDDED: 1, OmissionKind.FORM_FIELDS: 1, OmissionKind.HIDDEN_TEXT: 3,
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_blocks_cover_the_text_in_order(page: str) -> None:
    """Without overlap, without white space around them; and the text is clean."""
    for layout in (page_layout(page), by_source(page)):
        assert clean_text(layout.text) == layout.text
        end = 0
        for block in layout.blocks:
            assert layout.text[end : block.start].strip() == ""
            assert block.start < block.end
            assert all(block.start <= start <= stop <= block.end for start, stop in block.cells)
            end = block.end
        assert layout.text[end:] == ""


@pytest.mark.parametrize(
    "opening", ["<div>", "<blockquote>", "<table><tr><td>", "<ul><li>", "<span style='display:block'>"]
)
def test_no_text_is_lost_however_deep_it_is(opening: str, tmp_path: Path) -> None:
    """Deeper than the parser goes."""
    page = f"<html><head><title>Deep page</title></head><body>{opening * 2000}Core words.</body></html>"
    (document,) = documents_of(tmp_path, "a.html", page)

    assert document.title == "Deep page"
    assert "Core words." in body(document)


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("frameset.html", "Ministry", "Your browser shows no frames. The pecan statement is in main.html."),
        ("words.html", "Joined", "BerlinParis\n\nAlpha | Beta\n\nTerm\n\nMeaning"),
        ("ld.html", "LD page", "The pistachio text is only in the data."),
        ("selfclose.xhtml", "Quince report", "The quince harvest in Moldova was good, …"),
        ("selfscript.xhtml", "Medlar report", "The medlar harvest in Moldova was good, …"),
        ("gb2312.html", "声明", "朱镕基总理在北京发表声明，谈到经济改革的问题。\n\n第二段文字。"),
        ("sjis.html", "発表", "髙橋さんは①東京で発表した。\n\n第二段落。"),
        ("euckr.html", "회담", "똠방각하 서울 회담이 열렸다.\n\n둘째 문단."),
        ("iso9.html", "İstanbul", "Türkiye’nin başkenti Ankara’dır – ışık ve “barış”.\n\nİkinci paragraf."),
        ("iso1.html", "Pact isn’t over", "Minister O’Neill said the pact isn’t over – and “no deal” was better than …"),
    ],
)
def test_pages_are_read_whole(name: str, title: str, text: str) -> None:
    """In the encoding they have for a browser, with their paragraphs."""
    assert case_documents(f"html/{name}")[0].title == title
    if text.endswith("…"):
        assert case_body(f"html/{name}").startswith(text.removesuffix("…"))
    else:
        assert case_body(f"html/{name}") == text


def test_two_line_breaks_end_a_paragraph_of_an_article() -> None:
    """Many old pages have no other paragraphs."""
    assert case_body("html/br.html").split("\n\n") == [
        "KYIV, 4 March 2025 - The almond corridor opened today.",
        "Minister Olena Tarasova said ships will sail.\nSecond line about raisin exports.",
        "Third paragraph on the embargo.",
    ]


def test_a_small_article_is_not_one_paragraph_with_its_title_twice() -> None:
    """Where the main text is only guessed, the page's own article is read."""
    assert case_body("html/timefirst.html").split("\n\n") == [
        "4 March 2025",
        "The first paragraph of the article tells of the ferry in the harbour.",
        "The second tells of more things, for a while, so that it is found.",
    ]


def test_words_around_an_article_are_counted(tmp_path: Path) -> None:
    """The menu is left out, and that is reported."""
    menu = "".join(f"<li><a href=/{number}>Menu entry</a></li>" for number in range(20))
    story = "".join(
        f"<p>The minister said on day {n} that the talks went on in the harbour, for grain.</p>" for n in range(9)
    )
    (document,) = documents_of(
        tmp_path,
        "a.html",
        f"<html><body><nav><ul>{menu}</ul></nav><article><h2>Talks</h2>{story}</article></body></html>",
    )

    assert "Menu" not in document.text
    assert ("outside_article", 40) in {(each.kind.value, each.number) for each in document.omissions}
    assert [kind for kind, _ in block_texts(document)][:3] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(("name", "number"), [("frameset.html", 2), ("selfiframe.xhtml", 1)])
def test_frames_are_reported(name: str, number: int) -> None:
    """Their pages are other files."""
    (document,) = case_documents(f"html/{name}")

    assert Omission(OmissionKind.EMBEDDED, number) in document.omissions


def test_frames_of_trackers_are_not_reported(tmp_path: Path) -> None:
    """A browser does not show them."""
    trackers = '<iframe src="x" height="0" width="0"></iframe><iframe src="x" style="display: none"></iframe>'
    page = f"<html><body><article><p>First words.</p><p>More words.</p></article>{trackers}</body></html>"
    (document,) = documents_of(tmp_path, "a.html", page)

    assert document.omissions == ()


@pytest.mark.parametrize("separator", [" ", "", "/", "\n"])
def test_a_tag_of_thousands_of_attributes_has_none(separator: str) -> None:
    """The parser compares each with all others; a long picture or style within the page is left as it is."""
    many = separator.join(f"a{number}='b'" for number in range(5000))
    picture = f"<img width='1' alt='A port' src='data:image/png;base64,{'A/B ' * 8000}'>"
    tree = parse_page(f"<p id='one'>Ships.<p {many}>Ports.</p>{picture}")

    assert [dict(each.attrib) for each in tree.iter("p")] == [{"id": "one"}, {}]
    assert [each.text for each in tree.iter("p")] == ["Ships.", "Ports."]
    assert [each.get("alt") for each in tree.iter("img")] == ["A port"]
