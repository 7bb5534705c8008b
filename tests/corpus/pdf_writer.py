"""A small writer of PDFs, for pages whose content and fonts a test decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
UNMAPPED = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Subset /Encoding << /Type /Encoding /Differences [33 "
    + " ".join(f"/g{number}" for number in range(90))
    + "] >> >>"
)
"""A font whose glyphs have names that say nothing."""


def pdf(pages: Sequence[str], fonts: Mapping[str, str] | None = None, properties: str = "") -> bytes:
    """Return a PDF of pages with these content streams.

    Args:
        pages: A content stream for each page, in Latin-1; fonts are called by their names.
        fonts: Name to dictionary of each font; F1 is Helvetica if none are given.
        properties: Entries of the information dictionary, such as "/Title (x)".

    """
    named = fonts or {"F1": HELVETICA}
    resources = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(named, 4))
    first = 4 + len(named)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               f"<< {properties} >>", *named.values()]  # fmt: skip
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * number + 1} 0 R "
            f"/Resources << /Font << {resources} >> >> >>"
        )
        objects.append(stream(content))
    return assemble(objects)


def stream(content: str) -> str:
    """A stream object."""
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def assemble(objects: Sequence[str]) -> bytes:
    """A file of these objects: the catalogue first, the properties third."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()


def lines(*texts: str, size: float = 11, left: float = 72, top: float = 720, pitch: float = 14) -> str:
    """The content stream of some lines below each other; "" leaves a line blank."""
    shown = " ".join(f"({_escaped(text)}) Tj T*" for text in texts)
    return f"BT /F1 {size} Tf {pitch} TL {left} {top} Td {shown} ET\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def mapped_font(characters: str) -> tuple[list[str], dict[str, int]]:
    """A font that shows these characters, with its map to Unicode, and the code of each.

    Returns:
        Two objects: the font, which refers to object 5, and its map, which must be that object.

    """
    codes = {char: 0x41 + number for number, char in enumerate(dict.fromkeys(characters))}
    rows = "\n".join(f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
        f"endcodespacerange {len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    return [HELVETICA.replace(">>", "/ToUnicode 5 0 R >>"), stream(to_unicode)], codes
