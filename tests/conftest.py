"""Shared fixtures: an isolated home, and small folders of documents."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from textual import _wait
from textual.timer import Timer

from benchmarks.process import keep_bytecode
from index.library import Library
from index.model.progress import Progress, Report
from index.update.spawn import keep_update_server
from index.update.subprocess import update_in_background
from index.update.update import Job
from tests.index.finished import finished

if TYPE_CHECKING:
    from tests.desk import Desk

# The tests start a hundred processes. Where none may keep bytecode, each would compile Pressroom.
keep_bytecode()

# Neither a slow machine nor a busy one may turn a test red.
settings.register_profile(
    "no clock",
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("no clock"), max_examples=2000)
settings.load_profile("no clock")

# Textual's pilot looks at intervals of 20 ms whether an explorer is at rest, twice after each key: most of the time.
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 4, _wait.SLEEP_IDLE / 4

_MOST_FROZEN = 2_000_000
"""Objects: those of the tests' own modules and of about fifty explorers that are no longer there."""
_MEMORY = Path("/dev/shm")
"""A folder in memory, as Linux has it."""
_LEAST_MEMORY = 2 << 30
"""Bytes that are free there if the tests may use it; they need a tenth of them."""
_TESTS = itertools.count(1)
_TESTS_BETWEEN = 100
SEED = (
    " date 2024-10-18 Kasčiūnas is attending NATO Defence Ministers’ meeting in Brussels\n"
    "Kasčiūnas underlined the issues of airspace violation with the Lithuanian delegation.\n"
    "On the margins, Minister Kasčiūnas met Minister of National Defence of Poland Władysław Kosiniak-Kamysz.\n"
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the tests in memory where there is room: a disk takes most of their time to sync them."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    with contextlib.suppress(OSError):
        if config.option.basetemp or is_worker or shutil.disk_usage(_MEMORY).free < _LEAST_MEMORY:
            return
        place = tempfile.mkdtemp(prefix="pressroom-tests-", dir=_MEMORY)
        config.option.basetemp = place
        config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use more processes than cores for `-n auto`: after a key, a test of the explorer mostly waits."""
    return round(1.5 * (os.cpu_count() or 1))


@pytest.fixture(scope="session", autouse=True)
def _common_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Unpack the 60 MB of the language model once for all tests, outside the developer's caches."""
    place = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str((place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "caches"))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's libraries and settings out of the tests."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))


@pytest.fixture(autouse=True)
def _freed_explorers() -> Iterator[None]:
    """Free the explorers of earlier tests: at launch, each keeps all objects from the garbage collector for good."""
    yield
    # Counting frozen objects takes as long as a short test.
    if next(_TESTS) % _TESTS_BETWEEN == 0 and gc.get_freeze_count() > _MOST_FROZEN:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def _certain_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each single timer run out: Textual forgets one whose task is held up for as long as its delay."""
    start = Timer._start

    def start_certainly(timer: Timer) -> None:
        timer._skip = timer._skip and timer._repeat != 0
        start(timer)

    monkeypatch.setattr(Timer, "_start", start_certainly)


@pytest.fixture(autouse=True)
def _lasting_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep notices on the screen, which would be gone when a slow test looks."""
    monkeypatch.setattr("textual.notifications.Notification.time_left", property(lambda _: 3600.0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four documents in four formats."""
    root = tmp_path / "documents"
    (root / "2019").mkdir(parents=True)
    (root / "seed.txt").write_text(SEED, "utf-8")
    (root / "2019" / "treaty.md").write_text(
        "---\ntitle: A treaty is signed\ndate: 2019-01-22\nauthor: Archive desk\n---\n"
        "Chancellor Angela Merkel and President Emmanuel Macron signed the treaty in Aachen.\n"
        "France and Germany agreed.\n",
        "utf-8",
    )
    (root / "page.html").write_text(
        "<html><head><title>Visit to Tokyo</title><meta name='date' content='2021-03-16'></head><body><nav>Home</nav>"
        "<article><p>The Japanese minister Toshimitsu Motegi received Secretary of State Antony Blinken in Tokyo, and "
        "both spoke of the airspace over the islands for the whole of a long afternoon.</p></article></body></html>",
        "utf-8",
    )
    (root / "wire.jsonl").write_text(
        '{"id": "a1", "title": "Grain talks", "date": "1987-02-26", "body": "The Soviet Union bought grain."}\n'
        '{"id": "a2", "title": "Cocoa", "date": "1987-02-27", "body": "Showers continued in Brazil."}\n',
        "utf-8",
    )
    return root


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Report]:
    """Return a function that updates the library of a folder in this process."""

    def run(folder: Path, *, rebuild: bool = False) -> Report:
        return finished(Job(folder.resolve(), tmp_path / "library", rebuild, processes=0))

    return run


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an update read files itself: a worker process takes a second of processor time to start."""
    monkeypatch.setattr("index.update.read_files.workers", lambda *_: 0)


@pytest.fixture
def update_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork each update process from a server, as later ones of an explorer are: others load all of Pressroom again."""
    monkeypatch.setattr("index.update.subprocess.update_in_background", _served_update)


def _served_update(job: Job, *, served: bool = False) -> Generator[Progress, None, Report]:
    return update_in_background(job, served=served or keep_update_server())


@pytest.fixture
def library(folder: Path, build: Callable[..., Report], tmp_path: Path) -> Library:
    """Return the library of the folder with four documents."""
    build(folder)
    return Library.open(folder, tmp_path / "library")


@pytest.fixture
def short_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load user data and previews almost at once, because a test waits for them after each key."""
    monkeypatch.setattr("tui.screens.main.own_work._LOAD_AFTER", 0.005)
    monkeypatch.setattr("tui.screens.main.own_work._LOAD_AFTER_KEY", 0.005)
    monkeypatch.setattr("tui.screens.main.reading._PREVIEW_AFTER", 0.005)
    monkeypatch.setattr("tui.screens.main.reading._PREVIEW_AFTER_KEY", 0.005)


@pytest.fixture
def desk(tmp_path: Path, folder: Path, build: Callable[..., object]) -> Desk:
    """Return a desk with a library of five documents."""
    from tests.desk import Desk  # imported here, because it loads the explorer

    build(folder)
    return Desk(tmp_path, folder, build)
