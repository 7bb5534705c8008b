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

Floats = np.typing.NDArray[np.floating[Any]]
_PREFIX = "language-model-"
_LAYOUT = 2
"""Part of the folder's name. Raise it when the files change."""
_RARE: Final = frozenset({"an", "vo", "wa"})
"""Aragonese, Volapük and Walloon, with few texts and near relatives."""
_CLASSES = "classes.json"
_TYPES = {"H": np.uint16, "I": np.uint32, "L": np.uint64}


class Classifier(langid.LanguageIdentifier):
    """The classifier of the package, but it adds up 32-bit numbers: with 16 bits, that takes five times as long."""

    __slots__ = ()

    def _sparse_score(self, visits: dict[int, int], table: Floats) -> Floats:
        """The logarithms of the scores of all classes, from the number of times that each feature occurs."""
        features = np.fromiter(visits.keys(), np.intp, len(visits))
        counts = np.fromiter(visits.values(), np.float32, len(visits))
        scores: Floats = np.log1p(counts) @ table[features].astype(np.float32) + self.nb_pc
        return scores


def load_classifier() -> Classifier:
    """Load the classifier for languages with a two-letter code.

    Raises:
        OSError: It is not in the cache, and cannot be unpacked.

    """
    try:
        caches = platformdirs.user_cache_path("pressroom")
    except RuntimeError:  # the user has no home folder
        return _unpacked()
    folder = caches / f"{_PREFIX}{version('py3langid')}-{_LAYOUT}"
    with suppress(OSError, ValueError, EOFError, RecursionError):  # it is not there, or damaged
        return _mapped(folder)
    classifier = _unpacked()
    with suppress(OSError):  # no cache folder, or no room: the next process unpacks the model again
        _store(classifier, folder)
    return classifier


def _unpacked() -> Classifier:
    """The classifier as its package has it, which unpacks its model into a temporary file; raises OSError."""
    classifier = Classifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    # Dialects and constructed languages would be found in short or terse texts of their relatives.
    classifier.set_languages([code for code in classifier.labels if len(code) == 2 and code not in _RARE])
    return classifier


def _mapped(folder: Path) -> Classifier:
    """The classifier in the cache; raises OSError, ValueError, EOFError or RecursionError without a valid one."""

    def mapped(name: str) -> Any:  # noqa: ANN401 -- an array of any type
        return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)

    classes = json.loads((folder / _CLASSES).read_text("utf-8"))
    # A memory view yields Python's integers; an array yields slower ones of numpy.
    return Classifier(
        np.asarray(mapped("ptc")),  # indexing a memory-mapped array itself is slower
        mapped("pc").astype(np.float32),
        classes,
        memoryview(mapped("nextmove")),
        mapped("output").tolist(),
        norm_probs=True,
        tk_row=mapped("row").tolist(),
    )


def _store(classifier: Classifier, folder: Path) -> None:
    """Write the arrays of the classifier to the cache, in place of those of another version; raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=folder.parent))
    try:
        arrays = {
            "ptc": np.ascontiguousarray(classifier.nb_ptc),
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
