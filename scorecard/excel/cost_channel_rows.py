"""The service of a month by channel, and the contract, as formulas of the sheet of costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.catalogue import AssumedFigure, Commercial
from scorecard.commercial import ChannelCost, ServiceCost
from scorecard.commercial.quote import PriceUnit
from scorecard.commercial.tariff import TIME_UNITS
from scorecard.commercial.terms import growth_factors
from scorecard.excel.cost_facts import ChannelPrices, QuoteFacts
from scorecard.excel.cost_matrix import (
    COUNT,
    FACTOR,
    MONEY,
    SHARE,
    SIDES,
    WHOLE_MONEY,
    Column,
    Line,
)
from scorecard.excel.cost_rate_rows import hour_factor, rate_chain, rate_steps

# What a counted price is multiplied by, as a formula of the channel's rows.
QUANTITIES = {
    PriceUnit.MINUTE: "{contacts:N}*{aht:N}",
    PriceUnit.CONTACT: "{contacts:N}",
    PriceUnit.RESOLVED_CONTACT: "{resolved:N}",
    PriceUnit.OUTCOME: "{resolved:N}",
}
COUNTED_LABELS = {
    PriceUnit.MINUTE: "Price per handled minute",
    PriceUnit.CONTACT: "Price per contact",
    PriceUnit.RESOLVED_CONTACT: "Price per resolved contact",
    PriceUnit.OUTCOME: "Price per outcome",
}
OWN_TEAM = "else today's own team"
ERLANG = "Erlang C, not a formula"


def channel_lines(
    channels: Sequence[ChannelCost],
    counted: Sequence[PriceUnit],
    commercial: Commercial,
    questions: Mapping[str, str],
    currency: str,
) -> tuple[Line, ...]:
    """The rows of every channel; `counted` are the units that anybody is paid by."""
    performance = questions.get(commercial.questions.performance, "")
    lines = questions.get(commercial.questions.price_lines, "")
    found: list[Line] = []
    for n, channel in enumerate(channels):
        is_live = channel.staffing.is_live
        found += [
            Line(f"channel:{n}", f"{channel.channel}, a month", is_section=True),
            Line(f"contacts:{n}", "Contacts, repeats included", "Brief", "contacts", COUNT),
            Line(f"aht:{n}", "Handle time (AHT)", f"{performance}, {OWN_TEAM}", "minutes"),
            Line(f"fcr:{n}", "Solved at first contact (FCR)", f"{performance}, {OWN_TEAM}",
                 "of contacts", SHARE),
            Line(f"together:{n}", "Contacts at the same time", performance, "contacts"),
            Line(f"resolved:{n}", "Resolved contacts", "contacts × FCR", "contacts", COUNT),
            Line(f"hours:{n}", "Productive hours", "contacts × AHT ÷ 60 ÷ at the same time",
                 "hours", COUNT),
        ]  # fmt: skip
        if is_live:
            found += [
                Line(f"peak:{n}", "Agents logged in at peak", ERLANG, "agents", "0"),
                Line(f"trough:{n}", "Agents logged in at trough", ERLANG, "agents", "0"),
            ]
        hours = ERLANG if is_live else "productive hours ÷ occupancy"
        occupancy = "productive ÷ logged-in hours" if is_live else f"{performance}, else assumed"
        found += [
            Line(f"logged:{n}", "Logged-in hours", hours, "hours", COUNT),
            Line(f"busy:{n}", "Occupancy", occupancy, "of logged-in time", SHARE),
            Line(f"posts:{n}", "Full-time posts", "logged-in hours ÷ (1 − shrinkage) ÷ hours of a "
                 "post", "posts", COUNT),
            Line(f"line:{n}", "Price line for an hour or a post", f"{lines}, else the headline",
                 "quote's currency"),
            Line(f"read:{n}", "The hour is taken for", "as above, for this price", ""),
            Line(f"rate:{n}", "Loaded rate per productive hour", "as above, with this channel's "
                 "occupancy", f"{currency} an hour"),
            *(
                Line(f"{unit.value}:{n}", COUNTED_LABELS[unit], lines, "quote's currency")
                for unit in counted
            ),
            Line(f"variable:{n}", "Hours × rate, and counted prices", "without surcharges and fees",
                 currency, WHOLE_MONEY),
            Line(f"month:{n}", "Cost of the month", "× surcharges × minimum volume + share of the "
                 "base fee", currency, WHOLE_MONEY, is_result=True),
            Line(f"each:{n}", "Per resolved contact", "month ÷ resolved contacts", currency, MONEY,
                 is_result=True),
        ]  # fmt: skip
    return tuple(found)


def contract_lines(
    commercial: Commercial, questions: Mapping[str, str], currency: str
) -> tuple[Line, ...]:
    """The rows of all channels together and of the contract."""
    asked = commercial.questions

    def label(question_id: str) -> str:
        return questions.get(question_id, "")

    own = "quote's currency"
    return (
        Line("contract_block", "All channels and the contract", is_section=True),
        Line("contacts", "Contacts, repeats included", "all channels", "contacts", COUNT),
        Line("resolved", "Resolved contacts", "all channels", "contacts", COUNT),
        Line("hours", "Productive hours", "all channels", "hours", COUNT),
        Line("logged", "Logged-in hours", "all channels", "hours", COUNT),
        Line("posts", "Full-time posts", "all channels", "posts", COUNT),
        Line("minimum", "Minimum volume", label(asked.minimum_volume), "contacts", "#,##0"),
        Line("counted", "What the quote counts", label(asked.volume_convention),
             "contacts or issues", COUNT),
        Line("factor", "Invoiced ÷ brief's volume", "at least 1", "factor", FACTOR),
        Line("overtime", "Overtime surcharge", label(asked.overtime_surcharge), "", SHARE),
        Line("overtime_share", "   for this share of the work", "Brief, else assumed", "", SHARE),
        Line("peak", "Peak surcharge", label(asked.peak_surcharge), "", SHARE),
        Line("peak_share", "   for this share of the work", "Brief, else assumed", "", SHARE),
        Line("surcharge", "× surcharges", "1 + surcharge × share, both", "factor", FACTOR),
        Line("base_fee", "Base fee a month", label(asked.price_lines), own),
        Line("bonus", "Largest quality bonus", label(asked.quality_bonus), "high only", SHARE),
        Line("month", "Cost of a month", "all channels", currency, WHOLE_MONEY, is_result=True),
        Line("set_up", "Set-up fee", label(asked.set_up_fee), own),
        Line("ramp", "Ramp fee", label(asked.ramp_fee), own),
        Line("indexation", "Indexation a year", label(asked.indexation), "", SHARE),
        Line("season", "Mean of busy and quiet months", "÷ a month of the brief's volume, as "
             "exported", "factor", FACTOR),
        Line("months", "Months of the contract", "Brief, the same for all", "months", "0"),
        Line("growth", "Months at today's prices", "with indexation from the second year on",
             "months", FACTOR),
        Line("contract", "Cost of the contract", "month × season × those months + fees", currency,
             WHOLE_MONEY, is_result=True),
        Line("each", "Per resolved contact", "contract ÷ contacts resolved in it", currency, MONEY,
             is_result=True),
    )  # fmt: skip


def fill_service(
    column: Column, facts: QuoteFacts, service: ServiceCost, commercial: Commercial
) -> None:
    """Writes one candidate's channels and contract."""
    for n, channel in enumerate(service.channels):
        _workload(column, facts, channel, n, commercial)
    count = len(service.channels)
    for key in ("contacts", "resolved", "hours", "logged", "posts"):
        _sum(column, key, count)
    _terms(column, facts, service, commercial)
    for n, prices in enumerate(facts.channels):
        _cost(column, facts, prices, n, commercial)
    _sum(column, "month", count)
    _contract(column, facts, service, commercial)


