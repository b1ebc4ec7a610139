"""From the rate as quoted to the loaded rate, row by row, as formulas of the sheet of costs."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue import Commercial
from scorecard.excel.cost_facts import (
    BESIDE,
    BY_MINUTE,
    BY_POST,
    NOT_IN_IT,
    PAID,
    PRODUCTIVE,
    QuoteFacts,
    part_state,
)
from scorecard.excel.cost_matrix import (
    FACTOR,
    NOT_STATED,
    SHARE,
    SIDES,
    UNIT_COLUMN,
    Column,
    Line,
)
from scorecard.excel.scorecard_layout import column_letters

SHRINKAGE_PART = "shrinkage"


def rate_lines(
    commercial: Commercial, labels: Mapping[str, str], questions: Mapping[str, str], currency: str
) -> tuple[Line, ...]:
    """The rows of the block; `labels` are those of the parts, `questions` those of questions."""
    asked = commercial.questions
    rate_of = questions.get(asked.headline_rate, "")
    parts = questions.get(asked.rate_parts, "")
    total = sum(part.share for part in commercial.parts)
    return (
        Line("rate_block", f"Loaded rate: from headline to productive hour, {currency}",
             is_section=True),
        Line("first", "Headline rate as named first", f"{rate_of}, else the price below",
             "quote's currency"),
        Line("price", "Price that is invoiced", f"price lines of time, else {rate_of.lower()}",
             "quote's currency"),
        Line("unit", "It is the price of", "what is priced | in which currency", ""),
        Line("exchange", "One unit of the quote's currency",
             questions.get(asked.quote_currency, ""), currency, FACTOR),
        Line("headline", "Price of an hour", "price × rate of exchange, made an hour",
             f"{currency} an hour", is_result=True),
        Line("loaded", "Loaded rate as quoted", questions.get(asked.loaded_rate, ""),
             "quote's currency"),
        Line("loading", "Added by the candidate to its loaded rate", "loaded less headline",
             f"{currency} an hour"),
        Line("parts_head", "Parts of the rate", parts, "share of all"),
        *(
            Line(f"part:{part.id}", f"   {labels.get(part.id, part.id)}", "as stated | price beside"
                 " the rate", f"{part.share / total:.17g}")
            for part in commercial.parts
        ),
        Line("beside", "Invoiced beside the rate", "sum of the prices above",
             f"{currency} an hour"),
        Line("beside_s", "   of it shrinkage", "", f"{currency} an hour"),
        Line("missing", "Missing share of the parts", "shares of what nobody stated", "of all",
             SHARE),
        Line("missing_s", "   of it shrinkage", "left out where shrinkage divides", "of all",
             SHARE),
        Line("outside", "   of it said not to be in it", "widens prices per contact; without "
             "shrinkage", "of all", SHARE),
        Line("reading", "The hour is taken for", questions.get(asked.rate_basis, ""), ""),
        Line("stated_rate", "Rate with everything stated", "headline + added + beside",
             f"{currency} an hour"),
        Line("missing_divisor", "÷ parts not in the price or not stated",
             "1 − hidden share × missing share", "divisor", FACTOR),
        Line("shrinkage", "Shrinkage", questions.get(asked.shrinkage, ""), "of paid time", SHARE),
        Line("shrinkage_divisor", "÷ shrinkage", "1 − shrinkage, for a paid hour", "divisor",
             FACTOR),
        Line("occupancy", "Occupancy of all channels together", "productive ÷ logged-in hours",
             "of logged-in time", SHARE),
        Line("occupancy_divisor", "÷ occupancy", "unless the hour is a productive one", "divisor",
             FACTOR),
        Line("rate", "Loaded rate per productive hour", "the rate ÷ the three divisors",
             f"{currency} an hour", is_result=True),
    )  # fmt: skip


def fill_rate(column: Column, facts: QuoteFacts, commercial: Commercial) -> None:
    """Writes one candidate's block; the occupancy follows the channels where there are any."""
    _quoted(column, facts, commercial)
    _parts(column, facts, commercial)
    is_assumed = not facts.shrinkage_question
    for side, stated in (("low", facts.shrinkage.low), ("high", facts.shrinkage.high)):
        if is_assumed:
            column.formula("shrinkage", "{in:shrinkage}", stated, side, is_entry=True)
    if not is_assumed:
        column.number(
            "shrinkage", facts.shrinkage.low, question=facts.shrinkage_question, is_entry=True
        )
    if facts.service is not None:
        logged = facts.service.channels
        hours = sum(channel.staffing.productive_hours for channel in logged)
        for side in SIDES:
            present = sum(getattr(channel.staffing.logged_in_hours, side) for channel in logged)
            column.formula("occupancy", "{hours}/{logged}", hours / present, side)
    elif facts.rate is not None:
        # The low estimate takes the higher occupancy.
        column.formula("occupancy", "{in:occupancy@high}", facts.rate.occupancy.high, "low")
        column.formula("occupancy", "{in:occupancy@low}", facts.rate.occupancy.low, "high")
    else:
        column.nothing("occupancy")
    if facts.rate is None or facts.price is None:
        for key in ("stated_rate", "missing_divisor", "shrinkage_divisor", "occupancy_divisor",
                    "rate", "reading"):  # fmt: skip
            column.nothing(key)
        return
    for side, reading in zip(SIDES, facts.readings, strict=True):
        column.text("reading", reading, side)
    chain = rate_chain("{reading}", "{headline}+{loading}", "{occupancy}")
    for side, reading in zip(SIDES, facts.readings, strict=True):
        value = column.value
        price = value("headline", side) + value("loading", side)
        steps = rate_steps(column, reading, side, price, value("occupancy", side))
        column.formula("stated_rate", chain["stated"], steps["stated"], side)
        column.formula("missing_divisor", chain["missing"], steps["missing"], side)
        column.formula("shrinkage_divisor", chain["shrinkage"], steps["shrinkage"], side)
        column.formula("occupancy_divisor", chain["occupancy"], steps["occupancy"], side)
        column.formula(
            "rate",
            "{stated_rate}/{missing_divisor}/{shrinkage_divisor}/{occupancy_divisor}",
            steps["rate"],
            side,
        )


