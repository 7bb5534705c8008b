"""Checks the settings of quotes."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.text.sanitize import brief
from tui.config.decode import InvalidSetting, check_choice
from tui.export.citation_formats import check, names
from tui.text.template import InvalidTemplate


def check_quotes(form: str, templates: Mapping[str, str]) -> None:
    """Check that the format exists and that all templates are valid; raises InvalidSetting."""
    check_choice("quote_format", form, names(templates), "format")
    for name, template in templates.items():
        try:
            check(template)
        except InvalidTemplate as error:
            raise InvalidSetting(f"quote_templates.{name}", f"quote_templates.{brief(name)}: {error}") from error