def _sum(column: Column, key: str, count: int) -> None:
    formula = "+".join(f"{{{key}:{n}}}" for n in range(count))
    low, high = (sum(column.value(f"{key}:{n}", side) for n in range(count)) for side in SIDES)
    column.both(key, formula, low, high)


def _workload(
    column: Column, facts: QuoteFacts, channel: ChannelCost, n: int, commercial: Commercial
) -> None:
    question, staffing = commercial.questions.performance, channel.staffing
    stated_aht = question if channel.aht_from_candidate else ""
    column.number(f"contacts:{n}", channel.contacts)
    column.number(f"aht:{n}", channel.aht_minutes, question=stated_aht)
    column.number(f"fcr:{n}", channel.fcr, question=question if channel.fcr_from_candidate else "")
    column.number(f"together:{n}", channel.concurrency)
    resolved = channel.contacts * channel.fcr
    column.both(f"resolved:{n}", f"{{contacts:{n}}}*{{fcr:{n}}}", resolved, resolved)
    hours = channel.contacts * channel.aht_minutes / 60 / channel.concurrency
    column.both(f"hours:{n}", f"{{contacts:{n}}}*{{aht:{n}}}/60/{{together:{n}}}", hours, hours)
    logged = staffing.logged_in_hours
    if staffing.is_live:
        column.number(f"peak:{n}", float(staffing.agents_peak or 0))
        column.number(f"trough:{n}", float(staffing.agents_trough or 0))
        column.number(f"logged:{n}", logged.low)
        column.both(
            f"busy:{n}", f"{{hours:{n}}}/{{logged:{n}}}", hours / logged.low, hours / logged.high
        )
    else:
        # The low estimate takes the higher occupancy.
        own = staffing.occupancy
        if own.is_exact:
            column.number(f"busy:{n}", own.low, question=question, is_entry=True)
        else:
            for side, other in (("low", "high"), ("high", "low")):
                formula = f"{{in:occupancy_asynchronous@{other}}}"
                column.formula(f"busy:{n}", formula, getattr(own, other), side)
        for side, value in zip(SIDES, (logged.low, logged.high), strict=True):
            column.formula(f"logged:{n}", f"{{hours:{n}}}/{{busy:{n}}}", value, side)
    for side in SIDES:
        present = getattr(logged, side) / (1 - column.value("shrinkage", side))
        posts = present / commercial.assumptions.paid_hours_per_fte_month.low
        formula = f"{{logged:{n}}}/(1-{{shrinkage}})/{{in:post@low}}"
        column.formula(f"posts:{n}", formula, posts, side)


