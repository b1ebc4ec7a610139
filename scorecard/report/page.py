"""Templates to the bytes of one HTML file: escaping, strictness, and text made harmless."""

from __future__ import annotations

import unicodedata
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scorecard.charts.wording import decimal, short, signed

# Characters that would turn the direction of the text around them.
_TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F]))


def rendered(template: str, **contents: object) -> bytes:
    """A template of this package with its contents, as UTF-8; the same contents, the same bytes.

    Every text is escaped; a name that the template asks for and `contents` does not hold is an
    error (jinja2.UndefinedError), never an empty place.
    """
    return _environment().get_template(template).render(contents).encode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scorecard.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "decimal": decimal,
        "signed": signed,
        "short": short,
        "at": at,
        "css_string": css_string,
    }
    return environment


def harmless(value: object) -> object:
    """Text without control characters and without marks that turn the direction around them.

    What a template has made already is left as it is.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(
        " " if c.isspace() else c
        for c in value
        if c not in _TURNING and (c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    )


def at(percent: float) -> str:
    """A place or length in per cent of the drawing's width, as SVG and CSS take it."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def css_string(text: str) -> Markup:
    """The text as a quoted CSS string in which every character but letters and digits is a number.

    Nothing in it can end the string, the rule or the style element.
    """
    characters = [
        c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in str(harmless(text))
    ]
    return Markup('"{}"').format(Markup("".join(characters)))  # noqa: S704 - letters and digits only
