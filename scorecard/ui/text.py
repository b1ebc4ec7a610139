"""Text that somebody typed, shown literally inside Streamlit's Markdown."""

from __future__ import annotations

import re

# A hyphen inside a word is none of these; escaped it would be in the name that a field is read by.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!|<>$:~&@/]|(?<!\w)-|-(?!\w))")

# Addresses become links in any text, escaped or not. An empty directive parts what would be one; it
# shows nothing and is not copied along.
_NOTHING = ":small[]"
_IN_AN_ADDRESS = re.compile(
    r"(?<=http\\:)(?=\\/\\/)|(?<=https\\:)(?=\\/\\/)|(?<=www)(?=\\\.)|(?<=\S)(?=\\@\S)",
    re.IGNORECASE,
)


def literal(text: str) -> str:
    """The text with every character escaped that Markdown, directives or LaTeX would read.

    Web and mail addresses in it become no links.
    """
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _IN_AN_ADDRESS.sub(_NOTHING, escaped)


def shortened(text: str, most_characters: int) -> str:
    """The text cut to a length, with an ellipsis where something is missing."""
    clean = " ".join(text.split())
    if len(clean) <= most_characters:
        return clean
    return clean[: most_characters - 1].rstrip() + "…"


def shortened_inside(text: str, most_characters: int) -> str:
    """The text cut in its middle to a length: titles that differ at their end stay apart."""
    clean = " ".join(text.split())
    if len(clean) <= most_characters:
        return clean
    behind = most_characters // 3
    return f"{clean[: most_characters - 1 - behind].rstrip()}…{clean[-behind:].lstrip()}"


def capitalised(text: str) -> str:
    """The text with a capital first letter and otherwise unchanged."""
    return text[:1].upper() + text[1:]


def chosen_from_a_list(label: str) -> str:
    """The heading of a column whose cells take no other words: the cells themselves do not tell."""
    return f"{label} (list)"