def _terms(column: Column, facts: QuoteFacts, service: ServiceCost, commercial: Commercial) -> None:
    asked, quote, terms = commercial.questions, facts.quote, facts.terms
    if terms is None:
        return
    _stated(column, "minimum", quote.minimum_volume, asked.minimum_volume)
    counts_issues = service.counts_issues
    counted = service.resolved if counts_issues else service.contacts
    column.both("counted", "{resolved}" if counts_issues else "{contacts}", counted, counted)
    factor = max(1.0, terms.minimum_volume / counted)
    column.both("factor", "MAX(1,{minimum}/{counted})", factor, factor)
    of_open = commercial.assumptions.open_surcharge_pct
    surcharges = (
        ("overtime", quote.overtime_surcharge_pct, asked.overtime_surcharge, facts.overtime_share),
        ("peak", quote.peak_surcharge_pct, asked.peak_surcharge, facts.peak_share),
    )
    for key, percent, question, share in surcharges:
        _stated(column, key, None if percent is None else percent / 100, question, of_open)
        column.number(f"{key}_share", share.low, sides=("low",))
        column.number(f"{key}_share", share.high, sides=("high",))
    formula = "1+{overtime}*{overtime_share}+{peak}*{peak_share}"
    column.both("surcharge", formula, terms.surcharge.low, terms.surcharge.high)
    column.number("base_fee", facts.base_fee, question=asked.price_lines)
    column.number("bonus", 0.0, sides=("low",))
    bonus = None if quote.quality_bonus_pct is None else terms.bonus - 1
    of_open = commercial.assumptions.open_quality_bonus_pct
    _stated(column, "bonus", bonus, asked.quality_bonus, of_open, sides=("high",))


