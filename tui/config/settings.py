"""The settings: types, bounds and defaults, and loading them from one YAML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta

from corpus.files.yaml_file import read_yaml
from corpus.model.columns import ColumnMapping
from corpus.model.errors import PressroomError, YamlError
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from tui.config.decode import Decoder, InvalidSetting, check, check_choice
from tui.config.yaml_faults import yaml_fault_text

_MAX_BYTES = 1 << 20


class Ocr(StrEnum):
    """When the explorer recognizes the text of scans and images."""

    AUTO = "auto"
    """After each update, if Tesseract is installed."""
    OFF = "off"


class SettingsError(PressroomError):
    """The settings file cannot be used. The message is one sentence that names the file, the line and the key."""


class ServerProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A server, under the name that `--server` takes."""

    url: Annotated[str, Meta(max_length=2000, description="Addresses of its nodes, separated by commas.")] = ""
    library: Annotated[str, Meta(max_length=63, description="Library that is opened without --library.")] = ""
    credentials: Annotated[
        str, Meta(max_length=4096, description="File with the lines user: and password:, readable by you only.")
    ] = ""
    certificates: Annotated[
        str, Meta(max_length=4096, description="File of certificates to trust, in PEM format; if empty, the system's.")
    ] = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of Pressroom, with their defaults."""

    theme: Annotated[
        str,
        Meta(
            max_length=100,
            description="Theme of the explorer; ansi-dark uses the terminal's own colors.",
            examples=["pressroom-light"],
        ),
    ] = "pressroom-dark"
    mouse: Annotated[
        bool, Meta(description="Use the mouse; false leaves it to the terminal, for selecting and pasting.")
    ] = True
    screen_reader: Annotated[
        bool,
        Meta(
            description="Show one pane at a time without lines and symbols, and announce changes as lines of text; "
            "also --screen-reader and PRESSROOM_SCREEN_READER=1."
        ),
    ] = False
    sidebar_width: Annotated[
        int, Meta(ge=16, le=80, description="Width of the sidebar on a wide screen, in cells.")
    ] = 32
    reading_width: Annotated[
        int, Meta(ge=0, le=1000, description="Longest line in the reader, in cells; 0 for the width of the pane.")
    ] = 92
    timeline: Annotated[bool, Meta(description="Show the years below the panes.")] = True
    fold: Annotated[
        bool, Meta(description="Show one of near-duplicate documents, such as reprints, in results; d switches.")
    ] = True
    dwell: Annotated[
        float,
        Meta(ge=0, le=3600, description="Seconds after which a previewed document counts as read; 0 for never."),
    ] = 3.0
    watch: Annotated[
        bool, Meta(description="Show changes in the folder while the explorer is open; Ctrl+R looks for them anyway.")
    ] = True
    all_words: Annotated[
        bool, Meta(description="List only documents with all words of a search, not those with most of them.")
    ] = False
    uncertain_below: Annotated[
        float,
        Meta(
            ge=0,
            le=0.9,
            description="Confidence below which names are folded as uncertain at the end of the people; 0 for never.",
        ),
    ] = 0.75
    limits: Annotated[Limits, Meta(description="What reading one file may cost.")] = msgspec.field(
        default_factory=Limits
    )
    columns: Annotated[
        Mapping[Annotated[str, Meta(max_length=500)], ColumnMapping],
        Meta(
            description="Columns of CSV and JSON files, by file pattern; the first match applies.",
            examples=[{"exports/*.csv": {"title": "headline", "text": "lead, body", "date_order": "day-first"}}],
        ),
    ] = msgspec.field(default_factory=dict)
    only_prose: Annotated[
        bool, Meta(description="Skip text files that are not prose: code, style sheets, logs, keys.")
    ] = True
    ocr: Annotated[
        Ocr,
        Meta(
            description="Recognize text in scans and images while the explorer is open: auto (with Tesseract) or off.",
            examples=["off"],
        ),
    ] = Ocr.AUTO
    extractor: Annotated[
        str,
        Meta(
            max_length=200,
            pattern="^(built-in|spacy:.+)$",
            description="What finds people: built-in, or spacy: and a pipeline; another one rebuilds libraries.",
            examples=["built-in", "spacy:en_core_web_sm"],
        ),
    ] = "built-in"
    servers: Annotated[
        Mapping[Annotated[str, Meta(max_length=100)], ServerProfile],
        Meta(
            description="Servers that --server names; see docs/cluster.md.",
            examples=[{"newsroom": {"url": "https://search.example.org:9200", "library": "wire"}}],
        ),
    ] = msgspec.field(default_factory=dict)
    history: Annotated[int, Meta(ge=0, le=100_000, description="Number of queries to remember.")] = 500
    restore_session: Annotated[
        bool, Meta(description="Open the explorer as it was left: search, filters, document and pane.")
    ] = True
    editor: Annotated[
        str,
        Meta(
            max_length=1000,
            description="Command that opens a file; if empty, $VISUAL, $EDITOR, $PAGER or less.",
            examples=["vim -R"],
        ),
    ] = ""
    quote_format: Annotated[
        str,
        Meta(
            max_length=100,
            description="Format of quotes: plain, markdown, footnote, bibtex, ris, csl-json or one of quote_templates.",
            examples=["markdown"],
        ),
    ] = "plain"
    quote_templates: Annotated[
        Mapping[
            Annotated[str, Meta(max_length=100)],
            Annotated[str, Meta(max_length=2000, examples=["{quote} ({title}[, {date}], {place})"])],
        ],
        Meta(
            description="Further formats of a quote, or other ones for plain, markdown and footnote: text with fields "
            "in braces; a part in brackets is left out where a field in it is empty. See docs/exports.md.",
        ),
    ] = msgspec.field(default_factory=dict)
    keys: Annotated[
        Mapping[
            str,
            Annotated[str, Meta(max_length=200, pattern="^[^,]+(,[^,]+)*$", examples=["ctrl+s", "Y,ctrl+y"])],
        ],
        Meta(description="Keys of actions, by the names that the help screen shows; separate several by commas."),
    ] = msgspec.field(default_factory=dict)

    def reading_options(self) -> ReadingOptions:
        """Return the settings of how files are read, apart from limits."""
        return ReadingOptions(tuple(self.columns.items()), self.only_prose)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings with the file they were loaded from."""

    settings: Settings
    path: Path
    warnings: tuple[str, ...] = ()
    """Warnings about the file, one sentence each."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each key in the file, by path, such as limits.seconds."""

    def validate(self, validator: Callable[[Settings], None]) -> None:
        """Run a further check; its InvalidSetting becomes a SettingsError with file and line."""
        try:
            validator(self.settings)
        except InvalidSetting as error:
            raise SettingsError(_sentence(self.path, self.lines.get(error.key, 0), str(error))) from error


