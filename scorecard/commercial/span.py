"""A figure from low to high, and an amount rounded to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")


def money(amount: float) -> Decimal:
    """An amount rounded to the cent, halves to the even cent; for the edges, never in between."""
    return Decimal(repr(amount)).quantize(CENT, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Span:
    """A figure from low to high."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The mean of low and high; what orders go by."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """High less low: by how much the figure could still be wrong."""
        return self.high - self.low

    @property
    def is_exact(self) -> bool:
        """Whether low and high are the same."""
        return self.low == self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __mul__(self, factor: float) -> Span:
        return Span(self.low * factor, self.high * factor)

    def times(self, other: Span) -> Span:
        """Low times low to high times high; of figures that are not below 0."""
        return Span(self.low * other.low, self.high * other.high)


NOTHING = Span(0.0, 0.0)
UNCHANGED = Span(1.0, 1.0)
