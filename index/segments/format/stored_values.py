"""Stored values as bytes: msgpack, with extension types for Python types that msgpack lacks.

Decoded values are equal to the encoded ones and of the same built-in type; an instance of a subclass becomes one of the
built-in type. Unlike with pickle, decoding cannot run code that the bytes name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec.msgpack import Ext

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
"""Types that msgpack supports itself, besides list and dict."""


class _Extension(NamedTuple):
    """How values of one type are written as a msgpack extension type."""

    code: int
    """Part of the file format: it must never change nor be used for another type."""
    type: type[Any]
    to_plain: Callable[[Any], object]
    """Converts a value of the type to a value of types that can be encoded."""
    from_plain: Callable[[Any], object]
    """The inverse of `to_plain`."""


_TEXT = _Extension(
    10, str, lambda text: text.encode("utf-8", "surrogatepass"), lambda raw: raw.decode("utf-8", "surrogatepass")
)
"""For text with a lone surrogate, as in a file name that is not UTF-8."""
_INTEGER = _Extension(9, int, str, int)
"""For integers of more than 64 bits."""
_PAIRS = _Extension(11, dict, lambda mapping: [list(pair) for pair in mapping.items()], dict)
"""For dicts with keys that are not plain."""
_EXTENSIONS = (
    _Extension(1, tuple, list, tuple),
    _Extension(2, set, list, set),
    _Extension(3, frozenset, list, frozenset),
    _Extension(4, dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    _Extension(5, dt.date, dt.date.isoformat, dt.date.fromisoformat),
    _Extension(6, dt.time, dt.time.isoformat, dt.time.fromisoformat),
    _Extension(
        7, dt.timedelta, lambda span: [span.days, span.seconds, span.microseconds], lambda parts: dt.timedelta(*parts)
    ),
    _Extension(8, Decimal, str, Decimal),
    _INTEGER,
    _TEXT,
    _PAIRS,
)
_BY_TYPE = {extension.type: extension for extension in _EXTENSIONS}
_BY_CODE = {extension.code: extension for extension in _EXTENSIONS}
_TO_BASE: dict[type[Any], Callable[[Any], object]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    bytes: bytes.__bytes__,
    **{kind: kind for kind in (list, dict, tuple, set, frozenset)},
}
"""How to convert an instance of a subclass to the built-in type, by that type."""
_LONG = 1 << 20
"""Bytes of a value of which no more memory is kept than it needs."""
_encode = msgspec.msgpack.Encoder().encode


def encode_value(value: object) -> bytes:
    """Encode a value.

    Raises:
        TypeError: Its type, or that of a value in it, cannot be stored.

    """
    return _encoded(_extended(value))


def encode_fields(fields: dict[str, Any]) -> bytes:
    """Encode the stored fields of a document, by field name. Like `encode_value`, with a fast path for plain values.

    Raises:
        TypeError: The type of a value, or that of a value in it, cannot be stored.

    """
    if not _PLAIN.issuperset(map(type, fields.values())):
        fields = {name: _extended(value) for name, value in fields.items()}
    return _encoded(fields)


def _encoded(extended: object) -> bytes:
    try:
        found = _encode(extended)
        # A long one has up to as much memory again behind it, in which it has grown.
        return bytes(memoryview(found)) if len(found) > _LONG else found
    except (UnicodeEncodeError, OverflowError):
        return _encode(_escaped(extended))


def _extended(value: object) -> object:
    """Replace values that are not plain by extension types."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, list) and kind is list:
        return value if _PLAIN.issuperset(map(type, value)) else [_extended(item) for item in value]
    if isinstance(value, dict) and kind is dict and _PLAIN.issuperset(map(type, value)):
        is_plain = _PLAIN.issuperset(map(type, value.values()))
        return value if is_plain else {key: _extended(item) for key, item in value.items()}
    if extension := _BY_TYPE.get(kind):
        return Ext(extension.code, encode_value(extension.to_plain(value)))
    for base in kind.__mro__:
        if to_base := _TO_BASE.get(base):
            return _extended(to_base(value))
    raise TypeError(f"a value of type {kind.__qualname__} cannot be stored")


def _escaped(value: object) -> object:
    """Replace text and integers that msgpack cannot encode by extension types."""
    match value:
        case str() if not _is_encodable(value):
            return Ext(_TEXT.code, _encode(_TEXT.to_plain(value)))
        case int() if not -(1 << 63) <= value < 1 << 64:
            return Ext(_INTEGER.code, _encode(_INTEGER.to_plain(value)))
        case list():
            return [_escaped(item) for item in value]
        case dict() if any(_escaped(key) is not key for key in value):
            return Ext(_PAIRS.code, _encode(_escaped(_PAIRS.to_plain(value))))
        case dict():
            return {key: _escaped(item) for key, item in value.items()}
        case _:
            return value


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _from_extension(code: int, data: memoryview) -> object:
    extension = _BY_CODE.get(code)
    if extension is None:
        raise ValueError(f"extension type {code} is not known")
    try:
        return extension.from_plain(decode_value(data))
    except (TypeError, ArithmeticError, AttributeError) as error:  # not what `to_plain` of the type returns
        raise ValueError(f"a value of extension type {code} cannot be read") from error


decode_value: Callable[[bytes | memoryview], Any] = msgspec.msgpack.Decoder(ext_hook=_from_extension).decode
"""Decodes what `encode_value` or `encode_fields` returned; raises ValueError for other bytes."""
