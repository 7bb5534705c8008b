"""JSON holds every character, but none that a terminal obeys."""

from __future__ import annotations

import json

from tui.text.sanitize import json_text

HOSTILE = "\x1b[31m \x7f \x85 \x9b \u202e \u2028 \ufff9 \U000e0041 \U0001f600 Łódź “oil”"


def test_json_is_harmless_on_a_terminal() -> None:
    """Values are unchanged, and letters stay readable."""
    text = json_text({HOSTILE: [HOSTILE]})

    assert json.loads(text) == {HOSTILE: [HOSTILE]}
    assert not set(text) & set("\x1b\x7f\x85\x9b\u202e\u2028\ufff9\U000e0041")
    assert "Łódź “oil”" in text
    assert "\U0001f600" in text
