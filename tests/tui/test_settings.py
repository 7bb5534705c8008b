"""The settings file: accepted values, and errors in one sentence with file, line and key."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.model.columns import ColumnDateOrder, ColumnMapping
from corpus.model.limits import MEBIBYTE, Limits
from tui.app import Pressroom
from tui.cli.main import run
from tui.config import locations
from tui.config.decode import InvalidSetting
from tui.config.schema import schema_text, settings_schema
from tui.config.settings import Settings, SettingsError, limited, load
from tui.screens.check_settings import check_settings

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of the settings file."""
    return tmp_path / "settings.yaml"


def test_a_missing_or_empty_file_means_defaults(file: Path) -> None:
    """An empty file is valid, too."""
    assert load(file).settings == Settings()
    for nothing in ("", "# theme: nord\n", "limits:\nkeys: ~\n"):
        file.write_text(nothing)
        assert load(file).settings == Settings()


def test_all_settings_can_be_set(file: Path) -> None:
    """In the types of YAML."""
    file.write_text(
        "theme: nord\nmouse: no\nsidebar_width: 40\nreading_width: 0\ntimeline: off\nwatch: false\n"
        "all_words: true\n"
        "limits:\n  document_bytes: 64 MB\n  unpacked_bytes: 1GB\n  pages: 10\n  nesting: 1\n  seconds: 300\n"
        "columns:\n  '*.csv':\n    title: headline\n    date_order: day-first\nonly_prose: false\n"
        "extractor: spacy:en_core_web_sm\nhistory: 0\neditor: vim -R\nkeys:\n  quote: Y\n  search: 'ctrl+s,f'\n"
    )

    assert load(file).settings == Settings(
        theme="nord",
        mouse=False,
        sidebar_width=40,
        reading_width=0,
        timeline=False,
        watch=False,
        all_words=True,
        limits=Limits(64 * MEBIBYTE, 1024 * MEBIBYTE, 10, 1, 300),
        columns={"*.csv": ColumnMapping(title="headline", date_order=ColumnDateOrder.DAY_FIRST)},
        only_prose=False,
        extractor="spacy:en_core_web_sm",
        history=0,
        editor="vim -R",
        keys={"quote": "Y", "search": "ctrl+s,f"},
    )


_SIZE = "limits.document_bytes must be a size such as 64 MB, from 1 byte to 2 GB"
_LIKE = "must be text such as “ctrl+s” or “Y,ctrl+y”"
_KEY = f"keys.quote {_LIKE}"
_WIDTH = "sidebar_width must be a whole number from 16 to 80"
WRONG = [
    ("2024-13-45", 1, "The file must have lines such as “theme: pressroom-light”, not “2024-13-45”."),
    ("- theme: nord", 1, "The file must have lines such as “theme: pressroom-light”, not a list."),
    ("\nsidebar_width: 2024-13-45", 2, f"{_WIDTH}, not “2024-13-45”."),
    ("sidebar_width: 81", 1, f"{_WIDTH}, not “81”."),
    ("sidebar_width: 1" + "0" * 5000, 1, f"{_WIDTH}, not “1" + "0" * 79 + "…”."),
    ("sidebar_width: true", 1, f"{_WIDTH}, not “true”."),
    ("sidebar_width: 40.0", 1, f"{_WIDTH}, not “40.0”."),
    ("sidebar_width: [40]", 1, f"{_WIDTH}, not a list."),
    ('watch: "true"', 1, "watch must be true or false, not “true”."),
    ("theme: 5", 1, "theme must be text such as “pressroom-light”, not “5”. Write it in quotes: '5'."),
    ("theme:", 1, "theme must be text such as “pressroom-light”, not “”."),
    ("editor: on", 1, "editor must be text such as “vim -R”, not “on”. Write it in quotes: 'on'."),
    ("extractor: spacy", 1, "extractor must be text such as “built-in” or “spacy:en_core_web_sm”, not “spacy”."),
    ("columns: [a]", 1, "columns must have lines such as “'*.csv': {title: headline}”, not a list."),
    ("columns:\n  '*.csv': title", 2, "columns.*.csv must have lines such as “title: headline”, not “title”."),
    ("columns:\n  '*.csv':\n    titel: a", 3, "There is no setting columns.*.csv.titel; did you mean “title”?"),
    (
        "columns:\n  '*.csv':\n    date_order: dmy",
        3,
        "columns.*.csv.date_order must be text such as “day-first” or “month-first”, not “dmy”.",
    ),
    ("keys: [a]", 1, "keys must have lines such as “quote: Y”, not a list."),
    ("keys:\n  quote: a,,b", 2, f"{_KEY}, not “a,,b”."),
    ("keys:\n  quote: 1", 2, f"{_KEY}, not “1”. Write it in quotes: '1'."),
    ('keys:\n  "a\\e[31mb": 1', 2, f"keys.a[31mb {_LIKE}, not “1”. Write it in quotes: '1'."),
    ("keys:\n  ? " + "k" * 5000 + "\n  : []", 3, "keys." + "k" * 75 + f"… {_LIKE}, not a list."),
    ("keys:\n  ? [a]\n  : b", 2, "keys has a key that is a list."),
    ("limits: 5", 1, "limits must have lines such as “seconds: 300”, not “5”."),
    ("limits:\n  seconds: 0", 2, "limits.seconds must be a whole number from 1 to 86400, not “0”."),
    ("limits:\n  seconds: 2147483640", 2, "limits.seconds must be a whole number from 1 to 86400, not “2147483640”."),
    ("limits:\n  seconds: 64 MB", 2, "limits.seconds must be a whole number from 1 to 86400, not “64 MB”."),
    ("limits:\n  document_bytes: 3 GB", 2, f"{_SIZE}, not “3 GB”."),
    ("limits:\n  document_bytes: big", 2, f"{_SIZE}, not “big”."),
    ("watch: true\nthem: nord", 2, "There is no setting them; did you mean “theme”?"),
    ("seconds: 3", 1, "There is no setting seconds; did you mean “limits.seconds”?"),
    ("limits:\n  secnds: 3", 2, "There is no setting limits.secnds; did you mean “limits.seconds”?"),
    ("? [a]\n: b", 1, "The file has a key that is a list."),
    ('watch: true\nsidebar_width: !!int "abc"', 2, "tags (!) are not allowed."),
    ('theme: !!timestamp "foo"', 1, "tags (!) are not allowed."),
    ("a: &a [x]\nb: *a", 1, "anchors (&) and aliases (*) are not allowed."),
    ("[" * 500, 1, "nested too deeply."),
    ("theme: nord\n  mouse: false", 2, "not valid YAML: mapping values are not allowed in this context."),
    ("theme: \x1b[31m", 1, "not valid YAML: control characters are not allowed."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "sentence"), WRONG, ids=lambda value: str(value)[:30])
