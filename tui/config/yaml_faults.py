"""The English text of each `YamlFault` in files written by users. No other module words them."""

from __future__ import annotations

from corpus.model.errors import YamlFault

_PHRASES = {
    YamlFault.UNREADABLE: "cannot be read",
    YamlFault.NOT_REGULAR: "not a regular file",
    YamlFault.TOO_LARGE: "too large",
    YamlFault.NOT_UTF8: "not UTF-8 text",
    YamlFault.SYNTAX: "not valid YAML",
    YamlFault.SEVERAL_DOCUMENTS: "more than one YAML document; remove the line “---”",
    YamlFault.TOO_DEEP: "nested too deeply",
    YamlFault.ALIAS: "anchors (&) and aliases (*) are not allowed",
    YamlFault.TAG: "tags (!) are not allowed",
}


def yaml_fault_text(fault: YamlFault, detail: str = "", number: int = 0) -> str:
    """Return what is wrong, as a phrase without file, line and full stop; the arguments are those of a YamlError."""
    if fault is YamlFault.TOO_LARGE:
        detail = f"the limit is {number / (1 << 20):g} MB"
    return f"{_PHRASES[fault]}: {detail}" if detail else _PHRASES[fault]
