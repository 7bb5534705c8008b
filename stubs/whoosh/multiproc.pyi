from typing import Any

from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

class MpWriter(SegmentWriter):
    def __init__(
        self,
        ix: FileIndex,
        procs: int | None = None,
        batchsize: int = 100,
        subargs: dict[str, Any] | None = None,
        multisegment: bool = False,
        **kwargs: Any,
    ) -> None: ...

class SerialMpWriter(MpWriter):
    def __init__(
        self,
        ix: FileIndex,
        procs: int | None = None,
        batchsize: int = 100,
        subargs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None: ...
