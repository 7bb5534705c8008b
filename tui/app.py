"""The Textual application: themes, key delivery, commands and shutdown. `MainScreen` is what the user sees."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, Provider
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import ThemeProvider
from textual.worker import WorkerFailed

from index.update.spawn import start_resource_tracker
from tui.config import themes
from tui.config.history import History
from tui.config.settings import Settings
from tui.input.bindings import key_name
from tui.input.key_queue import KEY_TIMEOUT, InputEvent, KeyProbe, KeyQueue, ReadyForKeys
from tui.screens.announce import announce
from tui.screens.check_settings import check_settings
from tui.screens.entity.entity_aware import reload_entities
from tui.screens.main.main import MainScreen
from tui.screens.user_data.adopt_dialog import MovedOffer
from tui.services.document_loader import DocumentLoader
from tui.services.library_service import LibraryOpener, LibraryService
from tui.services.session_file import SessionFile
from tui.services.user_data_queue import UserDataQueue
from tui.state.internal_error import InternalError
from tui.terminal.driver import TerminalDriver
from tui.terminal.paste_parser import with_harmless_pastes
from tui.terminal.shutdown import ExitJobs, ShutdownGuard
from tui.text.internal_error import ending, going_on
from tui.text.sanitize import harmless, paste_for
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tui.screens.screen_reader import ScreenReader

_LOG = logging.getLogger(__name__)
_palette = partial(import_module, "tui.screens.palette")  # not imported before it is opened


class Pressroom(App[None]):
    """The explorer: searches and reads the documents of one folder."""

    TITLE = "pressroom"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {lambda: _palette().CommandProvider}

    def __init__(
        self,
        open_library: LibraryOpener,
        folder: Path,
        settings: Settings,
        *,
        history_file: Path | None = None,
        session_file: Path | None = None,
        offer: MovedOffer | None = None,
        warnings: Sequence[str] = (),
        key_timeout: float = KEY_TIMEOUT,
    ) -> None:
        """Create the application; the library is opened after the first paint.

        Args:
            open_library: Opens the library; called in a thread.
            folder: The folder of the documents.
            settings: The settings, as loaded from the user's file.
            history_file: The file of earlier queries, read and written; None for no file.
            session_file: The file of the last session, read and written; None for no file.
            offer: User data of a moved folder, about which the user is asked before the library opens; None for none.
            warnings: Sentences to show at the start, such as a settings key given twice.
            key_timeout: Seconds after which an unfinished key no longer delays the next one.

        Raises:
            InvalidSetting: a setting has a value that does not exist, such as an unknown theme.

        """
        self._settings = settings  # before the first style sheet, which has the width of the sidebar
        super().__init__()
        # Started now, because multiprocessing passes sys.stderr on to it, and Textual replaces sys.stderr.
        start_resource_tracker()
        for theme in themes.OWN:
            self.register_theme(theme)
        check_settings(settings)
        self.theme = settings.theme
        self._screen_reader: ScreenReader | None = None
        self._own_filters: list[LineFilter] = []
        if settings.screen_reader or self.console.color_system == "256":
            from tui.terminal.line_filters import own_filters

            self._own_filters = own_filters(self.console.color_system, screen_reader=settings.screen_reader)
        if settings.screen_reader:
            from tui.screens.screen_reader import ScreenReader

            self._screen_reader = ScreenReader()
            self.add_class("-screen-reader")
            self.animation_level = "none"
        self.set_keymap(settings.keys)
        self._warnings = warnings
        self._history = History(history_file, settings.history)
        self._session = SessionFile(session_file if settings.restore_session else None)
        self._open_library = open_library
        self._offer = offer
        self._folder = folder
        self.user_data = UserDataQueue(self.post_message)
        self._key_queue = KeyQueue(self, super().on_event, self._is_awaited, key_timeout)
        self.exit_jobs = ExitJobs(lambda: self.user_data.drain().result())
        self._leave_task: asyncio.Task[None] | None = None
        self._started = asyncio.Event()

    def explore(self) -> None:
        """Run until the user quits, a signal arrives, or the terminal is closed."""
        asyncio.run(self._explore())

    async def _explore(self) -> None:
        ShutdownGuard(self.leave, self._restore_terminal).start(asyncio.get_running_loop())
        try:
            await self.run_async(mouse=self._settings.mouse)
        finally:
            self.exit_jobs.run()  # after a crash, too; after an orderly shutdown there is nothing left to do

    def leave(self, reason: signal.Signals | None = None) -> None:
        """Shut down in order: run the exit jobs, restore the terminal, end the background processes.

        Every exit goes through here. The exit code is 0, or 128 + n after signal n.

        Args:
            reason: The signal received; SIGHUP if the terminal was closed; None if the user quits.

        """
        if self._leave_task is None:
            self._leave_task = asyncio.create_task(self._leave(128 + reason if reason else 0))

    async def _leave(self, code: int) -> None:
        try:
            await self._started.wait()  # closing a screen before its widgets are mounted would crash
            await self.exit_jobs.run_in_thread()
        finally:
            self.exit(return_code=code)

    async def action_quit(self) -> None:
        """Quit on the user's request."""
        self.leave()

    def get_driver_class(self) -> type[Driver]:
        """Return our driver for a terminal, Textual's for anything else, such as a browser."""
        chosen = with_harmless_pastes(super().get_driver_class())
        return TerminalDriver if chosen is LinuxDriver else chosen

    def _restore_terminal(self) -> None:
        """Restore the terminal even if the event loop is blocked."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.restore_at_once()

    @on(Driver.SignalResume)
    def redraw(self) -> None:
        """Redraw everything after SIGCONT: Textual does so only after `suspend`."""
        self.refresh(layout=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of what is drawn: for few colors, and without decoration in screen-reader mode."""
        return [*super().get_line_filters(), *self._own_filters]

    def post_display_hook(self) -> None:
        """Announce what has changed on the screen."""
        if self._screen_reader and self.screen_stack and not self._exit:
            self._screen_reader.update(self)

    def notify(self, message: str, *, title: str = "", **options: Any) -> None:
        """Show a notice over the screen, or announce it to a screen reader."""
        if self._screen_reader:
            self._screen_reader.say(f"{title}: {message}" if title else message)
            self.screen.refresh()
        else:
            super().notify(message, title=title, **options)

    @on(LineList.EndReached)
    def say_end(self) -> None:
        """Tell a screen reader that the key moved nothing; on the screen that is visible."""
        if self._screen_reader:
            self.notify("No more rows.")

    async def on_event(self, event: events.Event) -> None:
        """Queue keys, pastes and clicks; handle all other events immediately."""
        if not isinstance(event, InputEvent) or event.is_forwarded:
            if self.screen_stack or not isinstance(event, InputEvent):  # while closing, no screen is left to take it
                await super().on_event(event)
            return
        if self._screen_reader:
            self._screen_reader.key_pressed()
        if isinstance(event, events.Paste):
            event = events.Paste(paste_for(self.screen, event.text))
        await self._key_queue.put(event)

    def on_mount(self) -> None:
        """Show the warnings about the settings."""
        for warning in self._warnings:
            self.notify(harmless(warning), title="Settings", severity="warning", markup=False, timeout=15)

    @on(InternalError)
    def report_internal_error(self, event: InternalError) -> None:
        """Log an internal error and ask the user to report it; the application continues."""
        _LOG.error("internal error in %s", event.place, exc_info=event.error)
        self.notify(going_on(event.error), severity="error", markup=False, timeout=15)

    def _handle_exception(self, error: Exception) -> None:
        """Log an unhandled error; Textual then ends the application.

        During shutdown NoMatches is ignored: a screen that opens then gets no widgets.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches):
            return
        _LOG.critical("internal error in the explorer", exc_info=error)
        super()._handle_exception(cause if isinstance(cause, Exception) else error)

    def _fatal_error(self) -> None:
        """Print one sentence; Textual would print a traceback with the values of variables."""
        self._exit_renderables.append(Text(f"pressroom: {ending(self._exception)}"))
        self._close_messages_no_wait()

    def _is_awaited(self) -> bool:
        """Whether the next key needs results or a document that are still loading."""
        return isinstance(self.screen, MainScreen) and self.screen.is_awaited

    @on(KeyProbe)
    def forward_key_probe(self, event: KeyProbe) -> None:
        """Pass on the probe that follows a key."""
        self._key_queue.forward(event)

    @on(ReadyForKeys)
    async def start_keys(self) -> None:
        """Deliver the keys typed during the start to the search bar, which has the focus now."""
        self._started.set()
        await self._key_queue.start()

    @on(LibraryService.SearchCompleted)
    @on(LibraryService.SearchRejected)
    @on(DocumentLoader.DocumentLoaded)
    @on(DocumentLoader.DocumentMissing)
    def resume_keys(self) -> None:
        """Deliver waiting keys once the screen has handled this message."""
        self.call_later(self._key_queue.resume)

    @on(UserDataQueue.Done)
    def show_change(self, event: UserDataQueue.Done) -> None:
        """Announce the outcome of a change; reload people and countries once no change is pending."""
        announce(self, event)
        self.user_data.acknowledge(event)
        if self.user_data.is_idle:
            reload_entities(self.screen_stack)

    async def on_unmount(self) -> None:
        """Wait until all queued user data is written."""
        await asyncio.wrap_future(self.user_data.drain())

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        self._history.load()
        kept = self._history, self.user_data, self._session
        screen = MainScreen(self._open_library, self._folder, self._settings, *kept, self._offer)
        self.exit_jobs.add(screen.navigation.save)
        return screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our variables of the style sheet, where a theme does not define them."""
        return themes.variables(self.current_theme) | {"sidebar-width": str(self._settings.sidebar_width)}

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the user reads it, such as "Ctrl+B"."""
        return binding.key_display or key_name(binding.key)

    def action_show_help(self, pane: str) -> None:
        """Show all keys, those of a pane or view first."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(pane, self._settings.keys))

    def action_command_palette(self) -> None:
        """Open the command palette, unless it is open."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(_palette().Palette())

    def search_themes(self) -> None:
        """List the themes to choose from."""
        self.push_screen(_palette().Palette(providers=[ThemeProvider], placeholder="Search for themes…"))
