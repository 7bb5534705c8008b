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
_OTHERS = """
    a abbr acronym area b base basefont bdi bdo big blink br cite code col colgroup data del dfn em embed font i image
    input ins isindex kbd keygen label link map mark marquee meta meter nobr output param picture portal progress q rb
    rp rt rtc ruby s samp slot small source span strike strong sub sup time track tt u var wbr
    circle clippath defs ellipse g line lineargradient path polygon polyline rect stop svg text tspan use
    math mfrac mi mn mo mrow msqrt msub msubsup msup mtable mtd mtext mtr body html
"""
_KNOWN = frozenset(_OTHERS.split()) | BLOCK_TAGS | VOID_TAGS | SILENT_TAGS | HIDDEN_TAGS | IMAGE_TAGS | EMBEDDED_TAGS


def is_known_tag(name: str) -> bool:
    """Whether HTML has, or had, an element of this name, or takes it from SVG or MathML; in lower case."""
    return name in _KNOWN or name in FORM_FIELD_TAGS or name == "noframes"
