"""The same work under each pricing model, over the volume."""

from __future__ import annotations

import streamlit as st

from scorecard.charts import pricing_models_chart
from scorecard.charts.cost_models import crossings_drawn
from scorecard.charts.wording import mid_sentence
from scorecard.commercial import CandidateCost, ModelComparison
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.cost.tables import crossing_table, model_table, price_in_words
from scorecard.ui.costs import cost_chart_of
from scorecard.ui.red_flags_words import source_lines
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

ESTIMATES = {"high": "High estimate", "low": "Low estimate"}
RINGS = "Rings mark where one model overtakes another."
NO_RINGS = (
    "There are no rings: but for the brief's volume, where derived prices meet by definition, no "
    "model overtakes another."
)
# The longest title of a model, beside which a phone still shows the amounts at the brief's volume.
TITLE_PX = 172


def show_models(opened: OpenSelection, cost: CandidateCost) -> None:
    """Lines over the volume with their crossings, the figures, and each model's caveat."""
    estimate = (
        st.segmented_control(
            "Estimate",
            list(ESTIMATES),
            format_func=ESTIMATES.__getitem__,
            default="high",
            required=True,
            key="cost:estimate",
            label_visibility="collapsed",
            persist_state="session",
        )
        or "high"
    )
    chart = cost_chart_of(pricing_models_chart, opened, cost.candidate_id, estimate)
    show_chart(chart, f"cost:models:{cost.candidate_id}:{estimate}")
    comparison = cost.models
    if comparison is None:
        return
    crossings = crossings_drawn(comparison, estimate)
    st.caption(
        "Models for which there is no price are drawn dashed, at the price at which they cost as "
        "much as the proposed one at the brief's volume: they show what a change of volume would "
        f"do. {RINGS if crossings else NO_RINGS} Peak in the table is the busiest month, with the "
        "peak surcharge."
    )
    st.markdown(f"**A month in {literal(cost.currency)}, low to high, at so many contacts**")
    st.dataframe(
        model_table(comparison),
        hide_index=True,
        column_config={"Pricing model": st.column_config.TextColumn(pinned=True, width=TITLE_PX)},
        alt="Monthly cost of each pricing model at each volume, low to high",
    )
    st.markdown("**What speaks for each model, and what to beware of**")
    st.markdown("\n".join(f"- {line}" for line in _caveats(opened, comparison, cost.currency)))
    if not crossings:
        return
    fold = st.expander(
        f"Where one model overtakes another ({len(crossings)})",
        key="cost:crossings",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            st.dataframe(
                crossing_table(comparison, crossings),
                hide_index=True,
                alt="Volumes at which one pricing model becomes cheaper than another",
            )


def _caveats(opened: OpenSelection, comparison: ModelComparison, currency: str) -> list[str]:
    """One line a model: its price, what it is best for, what to beware of, and who says so."""
    lines = []
    for model in sorted(comparison.models, key=lambda model: not model.is_proposed):
        source = "; ".join(source_lines(opened.catalogue, model.sources))
        lines.append(
            f"**{literal(model.title)}** ({literal(price_in_words(model, currency))}). "
            f"Best for: {literal(mid_sentence(model.best_for))} "
            f"Beware: {literal(mid_sentence(model.beware))} "
            f":gray[{literal(source)}]"
        )
    return lines
