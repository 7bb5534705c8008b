"""The views on the main screen: opens them on the results, and shows the results they choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.screen import Screen

from index.model.query import Query
from tui.config.settings import Settings
from tui.input.views import View
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.screens.views.base import ViewContext, recount
from tui.services.entity_service import EntityService


class Views:
    """Opens the views of the results.

    Args:
        screen: The main screen.
        search: Whose results they are about.
        widgets: The results, the reader and the timeline.
        settings: The settings of the user.
        service: Returns the entity service; None until the library is open.
        show_history: Lists earlier searches and documents.

    """

    def __init__(
        self,
        screen: Screen[None],
        search: Search,
        widgets: MainWidgets,
        settings: Settings,
        service: Callable[[], EntityService | None],
        show_history: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._search = search
        self._widgets = widgets
        self._settings = settings
        self._service = service
        self._show_history = show_history
        self._openers: dict[View, Callable[[ViewContext], None]] = {
            View.MATRIX: self._open_matrix,
            View.COMPARE: self._ask_comparands,
            View.SIMILAR: self._open_similar,
            View.WORDS: self._open_words,
            View.UNDERSTOOD: self._open_understood,
            View.HISTORY: lambda context: self._show_history(),
        }

    def recount(self) -> None:
        """Count the open views again, because the library has changed."""
        recount(self._screen.app.screen_stack)

    def show_menu(self) -> None:
        """Open the menu."""
        from tui.screens.views.menu import ViewMenu  # opened later

        def take(view: View | None) -> None:
            if view is not None:
                self.open(view)

        self._screen.app.push_screen(ViewMenu(), take)

    def open(self, view: View) -> None:
        """Open a view of the results."""
        service = self._service()
        if service is None:
            self._screen.notify("The library is still being opened.", timeout=2)
            return
        self._openers[view](ViewContext(self._search.query, service, self._settings))

    def show(self, query: Query) -> None:
        """Show the results of a query that a view chose."""
        self._widgets.search_bar.put_quietly(query.text)
        self._search.run(replace(query, fold=self._search.query.fold))

    def _push(self, screen: Screen[None]) -> None:
        self._screen.app.push_screen(screen)

    @property
    def _document(self) -> str:
        """The id of the document in the reader if that has the focus, else of the one under the cursor; "" for none."""
        reader, hit, focused = self._widgets.reader, self._widgets.results.hit, self._screen.focused
        is_reading = focused is not None and reader in focused.ancestors
        if reader.document is not None and (is_reading or hit is None):
            return reader.document.id
        return hit.id if hit is not None else ""

    # The screens are imported when they are opened: together they would delay the first paint.

    def _open_matrix(self, context: ViewContext) -> None:
        from tui.screens.views.matrix import MatrixScreen

        self._push(MatrixScreen(context))

    def _open_words(self, context: ViewContext) -> None:
        from tui.screens.views.words import WordsScreen

        self._push(WordsScreen(context))

    def _open_similar(self, context: ViewContext) -> None:
        from tui.screens.views.similar import SimilarScreen

        if self._document:
            self._push(SimilarScreen(context, self._document))
        else:
            self._screen.notify("Select a document first: there is none under the cursor.", timeout=3)

    def _open_understood(self, context: ViewContext) -> None:
        from tui.screens.views.understood import UnderstoodScreen

        labels = [
            ("not " if choice.exclude else "") + self._search.filter_label(choice) for choice in context.query.filters
        ]
        self._push(UnderstoodScreen(context, self._document, labels))

    def _ask_comparands(self, context: ViewContext) -> None:
        from tui.screens.views.compare import CompareScreen
        from tui.screens.views.compare_dialog import CompareDialog
        from tui.state.comparands import Comparands, periods

        timeline = self._widgets.timeline
        years = timeline.years if timeline is not None else self._search.page.years if self._search.page else ()
        chosen = timeline.selected_years if timeline is not None and self._screen.focused is timeline else None

        def take(comparands: Comparands | None) -> None:
            if comparands is not None:
                self._push(CompareScreen(context, comparands))

        dialog = CompareDialog(context.query, periods(context.query, years, chosen))
        self._screen.app.push_screen(dialog, take)
