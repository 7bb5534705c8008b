"""The elements of HTML by what they mean for the layout of the text."""

from __future__ import annotations

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LIST_TAGS = frozenset({"ul", "ol", "menu", "dir"})
CELL_TAGS = frozenset({"td", "th"})
PREFORMATTED_TAGS = frozenset({"pre", "listing", "plaintext", "xmp"})
_BLOCKS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form frameset header hgroup hr html legend li main nav noframes optgroup option p search section summary table
    tbody tfoot thead tr
"""
BLOCK_TAGS = frozenset(_BLOCKS.split()) | HEADINGS.keys() | LIST_TAGS | CELL_TAGS | PREFORMATTED_TAGS
"""Elements that begin a block and end one, as the style sheet of the standard has it."""
STRUCTURE_TAGS = frozenset({"blockquote", "li", "tr"}) | HEADINGS.keys() | LIST_TAGS | CELL_TAGS | PREFORMATTED_TAGS
"""Those that decide what the blocks in them are."""
_VOIDS = "area base br col embed frame hr img input link meta param source track wbr"
VOID_TAGS = frozenset(_VOIDS.split())
"""Elements without an end tag."""
SILENT_TAGS = frozenset({"head", "script", "style", "title"})
"""Elements whose text is not part of the page."""
HIDDEN_TAGS = frozenset({"noembed", "noscript", "template"})
"""Elements whose text a browser does not show."""
IMAGE_TAGS = frozenset({"canvas", "img", "svg"})
EMBEDDED_TAGS = frozenset({"applet", "audio", "embed", "frame", "iframe", "object", "video"})
FORM_FIELD_TAGS = frozenset({"button", "datalist", "select", "textarea"})
