"""Strategies for queries as trees and as text, libraries to run them on, and a slow reference evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from hypothesis import strategies as st

from corpus.model.document import Span
from index.library import Library
from index.query.ast import Everything, Group, Maybe, Node, Not, Phrase, Present, Range, Word, boosted, in_field
from index.query.compiler import Compiler
from index.segments.searching.engine import engine
from index.update.update import Job, update
from tests.conftest import SEED

Files = Mapping[str, str | None]
"""Contents of files to write, by path; None removes a file."""
Libraries = Mapping[str, Library]
AT = Span(0, 0)
"""A span for comparisons in which positions do not matter."""

_HTML = (
    "<html><head><title>Oil talks in Tokyo</title><meta name='author' content='Wire desk'></head><body><article><p>"
    "The Japanese minister spoke of the price of oil for the whole of a long afternoon, and President Ronald Reagan "
    "was said to be there for talks about cocoa.</p></article></body></html>"
)


def _page(title: str, date: str, text: str) -> str:
    return f"---\ntitle: {title}\ndate: {date}\nauthor: Archive desk\n---\n{text}\n"


FILES: Files = {
    "seed.txt": SEED,
    "2019/treaty.md": _page(
        "A treaty is signed",
        "2019-01-22",
        "Chancellor Angela Merkel and President Emmanuel Macron signed it in Aachen.",
    ),
    "2019/cocoa.md": _page(
        "Cocoa and oil", "1987-02-03", "Cocoa is said to be dear in Ghana. President Ronald Reagan said so."
    ),
    "wire/grain.md": _page(
        "Grain talks", "1987-02-26", "The Soviet Union bought grain and oil from a state-owned bank."
    ),
    "wire/japan.html": _HTML,
    "wire/tin.txt": "The price of tin\n\nThe tin price is said to be low. 日本 buys tin; the talks are over.",
    "wire/gas.txt": "Gas and oil\n\nThe talks of the oil ministers are said to be about gas.",
    "wire/war.md": _page(
        "The war ends", "1988-08-20", "The war is over; Chancellor Angela Merkel said nothing of oil."
    ),
}
CHANGED: Files = {
    "2019/cocoa.md": _page(
        "Cocoa and tin", "1988-05-05", "Cocoa is said to be cheap in Ghana. Chancellor Angela Merkel said so."
    ),
    "wire/grain.md": None,
    "wire/bank.md": _page(
        "The bank of Japan", "1999-12-31", "The state-owned bank of Japan said oil is dear. 日本 talks."
    ),
}

PLAIN: Files = {"a.txt": "oil and tin", "b/b.txt": "talks of oil", "c.txt": "the cocoa bank"}


def _write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")


def library_of(root: Path, *steps: Files) -> Library:
    """A library that is updated after each step of its folder's history."""
    folder = root / "documents"
    folder.mkdir()
    for files in steps or ({},):
        _write(folder, files)
        for _ in update(Job(folder.resolve(), root / "library", processes=0)):
            pass
    return Library.open(folder, root / "library")


# Queries


@dataclass(frozen=True)
class Asked:
    """A query as a tree and as text."""

    tree: Node
    text: str


def _word(text: str, field: str = "") -> Asked:
    return Asked(Word(text, AT, field), f"{field}:{text}" if field else text)


def _phrase(text: str, field: str = "", slop: int = 1) -> Asked:
    written = f'"{text}"' + (f"~{slop}" if slop > 1 else "")
    return Asked(Phrase(text, AT, field, slop), f"{field}:{written}" if field else written)


def _present(field: str) -> Asked:
    return Asked(Present(field, AT), f"{field}:*")


def _fuzzy(text: str, distance: int) -> Asked:
    return Asked(Word(text, AT, fuzzy=distance), f"{text}~{distance if distance > 1 else ''}")


def _range(low: str, high: str, field: str = "", brackets: str = "[]") -> Asked:
    tree = Range(low, high, AT, field, brackets[0] == "{", brackets[1] == "}")
    written = f"{brackets[0]}{low or '*'} TO {high or '*'}{brackets[1]}"
    return Asked(tree, f"{field}:{written}" if field else written)


