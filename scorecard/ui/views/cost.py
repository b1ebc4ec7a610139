"""Cost: what does a resolved contact really cost, and by how much could that be wrong?"""

from __future__ import annotations

import streamlit as st

from scorecard.charts import cost_per_resolved_chart
from scorecard.cost_words import cheapest_by_headline, cost_sentence
from scorecard.ui import frame
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.cost.channels import show_channels
from scorecard.ui.cost.choice import choose_candidate
from scorecard.ui.cost.gaps import show_gaps
from scorecard.ui.cost.models import show_models
from scorecard.ui.cost.newer_catalogue import show_way_to_cost_data
from scorecard.ui.cost.rate import show_rate
from scorecard.ui.cost.savings import show_savings
from scorecard.ui.cost.value import show_value
from scorecard.ui.costs import cost_chart_of, costs_of

TITLE = "What does a resolved contact really cost?"
RATE, CHANNELS, MODELS = "Loaded rate", "Channels", "Pricing models"
SAVINGS, VALUE = "Savings", "Value for money"

opened = frame.require_selection()
costs = costs_of(opened)
names = {candidate.id: candidate.name for candidate in opened.evaluation.candidates}
frame.show_heading(TITLE, cost_sentence(costs, names))

if costs.unavailable_because:
    show_way_to_cost_data(opened)
    st.stop()

if not costs.candidates:
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

if any(cost.cost_per_resolved_contact is not None for cost in costs.candidates):
    show_chart(cost_chart_of(cost_per_resolved_chart, opened), "cost:resolved")
elif not any(cost.loaded_rate is not None for cost in costs.candidates):
    show_gaps(opened, costs)
    st.stop()
show_gaps(opened, costs)

part = st.segmented_control(
    "What to look at",
    [RATE, CHANNELS, MODELS, SAVINGS, VALUE],
    default=RATE,
    required=True,
    key="cost:part",
    label_visibility="collapsed",
    persist_state="session",
    wrap=True,
)

if part == SAVINGS:
    show_savings(opened, costs)
elif part == VALUE:
    show_value(opened, costs)
else:
    first = next((c.candidate_id for c in cheapest_by_headline(costs)), "")
    chosen = costs.by_candidate[choose_candidate(opened, first)]
    if part == CHANNELS:
        show_channels(opened, names[chosen.candidate_id], chosen)
    elif part == MODELS:
        show_models(opened, chosen)
    else:
        show_rate(opened, chosen)
