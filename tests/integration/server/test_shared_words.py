"""The words of the shared page: figures of flags, counts, and what a link leaves out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.access import SharedPart
from scorecard.catalogue import Severity, load_catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Evidence
from scorecard.red_flags import Finding, State
from scorecard.sentences import flag_figures, source_titles
from scorecard.sharing import ShareScope, left_out_remarks, shared_view
from scorecard.ui.shared_words import flags_in_words, undecided_in_words


def finding(
    value: float | str | None,
    threshold: float | None,
    unit: str,
    severity: Severity = Severity.MAJOR,
) -> Finding:
    rule = load_catalogue().red_flags[0].model_copy(update={"severity": severity})
    return Finding(
        rule, "atlas", State.RAISED, "message", value, threshold, unit, "", Evidence.CLAIMED
    )


@pytest.mark.parametrize(
    ("value", "threshold", "unit", "words"),
    [
        (22.0, 18.0, "%", "22 %, threshold 18 %"),
        (18.10000001, 18.0, "%", "18.1 %, threshold 18 %"),
        (18.004, 18.0, "%", "18.004 %, threshold 18 %"),
        (2.0, 4.0, "weeks", "weeks: 2, threshold 4"),
        (0.0, 1.0, "references", "references: 0, threshold 1"),
        (1250000.0, None, "", "1,250,000"),
        (1234567.89, 1000000.0, "EUR", "EUR: 1,234,568, threshold 1,000,000"),
        ("vague", None, "", ""),
        (None, 18.0, "%", ""),
    ],
)
def test_a_flag_names_its_number_and_its_threshold(
    value: float | str | None, threshold: float | None, unit: str, words: str
) -> None:
    assert flag_figures(finding(value, threshold, unit)) == words


def test_flags_are_counted_by_severity_the_gravest_first() -> None:
    minor = finding(1.0, 1.0, "%", Severity.MINOR)
    major = finding(1.0, 1.0, "%", Severity.MAJOR)
    assert flags_in_words([minor, major, major]) == "2 major and 1 minor flags"
    assert flags_in_words([minor]) == "1 minor flag"


@pytest.mark.parametrize(
    ("clear", "unknown", "words"),
    [
        (1, 2, "1 matter is clear, 2 cannot be decided yet."),
        (0, 1, "No matter is clear, 1 cannot be decided yet."),
        (12, 0, "12 matters are clear."),
    ],
)
def test_clear_and_undecided_matters_are_counted_grammatically(
    clear: int, unknown: int, words: str
) -> None:
    assert undecided_in_words(clear, unknown) == words


def test_an_assumption_is_called_one_and_a_source_by_its_title() -> None:
    catalogue = load_catalogue()
    source = catalogue.sources[0]
    assert source_titles([source.id, "assumption"], catalogue) == f"{source.title}; assumption"


def test_every_part_that_is_left_out_is_named() -> None:
    evaluation = evaluate(
        number_selection({"Atlas": [5.0]}, {"speed": 1.0}),
        number_catalogue({"speed": (0, 10)}),
        as_of=AS_OF,
    )

    def remarks(*parts: SharedPart, hidden: bool = False) -> str:
        scope = ShareScope.of(parts, names_hidden=hidden)
        made_at = datetime(2026, 11, 22, tzinfo=UTC)
        return " ".join(
            left_out_remarks(shared_view(evaluation, scope, shared_by="Dana", made_at=made_at))
        )

    assert remarks(*SharedPart) == ""
    assert "Red flags are not" in remarks(SharedPart.COSTS)
    assert "amounts of money are not" in remarks(SharedPart.FLAGS)
    # A flag quotes the figure that raised it, whatever else is left out.
    quoted = "are not part of this link, except figures quoted in a red flag."
    assert f"evidence behind them {quoted}" in remarks(SharedPart.FLAGS)
    assert "evidence behind them are not part of this link." in remarks(SharedPart.COSTS)
    # Titles of criteria and the languages of the brief were typed too, and stand in the ranking.
    assert remarks(*SharedPart, hidden=True) == (
        "Names are hidden: every candidate keeps its letter, and no text that somebody typed about "
        "a candidate is shown."
    )


def test_a_report_for_a_link_calls_itself_a_report() -> None:
    evaluation = evaluate(
        number_selection({"Atlas": [5.0]}, {"speed": 1.0}),
        number_catalogue({"speed": (0, 10)}),
        as_of=AS_OF,
    )
    view = shared_view(
        evaluation,
        ShareScope.of((), names_hidden=False),
        shared_by="Dana",
        made_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    remarks = left_out_remarks(view, of="report")
    assert "Red flags are not part of this report." in remarks
    assert not any("link" in remark for remark in remarks)
