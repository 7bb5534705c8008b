"""The explorer, which says after each frame which query's results are on the screen.

    python -m benchmarks.watched FOLDER LIBRARY
    python -m benchmarks.watched --server URL NAME

It is the real application on a real terminal; only the mark is added: `ESC ] 777 ; painted ; QUERY BEL`, which
terminals ignore, written after the frame that first shows the results of the query.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import tui.app
from index.library import Library
from index.model.server import ServerTarget
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.widgets.result_list import ResultList

if TYPE_CHECKING:  # Textual itself is imported by the explorer, as in use
    from rich.console import RenderableType
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip


class Watched(Pressroom):
    """The explorer with the mark."""

    CSS_PATH = str(Path(tui.app.__file__).with_name("app.tcss"))
    drawn: str | None = None
    """The query whose results were drawn last."""
    _told: str | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Paint, then tell what was painted."""
        held_back = bool(self._batch_count)
        super()._display(screen, renderable)
        if self.drawn != self._told and not held_back and renderable is not None and self._driver is not None:
            self._told = self.drawn
            self._driver.write(f"\x1b]777;painted;{self.drawn}\x07")
            self._driver.flush()


def main() -> None:
    """Run until killed."""
    if sys.argv[1] == "--server":
        from index.opensearch.library import ServerLibrary  # a library on disk needs no client

        target = ServerTarget((sys.argv[2],), sys.argv[3])
        app = Watched(lambda: ServerLibrary.open(target), Path(target.library), Settings())
    else:
        folder, directory = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
        app = Watched(lambda: Library.open(folder, directory, create=True), folder, Settings())
    draw = ResultList.render_lines

    def render_lines(results: ResultList, crop: Region) -> list[Strip]:
        strips = draw(results, crop)
        if results.page is not None:
            app.drawn = results.page.query.text
        return strips

    ResultList.render_lines = render_lines  # type: ignore[assignment,method-assign]
    app.explore()


if __name__ == "__main__":
    main()
