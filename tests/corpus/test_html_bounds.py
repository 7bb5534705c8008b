"""Pages of very many elements, for which the extraction of an article would take minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trafilatura.htmlprocessing

from corpus.formats.html_bounds import keep_linear
from corpus.formats.html_page import parse_page
from corpus.formats.html_remove import remove_all
from corpus.model.omission import OmissionKind
from tests.corpus.reading import body, documents_of

MANY = 1500


def page(content: str) -> bytes:
    """A page with this content."""
    return f"<html><head><title>A page</title></head><body>{content}</body></html>".encode()


class Node:
    """An element that counts the characters of all texts that are set."""

    written = 0

    def __init__(self, *children: Node) -> None:
        self.text, self._tail, self._parent, self._children = "", "ship ", self, list(children)
        for child in children:
            child._parent = self

    @property
    def tail(self) -> str | None:
        """The text after the element."""
        return self._tail

    @tail.setter
    def tail(self, text: str | None) -> None:
        self._tail = text or ""
        Node.written += len(self._tail)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._children)

    def getparent(self) -> Node:
        """The element around it."""
        return self._parent

    def remove(self, child: Node) -> None:
        """Take off a child."""
        self._children.remove(child)


def test_the_text_after_removed_elements_is_joined_once() -> None:
    """Not each to all of the text before it."""
    removed = [Node() for _ in range(MANY)]
    first = Node()
    parent = Node(first, *removed)
    remove_all(removed)

    assert list(parent) == [first]
    assert first.tail == "ship " * (MANY + 1)
    assert Node.written == len(first.tail)


@pytest.mark.parametrize(
    "element", ["<script>a</script>", "<svg></svg>", "<i></i>", "<b><i></i></b>", "<button>a</button>"]
)
def test_elements_without_text_are_removed_at_once(
    element: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one by one, each with all of the text before it; the text around them stays."""
    removed: list[object] = []
    delete = vars(trafilatura.htmlprocessing)["delete_element"]

    def noted(element: object, *others: object) -> None:
        removed.append(element)
        delete(element, *others)

    monkeypatch.setattr(trafilatura.htmlprocessing, "delete_element", noted)
    words = " ".join(f"ship{number}" for number in range(MANY))
    between = "".join(f"{element}ship{number} " for number in range(MANY))

    assert body(*documents_of(tmp_path, "a.html", page(f"<p>Many.</p><p>{between}</p>"))).endswith(words)
    assert len(removed) < 10


def test_a_page_of_ordinary_size_is_not_changed() -> None:
    """Nor is a script that may name the author, or a link that names the address of the page."""
    tree = parse_page("<p>a<script>b</script>c<i></i>d</p>")
    keep_linear(tree)
    assert [element.tag for element in tree.iter("script", "i")] == ["script", "i"]

    metadata = '<link rel="canonical" href="http://a.org/b"><script type="application/ld+json">{}</script>'
    tree = parse_page(metadata + "<p>a<br>b<script>c</script>d" * MANY)
    keep_linear(tree)
    assert len(list(tree.iter("link"))) == 1
    assert len(list(tree.iter("script"))) == 1
    assert "".join(tree.itertext("p", "br")) == "abd" * MANY


def test_images_of_very_many_pictures_stay(tmp_path: Path) -> None:
    """They are counted; only the elements around them, which are removed one by one, are others."""
    pictures = '<picture><img src="a.png" alt="A ship"></picture>ship ' * MANY
    (found,) = documents_of(tmp_path, "a.html", page(f"<p>Many.</p><p>{pictures}</p>"))

    assert [(each.kind, each.number) for each in found.omissions] == [(OmissionKind.IMAGES, MANY)]
    tree = parse_page(pictures)
    keep_linear(tree)
    assert not list(tree.iter("picture"))


