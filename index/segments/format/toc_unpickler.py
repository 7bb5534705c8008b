"""Unpickler for a table of contents (TOC) that loads only the classes that belong in one.

A pickle names classes and functions, and loading it calls them. A library may come from an untrusted source, so a name
that is not allowed here is refused before its module is imported.
"""

from __future__ import annotations

import pickle
from importlib import import_module
from io import BufferedReader, BytesIO
from typing import Any, BinaryIO, TypeVar

_T = TypeVar("_T", bound=type)

_BUILTINS = frozenset({"bytes", "float", "frozenset", "int", "set"})
_FUNCTIONS = frozenset({("re", "_compile"), ("whoosh.lang.porter", "stem")})
"""Functions that pickled analyzers of Whoosh refer to: for compiled patterns, and the Porter stemmer."""
_WHOOSH_CLASSES = {
    "whoosh.fields": (("whoosh.fields", "Schema"), ("whoosh.fields", "FieldType")),
    "whoosh.formats": (("whoosh.formats", "Format"),),
    "whoosh.columns": (("whoosh.columns", "Column"),),
    "whoosh.codec.whoosh3": (("whoosh.codec.base", "Segment"),),
} | {
    f"whoosh.analysis.{module}": (("whoosh.analysis.acore", "Composable"),)
    for module in ("analyzers", "filters", "intraword", "morph", "ngrams", "tokenizers")
}
"""The modules of Whoosh whose classes are allowed if they have one of these base classes, given as (module, name)."""
_REFUSED = frozenset({("whoosh.columns", "PickleColumn")})
"""Reading such a column unpickles its values."""
_registered: set[tuple[str, str]] = set()
_loaded: dict[tuple[str, str], object] = {}
"""A cache of allowed objects by module and name: a TOC is read often."""


def allow_in_toc(cls: _T) -> _T:
    """Allow a class of Pressroom in a TOC: a decorator for field types, analyzers and segments."""
    _registered.add((cls.__module__, cls.__qualname__))
    return cls


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 -- as in pickle
        found = _loaded.get((module, name))
        if found is None:
            found = _loaded[module, name] = self._find_allowed(module, name)
        return found

    def _find_allowed(self, module: str, name: str) -> object:
        if module in ("builtins", "__builtin__"):
            name = {"long": "int"}.get(name, name)  # as pickle's protocol 2 calls it
            if name in _BUILTINS:
                return super().find_class("builtins", name)
        elif (module, name) in _FUNCTIONS or (module, name) in _registered or _is_whoosh_class(module, name):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed in a table of contents")


def _is_whoosh_class(module: str, name: str) -> bool:
    if module not in _WHOOSH_CLASSES or (module, name) in _REFUSED:
        return False
    found = getattr(import_module(module), name, None)
    bases = tuple(getattr(import_module(home), base) for home, base in _WHOOSH_CLASSES[module])
    return isinstance(found, type) and found.__module__ == module and issubclass(found, bases)


def load_from(file: BinaryIO) -> Any:  # noqa: ANN401 -- as in pickle
    """The object that is pickled at the current position of a file; the position afterwards is its end.

    Raises:
        pickle.UnpicklingError: It names something that is not allowed, or is damaged.
        Exception: Nearly any other error if it is damaged.

    """
    return _Unpickler(file).load()


def loads(data: bytes) -> Any:  # noqa: ANN401 -- as in pickle
    """The object that is pickled in bytes; raises what `load_from` raises."""
    return load_from(BufferedReader(BytesIO(data)))