def rate_chain(reading: str, price: str, occupancy: str) -> dict[str, str]:
    """The formulas of the steps for one hourly price, by the names of the cells they rest on."""
    is_paid = f'{reading}="{PAID}"'
    return {
        "stated": f"{price}+{{beside}}-IF({is_paid},{{beside_s}},0)",
        "missing": f"1-{{in:hidden}}*({{missing}}-IF({is_paid},{{missing_s}},0))",
        "shrinkage": f"IF({is_paid},1-{{shrinkage}},1)",
        "occupancy": f'IF({reading}="{PRODUCTIVE}",1,{occupancy})',
    }


def rate_steps(
    column: Column, reading: str, side: str, price: float, occupancy: float
) -> dict[str, float]:
    """What the formulas of `rate_chain` come to now, and the rate; `price` includes the loading."""
    is_paid = reading == PAID
    beside = column.value("beside", side) - (column.value("beside_s", side) if is_paid else 0.0)
    missing = column.value("missing", side) - (column.value("missing_s", side) if is_paid else 0.0)
    steps = {
        "stated": price + beside,
        "missing": 1 - column.grid.values["in:hidden", 0, side] * missing,
        "shrinkage": 1 - column.value("shrinkage", side) if is_paid else 1.0,
        "occupancy": 1.0 if reading == PRODUCTIVE else occupancy,
    }
    divisors = steps["missing"] * steps["shrinkage"] * steps["occupancy"]
    return steps | {"rate": steps["stated"] / divisors}


def _quoted(column: Column, facts: QuoteFacts, commercial: Commercial) -> None:
    currency_question = commercial.questions.quote_currency
    column.number("exchange", facts.exchange, question=currency_question, is_entry=True)
    if facts.price is None:
        for key in ("first", "price", "unit", "headline", "loaded", "loading"):
            column.nothing(key)
        return
    column.number("price", facts.price, question=facts.price_question)
    column.text("unit", facts.price_unit, "low")
    column.text("unit", f"in {facts.exchange_note}", "high")
    factor, written = hour_factor(facts.price_unit, commercial, facts.contacts_at_a_time)
    headline = facts.price * facts.exchange * factor
    column.both("headline", f"{{price}}*{{exchange}}{written}", headline, headline)
    first = facts.quote.headline
    if first is None:
        column.both("first", f"{{price}}{written}", facts.price * factor, facts.price * factor)
    else:
        column.number("first", first, question=commercial.questions.headline_rate)
    if facts.quote.loaded is None:
        column.text("loaded", NOT_STATED, "low", is_gap=True)
        column.text("loaded", NOT_STATED, "high", is_gap=True)
        column.number("loading", 0.0)
        return
    column.number("loaded", facts.quote.loaded, question=commercial.questions.loaded_rate)
    # What the candidate adds is the difference of its own two rates, whatever the lines come to.
    own = facts.price * factor if first is None else first
    added = max(facts.quote.loaded - own, 0.0) * facts.exchange
    column.both("loading", "MAX({loaded}-{first},0)*{exchange}", added, added)


