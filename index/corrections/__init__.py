"""The user's last word on people and countries: a YAML file outside the index, and what it does to what was found."""

from __future__ import annotations

from index.corrections.apply import Corrected, correct_countries, correct_people
from index.corrections.file import CorrectionFile
from index.corrections.notation import Entry, read_corrections, write_correction

__all__ = [
    "Corrected",
    "CorrectionFile",
    "Entry",
    "correct_countries",
    "correct_people",
    "read_corrections",
    "write_correction",
]
