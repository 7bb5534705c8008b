"""A library whose texts, names, titles and words of the user are made to be obeyed by what shows them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tui.cli.main import run

CODES = (
    "\x1b[31m", "\x1b]8;;https://example.org\x07", "\x1b]52;c;aGk=\x07", "\x9b31m", "\x85", "\x7f", "\b\b",
    "\u202e", "\u2066", "\u200f", "\u061c", "\ufff9", "\U000e0041\U000e007f",
)  # fmt: skip
"""Escape sequences, a link and a write to the clipboard among them; controls; directions; invisible tags."""
HOSTILE = f"{''.join(CODES)}[bold red]zzmark[/] [@click=app.quit]zzgo[/]"
FORMULA = "=HYPERLINK(1)"
"""What a spreadsheet would calculate."""
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What a terminal obeys, or does not show."""


def set_homes(patch: pytest.MonkeyPatch, root: Path) -> None:
    """Keep all files of the user in a folder."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        patch.setenv(name, str(root / name))
    patch.chdir(root)


def hostile_library(root: Path) -> Path:
    """Make a library in which everything that can be named is hostile; returns the folder of the documents."""
    with pytest.MonkeyPatch.context() as patch:
        set_homes(patch, root)
        documents = root / f"documents{HOSTILE.replace('/', '')[:60]}"
        documents.mkdir()
        read = "".join(code for code in HOSTILE if code not in "\b\x07\x7f")  # which are taken for binary data
        text = f"Angela Merkel spoke in Poland of {read} airspace. Angela Merkel met Donald {read} Tusk."
        name = HOSTILE.replace("/", "")[:60]
        (documents / f"{FORMULA}{name}.txt").write_text(f"{FORMULA} {read}\n\n{text}\n", "utf-8")
        rows = [["title", "text", f"col{read}"], [f"{FORMULA}{read}", text, f"{FORMULA}{read}"]]
        with (documents / "table.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        record = {"title": HOSTILE, "body": text, "author": f"Anna {HOSTILE} Weber", HOSTILE: HOSTILE}
        (documents / "wire.jsonl").write_text(json.dumps(record), "utf-8")
        (documents / f"empty{name}.txt").write_bytes(b"")
        run(["index", str(documents)])
        for arguments in (
            ["star", "table.csv"], ["tag", FORMULA + HOSTILE, "wire.jsonl#1"],
            ["note", "wire.jsonl#1", FORMULA + HOSTILE], ["saved", "add", FORMULA + HOSTILE, f"airspace {HOSTILE}"],
            ["correct", "rename", "Angela Merkel", f"Angela {HOSTILE} Merkel"],
        ):  # fmt: skip
            run([arguments[0], str(documents), *arguments[1:]])
    return documents
