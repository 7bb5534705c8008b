"""Imports Whoosh without what is never used of it: import this module before any other that imports Whoosh.

Two modules of Whoosh import the HTTP client and asyncio, for `urlretrieve`, which it never calls, and for a
`cached_property` that the standard library has, too; a third compiles 60 expressions for the forms of English words.
They take 45 of the 95 ms of importing Whoosh.
"""

from __future__ import annotations

import functools
import importlib
import sys
import threading
from types import ModuleType


def _variations(word: str) -> set[str]:
    """Return the forms of an English word, for Whoosh's query of that name."""
    morphology = importlib.import_module("whoosh.lang.morph_en")
    return morphology.variations(word)  # type: ignore[no-any-return]


_STAND_INS: dict[str, dict[str, object]] = {
    "urllib.request": {"urlretrieve": None},
    "cached_property": {"cached_property": functools.cached_property},
    "whoosh.lang.morph_en": {"variations": _variations},
}
"""The modules that are left out, with the names that others import from them."""


def _import_lightly() -> None:
    """Import the modules with stand-ins for those that they do not need."""
    if threading.active_count() > 1:  # another thread could import a module while its stand-in is in its place
        return
    stand_ins = {name: _module(name, names) for name, names in _STAND_INS.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        for name in ("whoosh.reading", "whoosh.query"):
            importlib.import_module(name)
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _module(name: str, names: dict[str, object]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(names)
    return module


_import_lightly()
