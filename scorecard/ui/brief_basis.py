"""Which fields of the brief a selection has: what its catalogue prices by, and whether it costs."""

from __future__ import annotations

from scorecard.catalogue import BriefField, Catalogue, PriceValue
from scorecard.model import Brief
from scorecard.ui import state

RATE_ANCHORS = ("target_rate_per_hour", "ceiling_rate_per_hour")
COST_ANCHORS = ("target_cost_per_resolved_contact", "ceiling_cost_per_resolved_contact")
IN_HOUSE = "in_house"
# Only the cost calculation reads them.
_FIELDS_OF_COSTS = frozenset(
    {
        "exchange_rates",
        "open_hours_per_week",
        "contract_months",
        "peak_share_pct",
        "overtime_share_pct",
    }
)


def prices_by_cost(catalogue: Catalogue) -> bool:
    """Whether a criterion values the cost per resolved contact; else prices are rates."""
    return any(
        isinstance(item.value, PriceValue) and item.value.is_cost
        for criterion in catalogue.criteria
        for item in criterion.inputs
    )


def price_anchors(catalogue: Catalogue) -> tuple[str, str]:
    """The fields of the brief that hold target and ceiling of this catalogue's price."""
    return COST_ANCHORS if prices_by_cost(catalogue) else RATE_ANCHORS


def is_offered(catalogue: Catalogue, field: str) -> bool:
    """Whether a selection with this catalogue has the field.

    Of the two kinds of anchors only those of its price; what only the cost calculation reads
    only where the catalogue can calculate costs.
    """
    if field in (*RATE_ANCHORS, *COST_ANCHORS):
        return field in price_anchors(catalogue)
    if field in _FIELDS_OF_COSTS or field.partition(".")[0] == IN_HOUSE:
        return catalogue.commercial is not None
    return True


def known_field(catalogue: Catalogue, field: str) -> BriefField | None:
    """What the catalogue says of a field of the brief.

    A catalogue that took over the cost data of a newer one may lack the fields that came with
    them: of these the program's own catalogue tells.
    """
    catalogues = [catalogue]
    if catalogue.commercial is not None and is_offered(catalogue, field):
        catalogues.append(state.shipped_catalogue())
    return next(
        (known for place in catalogues for known in place.brief_fields if known.field == field),
        None,
    )


def value_of(brief: Brief, field: str) -> object:
    """What a field holds; one of the in-house team is named `in_house.base_wage_per_hour`."""
    name, _, inside = field.partition(".")
    value = getattr(brief, name)
    return getattr(value, inside, None) if inside else value


def with_value(brief: Brief, field: str, value: object) -> Brief:
    """The brief with another value in a field.

    The in-house team is no longer stated when the last of its figures is taken out. Raises
    pydantic's ValidationError for what cannot be.
    """
    name, _, inside = field.partition(".")
    fields = brief.model_dump()
    if inside:
        inner = {**(fields[name] or {}), inside: value}
        fields[name] = inner if any(figure is not None for figure in inner.values()) else None
    else:
        fields[name] = value
    return Brief.model_validate(fields)
