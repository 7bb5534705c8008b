"""The model of the language classifier, unpacked once into the user's cache folder and mapped into memory from there.

Unpacking takes half a second and 75 MB in each process that classifies; mapping takes milliseconds, and all processes
share the pages that are used.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from array import array
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import platformdirs
from py3langid import langid

_PREFIX = "language-model-"
_RARE: Final = frozenset({"an", "vo", "wa"})
"""Aragonese, Volapük and Walloon, with few texts and near relatives."""
_CLASSES = "classes.json"
_TYPES = {"H": np.uint16, "I": np.uint32, "L": np.uint64}


def load_classifier() -> langid.LanguageIdentifier:
    """Load the classifier for languages with a two-letter code.

    Raises:
        OSError: It is not in the cache, and cannot be unpacked.

    """
    folder = platformdirs.user_cache_path("pressroom") / f"{_PREFIX}{version('py3langid')}"
    with suppress(OSError, ValueError, EOFError):  # it is not there, or damaged
        return _mapped(folder)
    classifier = _unpacked()
    with suppress(OSError):  # no cache folder, or no room: the next process unpacks the model again
        _store(classifier, folder)
    return classifier


def _unpacked() -> langid.LanguageIdentifier:
    """The classifier as its package has it, which unpacks its model into a temporary file; raises OSError."""
    classifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    # Dialects and constructed languages would be found in short or terse texts of their relatives.
    classifier.set_languages([code for code in classifier.labels if len(code) == 2 and code not in _RARE])
    return classifier


def _mapped(folder: Path) -> langid.LanguageIdentifier:
    """The classifier in the cache; raises OSError, ValueError or EOFError where there is none or it is damaged."""

    def mapped(name: str) -> Any:  # noqa: ANN401 -- an array of any type
        return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)

    classes = json.loads((folder / _CLASSES).read_text("utf-8"))
    # A memory view yields Python's integers; an array yields slower ones of numpy.
    return langid.LanguageIdentifier(
        np.asarray(mapped("ptc")),  # indexing a memory-mapped array itself is slower
        np.array(mapped("pc")),
        classes,
        memoryview(mapped("nextmove")),
        mapped("output").tolist(),
        norm_probs=True,
        tk_row=mapped("row").tolist(),
    )


def _store(classifier: langid.LanguageIdentifier, folder: Path) -> None:
    """Write the arrays of the classifier to the cache, in place of those of another version; raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=folder.parent))
    try:
        arrays = {
            "ptc": classifier.nb_ptc,
            "pc": classifier.nb_pc,
            "nextmove": _as_numpy(classifier.tk_nextmove),
            "row": _as_numpy(classifier.tk_row),
            "output": np.array(classifier.tk_output, np.int32),
        }
        for name, values in arrays.items():
            with (draft / f"{name}.npy").open("wb") as file:
                np.save(file, values)
                file.flush()
                os.fsync(file.fileno())
        (draft / _CLASSES).write_text(json.dumps(classifier.nb_classes), "utf-8")
        for other in folder.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(other, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _as_numpy(values: array[int]) -> np.typing.NDArray[np.unsignedinteger[Any]]:
    return np.frombuffer(values, _TYPES[values.typecode])
