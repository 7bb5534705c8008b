"""Imports Whoosh without the HTTP client and asyncio: import this module before any other that imports Whoosh.

Two modules of Whoosh import them for `urlretrieve`, which it never calls, and for a `cached_property` that the standard
library has, too. They take 40 of the 90 ms of importing Whoosh.
"""

from __future__ import annotations

import functools
import importlib
import sys
import threading
from types import ModuleType


def _import_whoosh() -> None:
    """Import Whoosh's modules with stand-ins for the modules that it does not need."""
    if threading.active_count() > 1:  # another thread could import a module while its stand-in is in its place
        return
    stand_ins = {
        name: _module(name, attribute, value)
        for name, attribute, value in (
            ("urllib.request", "urlretrieve", None),
            ("cached_property", "cached_property", functools.cached_property),
        )
        if name not in sys.modules
    }
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("whoosh.reading")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _module(name: str, attribute: str, value: object) -> ModuleType:
    module = ModuleType(name)
    setattr(module, attribute, value)
    return module


_import_whoosh()
