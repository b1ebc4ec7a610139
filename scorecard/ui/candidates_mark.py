"""A candidate's mark: the colour and shape that stand for it in every chart."""

from __future__ import annotations

import streamlit as st

from scorecard.charts.palette import candidate_colour, candidate_symbol
from scorecard.model import Candidate

_SHAPES = {
    "circle": '<circle cx="8" cy="8" r="6.5"/>',
    "square": '<rect x="2" y="2" width="12" height="12"/>',
    "diamond": '<polygon points="8,0.5 15.5,8 8,15.5 0.5,8"/>',
    "triangle-up": '<polygon points="8,1 15.5,14.5 0.5,14.5"/>',
    "triangle-down": '<polygon points="8,15 15.5,1.5 0.5,1.5"/>',
    "triangle-left": '<polygon points="1,8 14.5,0.5 14.5,15.5"/>',
    "star": '<polygon points="8,0.5 10,6 15.7,6 11,9.5 12.8,15 8,11.6 3.2,15 5,9.5 0.3,6 6,6"/>',
}
_OPEN = '<circle cx="8" cy="8" r="5.5" fill="none" stroke="{colour}" stroke-width="2.5"/>'


def candidate_mark(candidate: Candidate) -> str:
    """The mark as an SVG image of 16 by 16."""
    colour = candidate_colour(candidate)
    shape = _SHAPES.get(candidate_symbol(candidate), _OPEN.format(colour=colour))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" '
        f'fill="{colour}">{shape}</svg>'
    )


def show_mark(candidate: Candidate) -> None:
    """Shows the mark in front of the name."""
    st.image(candidate_mark(candidate), width=16, alt="")
