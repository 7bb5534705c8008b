"""Documents are found in any form of a word, by the rules of their language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.query import Filter, Kind, Query
from index.schema.analysis import fold_for_index, term
from index.schema.korean import without_particle
from index.schema.languages import applies, stemmer_of
from tests.index.query_trees import library_of

TEXTS = {
    "ru": "Встреча\nВ понедельник президента Путина встретил в Москве министр обороны, сообщили агентства новостей.\n",
    "ru2": "Заявление\nПрезидент Путин выступил с заявлением о том, что министров ждут в российском правительстве.\n",
    "de": "Treffen\nDie Bundesregierung hat mit den Ministern der Länder über die neuen Häuser in München geredet.\n",
    "de2": "Haus\nDer Minister wurde gestern nicht in dem Haus gesehen, das der Offizier gekauft hat.\n",
    "fr": "Étude\nLes universités de la région ont été fermées par le gouvernement pendant la présidence du pays.\n",
    "en": "Offer\nThe minister was offered a house by the government, and that was the end of the talks with them.\n",
    "en2": "Off\nThe lights were off, and they said that nobody had been in the building since the evening.\n",
    "en3": "Name\nThe Russian sign said Путину, and that was all which the reporters from the agency have been told.\n",
    "th": "ข่าว\nรัฐมนตรีว่าการกระทรวงการต่างประเทศเดินทางไปประชุมที่กรุงเทพมหานครเมื่อวันจันทร์\n",
    "km": "ព័ត៌មាន\nរដ្ឋមន្ត្រីការបរទេសបានជួបប្រជុំនៅទីក្រុងភ្នំពេញកាលពីថ្ងៃចន្ទ\n",
    "ko": "소식\n한국 정부가 대통령의 발표를 통해 서울에서 미국과 회담을 한다고 밝혔다고 통신이 전했다.\n",
    "ja": "会談\n日本の外務大臣は月曜日に東京でアメリカの大使と会談したと発表した。\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the texts above."""
    return library_of(tmp_path_factory.mktemp("languages"), {f"{name}.txt": text for name, text in TEXTS.items()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Путин", {"ru", "ru2", "en3"}),
        ("Путиным", {"ru", "ru2", "en3"}),
        ("министра", {"ru", "ru2"}),
        ("российская", {"ru2"}),
        ("Minister", {"de", "de2", "en"}),
        ("ministers", {"en", "de", "de2"}),
        ("Haus", {"de", "de2"}),
        ("Häusern", {"de", "de2"}),
        ("Munchen", {"de"}),
        ("université", {"fr"}),
        ("universites", {"fr"}),
        ("présidence", {"fr"}),
        ("offer", {"en"}),
        ("off", {"en2"}),
        ("รัฐมนตรี", {"th"}),
        ("กรุงเทพ", {"th"}),
        ("រដ្ឋមន្ត្រី", {"km"}),
        ("정부", {"ko"}),
        ("정부는", {"ko"}),
        ("서울", {"ko"}),
        ("大臣", {"ja"}),
        ('"Minister der Länder"', {"de"}),
        ('"Ministern der Länder"', {"de"}),
        ('"Minister den Land"', set()),
        ('"den Minister der Land"', {"de"}),
        ('"den Minister*"', {"de"}),
        ("=Ministern", {"de"}),
        ("=Minister", {"de2", "en"}),
        ("minist*", {"de", "de2", "en"}),
        ("title:Häuser", {"de2"}),
    ],
)
def test_words_are_found_in_any_form(library: Library, text: str, expected: set[str]) -> None:
    """Also while the last word is typed; the forms are marked."""
    query = Query(text)
    page = library.search(query)

    assert {Path(hit.path).stem for hit in page.hits} == expected
    assert {Path(hit.path).stem for hit in library.search(Query(text, typing=True)).hits} >= expected
    for hit in page.hits:
        assert hit.snippet.hits or hit.title_hits
        document = library.document(hit.id)
        if hit.snippet.hits:
            spans = {document.text[span.start : span.end] for span in library.highlights(query, document)}
            assert {hit.snippet.text[span.start : span.end] for span in hit.snippet.hits} <= spans