def hour_factor(
    price_unit: str, commercial: Commercial, contacts_at_a_time: float
) -> tuple[float, str]:
    """What makes a price one of an hour: the factor, and how the formula goes on."""
    if price_unit == BY_POST:
        return 1 / commercial.assumptions.paid_hours_per_fte_month.low, "/{in:post@low}"
    if price_unit != BY_MINUTE:
        return 1.0, ""
    together = "" if contacts_at_a_time == 1 else f"*{contacts_at_a_time:.17g}"
    return 60 * contacts_at_a_time, f"*60{together}"


def _parts(column: Column, facts: QuoteFacts, commercial: Commercial) -> None:
    """Each part: on the left how it was stated, on the right its price beside the rate."""
    grid, question = column.grid, commercial.questions.rate_parts
    total = sum(part.share for part in commercial.parts)
    gaps = {"low": 0.0, "high": 0.0}
    shrinkage_gap = {"low": 0.0, "high": 0.0}
    beside = beside_s = 0.0
    for entry in commercial.parts:
        part = facts.quote.part(entry.id)
        key, state, amount = f"part:{entry.id}", part_state(part), part.extra_per_hour
        is_shrinkage = entry.id == SHRINKAGE_PART
        column.text(key, state, "low", is_gap=part.is_missing)
        if state == BESIDE and amount is not None:
            column.number(key, amount, question=question, sides=("high",))
            beside += amount
            beside_s += amount if is_shrinkage else 0.0
        else:
            column.text(key, "", "high")
        for side in SIDES:
            at_word = side == "low" and facts.quote.loaded is not None
            if state == NOT_IN_IT or (state == NOT_STATED and not at_word):
                gaps[side] += entry.share / total
                shrinkage_gap[side] += entry.share / total if is_shrinkage else 0.0
    first, last = commercial.parts[0].id, commercial.parts[-1].id
    top, bottom = grid.row_of[f"part:{first}"] + 1, grid.row_of[f"part:{last}"] + 1
    letters = column_letters(UNIT_COLUMN)
    weights = f"${letters}${top}:${letters}${bottom}"
    amounts = f"{{part:{first}@high}}:{{part:{last}@high}}"
    states = f"{{part:{first}@low}}:{{part:{last}@low}}"
    exchange = facts.exchange
    column.both("beside", f"SUM({amounts})*{{exchange}}", beside * exchange, beside * exchange)
    outside = _outside(facts, commercial)
    own_row = f"part:{SHRINKAGE_PART}"
    named = f'({states}="{NOT_IN_IT}")'
    less = (
        f'-(({{{own_row}@low}}="{NOT_IN_IT}")*{{missing_s@high}})' if own_row in grid.row_of else ""
    )
    column.both("outside", f"SUMPRODUCT({weights}*{named}){less}", outside, outside)
    knows_shrinkage = f"part:{SHRINKAGE_PART}" in grid.row_of
    own = f"part:{SHRINKAGE_PART}"
    for side in SIDES:
        at_word = side == "low" and facts.quote.loaded is not None
        missing = (NOT_IN_IT,) if at_word else (NOT_IN_IT, NOT_STATED)
        named = "+".join(f'({states}="{word}")' for word in missing)
        column.formula("missing", f"SUMPRODUCT({weights}*({named}))", gaps[side], side)
        if knows_shrinkage:
            named = "+".join(f'({{{own}@low}}="{word}")' for word in missing)
            weight = f"${letters}${grid.row_of[own] + 1}"
            column.formula("missing_s", f"{weight}*({named})", shrinkage_gap[side], side)
            column.formula("beside_s", f"N({{{own}@high}})*{{exchange}}", beside_s * exchange, side)
        else:
            column.number("missing_s", 0.0, sides=(side,))
            column.number("beside_s", 0.0, sides=(side,))


def _outside(facts: QuoteFacts, commercial: Commercial) -> float:
    """The share of parts that are said not to be in the price, without a price of their own."""
    total = sum(part.share for part in commercial.parts)
    return sum(
        entry.share / total
        for entry in commercial.parts
        if entry.id != SHRINKAGE_PART and part_state(facts.quote.part(entry.id)) == NOT_IN_IT
    )