def _stated(
    column: Column,
    key: str,
    number: float | None,
    question: str,
    of_open: AssumedFigure | None = None,
    *,
    sides: tuple[str, ...] = SIDES,
) -> None:
    """A term of the quote; of what nobody stated the data's figure counts, marked as a gap.

    `of_open` is in per cent; without one nothing counts.
    """
    for side in sides:
        assumed = 0.0 if of_open is None else getattr(of_open, side) / 100
        figure = assumed if number is None else number
        column.number(key, figure, question=question, sides=(side,), is_gap=number is None)


def _cost(
    column: Column, facts: QuoteFacts, prices: ChannelPrices, n: int, commercial: Commercial
) -> None:
    terms_question = commercial.questions.price_lines
    for unit in COUNTED_LABELS:
        key = f"{unit.value}:{n}"
        if unit in prices.counted:
            column.number(key, prices.counted[unit], question=terms_question)
        elif key in column.grid.row_of:
            column.nothing(key)
    timed = any(prices.readings)
    if prices.line is not None:
        column.number(f"line:{n}", prices.line, question=terms_question)
    else:
        column.nothing(f"line:{n}")
    if not timed:
        column.nothing(f"read:{n}")
        column.nothing(f"rate:{n}")
    for side, reading in zip(SIDES, prices.readings, strict=True):
        if timed:
            column.text(f"read:{n}", reading, side)
            _rate(column, facts, n, side, commercial)
        _variable(column, facts, prices, n, side)
        value = column.value
        amount = value(f"variable:{n}", side) * value("surcharge", side) * value("factor", side)
        fee = value("base_fee", side) * facts.exchange
        amount += fee * value(f"hours:{n}", side) / value("hours", side)
        amount *= 1 + value("bonus", side)
        formula = (
            f"({{variable:{n}}}*{{surcharge}}*{{factor}}"
            f"+{{base_fee}}*{{exchange}}*{{hours:{n}}}/{{hours}})*(1+{{bonus}})"
        )
        column.formula(f"month:{n}", formula, amount, side)
        each = amount / value(f"resolved:{n}", side)
        column.formula(f"each:{n}", f"{{month:{n}}}/{{resolved:{n}}}", each, side)


def _rate(column: Column, facts: QuoteFacts, n: int, side: str, commercial: Commercial) -> None:
    prices, value = facts.channels[n], column.value
    if prices.line is None:
        price, written = value("headline", side) + value("loading", side), "{headline}+{loading}"
    else:
        factor, goes_on = hour_factor(prices.line_unit, commercial, facts.contacts_at_a_time)
        own = prices.line * facts.exchange * factor
        line = f"{{line:{n}}}*{{exchange}}{goes_on}"
        price, written = own + value("loading", side), f"{line}+{{loading}}"
    reading = prices.readings[SIDES.index(side)]
    chain = rate_chain(f"{{read:{n}}}", written, f"{{busy:{n}}}")
    steps = rate_steps(column, reading, side, price, value(f"busy:{n}", side))
    formula = f"({chain['stated']})/({chain['missing']})/{chain['shrinkage']}/{chain['occupancy']}"
    column.formula(f"rate:{n}", formula, steps["rate"], side)


