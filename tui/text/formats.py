"""The English text of what a file's format was recognized by."""

from __future__ import annotations

from corpus.model.format_evidence import FormatEvidence

_TEXTS = {
    FormatEvidence.FIRST_BYTES: "recognized by its first bytes",
    FormatEvidence.NAME: "recognized by its name",
    FormatEvidence.NO_OTHER: "as it is text of no other format",
}


def evidence_text(evidence: FormatEvidence) -> str:
    """Return what a format was recognized by, as an addition to its name."""
    return _TEXTS[evidence]
