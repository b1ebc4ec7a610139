"""A questionnaire on its way: downloaded, filled in, uploaded, accepted, in the workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import NewVisit, Visit
from building import CREATED_AT
from pages import OPERATOR
from playwright.sync_api import expect
from unit.excel.questionnaire_filling import Filling
from unit.excel.workbook_reading import opened, table

from scorecard.catalogue import load_catalogue
from scorecard.model import Answer, Candidate, Phase, Selection

pytestmark = pytest.mark.browser

CATALOGUE = load_catalogue()
QUESTION = "attrition_120d_pct"


def stored_selection(live_app: LiveApp) -> Selection:
    """Two candidates of whom Borealis alone has answered one question."""
    answer = Answer(candidate_id="borealis", question_id=QUESTION, status="answered", value=10.0)
    criterion = next(c.id for c in CATALOGUE.criteria for i in c.inputs if i.question == QUESTION)
    selection = Selection(
        id="journey",
        title="Questionnaires on their way",
        created_at=CREATED_AT,
        phase=Phase.COLLECTING,
        points={criterion: 1.0},
        candidates=(
            Candidate(id="atlas", name="Atlas", position=0),
            Candidate(id="borealis", name="Borealis", position=1),
        ),
        answers=(answer,),
    )
    return live_app.storage().create_selection(OPERATOR, selection, CATALOGUE)


def test_a_questionnaire_goes_out_comes_back_and_moves_the_ranking(
    live_app: LiveApp, visit: NewVisit, tmp_path: Path
) -> None:
    selection = stored_selection(live_app)
    analyst: Visit = visit()
    analyst.open("ranking", {"selection": selection.id})
    assert ranked_names(analyst) == ["Borealis", "Atlas"]

    sent = questionnaire_of_atlas(analyst, tmp_path)
    filling = Filling(sent.read_bytes(), selection, CATALOGUE, "atlas")
    filling.answer(QUESTION, 4.0)
    filling.decline("attrition_annual_pct")
    returned = tmp_path / "atlas came back.xlsx"
    returned.write_bytes(filling.saved())

    analyst.follow("Questionnaires back", "What did they send back?")
    analyst.page.locator("input[type=file]").set_input_files(returned)
    accept = analyst.page.get_by_role("button", name="Accept all 2 new and changed")
    accept.wait_for()
    analyst.settle()
    text = analyst.text()
    assert "Atlas" in text
    assert "atlas came back.xlsx" in text
    nothing_is_stored_before_it_is_accepted(live_app, selection)
    accept.click()
    expect(analyst.page.get_by_text(re.compile("2 answers"))).to_be_visible()
    analyst.settle()

    kept = live_app.storage().load(OPERATOR, selection.id)
    answer = kept.answer("atlas", QUESTION)
    assert (answer.value, answer.evidence.value) == (4.0, "claimed")
    assert "atlas came back.xlsx" in answer.source
    assert kept.answer("atlas", "attrition_annual_pct").status.value == "refused"

    analyst.follow("Ranking", "Who should be chosen?")
    assert ranked_names(analyst) == ["Atlas", "Borealis"]
    with analyst.page.expect_download() as download:
        analyst.button("Excel shortlist").click()
    workbook = tmp_path / "shortlist.xlsx"
    download.value.save_as(workbook)
    rows = {
        row["Candidate"]: row for row in table(opened(workbook.read_bytes())["Summary"], "Rank")
    }
    assert (rows["Atlas"]["Rank"], rows["Borealis"]["Rank"]) == (1, 2)


def questionnaire_of_atlas(visit: Visit, folder: Path) -> Path:
    visit.follow("Candidates", "Who has replied, and who is to be chased?")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Questionnaire", exact=True).first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert re.fullmatch(r"questionnaire-atlas-\d{4}-\d\d-\d\d\.xlsx", file.name)
    return file


def nothing_is_stored_before_it_is_accepted(live_app: LiveApp, selection: Selection) -> None:
    assert len(live_app.storage().load(OPERATOR, selection.id).answers) == 1


def ranked_names(visit: Visit) -> list[str]:
    rows = visit.page.locator('[class*="st-key-ranking_row_"] strong')
    return [name for name in rows.all_inner_texts() if name in ("Atlas", "Borealis")]
