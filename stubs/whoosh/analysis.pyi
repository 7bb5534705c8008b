from collections.abc import Callable, Iterator
from typing import Any

class Token:
    text: str
    original: str
    boost: float
    stopped: bool
    pos: int
    startchar: int
    endchar: int
    def __init__(
        self, positions: bool = False, chars: bool = False, removestops: bool = True, mode: str = "", **kwargs: Any
    ) -> None: ...

class Composable:
    def __call__(self, value: Any, **kwargs: Any) -> Iterator[Token]: ...

def IDAnalyzer(lowercase: bool = False) -> Composable: ...
def StandardAnalyzer(
    expression: Any = ..., stoplist: Any = ..., minsize: int = 2, maxsize: int | None = None, gaps: bool = False
) -> Composable: ...
def StemmingAnalyzer(
    expression: Any = ...,
    stoplist: Any = ...,
    minsize: int = 2,
    maxsize: int | None = None,
    gaps: bool = False,
    stemfn: Callable[[str], str] = ...,
    ignore: Any = None,
    cachesize: int = 50000,
) -> Composable: ...
