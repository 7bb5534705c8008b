"""Write the names of countries in other languages than English: `python -m benchmarks.country_forms`.

Names are those of CLDR, through babel (`pip install babel`); demonyms, inflected stems and further names stand in
benchmarks/country_stems. A form ends in ~ where letters may follow; _ stands for a space.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from babel import Locale

from corpus.tokens.gazetteer import country_names

STEMS = Path(__file__).with_name("country_stems")
_SHORTEST_STEM = 4
_INFLECTED = ("pl", "lt", "uk", "ru")
"""Languages in which the names themselves have case endings."""
_ENDINGS = re.compile(r"[aąeęėiįyouųūаяеёиіїоуюьыйє]+$")
_GENITIVE = ("de", "nl")
"""Languages in which an s is added in the genitive."""
_UNWANTED = {
    ("fr", "Maurice"), ("fr", "Dominique"), ("fr", "Jersey"), ("fr", "La Réunion"), ("fr", "Réunion"),
    ("es", "Granada"), ("es", "Reunión"), ("pt", "Granada"), ("pt", "Reunião"), ("it", "Riunione"), ("it", "Grenada"),
    ("de", "Jersey"),
    ("nl", "Jersey"), ("es", "Jersey"), ("it", "Jersey"), ("pt", "Jersey"), ("pl", "Mali"), ("ru", "Мали"),
    ("pl", "Kuba"), ("es", "San Martín"), ("pt", "São Martinho"), ("it", "Dominica"), ("fr", "Saint-Martin"),
    ("fr", "Saint-Barthélemy"), ("es", "San Bartolomé"), ("de", "St. Martin"), ("es", "Niue"), ("lt", "Kuba"),
    ("it", "Monaco"), ("de", "Man"), ("ru", "Того"), ("uk", "Того"), ("nl", "Man"), ("pl", "Man"), ("fr", "Jordanie "),
}  # fmt: skip
"""Names that are rather other words, given names or towns."""

_TWO_NAMES = ("MM", "FK")
"""Countries whose second name CLDR has in brackets; other brackets name the owner of an island."""


def forms(language: str) -> dict[str, list[str]]:
    """The forms of each country in a language."""
    found: dict[str, list[str]] = {}
    for code in country_names():
        for locale in (language, "zh_Hant") if language == "zh" else (language,):
            name = Locale.parse(locale).territories.get(code, "")
            parts = [name] if language == "zh" else re.split(r"\s*[()]\s*", name)
            for part in parts if code in _TWO_NAMES else parts[:1]:
                if part and (language, part) not in _UNWANTED:
                    found.setdefault(code, []).append(_form(language, part))
    for line in (STEMS / f"{language}.txt").read_text("utf-8").splitlines():
        code, *own = line.split(" ")
        found.setdefault(code, []).extend(own)
    return {code: sorted(dict.fromkeys(filter(None, own))) for code, own in sorted(found.items())}


def _form(language: str, name: str) -> str:
    words = re.split(r"[\s–-]+", name.replace("’", "'")) if language in _INFLECTED else name.replace("’", "'").split()
    if language in _INFLECTED:
        return "_".join(_stem(word) for word in words if word)
    if language in _GENITIVE and len(words) == 1 and name[-1] not in "sxz":
        return f"{name}%"
    return "_".join(words)


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    stem = re.sub(r"as$|is$|us$", "", stem) if stem == word else stem
    return f"{stem}~" if len(stem) >= _SHORTEST_STEM else word


def main() -> None:
    """Write a file for each language."""
    parser = argparse.ArgumentParser(description="Write the names of countries in other languages.")
    parser.add_argument("--out", type=Path, default=Path("corpus/data"))
    args = parser.parse_args()
    head = "# Names of countries: CLDR (Unicode licence) through babel, and benchmarks/country_stems; see NOTICE.\n"
    for path in sorted(STEMS.glob("*.txt")):
        lines = [f"{code} {' '.join(own)}\n" for code, own in forms(path.stem).items() if own]
        (args.out / f"countries_{path.stem}.txt").write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
