"""What arguments can be; ArgumentTypeError says what is wrong and what to give instead."""

from __future__ import annotations

import argparse
from datetime import date

LARGEST_SPREAD_PCT = 100


def day(text: str) -> date:
    """A day written as 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date; write it as 2026-11-22"
        ) from None


def port(text: str) -> int:
    """A port of this machine."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; give a number from 1 to 65535")
    return int(text)


def samples(text: str) -> int:
    """How many cases to simulate, one at least."""
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a number of samples; give a whole number of at least 1"
        )
    return int(text)


def seed(text: str) -> int:
    """Where the random draws start."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a seed; give a whole number of at least 0"
        )
    return int(text)


def spread(text: str) -> float:
    """Per cent, above 0 and at most 100."""
    try:
        spread_pct = float(text)
    except ValueError:
        spread_pct = float("nan")
    if not 0 < spread_pct <= LARGEST_SPREAD_PCT:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a spread; give per cent above 0 and at most {LARGEST_SPREAD_PCT}, "
            "such as 20"
        )
    return spread_pct
