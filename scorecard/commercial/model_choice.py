"""Which pricing model a quote is calculated under, and which units of price that means."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import Commercial
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.quote import PriceUnit, Quote

HOURLY, HYBRID = "hourly", "hybrid"
# Of these a hybrid has one: they would pay for the same time twice.
ALTERNATIVES = (PriceUnit.FTE_MONTH, PriceUnit.HOUR, PriceUnit.MINUTE)


@dataclass(frozen=True)
class ModelChoice:
    """A pricing model and the units whose prices are added up under it."""

    model_id: str
    units: tuple[PriceUnit, ...]


def variable_units(quote: Quote) -> tuple[PriceUnit, ...]:
    """The units that the quote has price lines for, base fees apart."""
    quoted = {line.unit for line in quote.lines}
    return tuple(unit for unit in PriceUnit if unit in quoted - {PriceUnit.BASE_FEE_MONTH})


def quoted_models(
    quote: Quote, commercial: Commercial, proposed: ModelChoice
) -> tuple[ModelChoice, ...]:
    """Every model that the quote has a price for, the proposed one among them."""
    units = variable_units(quote)
    has_base = any(line.unit is PriceUnit.BASE_FEE_MONTH for line in quote.lines)
    result = {proposed.model_id: proposed}
    for model in commercial.pricing_models:
        is_quoted = model.price_unit != "" and PriceUnit(model.price_unit) in units
        if is_quoted and not has_base and model.id not in result:
            result[model.id] = ModelChoice(model.id, (PriceUnit(model.price_unit),))
    return tuple(result[model.id] for model in commercial.pricing_models if model.id in result)


def choose_model(
    quote: Quote, has_hourly_price: bool, commercial: Commercial, ledger: Ledger
) -> ModelChoice | None:
    """The model that the candidate proposes, or the only one that it prices.

    Without a price line for it, the hourly rate counts, with a remark; None, with the problem
    noted, where there is no price or several and no word on which.
    """
    units = variable_units(quote)
    models = {model.id: model for model in commercial.pricing_models}
    place = f"question:{commercial.questions.pricing_model}"
    stated = models.get(quote.model_id)
    if stated is not None and stated.id != HYBRID and stated.price_unit in units:
        return ModelChoice(stated.id, (PriceUnit(stated.price_unit),))
    if stated is not None and stated.id == HYBRID and units:
        return ModelChoice(HYBRID, _without_alternatives(units, commercial, ledger))
    if stated is None and len(units) > 1:
        ledger.problem(
            place,
            "The price lines name several models, and the quote does not say which is proposed. "
            "Answer the question on the pricing model.",
        )
        return None
    if stated is None and units:
        model_id = next(m.id for m in commercial.pricing_models if m.price_unit == units[0])
        return ModelChoice(model_id, units)
    if has_hourly_price:
        model_id = HOURLY if stated is None else stated.id
        timed = (PriceUnit.FTE_MONTH if model_id == "per_fte" else PriceUnit.HOUR,)
        if stated is not None and stated.id not in (HOURLY, "per_fte", HYBRID):
            ledger.remark(
                commercial.questions.price_lines,
                f"The candidate proposes the model “{stated.title}” without a price for it: the "
                "hourly rate counts.",
                f"What is the price under the model “{stated.title}”?",
            )
        return ModelChoice(model_id, timed)
    if any(line.unit is PriceUnit.BASE_FEE_MONTH for line in quote.lines):
        return ModelChoice(HYBRID, ())
    ledger.problem(
        f"question:{commercial.questions.headline_rate}",
        "No price is stated from which a cost could be calculated. Enter a rate or price lines.",
    )
    return None


def _without_alternatives(
    units: tuple[PriceUnit, ...], commercial: Commercial, ledger: Ledger
) -> tuple[PriceUnit, ...]:
    timed = [unit for unit in ALTERNATIVES if unit in units]
    if len(timed) > 1:
        ledger.remark(
            commercial.questions.price_lines,
            "The hybrid has prices for the same time in several units; only the first of full-time "
            "post, hour and minute counts.",
            "Which of these prices are added up on the invoice?",
        )
    return tuple(unit for unit in units if unit not in timed[1:])
