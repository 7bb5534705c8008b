from array import array
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

MODEL_FILE: str

class LanguageIdentifier:
    nb_ptc: npt.NDArray[np.floating[Any]]
    nb_pc: npt.NDArray[np.floating[Any]]
    nb_classes: list[str]
    tk_nextmove: array[int]
    tk_row: array[int]
    tk_output: list[int]
    def __init__(
        self,
        nb_ptc: npt.NDArray[np.floating[Any]],
        nb_pc: npt.NDArray[np.floating[Any]],
        nb_classes: list[str],
        tk_nextmove: array[int] | memoryview,
        tk_output: list[int],
        norm_probs: bool = ...,
        *,
        tk_row: array[int] | list[int],
    ) -> None: ...
    @property
    def labels(self) -> list[str]: ...
    def set_languages(self, langs: list[str] | None = ...) -> None: ...
    @classmethod
    def from_model_file(cls, model_file: str | Path, *, norm_probs: bool = ...) -> Self: ...
    def classify(self, text: str) -> tuple[str, float]: ...