def test_an_invalid_setting_is_one_sentence(file: Path, text: str, line: int, sentence: str) -> None:
    """With file, line, key, and the valid values."""
    file.write_text(text, "utf-8")

    with pytest.raises(SettingsError) as caught:
        load(file)
    assert str(caught.value) == f"{file}, line {line}: {sentence}"


def test_an_unknown_key_without_a_similar_one_lists_all_keys(file: Path) -> None:
    """In one sentence."""
    file.write_text("zzz: 1")

    with pytest.raises(SettingsError, match=r"no setting zzz; use one of: theme, mouse, .*limits\.seconds"):
        load(file)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: os.mkfifo(path), "not a regular file."),
        (lambda path: path.mkdir(), "not a regular file."),
        (lambda path: path.symlink_to("/dev/zero"), "not a regular file."),
        (lambda path: path.write_bytes(b"#" * (1 << 20) + b"#"), "too large: the limit is 1 MB."),
        (lambda path: path.symlink_to(path.name), "cannot be read: too many levels of symbolic links."),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(file: Path, make: object, sentence: str) -> None:
    """Only a regular file of limited size can."""
    assert callable(make)
    make(file)

    with pytest.raises(SettingsError) as caught:
        load(file)
    assert str(caught.value) == f"{file}: {sentence}"


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("abtheme:lims{}[]&*!-#'\"|>%@ \n\t0123456789\x1b\x85\u2028é")),
    st.sampled_from(["", "theme: ", "limits:\n  ", "keys:\n  ", "limits: {seconds: "]),
)
def test_any_file_gives_settings_or_a_short_sentence(file: Path, text: str, before: str) -> None:
    """And no other error."""
    file.write_text(before + text, "utf-8")
    try:
        load(file)
    except SettingsError as error:
        said = str(error)
    else:
        said = ""

    assert said == "" or said.isprintable()
    assert len(said) < len(str(file)) + 400


def test_a_duplicate_key_is_a_warning(file: Path) -> None:
    """With both lines; the later value is used."""
    file.write_text("theme: nord\nlimits:\n  seconds: 1\n  seconds: 2\ntheme: dracula\n")
    loaded = load(file)

    assert (loaded.settings.theme, loaded.settings.limits.seconds) == ("dracula", 2)
    assert loaded.warnings == (
        f"{file}, line 5: theme is given twice, first in line 1; the value in line 5 is used.",
        f"{file}, line 4: limits.seconds is given twice, first in line 3; the value in line 4 is used.",
    )


