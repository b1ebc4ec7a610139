"""Reference figures beside the number that they concern, with source and date."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecard.catalogue import Benchmark, Catalogue
from scorecard.commercial import Span
from scorecard.cost_words import figures
from scorecard.sentences import source_titles
from scorecard.ui.text import literal

# More than these are folded away, so that the field stays what is seen first.
_MOST_IN_SIGHT = 2


def benchmarks_of_question(catalogue: Catalogue, question_id: str) -> tuple[Benchmark, ...]:
    """The reference figures that stand beside the answers to a question."""
    return tuple(b for b in catalogue.benchmarks if b.question == question_id)


def benchmarks_of_brief_field(catalogue: Catalogue, field: str) -> tuple[Benchmark, ...]:
    """The reference figures that stand beside a field of the brief."""
    return tuple(b for b in catalogue.benchmarks if b.brief_field == field)


def benchmark_words(catalogue: Catalogue, benchmark: Benchmark) -> str:
    """`Shrinkage, middle half of centres: 26–35 % of paid time (a survey; 2024).`"""
    span = figures(Span(benchmark.low, benchmark.high))
    cited = f"{source_titles(benchmark.sources, catalogue)}; {benchmark.date}"
    return f"{benchmark.title}: {span} {benchmark.unit} ({cited}). {benchmark.note}".strip()


def show_benchmarks(catalogue: Catalogue, found: Sequence[Benchmark], *, whose: str) -> None:
    """The figures in small print; `whose` they are not, such as `this candidate's`."""
    lines = [literal(benchmark_words(catalogue, benchmark)) for benchmark in found]
    if not lines:
        return
    if len(lines) <= _MOST_IN_SIGHT:
        for line in lines:
            st.caption(f"Reference, not {whose}: {line}")
        return
    with st.expander(f"{len(lines)} reference figures, not {whose}", type="compact"):
        st.caption("\n".join(f"- {line}" for line in lines))
