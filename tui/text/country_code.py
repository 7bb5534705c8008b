"""Short codes of countries, for narrow columns."""

from __future__ import annotations

_ALPHA_2 = 2


def short_code(code: str) -> str:
    """Return the two letters of a country; a former one (ISO 3166-3) is shown by the two it had: SU, not SUHH."""
    return code[:_ALPHA_2]
