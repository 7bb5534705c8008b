"""The date of a web page's article."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml.html import document_fromstring

from corpus.formats.page_dates import page_date
from corpus.model.date_source import DateSource

MARCH = dt.date(2025, 3, 4)
PARAGRAPHS = "<p>The ferry was late, and so was the harbour master, who did not want to be named here.</p>" * 2


def dated(head: str = "", body: str = "", language: str = "") -> tuple[dt.date | None, DateSource]:
    """The date of a page with this head and this before its article's text."""
    attribute = f' lang="{language}"' if language else ""
    page = f"<html{attribute}><head><title>Ferry</title>{head}</head><body>{body or PARAGRAPHS}</body></html>"
    return page_date(document_fromstring(page))


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="dcterms.created" content="2025-03-04">',
        '<meta name="pubdate" content="2025年3月4日">',
        '<meta name="date" content="4. März 2025">',
        '<meta name="date" content="1741082400">',
        '<meta name="date" content="mardi 4 mars 2025 à 10h30">',
        '<meta itemprop="datePublished" content="2025-03-04">',
        '<meta name="date" content="4 марта 2025">',
        '<meta name="sailthru.date" content="2025-03-04 10:00:00">',
        '<meta name="date" content="March 4, 2025 10:00 AM EST">',
        '<meta property="article:modified_time" content="2025-09-01">'
        '<meta property="article:published_time" content="2025-03-04T10:00:00.000+01:00">',
        '<meta name="date" content="2025-03-09"><meta name="article:published_time" content="2025-03-04">',
        '<script type="application/ld+json">[{"@type":"WebSite","dateCreated":"2009-01-01"},'
        '{"@type":"NewsArticle","datePublished":"2025-03-04T08:00:00+01:00"}]</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"Organization"},'
        '{"@type":["Article","NewsArticle"],"datePublished":"2025-03-04"}]}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-04",'
        '"hasPart":[{"@type":"NewsArticle","datePublished":"2019-01-02"}]}</script>',
    ],
)
def test_metadata_states_the_date_of_publication(head: str) -> None:
    """In structured data and meta elements, in any form of date."""
    assert dated(head) == (MARCH, DateSource.METADATA)


@pytest.mark.parametrize(
    "body",
    [
        '<aside><ul><li><time datetime="2019-01-02">2 January 2019</time> Teaser</li></ul></aside>'
        f'<article><h1>Ferry</h1><time datetime="2025-03-04">4 March 2025</time>{PARAGRAPHS}</article>',
        '<header><time datetime="2026-09-21T10:00">Today</time></header>'
        f'<article><h1>Ferry</h1><p class="date">Published 4 March 2025</p>{PARAGRAPHS}</article>',
        '<article class="teaser"><time datetime="2019-01-02"></time></article>'
        f'<article><h1>Ferry</h1><span class="posted-on">Posted on March 4, 2025</span>{PARAGRAPHS}</article>',
        f'<main><h1>Ferry</h1><div class="meta"><time>4 March 2025</time></div>{PARAGRAPHS}</main>',
        '<article><h1>Ferry</h1><time class="updated" datetime="2025-09-01">1 September</time>'
        f'<time class="published" datetime="2025-03-04">4 March</time>{PARAGRAPHS}</article>',
    ],
)
def test_the_heading_of_the_article_states_the_date(body: str) -> None:
    """Not a teaser, not the clock in the header of the page, not the date of an update."""
    assert dated(body=body) == (MARCH, DateSource.METADATA)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="teasers"><time datetime="2019-01-02">2 January 2019</time></div>{PARAGRAPHS}',
        f"<article>{PARAGRAPHS}</article><footer>Copyright 2015. Last updated: 3 May 2021</footer>",
        f'<article><h1>Ferry</h1>{PARAGRAPHS * 2}<p>See <time datetime="2019-01-02">the talks</time>.</p></article>',
        f'<article><h1>Ferry</h1>{PARAGRAPHS}<article><time datetime="2019-01-02"></time></article></article>',
        f"<article><p>The treaty of 12 June 1998 is cited.</p>{PARAGRAPHS}</article>",
    ],
)
def test_other_dates_of_a_page_are_not_taken(body: str) -> None:
    """None is better than the date of a teaser or a footer."""
    assert dated(body=body) == (None, DateSource.METADATA)


def test_several_articles_in_structured_data_decide_nothing() -> None:
    """A list of teasers."""
    data = '[{"@type":"Article","datePublished":"2025-03-04"},{"@type":"Article","datePublished":"2019-01-02"}]'
    assert dated(f'<script type="application/ld+json">{data}</script>')[0] is None


def test_the_address_of_the_page_has_a_date() -> None:
    """Trusted as the name of a file is."""
    link = '<link rel="canonical" href="https://example.org/2025/03/04/story.html?seen=2019-01-02">'
    assert dated(link) == (MARCH, DateSource.PATH)


def test_the_last_change_is_other_metadata() -> None:
    """It may be years after the text."""
    assert dated('<meta http-equiv="last-modified" content="Tue, 04 Mar 2025 10:00:00 GMT">') == (
        MARCH,
        DateSource.OTHER_METADATA,
    )


@pytest.mark.parametrize(
    ("language", "body", "date"),
    [
        ("en-US", "", dt.date(2025, 4, 3)),
        ("en-GB", "", MARCH),
        ("fr", "", MARCH),
        ("", "", None),
        ("en", "", None),
        ("en", "<p>Posted on 18/02/2025</p>", MARCH),
        ("en", "<p>Posted on 02/18/2025</p>", dt.date(2025, 4, 3)),
        ("", "<p>Posted on 4 March 2025</p>", MARCH),
    ],
)
def test_language_and_other_dates_decide_between_day_and_month(language: str, body: str, date: dt.date | None) -> None:
    """04/03/2025 is two dates otherwise, which is none."""
    assert dated('<meta name="date" content="04/03/2025">', body + PARAGRAPHS, language)[0] == date


@pytest.mark.parametrize(("language", "date"), [("en-US", dt.date(2025, 4, 3)), ("en-GB", MARCH), ("en", None)])
def test_the_page_decides_about_a_date_behind_a_label(language: str, date: dt.date | None) -> None:
    """The label and the date are the text of one element."""
    body = f'<main><h1>Bridge opens</h1><span class="post-date">Posted: 04/03/2025</span>{PARAGRAPHS}</main>'
    assert dated("", body, language)[0] == date


def test_a_date_of_the_islamic_calendar_is_passed_over() -> None:
    """It stands before the same day in the common calendar."""
    body = f'<main><h1>الوزير</h1><p class="date">الثلاثاء 1446/9/4 هـ - الموافق 2025/3/4 م</p>{PARAGRAPHS}</main>'
    assert dated("", body, "ar")[0] == MARCH
