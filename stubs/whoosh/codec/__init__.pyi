from typing import Any

from whoosh.codec.base import Codec

def default_codec(*args: Any, **kwargs: Any) -> Codec: ...