_WORDS = ("oil", "talks", "Cocoa", "the", "said", "KASCIUNAS", "zeppelin", "state-owned", "日本", "tin")
_LEAVES = (
    *map(_word, (*_WORDS, "co*", "*il", "t*s", "c?coa", "st*-o*", "*a*o*a")),
    *(_word(text, "title") for text in ("oil", "tr*", "talks", "?il")),
    *(_word(text, "author") for text in ("desk", "arch*", "nobody")),
    *(_word(text, "person") for text in ("reagan", "merk*", "m?cron", "nobody")),
    *(_word(text, "country") for text in ("japan", "Soviet", "LT", "GHA", "PL")),
    *(_word(text, "date") for text in ("1987", "1987-02-26", "1987-02..1999", ">2018", "<=1988", "..1987-02-03")),
    *(_word(text, "date") for text in ("1980s", "02/1987", "26.2.1987", "1999..1987", "today", "-7d", "1980s..1990s")),
    *(_word(text, "year") for text in ("1987", "1980s", "1987..1988", ">1987", "1999..1987")),
    *(_word(text, "country") for text in ("deutschland", "Russ*")),
    *map(_present, ("title", "body", "person", "country", "date", "year", "has", "type", "path", "author")),
    _phrase("February 1987", "date"), _phrase("26 February 1987", "date"), _phrase("last month", "date"),
    *(_word(text, "has") for text in ("date", "people", "countries", "author")),
    *(_word(text, "type") for text in ("text", "html", "markdown", "md", "pdf")),
    *(_word(text, "path") for text in ("2019/", "*.txt", "seed.t?t", "wire", "/wire/tin.txt")),
    *map(_phrase, ("oil talks", "the price of tin", "日本 talks", "is said", "oil")),
    *(_phrase(text, slop=slop) for text in ("cocoa said", "the of", "said cocoa", "price tin the") for slop in (2, 9)),
    _phrase("Ronald Reagan", "person"), _phrase("Angela Merkel", "person"), _phrase("oil talks", "title"),
    _phrase("soviet union", "country"), _phrase("archive desk", "author"), _phrase("2019/treaty.md", "path"),
    _phrase("1987-02", "date"), _phrase("html", "type"),
    *(_fuzzy(text, distance) for text in ("cocao", "talk", "zepelin", "state-ownd", "xocoa") for distance in (1, 2)),
    *(_range(low, high, field, brackets) for low, high in (("a", "m"), ("oil", "oil"), ("", "oil"), ("talk", ""))
      for field in ("", "title", "author", "person", "type", "path", "has", "country") for brackets in ("[]", "{]")),
    _range("1987", "1999", "date"), _range("1999", "1987", "date"), _range("1987", "1988", "date", "{}"),
    _range("1987-02-03", "1988-08-20", "date", "{}"), _range("1980s", "1999", "year"), _range("2019-01", "", "date"),
    _range("", "1987-02-03", "date"),
    Asked(Everything(), "*"),
)  # fmt: skip
MEANINGLESS = (
    _word("nonsense", "date"), _word("nowhere", "country"), _word("wings", "has"), _range("oil", "tin", "date"),
    _word("none", "type"), _word("2024-10", "year"), _word("32.12.1987", "date"), _word("zz*", "country"),
)  # fmt: skip
"""Queries for values that no document can have: nothing is found while typing, and they are rejected otherwise."""
_GROWING = tuple(Asked(Word(text, AT, incomplete=True), text) for text in ("co", "sta", "state-o", "tal", "zepp"))
"""Possible prefixes of a word while typing, which can only stand at the end of a query."""

leaves = st.sampled_from(_LEAVES)
typed_leaves = st.one_of(leaves, st.sampled_from(MEANINGLESS), st.sampled_from(_GROWING))


def _all(parts: Sequence[Asked], joint: str) -> Asked:
    return Asked(Group("and", tuple(part.tree for part in parts)), f"({joint.join(part.text for part in parts)})")


def _any(parts: Sequence[Asked]) -> Asked:
    return Asked(Group("or", tuple(part.tree for part in parts)), f"({' OR '.join(part.text for part in parts)})")


def _but(part: Asked, other: Asked, joint: str) -> Asked:
    return Asked(Group("and", (part.tree, Not(other.tree))), f"({part.text}{joint}{other.text})")


def _maybe(part: Asked, bonus: Asked, more: Asked | None) -> Asked:
    tree = Group("and", (part.tree, more.tree)) if more else part.tree
    behind = f" AND {more.text}" if more else ""
    return Asked(Maybe(tree, bonus.tree), f"({part.text} ANDMAYBE {bonus.text}{behind})")


