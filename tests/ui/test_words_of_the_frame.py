"""The sidebar: what nobody knows yet is not called clear, and long titles stay apart."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from building import number_catalogue, number_selection
from pages import OPERATOR, WORKED, open_page, use_database
from unit.storage.award_case import draft_of

from scorecard.catalogue import load_catalogue
from scorecard.document import read_document
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, Selection
from scorecard.ui.frame import leader_line
from scorecard.ui.text import literal, shortened_inside

TODAY = date(2026, 11, 22)


def worked(**changes: object) -> Selection:
    return read_document(WORKED.read_bytes()).selection.model_copy(update=changes)


def line(selection: Selection) -> str:
    return leader_line(evaluate(selection, load_catalogue(), as_of=TODAY))


def test_without_candidates_or_answers_the_line_says_so_and_nothing_of_flags():
    assert line(worked(candidates=(), answers=())) == "No candidates yet"
    assert line(worked(answers=())) == "No answers yet"


def test_no_critical_flag_is_only_said_for_good_when_all_critical_rules_are_decided():
    candidates = (Candidate(id="one", name="One"),)
    first = Answer(
        candidate_id="one", question_id="attrition_120d_pct", status="answered", value=10.0
    )
    assert line(worked(candidates=candidates, answers=(first,))).endswith("no critical flag so far")
    # Aldermoor Care has answered what every critical rule reads.
    selection = worked()
    best = next(c for c in selection.candidates if c.name == "Aldermoor Care")
    alone = worked(
        candidates=(best,),
        answers=tuple(a for a in selection.answers if a.candidate_id == best.id),
    )
    assert line(alone).endswith("· no critical flag")


@pytest.mark.parametrize(
    ("matrix", "tie_break", "told"),
    [
        ({"Atlas": [80, 60]}, "", "Atlas is the only one ranked"),
        ({"Atlas": [80, 60], "Borealis": [60, 70]}, "", "Atlas leads by 5.0"),
        # 70.02 to 70: nothing that one decimal shows.
        ({"Atlas": [80, 60.04], "Borealis": [80, 60]}, "", "Atlas leads by less than 0.1"),
        ({"Atlas": [80, 60], "Borealis": [60, 80]}, "", "Tie: Atlas, Borealis"),
        ({"Atlas": [80, 60], "Borealis": [60, 80]}, "criterion:b", "Borealis is first by the tie"),
    ],
)
def test_the_line_names_no_lead_where_there_is_none(matrix, tie_break, told):
    selection = number_selection(matrix, {"a": 1, "b": 1}, brief=Brief(tie_break=tie_break))
    catalogue = number_catalogue({"a": (0, 100), "b": (0, 100)})
    shown = leader_line(evaluate(selection, catalogue, as_of=TODAY)).replace("\\", "")
    assert shown.startswith(told)
    assert "0.0" not in shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Short title", "Short title"),
        # 18 characters: 11 in front, the ellipsis, 6 behind.
        ("Customer service partner, Nordics 2027", "Customer se…s 2027"),
        ("Customer service partner, Iberia 2028", "Customer se…a 2028"),
    ],
)
def test_a_long_title_keeps_both_its_ends(title, shown):
    assert shortened_inside(title, 18) == shown
    assert len(shown) <= 18


def test_the_switch_tells_selections_apart_whose_titles_are_alike(monkeypatch, tmp_path):
    storage = use_database(monkeypatch, tmp_path)
    # The browser sends back the label: two alike opened the wrong selection.
    first = storage.import_selection(OPERATOR, worked(), load_catalogue())
    twin = storage.import_selection(OPERATOR, worked(), load_catalogue(), as_copy=True)
    app = open_page("ranking", twin.id)
    (switch,) = [box for box in app.selectbox if box.label == "Open selection"]
    assert len(set(switch.options)) == 2
    assert switch.value == twin.id
    app.run()
    assert next(b for b in app.selectbox if b.label == "Open selection").value == twin.id
    assert first.id != twin.id


def test_once_decided_the_sidebar_and_the_ranking_say_for_whom(monkeypatch, tmp_path):
    storage = use_database(monkeypatch, tmp_path)
    selection = storage.import_selection(OPERATOR, worked(), load_catalogue())
    assert "Decided" not in captions(open_page("ranking", selection.id))

    storage.record_award(OPERATOR, selection.id, draft_of(storage, OPERATOR, selection.id, "brisa"))

    app = open_page("ranking", selection.id)
    # The leader of the ranking is another one: both are said.
    assert "Decided: Brisa Contacto · Aldermoor Care leads by" in captions(app)
    assert "Decided: Brisa Contacto." in app.main.markdown[0].value.replace("\\", "")

    with sqlite3.connect(tmp_path / "pages.sqlite3") as connection:
        connection.execute("UPDATE awards SET text = replace(text, 'Brisa', 'Briso')")
    app = open_page("ranking", selection.id)
    assert "Briso" not in captions(app)
    assert "Decided: the record was changed" in captions(app)

    version = storage.load(OPERATOR, selection.id).version
    storage.save_details(OPERATOR, selection.id, phase=Phase.CLOSED, expected_version=version)
    assert "Decided: " not in captions(open_page("ranking", selection.id))


def captions(app):
    return " \n".join(str(part.value) for part in app.sidebar.caption).replace("\\", "")


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("Set-up fee", "Set-up fee"),
        # At the start of a line a hyphen would make a list, and three of them a rule.
        ("- first", "\\- first"),
        ("---", "\\-\\-\\-"),
        ("up -5 and a_b", "up \\-5 and a\\_b"),
    ],
)
def test_a_hyphen_is_escaped_only_where_markdown_would_read_it(typed, escaped):
    assert literal(typed) == escaped


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        # Streamlit links addresses in any text; an empty directive parts them and shows nothing.
        ("http://evil.example", r"http\::small[]\/\/evil\.example"),
        ("HTTPS://evil.example", r"HTTPS\::small[]\/\/evil\.example"),
        ("see www.evil.example", r"see www:small[]\.evil\.example"),
        ("jane@evil.example", r"jane:small[]\@evil\.example"),
        ("3 @ 5", r"3 \@ 5"),
    ],
)
def test_an_address_that_somebody_typed_becomes_no_link(typed, sent):
    assert literal(typed) == sent
