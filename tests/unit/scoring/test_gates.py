"""Gates: what passes, fails, stays open, and what the brief may waive."""

import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.catalogue import Catalogue, load_catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, GateSetting
from scorecard.scoring import GateState, entries_of_the_brief

GATES = [
    {
        "id": "rate",
        "title": "Rate of at most 30",
        "applies": "opt_in",
        "reads": "q_rate",
        "passes_when": {"test": "at_most", "question": "q_rate", "threshold": 30, "unit": "USD"},
        "minimum_evidence": "documented",
        "why": "test",
        "sources": ["assumption"],
    },
    {
        "id": "language",
        "title": "Speaks $item",
        "applies": "brief",
        "for_each": "languages",
        "reads": "q_languages",
        "passes_when": {"test": "covers", "question": "q_languages", "items": ["$item"]},
        "minimum_evidence": "claimed",
        "why": "test",
        "sources": ["assumption"],
    },
]


def catalogue() -> Catalogue:
    content = number_catalogue({"rate": (40.0, 10.0)}).model_dump()
    tags = content["questions"][0] | {"id": "q_languages", "kind": "tags", "unit": ""}
    return Catalogue.model_validate(
        content | {"gates": GATES, "questions": (*content["questions"], tags)}
    )


DOCUMENT = {"title": "Quote", "issuer": "X", "issued_on": "2026-01-01", "scope": "all"}
VERIFIED = {"verified_by": "Jane", "method": "Saw the price list"}


def judged(brief, *, languages=None, **rate):
    answers = []
    if rate:
        answers.append(
            Answer.model_validate({"candidate_id": "x", "question_id": "q_rate", **rate})
        )
    if languages is not None:
        answers.append(
            Answer(candidate_id="x", question_id="q_languages", status="answered", value=languages)
        )
    selection = number_selection({"x": [None], "y": [20.0]}, {"rate": 1.0}, brief=brief)
    kept = tuple(a for a in selection.answers if a.candidate_id == "y")
    selection = selection.model_copy(update={"answers": (*answers, *kept)})
    return evaluate(selection, catalogue(), as_of=AS_OF)


ON = Brief(gate_settings=(GateSetting(gate_id="rate", state="on"),))


@pytest.mark.parametrize(
    ("rate", "state"),
    [
        ({"status": "refused"}, GateState.FAIL),
        ({}, GateState.OPEN),
        ({"status": "answered", "value": 25.0}, GateState.OPEN),  # merely claimed
        (
            {"status": "answered", "value": 25.0, "evidence": "documented", "document": DOCUMENT},
            GateState.PASS,
        ),
        (
            {
                "status": "answered",
                "value": 25.0,
                "evidence": "documented",
                "document": DOCUMENT | {"expires_on": "2026-11-21"},
            },
            GateState.OPEN,
        ),
        (
            {
                "status": "answered",
                "value": 25.0,
                "evidence": "verified",
                "document": DOCUMENT | {"expires_on": "2026-11-21"},
                "verification": VERIFIED | {"verified_on": "2026-03-01"},
            },
            GateState.OPEN,
        ),
        (
            # Whoever verified it after that day did not rely on the document.
            {
                "status": "answered",
                "value": 25.0,
                "evidence": "verified",
                "document": DOCUMENT | {"expires_on": "2026-11-20"},
                "verification": VERIFIED | {"verified_on": "2026-11-21"},
            },
            GateState.PASS,
        ),
        ({"status": "answered", "value": 31.0}, GateState.FAIL),
    ],
)
def test_a_gate_needs_its_minimum_evidence_and_fails_on_refusal(rate, state):
    evaluation = judged(ON, **rate)
    assert [g.state for g in evaluation.gates[0]] == [state]


def test_not_applicable_for_one_candidate_waives_no_gate():
    rate = {"status": "not_applicable", "not_applicable_reason": "we say so"}
    result = judged(ON, **rate).gates[0][0]
    assert result.state is GateState.OPEN
    assert "only the brief waives it" in result.reason


def test_the_buyers_words_stand_in_no_reason_that_the_candidate_or_a_stakeholder_reads():
    aside = {"status": "not_applicable", "not_applicable_reason": "we say so"}
    result = judged(ON, **aside).gates[0][0]
    assert "we say so" in result.reason
    assert "we say so" not in result.told_reason + result.public_reason
    setting = GateSetting(gate_id="language", state="waived", reason="Hired by us")
    waived = judged(Brief(languages=("German",), gate_settings=(setting,))).gates[0][0]
    assert "Hired by us" not in waived.told_reason + waived.public_reason


def test_what_is_lacking_is_told_to_the_candidate_but_is_in_no_public_reason():
    result = judged(Brief(languages=("German",)), languages=("French",)).gates[0][0]
    assert "German" in result.told_reason
    assert result.public_reason == "does not meet the minimum"


def test_a_failed_gate_takes_the_candidate_below_the_line_and_the_others_close_up():
    evaluation = judged(ON, status="refused")
    assert list(evaluation.rank) == [0, 1]
    assert evaluation.excluded_order == (0,)
    assert evaluation.rank_best.tolist() == [0, 1]


