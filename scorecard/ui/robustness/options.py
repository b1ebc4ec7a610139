"""What the simulation assumes: chosen on the page, with the catalogue's figures to start from."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from scorecard.catalogue import InvalidValueError
from scorecard.evaluation import Evaluation
from scorecard.robustness import Simulation, WeightModel
from scorecard.ui.number_field import number_typed, show_number, text_of
from scorecard.ui.text import literal

MODEL_WORDS = {
    WeightModel.AROUND: "About as set",
    WeightModel.UNIFORM: "No preference",
    WeightModel.ORDER: "Only their order",
}
FEWEST_SAMPLES, MOST_SAMPLES = 100, 200_000
# NumPy takes larger seeds, but a number field does not carry them without loss.
MOST_SEED = 2**53 - 1
FIELD_WIDTH_PX = 150


@dataclass(frozen=True)
class Options:
    """What a simulation takes the weights and answers to be, and how often it draws."""

    model: WeightModel
    spread_pct: float
    discount_pct: float
    samples: int
    seed: int

    @property
    def simulation(self) -> Simulation:
        """The same for the engine."""
        return Simulation(
            model=self.model,
            spread=self.spread_pct / 100,
            samples=self.samples,
            seed=self.seed,
        )


def default_options(evaluation: Evaluation) -> Options:
    """What the catalogue's settings describe."""
    settings = evaluation.catalogue.settings.robustness
    return Options(
        model=WeightModel.AROUND,
        spread_pct=settings.weight_spread_pct,
        discount_pct=settings.claim_discount_pct,
        samples=settings.samples,
        seed=settings.seed,
    )


def show_options(evaluation: Evaluation) -> Options:
    """The fields; what is impossible is said beside its field, and the default counts instead."""
    default = default_options(evaluation)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        model = st.segmented_control(
            "What is known of the weights",
            list(MODEL_WORDS),
            format_func=MODEL_WORDS.__getitem__,
            default=default.model,
            required=True,
            key=_key(evaluation, "model"),
            persist_state="session",
            wrap=True,
        )
        model = WeightModel(model or default.model)
        spread = default.spread_pct
        if model is WeightModel.AROUND:
            spread = _number(
                evaluation,
                "spread",
                "Give or take, %",
                default.spread_pct,
                least=0.1,
                most=100.0,
                why="In nine of ten cases the largest weight stays within this share of itself.",
            )
        discount = _number(
            evaluation,
            "discount",
            "Claims count less, %",
            default.discount_pct,
            least=0.0,
            most=100.0,
            why="One figure for all: how much less an answer counts that is only claimed.",
        )
        with st.popover("Sampling", icon=":material/casino:", width="content"):
            samples = _number(
                evaluation,
                "samples",
                "Simulated cases",
                default.samples,
                least=FEWEST_SAMPLES,
                most=MOST_SAMPLES,
                why="More cases make the shares more exact and take longer.",
            )
            seed = _number(
                evaluation,
                "seed",
                "Seed",
                default.seed,
                least=0,
                most=MOST_SEED,
                why="The same seed gives the same digits again.",
            )
    return Options(model, spread, discount, int(samples), int(seed))


def _number(
    evaluation: Evaluation,
    name: str,
    label: str,
    default: float,
    *,
    least: float,
    most: float,
    why: str,
) -> float:
    key = _key(evaluation, name)
    whole = isinstance(default, int)
    unit = "%" if "%" in label else label
    with st.container(width=FIELD_WIDTH_PX, gap="xsmall"):
        # Limits are not given to the browser, which would drop what was typed without a word.
        show_number(label, key=key, shown=default, unit=unit, help_text=why, is_kept=True)
        try:
            typed = number_typed(st.session_state[key], unit)
        except InvalidValueError as unclear:
            problem = f"{unclear}; "
        else:
            if typed is not None and least <= typed <= most and not (whole and typed % 1):
                return typed
            number = "A whole number from" if whole else "From"
            problem = f"{number} {text_of(least)} to {most:,.0f}; "
        st.markdown(f":red[:material/error: {literal(problem)} {default:,g} counts meanwhile.]")
    return default


def _key(evaluation: Evaluation, name: str) -> str:
    return f"robustness:{evaluation.selection.id}:{name}"
