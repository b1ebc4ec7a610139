"""A selection from outside is checked against its catalogue before anything is computed."""

from datetime import date

import pytest
from building import number_catalogue, number_selection

from scorecard.catalogue import (
    Catalogue,
    InvalidValueError,
    checked_value,
    load_catalogue,
    selection_faults,
)
from scorecard.model import (
    Answer,
    Attachment,
    Brief,
    Candidate,
    DocumentReference,
    Evidence,
    Selection,
)

CATALOGUE = number_catalogue({"floor": (0, 100), "price": (20, 10)})
WEIGHTS = {"floor": 60.0, "price": 40.0}


def selection(**changes: object) -> Selection:
    good = number_selection({"Atlas": (80, 12), "Borealis": (None, "refused")}, WEIGHTS)
    return good.model_copy(update=changes)


def shipped_selection(question_id: str, value: object, **more: object) -> Selection:
    answer = Answer.model_validate(
        {
            "candidate_id": "a",
            "question_id": question_id,
            "status": "answered",
            "value": value,
            **more,
        }
    )
    return selection(candidates=(Candidate(id="a", name="Atlas"),), answers=(answer,), points={})


def changed(catalogue: Catalogue, part: str, **update: object) -> Catalogue:
    """The catalogue with the first entry of a part changed."""
    first, *rest = getattr(catalogue, part)
    return replaced(catalogue, **{part: (first.model_copy(update=update), *rest)})


def replaced(catalogue: Catalogue, **parts: object) -> Catalogue:
    """The catalogue with other parts, built anew: a copy would keep what it has cached."""
    own = {name: getattr(catalogue, name) for name in Catalogue.model_fields}
    return Catalogue.model_validate({**own, **parts})


def test_a_selection_that_fits_its_catalogue_has_no_fault():
    assert selection_faults(selection(), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("question_id", "value", "words"),
    [
        ("attrition_120d_pct", 118.0, "118 % is impossible; the most possible is 100 %"),
        ("loaded_rate_per_hour", -1.0, "is impossible; the least possible is 0"),
        ("attrition_120d_pct", "high", "“high” is not a number"),
    ],
)
def test_an_impossible_answer_is_named_with_candidate_and_question(question_id, value, words):
    catalogue = load_catalogue()
    (fault,) = selection_faults(shipped_selection(question_id, value), catalogue)
    assert fault.startswith(f"Atlas · {catalogue.questions_by_id[question_id].label}: ")
    assert words in fault


IMPOSSIBLE = [
    ("shrinkage_pct", 100.0, "most possible is 99 % of paid time: time for contacts must be left"),
    ("headline_rate_per_hour", 0.0, "least possible is 0.01: an hour is never free"),
    ("loaded_rate_per_hour", 0.0, "least possible is 0.01: an hour is never free"),
    *(
        ("performance_by_channel", ({"channel": "E-mail", column: figure},), words)
        for column, figure, words in (
            ("fcr_pct", 0.0, "least possible is 1 %"),
            ("occupancy_pct", 0.0, "least possible is 1 %"),
            ("occupancy_pct", 100.0, "most possible is 99 %"),
            ("aht_minutes", 0.0, "nothing is handled in no time"),
        )
    ),
]


@pytest.mark.parametrize(("question_id", "value", "words"), IMPOSSIBLE)
def test_what_leaves_no_cost_to_calculate_is_refused_where_it_is_typed(question_id, value, words):
    question = load_catalogue().questions_by_id[question_id]
    with pytest.raises(InvalidValueError, match=words):
        checked_value(question, value, date(1990, 1, 1))


@pytest.mark.parametrize(("question_id", "value", "_"), IMPOSSIBLE)
def test_a_document_that_holds_it_already_still_opens(question_id, value, _):
    assert selection_faults(shipped_selection(question_id, value), load_catalogue()) == ()


def test_a_document_may_hold_nothing_beyond_the_earlier_limits():
    catalogue = load_catalogue()
    (fault,) = selection_faults(shipped_selection("shrinkage_pct", 100.5), catalogue)
    assert "100.5 % of paid time is impossible; the most possible is 100 %" in fault