def test_an_open_gate_leaves_the_candidate_ranked_but_conditional():
    # Only claimed: 25 lies halfway between 40 and 10, 20 two thirds of the way.
    evaluation = judged(ON, status="answered", value=25.0)
    assert evaluation.is_conditional == (True, True)
    assert evaluation.rank.tolist() == [2, 1]


def test_an_opt_in_gate_is_not_in_force_until_the_brief_switches_it_on():
    assert judged(Brief(), status="refused").gates[0] == ()


def test_there_is_one_gate_for_each_language_of_the_brief():
    brief = Brief(languages=("German", "French"))
    evaluation = judged(brief, languages=("german",))
    assert [(g.title, g.state) for g in evaluation.gates[0]] == [
        ("Speaks German", GateState.PASS),
        ("Speaks French", GateState.FAIL),
    ]


def test_a_language_that_may_be_meant_leaves_the_candidate_in_the_ranking_conditionally():
    brief = Brief(languages=("German",))
    evaluation = judged(brief, languages=("German (native)",), status="answered", value=25.0)
    assert [g.state for g in evaluation.gates[0]] == [GateState.OPEN]
    assert evaluation.rank[0] > 0
    assert "may be German" in evaluation.gates[0][0].reason


def test_only_the_brief_waives_a_gate_and_its_reason_is_shown():
    setting = GateSetting(gate_id="language", state="waived", reason="Hired by us")
    brief = Brief(languages=("German",), gate_settings=(setting,))
    result = judged(brief, languages=()).gates[0][0]
    assert result.state is GateState.WAIVED
    assert "Hired by us" in result.reason


def test_waiving_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="needs a reason"):
        GateSetting(gate_id="language", state="waived", reason="  ")


RATE = {"test": "at_most", "question": "q_rate", "threshold": 30, "unit": "USD"}
GERMAN = {"test": "covers", "question": "q_languages", "items": ["German"]}


def judged_on_two(combination, rate, languages, reads="q_rate"):
    """A gate on both questions; an answer is a status, or a value that was claimed."""
    gate = GATES[0] | {
        "passes_when": {"test": combination, "conditions": [RATE, GERMAN]},
        "minimum_evidence": "claimed",
        "reads": reads,
    }
    content = catalogue().model_dump() | {"gates": [gate]}
    given = {"q_rate": rate, "q_languages": languages}
    answers = tuple(
        Answer.model_validate(
            {"candidate_id": "x", "question_id": question}
            | ({"status": a} if isinstance(a, str) else {"status": "answered", "value": a})
        )
        for question, a in given.items()
    )
    selection = number_selection({"x": [None]}, {"rate": 1.0}, brief=ON)
    selection = selection.model_copy(update={"answers": answers})
    (result,) = evaluate(selection, Catalogue.model_validate(content), as_of=AS_OF).gates[0]
    return result


@pytest.mark.parametrize(
    ("combination", "rate", "languages", "state"),
    [
        ("all_of", 25.0, ("German",), GateState.PASS),
        ("all_of", 25.0, "refused", GateState.FAIL),  # refused beside the question that is read
        ("all_of", "open", "refused", GateState.FAIL),
        ("all_of", 25.0, "open", GateState.OPEN),
        ("all_of", 25.0, "no_reply", GateState.OPEN),
        ("any_of", 25.0, "refused", GateState.PASS),  # the rate alone meets it
        ("any_of", "open", "refused", GateState.OPEN),  # the rate can still meet it
        ("any_of", 31.0, "refused", GateState.FAIL),  # nothing is left that could
        ("any_of", "refused", "open", GateState.FAIL),  # the question that the gate reads
    ],
)
def test_a_refusal_fails_a_gate_once_it_cannot_be_met_any_more(combination, rate, languages, state):
    assert judged_on_two(combination, rate, languages).state is state


def test_the_reason_names_the_refusal_or_the_missing_reply():
    assert judged_on_two("all_of", 25.0, "refused").reason == "refused to answer"
    assert judged_on_two("all_of", 25.0, "no_reply").reason == "no reply by the deadline"


def test_the_reason_says_that_the_document_behind_a_verified_answer_has_expired():
    result = judged(
        ON,
        status="answered",
        value=25.0,
        evidence="verified",
        document=DOCUMENT | {"expires_on": "2026-11-21"},
        verification=VERIFIED | {"verified_on": "2026-03-01"},
    ).gates[0][0]
    assert result.reason == "an expired document; must be documented"


def test_the_entries_of_the_brief_are_those_that_a_gate_compares_the_answer_with():
    brief = Brief(languages=("German", "French"), delivery_regions=("Poland",))
    assert entries_of_the_brief("q_languages", catalogue(), brief) == ("German", "French")
    assert entries_of_the_brief("q_rate", catalogue(), brief) == ()
    shipped = load_catalogue()
    assert entries_of_the_brief("languages_offered", shipped, brief) == ("German", "French")
    assert entries_of_the_brief("delivery_countries", shipped, brief) == ("Poland",)


def test_a_language_that_stands_in_the_brief_in_two_ways_of_writing_is_one_gate():
    brief = Brief(languages=("German", "german", "French"))
    gates = judged(brief, languages=("GERMAN",)).gates[0]
    assert [(gate.title, gate.state) for gate in gates] == [
        ("Speaks German", GateState.PASS),
        ("Speaks French", GateState.FAIL),
    ]
