"""What proved an answer proves no other: a changed answer is claimed until somebody says more."""

from datetime import date

import pytest
from pages import OPERATOR, open_page, stored_empty, texts_of

from scorecard.model import Answer, DocumentReference, Evidence, Status, Verification

ATTRITION = "attrition_120d_pct"
PAYROLL = Verification(verified_by="Jane", method="Payroll 2025", verified_on=date(2026, 2, 1))
REPORT = DocumentReference(
    title="HR report", issuer="Atlas", issued_on=date(2026, 1, 15), scope="All sites"
)
STILL_HOLDS = "The evidence still holds"


def opened(storage, evidence=Evidence.VERIFIED):
    stored_empty(storage, "Atlas", "Borealis")
    answer = Answer(
        candidate_id="c0",
        question_id=ATTRITION,
        status=Status.ANSWERED,
        value=12.0,
        evidence=evidence,
        document=REPORT,
        verification=PAYROLL if evidence is Evidence.VERIFIED else None,
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    return open_page("due_diligence", "empty", section="workforce_stability")


def widget(app, part="value"):
    prefix = f"due:c0:{ATTRITION}:{part}:"
    everything = [*app.text_input, *app.button_group, *app.button]
    return next(w for w in everything if str(w.key).startswith(prefix))


def labels(app):
    return [button.label for button in app.button]


def proof(storage):
    found = storage.load(OPERATOR, "empty").answer("c0", ATTRITION)
    return found.value, found.evidence, found.document, found.verification


@pytest.mark.parametrize("evidence", [Evidence.VERIFIED, Evidence.DOCUMENTED])
def test_another_value_is_claimed_and_the_page_says_what_it_no_longer_is(storage, evidence):
    app = opened(storage, evidence)
    widget(app).set_value("25").run()
    assert not app.exception
    assert proof(storage) == (25.0, Evidence.CLAIMED, None, None)
    assert f"The earlier answer was {evidence.value}" in texts_of(app)
    # The control shows what is stored.
    assert widget(app, "evidence").value == Evidence.CLAIMED


def test_one_click_says_that_the_evidence_is_of_the_new_answer_too(storage):
    app = opened(storage)
    widget(app).set_value("25").run()
    next(b for b in app.button if b.label == STILL_HOLDS).click().run()
    assert proof(storage) == (25.0, Evidence.VERIFIED, REPORT, PAYROLL)
    assert STILL_HOLDS not in labels(app)
    assert widget(app, "evidence").value == Evidence.VERIFIED


def test_a_value_cleared_or_corrected_twice_can_still_get_its_evidence_back(
    storage,
):
    app = opened(storage)
    widget(app).set_value("").run()
    # Nothing is answered, so that there is nothing to prove.
    assert STILL_HOLDS not in labels(app)
    widget(app).set_value("25").run()
    widget(app).set_value("25.5").run()
    assert proof(storage) == (25.5, Evidence.CLAIMED, None, None)
    next(b for b in app.button if b.label == STILL_HOLDS).click().run()
    assert proof(storage) == (25.5, Evidence.VERIFIED, REPORT, PAYROLL)


def test_undo_brings_the_answer_back_with_its_own_evidence(storage):
    app = opened(storage)
    widget(app).set_value("25").run()
    widget(app, "undo").click().run()
    assert proof(storage) == (12.0, Evidence.VERIFIED, REPORT, PAYROLL)


def test_an_answer_after_a_refusal_does_not_inherit_what_proved_the_one_before_it(storage):
    app = opened(storage)
    stored = storage.load(OPERATOR, "empty").answer("c0", ATTRITION)
    # As selections from before this rule have it: refused, and still verified.
    refused = stored.model_copy(update={"status": Status.REFUSED, "value": None})
    storage.save_answer(OPERATOR, "empty", refused, expected_version=stored.version)
    app.run()
    widget(app).set_value("25").run()
    assert proof(storage) == (25.0, Evidence.CLAIMED, None, None)


def test_a_claimed_answer_that_changes_says_nothing_of_evidence(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("due_diligence", "empty", section="workforce_stability")
    widget(app).set_value("12").run()
    widget(app).set_value("25").run()
    assert "The earlier answer was" not in texts_of(app)
    assert STILL_HOLDS not in labels(app)
