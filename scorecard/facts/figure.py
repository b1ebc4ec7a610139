"""What a derived figure is: a number, or unknown, and what it rests on in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A derived number, None where unknown, and what it rests on in words."""

    number: float | None
    detail: str = ""


UNKNOWN = Figure(None)
