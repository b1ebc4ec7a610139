"""The map of the whole cost calculation: selection and catalogue in, Costs out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scorecard.catalogue import Catalogue, Commercial
from scorecard.commercial.comparison import compare_models
from scorecard.commercial.currency import plausible_hour
from scorecard.commercial.demand import Demand, read_demand
from scorecard.commercial.hourly_price import TimeUnits, quoted_hour
from scorecard.commercial.in_house import in_house_cost, programme_manager_month
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.loaded_rate import RateInputs, loaded_rate, rate_inputs
from scorecard.commercial.model_choice import choose_model
from scorecard.commercial.order import cost_ranks
from scorecard.commercial.quote import PriceUnit, Quote, channel_key, read_quote
from scorecard.commercial.quote_remarks import (
    check_rates,
    remark_on_hour,
    remark_on_lines,
    remark_on_shrinkage,
)
from scorecard.commercial.results import (
    CandidateCost,
    Costs,
    InHouseCost,
    ModelComparison,
    Savings,
    ServiceCost,
)
from scorecard.commercial.savings import Ramp, savings
from scorecard.commercial.service import mean_invoice, service_cost
from scorecard.commercial.span import NOTHING, Span, money
from scorecard.commercial.staffing import blended_occupancy, staff
from scorecard.commercial.tariff import Tariff
from scorecard.commercial.terms import Terms, read_terms
from scorecard.commercial.workload import read_workload
from scorecard.model import Answer, Brief, Selection

NO_COST_DATA = (
    "The catalogue that this selection keeps does not ask what a quote costs, so that nothing is "
    "calculated."
)


def cost_of_selection(
    selection: Selection, catalogue: Catalogue, *, with_comparisons: bool = True
) -> Costs:
    """What each candidate's quote comes to for the brief's volumes.

    Nothing impossible raises: it is a problem of its candidate or of the brief, and the others
    are calculated all the same. `with_comparisons` False leaves out the pricing models compared
    and the savings, which take most of the time and which the ranking does not read.
    """
    brief, commercial = selection.brief, catalogue.commercial
    if commercial is None:
        return Costs(brief.currency, (), None, unavailable_because=NO_COST_DATA)
    ledger = Ledger("", commercial)
    demand = read_demand(brief, commercial, ledger)
    demand_assumptions = ledger.assumptions
    because = ledger.problems[0].text if demand is None and ledger.problems else ""
    # In a ledger of its own: what the own team's baseline lacks stops no candidate's cost.
    own_team = Ledger("", commercial)
    for entry in demand_assumptions:
        own_team.note(entry)
    in_house = in_house_cost(brief, demand, commercial, own_team)
    labels = {
        part.id: catalogue.option_labels.get((commercial.questions.rate_parts, part.id), part.id)
        for part in commercial.parts
    }
    answers = selection.answers_by_candidate()
    plausible = plausible_hour(catalogue, brief)
    candidates = []
    for candidate in selection.candidates:
        own = Ledger(candidate.id, commercial)
        for entry in demand_assumptions:
            own.note(entry)
        calculation = _Calculation(
            brief, commercial, demand, in_house, labels, own, with_comparisons, plausible
        )
        candidates.append(calculation.cost(answers[candidate.id]))
    return Costs(
        currency=brief.currency,
        candidates=tuple(candidates),
        in_house=in_house,
        problems=(*ledger.problems, *own_team.problems),
        remarks=(*ledger.remarks, *own_team.remarks),
        ranks=cost_ranks(candidates),
        nothing_calculated_because=because,
    )


@dataclass(frozen=True)
class _Calculation:
    """One candidate's cost; what cannot be calculated is noted in the ledger."""

    brief: Brief
    commercial: Commercial
    demand: Demand | None
    in_house: InHouseCost | None
    part_labels: dict[str, str]
    ledger: Ledger
    with_comparisons: bool = True
    plausible_hour: Span | None = None

    def cost(self, answers: Mapping[str, Answer]) -> CandidateCost:
        result = CandidateCost(
            self.ledger.candidate_id, self.brief.currency, None, None, None, None, None
        )
        quote = read_quote(answers, self.brief, self.commercial, self.ledger)
        if quote is not None:
            result = self._of_quote(quote, result)
            said = answers.get(self.commercial.questions.quote_currency)
            if said is not None and said.value not in (None, self.brief.currency):
                self._remark_on_exchange(result.headline)
        return replace(
            result,
            problems=self.ledger.problems,
            remarks=self.ledger.remarks,
            assumptions=self.ledger.assumptions,
            not_stated=self.ledger.not_stated,
        )

    def _of_quote(self, quote: Quote, result: CandidateCost) -> CandidateCost:
        questions, ledger = self.commercial.questions, self.ledger
        if not check_rates(quote, questions, ledger):
            return result
        post_hours = ledger.assume("paid_hours_per_fte_month").low
        result = replace(result, headline=quote.headline)
        shrinkage = self._shrinkage(quote)
        if shrinkage is None:
            return result
        inputs = rate_inputs(quote, self.commercial, self.part_labels, shrinkage, ledger)
        tariff = self._tariff(quote, inputs, post_hours)
        time = TimeUnits(post_hours) if tariff is None else tariff.time
        volume = 0.0 if tariff is None else tariff.volume
        has_hour = quoted_hour(quote, time) is not None
        choice = choose_model(quote, has_hour, self.commercial, ledger)
        hour = quoted_hour(quote, time, () if choice is None else choice.units, volume)
        remark_on_hour(quote, hour, inputs, self.commercial, ledger)
        occupancy = self._occupancy(tariff)
        headline = quote.headline
        if headline is None and hour is not None:
            headline = hour.headline
        rate = None
        if hour is not None and occupancy is not None:
            rate = loaded_rate(hour, inputs, occupancy)
        result = replace(result, headline=headline, loaded_rate=rate)
        terms = read_terms(quote, self.brief, self.commercial, ledger)
        if choice is None or terms is None or tariff is None or not tariff.workload.has_resolution:
            return result
        proposed = replace(tariff, units=choice.units)
        unpriced = proposed.unpriced_channels()
        if unpriced:
            ledger.problem(
                f"question:{questions.price_lines}",
                f"No price for: {', '.join(unpriced)}. Enter a line for each channel, or one for "
                "all of them.",
            )
            return result
        service = service_cost(choice, proposed, terms)
        if not self.with_comparisons:
            return replace(result, service=service)
        models: ModelComparison = compare_models(
            choice, proposed, terms=terms, commercial=self.commercial, ledger=ledger
        )
        saved = self._savings(quote, proposed, terms, service)
        return replace(result, service=service, models=models, savings=saved)

    def _occupancy(self, tariff: Tariff | None) -> Span | None:
        """That of the staffing; None where what the candidate says cannot be staffed.

        The assumption is for a brief without volumes: here it would reward an impossible figure.
        """
        if tariff is not None:
            return blended_occupancy(tariff.staffing)
        if self.demand is not None:
            return None
        return self.ledger.assume("occupancy_without_volumes_pct") * 0.01

    def _savings(
        self, quote: Quote, proposed: Tariff, terms: Terms, service: ServiceCost
    ) -> Savings | None:
        manager = programme_manager_month(self.brief, self.ledger)
        if self.in_house is None or manager is None:
            return None
        as_many = self.in_house.resolved / service.resolved
        weeks = self.ledger.assume("weeks_per_month").low
        ramp_weeks = (
            self.ledger.assume("ramp_weeks", NOTHING)
            if quote.ramp_weeks is None
            else Span(quote.ramp_weeks, quote.ramp_weeks)
        )
        billed = self.ledger.assume("ramp_billed_share_pct", Span(100.0, 100.0)) * 0.01
        return savings(
            self.in_house,
            service,
            mean_invoice(proposed, terms, as_many, as_many),
            manager,
            Ramp(ramp_weeks * (1 / weeks), billed),
        )

    def _shrinkage(self, quote: Quote) -> Span | None:
        """A share of paid time: as stated, or the part's percentage, or from the data."""
        stated = quote.shrinkage_pct
        question_id = self.commercial.questions.shrinkage
        if stated is None:
            stated = quote.part("shrinkage").percentage
            question_id = self.commercial.questions.rate_parts
        remark_on_shrinkage(quote, self.commercial.questions, self.ledger)
        if stated is None:
            # Whoever keeps it back may have more of it than the middle half of all centres.
            known = self.ledger.knows("shrinkage_not_stated_pct")
            return (
                self.ledger.assume("shrinkage_not_stated_pct" if known else "shrinkage_pct") * 0.01
            )
        if not 0 <= stated < 100:
            self.ledger.problem(
                f"question:{question_id}",
                f"A shrinkage of {stated:g} % leaves no time for contacts. Correct it, or leave "
                "it open.",
            )
            return None
        return Span(stated / 100, stated / 100)

    def _remark_on_exchange(self, hour: float | None) -> None:
        """Doubts the brief's rate of exchange where it makes an hour's price beyond belief."""
        within = self.plausible_hour
        if hour is None or within is None or within.low <= hour <= within.high:
            return
        self.ledger.remark(
            self.commercial.questions.quote_currency,
            f"The rate of exchange makes an hour cost {money(hour):,.2f} {self.brief.currency}; "
            "check it on the brief.",
        )

    def _tariff(self, quote: Quote, inputs: RateInputs, post_hours: float) -> Tariff | None:
        """The workload with its staffing, priced by the hour; None where there is none."""
        if self.demand is None:
            return None
        questions = self.commercial.questions
        if quote.repeated_channels:
            self.ledger.remark(
                questions.performance,
                f"Two rows are for the same channel; the last counts: "
                f"{', '.join(quote.repeated_channels)}.",
                "Which of the two rows holds?",
            )
        workload = read_workload(
            self.demand,
            quote.performance,
            quote.counts_issues,
            self.ledger,
            questions.performance,
        )
        if workload is None:
            return None
        staffing = staff(workload, inputs.shrinkage, post_hours)
        tariff = Tariff(quote, (PriceUnit.HOUR,), workload, staffing, inputs, post_hours)
        keys = [channel_key(channel.channel) for channel in self.demand.channels]
        volumes = dict(zip(keys, workload.counted.sum(axis=1).tolist(), strict=True))
        known = {channel_key(channel.channel) for channel in self.brief.channels}
        remark_on_lines(quote, known, {**volumes, "": tariff.volume}, questions, self.ledger)
        return tariff