def test_an_unknown_option_is_named_with_the_options_that_exist():
    catalogue = load_catalogue()
    question = next(q for q in catalogue.questions if q.kind.value == "choice")
    (fault,) = selection_faults(shipped_selection(question.id, "sometimes"), catalogue)
    assert f"Atlas · {question.label}: “sometimes” is not one of: " in fault
    assert question.options[0].label in fault


def test_an_answer_to_an_unknown_question_is_named():
    answers = (Answer(candidate_id="Atlas", question_id="q_ghost", status="answered", value=1.0),)
    assert selection_faults(selection(answers=answers), CATALOGUE) == (
        "Atlas · the catalogue has no question 'q_ghost'",
    )


def test_a_document_dated_before_1990_is_named_with_its_date():
    document = DocumentReference(
        title="Audit", issuer="Auditor", issued_on=date(1989, 12, 31), scope="the site"
    )
    answer = Answer(
        candidate_id="Atlas",
        question_id="q_floor",
        status="answered",
        value=80.0,
        evidence=Evidence.DOCUMENTED,
        document=document,
        as_of=date(1990, 1, 1),
    )
    label = CATALOGUE.questions_by_id["q_floor"].label
    assert selection_faults(selection(answers=(answer,)), CATALOGUE) == (
        f"Atlas · {label}, document issued on: 1989-12-31 is before 1990-01-01; check the year",
    )


def test_weights_exclusions_and_gates_that_the_catalogue_lacks_are_each_named():
    brief = Brief.model_validate(
        {"gate_settings": [{"gate_id": "ghost", "state": "on"}], "tie_break": "criterion:ghost"}
    )
    faults = selection_faults(
        selection(points={"ghost": 1.0}, excluded_criteria={"spirit": "no"}, brief=brief), CATALOGUE
    )
    assert [fault.partition(" · ")[0] for fault in faults] == [
        "Weights",
        "Criteria left out",
        "Brief",
        "Brief",
    ]
    assert "'ghost'" in faults[0]
    assert "'spirit'" in faults[1]
    assert "no gate 'ghost'" in faults[2]
    assert "tie-break: 'criterion:ghost'" in faults[3]


@pytest.mark.parametrize("tie_break", ["", "evidenced", "criterion:floor", "group:all"])
def test_every_tie_break_that_the_engine_knows_is_accepted(tie_break):
    assert selection_faults(selection(brief=Brief(tie_break=tie_break)), CATALOGUE) == ()


def test_a_file_of_an_unknown_candidate_is_named():
    attachment = Attachment.model_validate(
        {
            "id": "f",
            "candidate_id": "nobody",
            "question_id": "q_floor",
            "name": "iso.pdf",
            "size_bytes": 1,
            "sha256": "0" * 64,
            "added_at": "2026-11-22T08:00:00Z",
        }
    )
    assert selection_faults(selection(attachments=(attachment,)), CATALOGUE) == (
        "Attachment iso.pdf · belongs to no candidate of the selection",
    )


def test_faults_of_the_documents_own_catalogue_come_alone():
    damaged = replaced(CATALOGUE, questions=CATALOGUE.questions[:1])
    faults = selection_faults(selection(), damaged)
    assert faults == (
        "Catalogue · criterion price: names the question 'q_price', which does not exist",
    )


def test_an_id_that_is_twice_in_the_catalogue_is_named():
    doubled = replaced(CATALOGUE, groups=CATALOGUE.groups * 2)
    assert selection_faults(selection(), doubled) == (
        "Catalogue · group all: the id is there 2 times",
    )


def test_a_group_that_does_not_exist_is_named():
    assert selection_faults(selection(), changed(CATALOGUE, "criteria", group="ghost")) == (
        "Catalogue · criterion floor: names the unknown group 'ghost'",
    )


def test_a_gate_on_a_question_that_does_not_exist_is_named():
    catalogue = load_catalogue()
    gate = next(gate for gate in catalogue.gates if hasattr(gate.passes_when, "question"))
    condition = gate.passes_when.model_copy(update={"question": "ghost"})
    ghostly = gate.model_copy(update={"passes_when": condition, "reads": "ghost"})
    faults = selection_faults(
        selection(answers=(), points={}), replaced(catalogue, gates=(ghostly,))
    )
    assert faults == (
        f"Catalogue · gate {gate.id}: names the question 'ghost', which does not exist",
    )
