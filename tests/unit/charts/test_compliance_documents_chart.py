"""Compliance documents: in force, expired, without scope, not held are four different marks."""

from datetime import date

from unit.charts.chart_cases import asked, key_words, trace

from scorecard.charts import compliance_documents_chart
from scorecard.model import Brief, Status

AS_OF = date(2026, 11, 22)


def document(kind, *, held="yes", scope="Lisbon", expires=None, site="yes"):
    return {
        "document_type": kind,
        "held": held,
        "issuer": "Issuer",
        "scope": scope,
        "issued_on": "2025-01-01",
        "expires_on": expires,
        "covers_site": site,
    }


def case(answers, **brief):
    return compliance_documents_chart(
        asked(
            {name: {"compliance_documents": rows} for name, rows in answers.items()},
            brief=Brief(**brief),
            as_of=AS_OF,
        )
    )


EVERY_STATE = (
    document("iso_27001", expires="2027-05-31"),
    document("soc_2", expires="2026-11-21"),
    document("pci_dss", scope=""),
    document("hipaa", site="no", expires="2028-01-01"),
    document("gdpr_dpa", held="in_progress"),
    document("ccpa_terms", held="no"),
)


def test_every_state_has_a_mark_of_its_own():
    chart = case({"Atlas": EVERY_STATE}, compliance_needed=("uk_gdpr_idta",))
    symbols = {t.name: t.marker.symbol for t in chart.figure.data if t.mode == "markers"}
    assert set(symbols) == {
        *("in force", "expired", "no scope or date", "not for our site"),
        *("in progress", "not held", "needed, not listed"),
    }
    assert len(set(symbols.values())) == 7
    assert len(key_words(chart.figure)) == 7


def test_a_mark_stands_at_its_expiry_and_what_has_none_in_the_left_column():
    chart = case({"Atlas": EVERY_STATE})
    in_force, unspecific = trace(chart.figure, "in force"), trace(chart.figure, "no scope or date")
    assert (in_force.xaxis, list(in_force.x)) == ("x2", ["2027-05-31"])
    assert (unspecific.xaxis, list(unspecific.x)) == ("x", [0.0])


def test_a_document_is_in_force_on_its_last_day_and_expired_the_day_after():
    chart = case(
        {"Atlas": (document("a", expires="2026-11-22"), document("b", expires="2026-11-21"))}
    )
    assert chart.table["State"].tolist() == ["in force", "expired"]


def test_the_title_counts_what_is_in_force_and_the_worst_faults():
    chart = case({"Atlas": EVERY_STATE, "Borealis": Status.REFUSED})
    # Not in force beside the expired and the unspecific one: off site, in progress, not held.
    assert chart.title == (
        "1 of 6 documents is in force; 1 expired, 1 without scope or date, 3 more not in force; "
        "1 candidate has not answered"
    )


def test_all_in_force_names_the_first_to_expire():
    chart = case(
        {
            "Atlas": (document("iso_27001", expires="2028-05-31"),),
            "Borealis": (document("soc_2", expires="2027-02-01"),),
        }
    )
    assert chart.title == (
        "All 2 documents listed are in force; "
        "the first to expire is “soc 2” of Borealis, on 1 Feb 2027"
    )


def test_whoever_has_not_answered_is_unknown_and_not_without_documents():
    chart = case({"Atlas": Status.REFUSED})
    assert chart.title == "No candidate has listed its compliance documents yet"
    assert chart.table["State"].tolist() == ["refused to answer"]
    assert trace(chart.figure, "not answered").marker.symbol == "circle-open"


def test_a_date_in_the_far_future_does_not_squeeze_the_axis():
    chart = case({"Atlas": (document("iso_27001", expires="2099-12-31"),)})
    assert chart.figure.layout.xaxis2.range[1] < "2032"
    assert "31 Dec 2099" in trace(chart.figure, "in force").customdata[0]


def test_the_line_of_the_day_is_the_evaluation_s_date():
    chart = case({"Atlas": EVERY_STATE})
    assert chart.figure.layout.shapes[0].x0 == "2026-11-22"
    assert "22 Nov 2026" in [note.text for note in chart.figure.layout.annotations]


def test_many_candidates_have_one_row_each():
    rows = (document("iso_27001", expires="2027-05-31"), document("soc_2"), document("hipaa"))
    chart = case({f"C{n:02d}": rows for n in range(50)})
    assert len(chart.figure.layout.yaxis.ticktext) == 50
    left = [t for t in chart.figure.data if t.xaxis == "x"]
    # The two documents without expiry stand side by side, not upon each other.
    assert len(set(left[0].x)) == 2
    assert len(chart.table) == 150


def test_empty_lists_are_said_to_be_empty():
    chart = case({"Atlas": ()})
    assert chart.title == "No compliance document is listed"
    assert "Due diligence" in chart.empty_because