def test_partial_matches_in_two_languages(library: Library) -> None:
    """Each counts for its own language."""
    partial = library.search_partial(Query("Minister Häuser"))

    assert {each.hit.path: each.missing for each in partial.hits} == {"en.txt": ("Häuser",)}


@pytest.mark.parametrize(
    ("word", "language", "stemmer"),
    [
        ("house", "", ""),
        ("house", "en", ""),
        ("house", "de", "de"),
        ("house", "ru", ""),
        ("house", "ja", ""),
        ("дом", "de", "ru"),
        ("дом", "ru", "ru"),
        ("дім", "uk", "ru"),
        ("влада", "sr", "sr"),
        ("vlada", "sr", "sr"),
        ("vlada", "hr", "sr"),
        ("دولت", "fa", "fa"),
        ("دولة", "en", "ar"),
        ("1987", "de", None),
        ("日", "de", None),
        ("σπίτι", "", "el"),
        ("শহর", "bn", None),
    ],
)
def test_which_stemmer_a_word_has(word: str, language: str, stemmer: str | None) -> None:
    """That of the language if it has the script of the word, else that of the script."""
    assert stemmer_of(word, language) == stemmer
    assert applies(term(word, language), language)


@pytest.mark.parametrize("language", ["de", "fr", "ru", "tr", "fi", "sr", "fa", "hi"])
@pytest.mark.parametrize("word", ["Ministers", "Łódź", "Министров", "İstanbul", "سرکار", "सरकारों", "x"])
def test_terms_of_other_languages_are_apart(word: str, language: str) -> None:
    """The terms of two stemmers are never the same, so that no word is found by the rules of another language."""
    english, other = term(word), term(word, language)

    assert (english == other) == (stemmer_of(word, "") == stemmer_of(word, language))
    assert term(fold_for_index(word)) == term(word) or not word.isascii()


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("정부가", "정부"),
        ("대통령은", "대통령"),
        ("대통령이", "대통령"),
        ("서울에서는", "서울"),
        ("러시아와", "러시아"),
        ("미국과", "미국"),
        ("서울로", "서울"),
        ("북한으로", "북한"),
        ("국가", "국가"),
        ("회의", "회의"),
        ("전문가", "전문가"),
        ("정부", "정부"),
        ("x가", "x가"),
        ("東京", "東京"),
    ],
)
def test_korean_particles(word: str, left: str) -> None:
    """Only where two syllables are left, and where the particle fits the sound before it."""
    assert without_particle(word) == left


def test_similar_documents_share_stems_of_their_language(library: Library) -> None:
    """Words that stand out are shown as written, without the mark of their stemmer."""
    similar = library.analytics.similar("de.txt")
    words = {document.path: document.words for document in similar.documents}

    assert {"Häuser", "Minister"} & {*words["de2.txt"]} or {"Haus", "Minister"} & {*words["de2.txt"]}
    assert not any("\x1f" in word for each in words.values() for word in each)


def test_words_of_a_comparison_are_shown_as_written(library: Library) -> None:
    """In documents of any language."""
    contrast = library.analytics.compare(Query("lang:de")).words

    assert not any("\x1f" in each.label for each in (*contrast.left, *contrast.right))


def test_languages_are_a_facet(library: Library) -> None:
    """Counted among the results, named in English, and a filter."""
    page = library.search(Query("Minister"))
    counts = {facet.key: (facet.label, facet.documents) for facet in page.languages}
    assert counts == {"de": ("German", 2), "en": ("English", 1)}

    german = Filter(Kind.LANGUAGE, "de")
    assert {hit.path for hit in library.search(Query(filters=(german,))).hits} == {"de.txt", "de2.txt"}
    excluded = replace(german, exclude=True)
    assert {hit.path for hit in library.search(Query("Minister", (excluded,))).hits} == {"en.txt"}


def test_a_library_in_one_language_has_no_languages(tmp_path: Path) -> None:
    """There is nothing to choose."""
    library = library_of(tmp_path, {f"{name}.txt": text for name, text in TEXTS.items() if name.startswith("en")})
    assert library.search(Query()).languages == ()