def _variable(column: Column, facts: QuoteFacts, prices: ChannelPrices, n: int, side: str) -> None:
    value = column.value
    formulas, total = [], 0.0
    if any(prices.readings):
        formulas.append(f"{{hours:{n}}}*{{rate:{n}}}")
        total += value(f"hours:{n}", side) * value(f"rate:{n}", side)
    quantities = {
        PriceUnit.MINUTE: value(f"contacts:{n}", side) * value(f"aht:{n}", side),
        PriceUnit.CONTACT: value(
            f"resolved:{n}" if facts.quote.counts_issues else f"contacts:{n}", side
        ),
        PriceUnit.RESOLVED_CONTACT: value(f"resolved:{n}", side),
        PriceUnit.OUTCOME: value(f"resolved:{n}", side),
    }
    for unit, price in prices.counted.items():
        by_issue = unit is PriceUnit.CONTACT and facts.quote.counts_issues
        quantity = QUANTITIES[PriceUnit.RESOLVED_CONTACT] if by_issue else QUANTITIES[unit]
        quantity = quantity.replace("N}", f"{n}}}")
        formulas.append(f"{{{unit.value}:{n}}}*{{exchange}}*{quantity}")
        total += price * facts.exchange * quantities[unit]
    formula = "+".join(formulas) or "0"
    if not facts.is_timed:
        beside = value("beside", side) - value("beside_s", side)
        paid, paid_written = 1.0, ""
        if side == "high":
            paid = value(f"busy:{n}", side) * (1 - value("shrinkage", side))
            paid_written = f"/({{busy:{n}}}*(1-{{shrinkage}}))"
        total += beside * value(f"hours:{n}", side) / paid
        total /= 1 - column.grid.values["in:hidden", 0, side] * value("outside", side)
        formula = (
            f"({formula}+({{beside}}-{{beside_s}})*{{hours:{n}}}{paid_written})"
            "/(1-{in:hidden}*{outside})"
        )
    column.formula(f"variable:{n}", formula, total, side)


def _contract(
    column: Column, facts: QuoteFacts, service: ServiceCost, commercial: Commercial
) -> None:
    asked, quote, value = commercial.questions, facts.quote, column.value
    of_open = commercial.assumptions.open_fee_pct_of_month
    for key, fee, question in (
        ("set_up", quote.set_up_fee, asked.set_up_fee),
        ("ramp", quote.ramp_fee, asked.ramp_fee),
    ):
        if fee is not None or of_open is None:
            _stated(column, key, fee, question)
            continue
        for side in SIDES:
            share = getattr(of_open, side) / 100
            if share == 0:
                column.number(key, 0.0, question=question, sides=(side,), is_gap=True)
                continue
            amount = share * value("month", side) / facts.exchange
            column.formula(key, f"{share:.17g}*{{month}}/{{exchange}}", amount, side)
    indexation = None if quote.indexation_pct is None else service.indexation.low
    of_open = commercial.assumptions.open_indexation_pct
    _stated(column, "indexation", indexation, asked.indexation, of_open)
    for side in SIDES:
        column.number("season", getattr(service.season_factor, side), sides=(side,))
    column.number("months", float(service.contract_months))
    growth = {
        side: float(growth_factors(value("indexation", side), service.contract_months).sum())
        for side in SIDES
    }
    # Whole years as a geometric series, then the months of the year that is begun.
    years = "INT({months}/12)"
    formula = (
        f"IF({{indexation}}=0,{{months}},12*((1+{{indexation}})^{years}-1)/{{indexation}}"
        f"+({{months}}-12*{years})*(1+{{indexation}})^{years})"
    )
    column.both("growth", formula, growth["low"], growth["high"])
    written = "{month}*{season}*{growth}+({set_up}+{ramp})*{exchange}"
    for side in SIDES:
        fees = (value("set_up", side) + value("ramp", side)) * facts.exchange
        contract = value("month", side) * value("season", side) * growth[side] + fees
        column.formula("contract", written, contract, side)
        each = contract / (value("resolved", side) * service.contract_months)
        column.formula("each", "{contract}/({resolved}*{months})", each, side)


def counted_units(all_facts: Sequence[QuoteFacts]) -> tuple[PriceUnit, ...]:
    """The units other than time that anybody's price counts."""
    used = {unit for facts in all_facts for unit in facts.units} - set(TIME_UNITS)
    return tuple(unit for unit in COUNTED_LABELS if unit in used)
