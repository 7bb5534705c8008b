"""Unpickling of a table of contents: only classes that belong in one are loaded.

A pickle names classes and functions, and loading it calls them. Whoosh's table of contents is a pickle, and a library
may come from somebody else, so everything that is not listed here is refused before it is imported.
"""

from __future__ import annotations

import pickle
from importlib import import_module
from io import BufferedReader, BytesIO
from typing import Any, BinaryIO, TypeVar

_T = TypeVar("_T", bound=type)

_BUILTINS = frozenset({"bytes", "float", "frozenset", "int", "set"})
_FUNCTIONS = frozenset({("re", "_compile"), ("whoosh.lang.porter", "stem")})
"""Of a tokenizer its pattern, and of Whoosh's stemming analyzer its stemmer."""
_WHOOSH_CLASSES = {
    "whoosh.fields": (("whoosh.fields", "Schema"), ("whoosh.fields", "FieldType")),
    "whoosh.formats": (("whoosh.formats", "Format"),),
    "whoosh.columns": (("whoosh.columns", "Column"),),
    "whoosh.codec.whoosh3": (("whoosh.codec.base", "Segment"),),
} | {
    f"whoosh.analysis.{module}": (("whoosh.analysis.acore", "Composable"),)
    for module in ("analyzers", "filters", "intraword", "morph", "ngrams", "tokenizers")
}
"""To each module of Whoosh the base classes whose subclasses in it are allowed."""
_REFUSED = frozenset({("whoosh.columns", "PickleColumn")})
"""Reading such a column would unpickle its values."""
_registered: set[tuple[str, str]] = set()
_loaded: dict[tuple[str, str], object] = {}
"""What was allowed and found before: a table of contents is read often."""


def allow_in_toc(cls: _T) -> _T:
    """Allow a class of ours in the table of contents: a decorator for field types, analyzers and segments."""
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
            name = {"long": "int"}.get(name, name)  # the name in a pickle of protocol 2
            if name in _BUILTINS:
                return super().find_class("builtins", name)
        elif (module, name) in _FUNCTIONS or (module, name) in _registered or _is_whoosh_class(module, name):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed in a table of contents")


def _is_whoosh_class(module: str, name: str) -> bool:
    if module not in _WHOOSH_CLASSES or (module, name) in _REFUSED:
        return False
    found = getattr(import_module(module), name, None)
    bases = tuple(getattr(import_module(place), base) for place, base in _WHOOSH_CLASSES[module])
    return isinstance(found, type) and found.__module__ == module and issubclass(found, bases)


def load_from(file: BinaryIO) -> Any:  # noqa: ANN401 -- as in pickle
    """The next object of a file, which is left behind its last byte.

    Raises:
        pickle.UnpicklingError: it names something that is not allowed. Damage may raise nearly anything else.

    """
    return _Unpickler(file).load()


def loads(data: bytes) -> Any:  # noqa: ANN401 -- as in pickle
    """The object of some bytes; raises as `load_from`."""
    return load_from(BufferedReader(BytesIO(data)))