def test_very_many_wrappers_leave_one_text() -> None:
    """What is in spans and pictures stays in its order, and texts that are neighbours then are one."""
    tree = parse_page(f"<p>a{'<span>b<picture>c<b>d</b>e<span>f</span></picture>g</span>h' * MANY}</p>")
    before = tree.text_content()
    keep_linear(tree)

    assert tree.text_content() == before
    assert not list(tree.iter("span", "picture"))
    (paragraph,) = tree.iter("p")
    assert len(list(paragraph)) == MANY
    assert len(paragraph.xpath("text()")) == MANY + 1


def test_very_many_spans_read_as_a_few_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those with attributes stay: they may be what names the author."""
    text = "".join(f"<span>ship{number}</span> and <b><span>port</span>s</b>, " for number in range(MANY))
    content = page(f"<p>Many.</p><p><span class='byline'>By Anna Weber</span> {text}</p>")
    (found,) = documents_of(tmp_path, "a.html", content)
    monkeypatch.setattr("corpus.formats.html_bounds._MANY", 10 * MANY)

    assert documents_of(tmp_path, "a.html", content) == [found]


def test_a_row_of_very_many_cells_is_divided(tmp_path: Path) -> None:
    """The cells of a row are counted for each of them; none is lost."""
    cells = "".join(f"<td>ship{number}</td>" for number in range(2 * MANY))
    tree = parse_page(f"<table><tr>{cells}</tr></table>")
    keep_linear(tree)

    assert [len(row) for row in tree.iter("tr")] == [1000, 1000, 1000]
    assert "".join(tree.itertext()).split("ship")[1:] == [str(number) for number in range(2 * MANY)]
    assert (
        body(*documents_of(tmp_path, "a.html", page(f"<table><tr>{cells}</tr></table>"))).split()[-1]
        == f"ship{2 * MANY - 1}"
    )


def test_short_paragraphs_are_not_compared_with_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of very many of them is read without justext, which looks past all of them for each one."""
    looked: list[object] = []

    def neighbour(*arguments: object) -> str:
        looked.append(arguments)
        return "bad"

    monkeypatch.setattr("justext.core._get_neighbour", neighbour)
    captions = "".join(f"<figcaption>Ship {number}</figcaption>sails " for number in range(150))
    data = page(f"<figure>{captions}</figure>")

    documents_of(tmp_path, "a.html", data)
    assert looked
    looked.clear()
    monkeypatch.setattr("corpus.formats.html_bounds._MOST_BLOCKS", 100)
    assert "Ship 149" in body(*documents_of(tmp_path, "a.html", data))
    assert not looked


def test_no_tree_is_made_of_a_large_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take many times the memory of the page; title, date and text are read all the same."""
    monkeypatch.setattr("corpus.formats.html_page._LARGE", 3000)
    monkeypatch.setattr("corpus.formats.html._BEGINNING", 1000)
    sizes: list[int] = []

    def noted(source: str) -> object:
        sizes.append(len(source))
        return parse_page(source)

    monkeypatch.setattr("corpus.formats.html.parse_page", noted)
    head = '<head><title>On ships</title><meta name="date" content="2024-10-18"></head>'
    text = "<nav>Menu</nav>" + "".join(f"<p>Ship {number} of Poland.</p>" for number in range(200))
    (found,) = documents_of(tmp_path, "a.html", f"<html>{head}<body>{text}</body></html>".encode())

    assert (found.title, str(found.date)) == ("On ships", "2024-10-18")
    assert "Menu" not in found.text
    assert found.text.endswith("Ship 199 of Poland.")
    assert max(sizes) == 1000


def test_pictures_within_a_page_do_not_make_it_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no text."""
    monkeypatch.setattr("corpus.formats.html_page._LARGE", 3000)
    picture = f'<img src="data:image/png;base64,{"QUJD" * 2000}">'
    (found,) = documents_of(
        tmp_path, "a.html", page(f"<nav>Menu</nav><article><p>Ships.</p>{picture}<p>Many.</p></article>")
    )

    assert found.text.endswith("Ships.\n\nMany.")