def _compounds(parts: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    several = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        st.builds(_all, several, st.sampled_from((" ", " AND ", " +", "  "))),
        st.builds(_any, several),
        st.builds(_but, parts, parts, st.sampled_from((" -", " NOT ", " ANDNOT ", " AND NOT "))),
        st.builds(_maybe, parts, parts, st.one_of(st.none(), parts)),
        st.builds(
            lambda part, sign: Asked(Not(part.tree), f"({sign}{part.text})"), parts, st.sampled_from(("-", "NOT ", "!"))
        ),
        st.builds(
            lambda part, field: Asked(in_field(part.tree, field), f"({field}:({part.text}))"),
            parts, st.sampled_from(("title", "author", "person")),
        ),
        st.builds(
            lambda part, boost: Asked(boosted(part.tree, boost), f"(({part.text})^{boost:g})"),
            parts, st.sampled_from((0.0, 0.5, 3.0)),
        ),
    )  # fmt: skip


def queries(parts: st.SearchStrategy[Asked], depth: int = 4) -> st.SearchStrategy[Asked]:
    """Queries with at most `depth` levels of operators."""
    return parts if not depth else st.one_of(parts, _compounds(queries(parts, depth - 1)))


def bare(node: Node) -> Node:
    """A tree without positions, and without what matters only where words may be missing."""
    match node:
        case Word() | Phrase() | Range() | Present():
            return replace(node, at=AT, required=False) if isinstance(node, Word) else replace(node, at=AT)
        case Group(operator, parts):
            return Group(operator, tuple(map(bare, parts)))
        case Not(part):
            return Not(bare(part))
        case Maybe(part, bonus):
            return Maybe(bare(part), bare(bonus))
        case _:
            return node


# Answers

Docs = frozenset[int]


class Answers:
    """The answers of one library, from compiler and evaluator, and from sets of documents per leaf."""

    def __init__(self, library: Library, *, typing: bool) -> None:
        self._library = library
        self._compiler = Compiler(typing=typing, names=library._snapshot.names if library._snapshot else None)
        self._meaningless = {asked.tree for asked in MEANINGLESS}
        self._known: dict[Node, Docs] = {}
        self.everything = self.of(Everything())

    def of(self, tree: Node) -> Docs:
        """The documents of a tree as the evaluator finds them, scored and unscored."""
        assert self._library._snapshot
        answers = engine(self._library._snapshot.searcher)
        compiled = self._compiler.compile(tree)
        docs, scores = answers.evaluate(compiled)
        assert docs.tolist() == sorted(set(docs.tolist())) == answers.matching(compiled).tolist()
        assert len(scores) == len(docs)
        assert all(0 <= score < float("inf") for score in scores.tolist())
        return frozenset(docs.tolist())

    def set_by_set(self, tree: Node) -> Docs:
        """The documents of a tree by set operations on the documents of its leaves."""
        found = self._part(tree)
        return self.everything if found is None else found

    def _part(self, node: Node) -> Docs | None:
        """The documents of a part; None for one without a meaning."""
        match node:
            case Group("and", parts):
                return self._joined(parts, frozenset.intersection)
            case Group(_, parts):
                return self._joined(parts, frozenset.union)
            case Not(part):
                found = self._part(part)
                return None if found is None else self.everything - found
            case Maybe(part, bonus):
                found = self._part(part)
                return self._part(bonus) if found is None else found
            case _:
                return self._leaf(node)

    def _joined(self, parts: Iterable[Node], join: Callable[[Docs, Docs], Docs]) -> Docs | None:
        found = [docs for part in parts if (docs := self._part(part)) is not None]
        return reduce(join, found) if found else None

    def _leaf(self, leaf: Node) -> Docs | None:
        meaningless = replace(leaf, boost=1.0) if isinstance(leaf, Word | Phrase) else leaf
        if meaningless in self._meaningless:
            return frozenset()
        if leaf not in self._known:
            self._known[leaf] = self.of(leaf)
        return self._known[leaf]


def ids(library: Library, docs: Docs) -> list[str]:
    """The ids of documents by their numbers, sorted."""
    assert library._snapshot
    searcher = library._snapshot.searcher
    return sorted(str(engine(searcher).stored(doc)["id"]) for doc in docs)
