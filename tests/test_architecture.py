"""Import-time guarantees of the packages; import-linter checks the layers (`make layers`)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tui.cli.main import run

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "tui" / "screens"
_MOST_AT_LAUNCH, _MOST_AT_SEARCH = 360, 254
"""Modules of Pressroom. What is only needed later should be imported later: look for that before raising a number."""
_RUN = """
import contextlib, gc, io, sys, tui.__main__
before = sum(generation["collections"] for generation in gc.get_stats())
sys.argv = ["pressroom", *{}]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    tui.__main__.main()
"""
"""Runs a command in this process, without its output."""


_OF_SERVERS = {"index.opensearch", "index.model.server", "tui.cli.server", "tui.config.servers", "opensearchpy"}
"""Only a command line with `--server` needs them."""


def loaded(statement: str) -> set[str]:
    """Return the modules loaded by a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def count_of_own(modules: set[str]) -> int:
    """Count the modules that are Pressroom's."""
    return len({name for name in modules if name.split(".")[0] in ("tui", "index", "corpus")})


def test_help_loads_no_heavy_modules() -> None:
    """So that `pressroom --help` is fast."""
    heavy = {"textual", "rich", "whoosh", "numpy", "trafilatura", "lxml", "yaml"}

    modules = loaded("from tui.cli.main import pressroom; pressroom.all_commands()")
    assert not heavy & modules
    engine = {name for name in modules if name.startswith(("index.", "corpus."))}
    assert engine <= {"corpus.model", "corpus.model.errors", "corpus.model.reason", "corpus.model.remedy"}


def test_the_explorer_starts_without_the_readers_of_files_and_the_screens_that_are_opened_later() -> None:
    """They delay the first paint."""
    later = {
        *(
            "corpus.reading.read",
            "corpus.formats.dispatch",
            "corpus.extraction.countries.find",
            "corpus.extraction.people.tagging.weights",
            "corpus.tokens.lexicon",
        ),
        *("corpus.text.dates", "index.update.update", "index.analytics.analytics", "index.search.explain"),
        *("index.resolution.resolve", "index.entities.merge_candidates", "index.segments.writing.index_writer"),
        *("index.model.analytics", "index.model.explanation", "tui.export.model", "tui.export.build_export"),
        *("tui.screens.help", "tui.screens.history", "tui.screens.skipped", "tui.screens.views.matrix"),
        *("tui.screens.views.menu", "tui.screens.entity.page", "tui.screens.entity.name_dialog"),
        *("tui.screens.takeout.document", "tui.screens.takeout.offers", "tui.screens.user_data.note_dialog"),
        *("tui.screens.user_data.tag_dialog", "tui.screens.user_data.saved_searches", "yaml", "rapidfuzz"),
    }

    modules = loaded("import tui.app, tui.cli.explore")
    assert not (later | _OF_SERVERS) & modules
    assert count_of_own(modules) <= _MOST_AT_LAUNCH


def test_a_search_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    """A search as a command takes as long as its imports."""
    (tmp_path / "documents").mkdir()
    for number in range(10):  # fewer results would be explained, with more modules
        (tmp_path / "documents" / f"{number}.txt").write_text(f"{number} delegates discussed airspace in Geneva.")
    place = [str(tmp_path / "documents"), "--index-dir", str(tmp_path / "library")]
    run(["index", *place])
    later = {
        *("textual", "rich", "yaml", "rapidfuzz", "asyncio", "urllib.request", "multiprocessing"),
        *("corpus.reading.read", "corpus.extraction.countries.find", "corpus.extraction.people.tagging.weights"),
        *("corpus.tokens.lexicon", "corpus.text.dates", "index.update.update", "index.analytics.analytics"),
        *("index.resolution.resolve", "index.entities.merge_candidates", "index.segments.writing.index_writer"),
        *("index.model.analytics", "index.model.comparison", "index.model.explanation", "tui.export.model"),
    }

    modules = loaded(_RUN.format(["search", *place, "airspace"]))
    assert (later | _OF_SERVERS) & modules == set()
    assert count_of_own(modules) <= _MOST_AT_SEARCH


def test_whoosh_is_imported_without_changing_what_others_import() -> None:
    """The modules that it does without are only missing for Whoosh itself."""
    missing = "'urllib.request', 'cached_property', 'whoosh.lang.morph_en'"
    for module in ("index.library", "index.update.update"):
        code = f"import {module}, sys; absent = {{{missing}}}.isdisjoint(sys.modules)\n"
        code += (
            "import urllib.request, cached_property as cache; print(absent, urllib.request.urlopen, cache.__file__)\n"
        )
        code += "from whoosh.query.terms import variations; print(variations('render'))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stdout.startswith("True <function urlopen")
        assert "'rendering'" in done.stdout


def test_the_garbage_collector_hardly_looks_at_what_the_launch_makes() -> None:
    """With Python's thresholds, there were 200 collections, which took an eighth of the launch."""
    code = _RUN.format(["--help"]) + "\nimport tui.app, tui.cli.explore, gc\n"
    code += "print(sum(generation['collections'] for generation in gc.get_stats()) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(done.stdout.split()[-1]) <= 3


def test_lower_packages_do_not_load_textual() -> None:
    """Not even through another library."""
    assert not {"textual", "rich", "click"} & loaded("import index.library, corpus.reading.read")


def test_a_search_does_not_load_edit_distances() -> None:
    """Loading takes 20 ms, and most searches have no fuzzy term and no unknown name."""
    assert "rapidfuzz" not in loaded("import index.library, tui.cli.main")


def test_screens_are_not_split_by_inheritance() -> None:
    """A base class with one subclass is a part of that screen in another file: the screen should hold it instead."""
    trees = [ast.parse(path.read_text("utf-8")) for path in SCREENS.rglob("*.py")]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    subclasses = Counter(ast.unparse(base) for node in classes for base in node.bases)

    assert {node.name for node in classes if subclasses[node.name] == 1} == set()


def test_settings_are_described_in_the_interface_only() -> None:
    """The layers below define limits and columns without English for users; `tui.config.schema` describes them."""
    described = [
        f"{path.name}:{node.lineno}"
        for package in ("corpus", "index")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Meta")
        if {"description", "title"} & {keyword.arg for keyword in node.keywords}
    ]

    assert described == []
