"""The user's corrections of people and countries: the YAML file, and how corrections are applied."""

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