def load(path: Path) -> LoadedSettings:
    """Load the settings; defaults if there is no file.

    Raises:
        SettingsError: The file cannot be read, or a setting is invalid.

    """
    decoder = Decoder()
    try:
        root = read_yaml(path, _MAX_BYTES)
        settings = decoder.decode(root, Settings)
    except YamlError as error:
        said = yaml_fault_text(error.fault, error.detail, error.number)
        raise SettingsError(_sentence(path, error.line, f"{said}.")) from error
    except InvalidSetting as error:
        raise SettingsError(_sentence(path, error.line, str(error))) from error
    warnings = tuple(
        _sentence(path, later, f"{key} is given twice, first in line {first}; the value in line {later} is used.")
        for key, first, later in decoder.repeated
    )
    return LoadedSettings(settings, path, warnings, decoder.lines)


def limited(limits: Limits, name: str, amount: str) -> Limits:
    """Return a copy of the limits with one of them changed.

    Args:
        limits: The limits to copy.
        name: The name of the limit to change.
        amount: A whole number; for a number of bytes, also with the unit kB, MB or GB (powers of 1024).

    Raises:
        SettingsError: There is no such limit, or the amount is out of bounds.

    """
    try:
        check_choice("", name, [spec.name for spec in fields(Limits)], "limit")
        value = int(amount) if amount.isascii() and amount.isdigit() and len(amount) < 16 else amount
        return replace(limits, **{name: check(name, value, get_type_hints(Limits, include_extras=True)[name])})
    except InvalidSetting as error:
        raise SettingsError(str(error)) from error


def _sentence(path: Path, line: int, problem: str) -> str:
    return f"{path}, line {line}: {problem}" if line else f"{path}: {problem}"