def test_unknown_themes_and_actions_are_errors_with_their_line(file: Path) -> None:
    """Only the explorer knows the valid ones."""
    file.write_text("\ntheme: nrd\n")
    with pytest.raises(SettingsError, match=r"line 2: There is no theme “nrd”; did you mean “nord”\?$"):
        load(file).validate(check_settings)

    file.write_text("keys:\n  quot: Y\n")
    with pytest.raises(SettingsError, match=r"line 2: There is no action in keys “quot”; did you mean “quote”\?$"):
        load(file).validate(check_settings)
    with pytest.raises(InvalidSetting):
        Pressroom(lambda: pytest.fail("no library is opened"), file.parent, Settings(theme="nrd"))


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("next_hit: j", "keys.next_hit: j is already the key of list.down; give one of them another key."),
        ("quote: Y\n  edit: Y", "keys.edit: Y is already the key of quote; give one of them another key."),
        ("help: '/'", "keys.help: / is already the key of search; give one of them another key."),
        ("views.matrix: c", "keys.views.matrix: c is already the key of views.compare; give one of them another key."),
        ("facet.include: a", ""),
        ("quote: e\n  edit: y", ""),
    ],
)
def test_two_actions_with_one_key_are_refused(file: Path, keys: str, sentence: str) -> None:
    """With the names of both, where both can be reached; keys may be exchanged."""
    file.write_text(f"keys:\n  {keys}\n")
    if not sentence:
        load(file).validate(check_settings)
        return
    with pytest.raises(SettingsError, match=f"line [23]: {re.escape(sentence)}"):
        load(file).validate(check_settings)


async def test_the_explorer_shows_warnings(library: FakeLibrary) -> None:
    """Control characters in them are replaced."""
    app = Pressroom(lambda: library, library.folder, Settings(), warnings=("twice \x1b[31m",))
    async with app.run_test() as pilot:
        await pilot.pause()

        assert [notice.message for notice in app._notifications] == ["twice ␛[31m"]


@pytest.mark.parametrize("amount", ["2147483640", "86401", "0", "-1", "9" * 5000, "64 MB", "ten", "", "1\x1b"])
def test_a_limit_out_of_bounds_is_an_error(amount: str) -> None:
    """It would end every worker process."""
    with pytest.raises(SettingsError, match=r"^seconds must be a whole number from 1 to 86400, not “[^\x1b]*”\.$"):
        limited(Limits(), "seconds", amount)


def test_limits_on_the_command_line_are_parsed_like_settings() -> None:
    """With units."""
    limits = limited(limited(Limits(), "document_bytes", "64 kB"), "seconds", "86400")

    assert limits == Limits(document_bytes=65536, seconds=86400)
    with pytest.raises(SettingsError, match="no limit “second”; did you mean “seconds”"):
        limited(Limits(), "second", "1")


def test_invalid_limits_and_settings_are_one_sentence_and_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line."""
    assert run(["index", str(folder), "--max", "seconds=2147483640"]) == 2
    assert capsys.readouterr().err == "pressroom: seconds must be a whole number from 1 to 86400, not “2147483640”.\n"

    place = locations.settings_file()
    place.parent.mkdir(parents=True)
    place.write_text("watch: true\nwatch: false\n")
    assert run(["index", str(folder)]) == 0
    assert f"{place}, line 2: watch is given twice, first in line 1" in capsys.readouterr().err
    place.write_text("watch: [" + "\x9b" * 3)
    assert run(["index", str(folder)]) == 2
    error = capsys.readouterr().err
    assert str(place) in error
    assert error.removesuffix("\n").isprintable()


def test_the_schema_is_up_to_date() -> None:
    """`make schema` writes it."""
    assert (ROOT / "docs" / "settings.schema.json").read_text("utf-8") == schema_text()


def test_the_schema_has_bounds_and_descriptions() -> None:
    """For every setting."""
    definitions = settings_schema()["$defs"]
    shown = json.dumps(definitions)

    assert definitions["Settings"]["properties"]["sidebar_width"]["maximum"] == 80
    assert definitions["Limits"]["properties"]["seconds"]["maximum"] == 86400
    assert {"type": "string", "pattern": r"^([0-9]{1,15})\s*(|[kKmMgG]B)$"} in definitions["Limits"]["properties"][
        "document_bytes"
    ]["anyOf"]
    sections = [part for part in definitions.values() if "properties" in part]
    assert all("description" in each for part in sections for each in part["properties"].values()), shown
    assert all(part["additionalProperties"] is False for part in sections)


def test_yaml_is_not_loaded_without_a_file() -> None:
    """To keep the launch fast."""
    code = (
        "import sys; from pathlib import Path; from tui.config.settings import load;"
        "load(Path('no such file')); assert 'yaml' not in sys.modules and 'rapidfuzz' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
