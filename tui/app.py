"""The application: theme, keys, commands. What one sees is the main screen."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import resource_tracker
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, ThemeProvider
from textual.worker import WorkerFailed

from index.model.protocol import LibraryLike
from tui.config import themes
from tui.config.decode import check_choice
from tui.config.history import History
from tui.config.settings import Settings
from tui.input.bindings import MAIN, key_name
from tui.input.input_queue import PATIENCE, Gesture, KeyOrder, KeysWanted, Settled
from tui.screens.announce import announce, announce_error
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.help import binding_ids
from tui.screens.main.main import MainScreen
from tui.screens.palette import Palette
from tui.services.library_service import LibraryService
from tui.services.user_data_queue import UserDataQueue
from tui.state.internal_error import InternalError
from tui.terminal.driver import TerminalDriver
from tui.terminal.shutdown import ShutdownGuard
from tui.text.internal_error import advice
from tui.text.sanitize import harmless, typed

_LOG = logging.getLogger(__name__)


class Pressroom(App[None]):
    """The explorer of one folder."""

    TITLE = "pressroom"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(
        self,
        open_library: Callable[[], LibraryLike],
        folder: Path,
        settings: Settings,
        *,
        history_file: Path | None = None,
        warnings: Sequence[str] = (),
        key_patience: float = PATIENCE,
    ) -> None:
        """Open nothing yet.

        Args:
            open_library: Called in a thread, after the first paint.
            folder: The documents' folder.
            settings: As read from the user's file.
            history_file: Earlier queries, read and written.
            warnings: Shown when the explorer opens, such as a settings key given twice.
            key_patience: Seconds a key may hold up the next one.

        Raises:
            InvalidSetting: a setting has a value that does not exist, such as an unknown theme.

        """
        super().__init__()
        # multiprocessing hands sys.stderr to this helper of its own, and while Textual runs that is no real file.
        resource_tracker.ensure_running()
        for theme in themes.OWN:
            self.register_theme(theme)
        check_settings(settings)
        self.theme = settings.theme
        self.set_keymap(settings.keys)
        self._settings = settings
        self._warnings = warnings
        self._history = History(history_file, settings.history)
        self._open_library = open_library
        self._folder = folder
        self.user_data = UserDataQueue(self.post_message)
        self._key_order = KeyOrder(self, super().on_event, self._is_awaited, key_patience)
        self._unfinished: list[Callable[[], None]] = []
        self.finish_before_leaving(lambda: self.user_data.drain().result())
        self._leaving: asyncio.Task[None] | None = None
        self._started = asyncio.Event()

    # Running and leaving

    def explore(self) -> None:
        """Run until the user leaves, a signal comes, or the terminal is closed."""
        asyncio.run(self._explore())

    async def _explore(self) -> None:
        ShutdownGuard(self.leave, self._restore_terminal).start(asyncio.get_running_loop())
        try:
            await self.run_async(mouse=self._settings.mouse)
        finally:
            self._finish()  # after a crash, too; otherwise it is done already

    def finish_before_leaving(self, job: Callable[[], None]) -> None:
        """Have a job done before the application ends, in whatever way it ends.

        Args:
            job: Blocks until nothing of its kind is left to do, such as a queue of corrections to write. Called in a
                thread, and once more after the last screen is closed.

        """
        self._unfinished.append(job)

    def leave(self, reason: signal.Signals | None = None) -> None:
        """End in order: finish what may not be lost, restore the terminal, end the background processes.

        Every way out goes through here. The exit code is 0, or 128 + n after signal n.

        Args:
            reason: The signal that came; SIGHUP where the terminal is closed; None where the user wants to leave.

        """
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave(128 + reason if reason else 0))

    async def _leave(self, code: int) -> None:
        try:
            await self._started.wait()  # a screen that is closed before its panes are there would crash
            if self._unfinished:  # in a thread of its own: those for workers may all be busy
                await asyncio.get_running_loop().run_in_executor(ThreadPoolExecutor(1), self._finish)
        finally:
            self.exit(return_code=code)

    def _finish(self) -> None:
        for job in self._unfinished:
            job()

    async def action_quit(self) -> None:
        """Leave because the user wants to."""
        self.leave()

    def get_driver_class(self) -> type[Driver]:
        """Ours for a terminal; a browser has another."""
        chosen = super().get_driver_class()
        return TerminalDriver if chosen is LinuxDriver else chosen

    def _restore_terminal(self) -> None:
        """Restore the terminal when the event loop is stuck."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.restore_at_once()

    @on(Driver.SignalResume)
    def redraw(self) -> None:
        """Draw the whole screen once the terminal is ours again: Textual does so only after `suspend`."""
        self.refresh(layout=True)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Handle keys and clicks one after another, all else as it comes."""
        if not isinstance(event, Gesture) or event.is_forwarded:
            if self.screen_stack or not isinstance(event, Gesture):  # a key that is left over has no screen to go to
                await super().on_event(event)
            return
        if isinstance(event, events.Paste):  # of which Textual would take the first line only
            event = events.Paste(typed(event.text))
        await self._key_order.take(event)

    def on_mount(self) -> None:
        """Show what is doubtful in the settings."""
        for warning in self._warnings:
            self.notify(harmless(warning), title="Settings", severity="warning", markup=False, timeout=15)

    @on(InternalError)
    def report_internal_error(self, event: InternalError) -> None:
        """Log it, ask for a report, and go on."""
        _LOG.error("internal error in %s", event.place, exc_info=event.error)
        self.notify(f"{advice()}. The screen may be incomplete.", severity="error", markup=False, timeout=15)

    def _handle_exception(self, error: Exception) -> None:
        """Log an unhandled error; Textual then ends the application.

        An error that comes from leaving is ignored: a screen that opens then is given no widgets to find.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches):
            return
        _LOG.critical("internal error in the explorer", exc_info=error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave with one sentence, where Textual would print a traceback with the values of variables."""
        self._exit_renderables.append(Text(f"pressroom: {advice()}"))
        self._close_messages_no_wait()

    def _is_awaited(self) -> bool:
        """Whether the next key is for something that is only being fetched."""
        return isinstance(self.screen, MainScreen) and self.screen.is_awaited

    @on(Settled)
    def follow_key(self, event: Settled) -> None:
        """A key has come so far."""
        self._key_order.follow(event)

    @on(KeysWanted)
    async def start_keys(self) -> None:
        """What was typed while the explorer started is for its search bar."""
        self._started.set()
        await self._key_order.start()

    @on(LibraryService.SearchCompleted)
    @on(LibraryService.SearchRejected)
    @on(LibraryService.DocumentLoaded)
    @on(LibraryService.DocumentMissing)
    def go_on_with_keys(self) -> None:
        """After the screen has shown what it was told."""
        self.call_later(self._key_order.go_on)

    @on(UserDataQueue.Done)
    def show_change(self, event: UserDataQueue.Done) -> None:
        """Say what became of a change, and show it once no other one waits behind it."""
        announce(self, event)
        self.user_data.acknowledge(event)
        if self.user_data.is_idle:
            screens = [screen for screen in self.screen_stack if isinstance(screen, EntityAwareScreen)]
            for screen in screens:
                screen.entities_are_outdated = True
            for screen in screens[-1:]:  # the others catch up when they are in front again
                screen.reload_outdated_entities()

    @on(UserDataQueue.NotSaved)
    def tell_not_saved(self, event: UserDataQueue.NotSaved) -> None:
        """Say that something could not be saved."""
        announce_error(self, event.error)

    async def on_unmount(self) -> None:
        """Write what is still to be written before leaving."""
        await asyncio.wrap_future(self.user_data.drain())

    # Screens, themes and commands

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        self._history.load()
        return MainScreen(self._open_library, self._folder, self._settings, self._history, self.user_data)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, in a theme that does not name them."""
        return themes.variables(self.current_theme)

    def get_key_display(self, binding: Binding) -> str:
        """A key as people write it."""
        return binding.key_display or key_name(binding.key)

    def action_command_palette(self) -> None:
        """Open the command palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """List the themes to choose from."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: everything the main screen's keys do, and the theme."""
        if isinstance(screen, MainScreen):
            for binding in MAIN:
                if binding.id not in ("next_pane", "previous_pane", "back", "quit"):
                    name = binding.description.capitalize()
                    yield SystemCommand(name, binding.tooltip, _runner(screen, binding.action))
        yield SystemCommand("Theme", "Other colours, until you leave", self.action_change_theme)
        yield SystemCommand("Quit", "Leave Pressroom", self.action_quit)


def check_settings(settings: Settings) -> None:
    """Refuse a theme or an action of keys that does not exist; raises InvalidSetting."""
    known_themes = sorted({*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)})
    check_choice("theme", settings.theme, known_themes, "theme")
    for action in settings.keys:
        check_choice(f"keys.{action}", action, binding_ids(), "action in keys")


def _runner(screen: MainScreen, action: str) -> Callable[[], object]:
    """What does the action on the screen."""
    return lambda: screen.call_later(screen.run_action, action)
