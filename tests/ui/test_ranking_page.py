"""Ranking: the sentence, the rows, the shortlist with its overrides, every number opened."""

import pytest
from pages import OPERATOR, open_page, stored_empty, stored_fifty, stored_worked

from scorecard.evaluation import evaluate
from scorecard.model import Answer
from scorecard.ui.ranking.reasons import reasons_table


def texts(app):
    parts = [*app.title, *app.markdown, *app.caption, *app.error, *app.subheader]
    return " \n".join(str(part.value) for part in parts).replace("\\", "")


def evaluation_of(storage, selection):
    from scorecard.ui.state import today

    catalogue = storage.catalogue(OPERATOR, selection.id)
    return evaluate(storage.load(OPERATOR, selection.id), catalogue, as_of=today())


def tick(app, candidate_id):
    prefix = f"ranking:shortlist:{candidate_id}:"
    return next(box for box in app.checkbox if str(box.key).startswith(prefix))


def test_the_worked_selection_names_its_leader_and_shows_every_candidate(storage):
    selection = stored_worked(storage)
    app = open_page("ranking", selection.id)
    assert not app.exception
    evaluation = evaluation_of(storage, selection)
    leader = evaluation.candidates[evaluation.leaders[0]].name
    assert f"{leader} leads" in texts(app)
    for candidate in selection.candidates:
        assert candidate.name in texts(app)


def test_a_critical_flag_stands_in_the_row_with_its_number_and_the_question_to_ask(storage):
    selection = stored_worked(storage)
    app = open_page("ranking", selection.id)
    assert "22 %" in texts(app)
    assert "Ask next" in texts(app)


def test_ticking_somebody_without_a_critical_flag_puts_them_on_the_shortlist(storage):
    selection = stored_worked(storage)
    evaluation = evaluation_of(storage, selection)
    row = next(r for r in evaluation.ranked_order if not evaluation.critical_flags(r))
    candidate = evaluation.candidates[row]
    app = open_page("ranking", selection.id)
    wanted = not candidate.shortlisted
    box = tick(app, candidate.id)
    (box.check() if wanted else box.uncheck()).run()
    assert storage.load(OPERATOR, selection.id).candidate(candidate.id).shortlisted is wanted


def test_somebody_with_a_critical_flag_is_not_shortlisted_without_a_written_override(storage):
    selection = stored_worked(storage)
    evaluation = evaluation_of(storage, selection)
    row = next(
        r
        for r in evaluation.ranked_order
        if evaluation.critical_flags(r) and not evaluation.candidates[r].override_reason
    )
    candidate_id = evaluation.candidates[row].id
    app = open_page("ranking", selection.id)
    tick(app, candidate_id).check().run()
    assert not storage.load(OPERATOR, selection.id).candidate(candidate_id).shortlisted
    assert not app.exception


def test_the_reasons_of_a_candidate_sum_to_its_overall_value_where_nothing_is_open(storage):
    selection = stored_fifty(storage)
    evaluation = evaluation_of(storage, selection)
    table = reasons_table(evaluation, 0)
    assert table["Contribution"].sum() == pytest.approx(evaluation.overall[0])
    assert table["Weight"].sum() == pytest.approx(100)


def test_with_fifty_candidates_ten_rows_show_first_and_all_on_request(storage):
    selection = stored_fifty(storage)
    app = open_page("ranking", selection.id)
    assert not app.exception
    assert len(app.checkbox) == 10
    next(t for t in app.toggle if t.key == "ranking:all").set_value(True).run()
    evaluation = evaluation_of(storage, selection)
    assert len(app.checkbox) == len(evaluation.ranked_order)


def test_with_nothing_answered_no_leader_is_announced(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("ranking", "empty")
    assert "No leader yet" in texts(app)
    assert not app.exception


def test_without_candidates_the_page_says_what_to_do(storage):
    stored_empty(storage)
    app = open_page("ranking", "empty")
    assert [b for b in app.button if b.label == "Add candidates"]


def test_a_name_that_looks_like_markdown_is_shown_as_it_was_typed(storage):
    stored_empty(storage, "**Bold** $x$ [a](http://b)", "Borealis")
    app = open_page("ranking", "empty")
    assert r"\*\*Bold\*\* \$x\$" in " ".join(m.value for m in app.markdown)


def test_the_projector_view_shows_the_sentence_and_no_controls_for_scoring(storage):
    selection = stored_worked(storage)
    app = open_page("projector", selection.id)
    assert not app.exception
    assert "leads" in app.title[0].value
    assert not app.checkbox


def test_who_has_answered_nothing_has_no_number_and_no_rank(storage):
    stored_empty(storage, "Atlas", "Borealis")
    answer = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=10.0
    )
    storage.save_answer(OPERATOR, "empty", answer, expected_version=0)
    app = open_page("ranking", "empty")
    assert not app.exception
    said = [str(caption.value) for caption in app.caption]
    assert sum("No answers yet" in line for line in said) == 1
    assert "50.0" not in [str(heading.value) for heading in app.subheader]
    assert "Every number opened" in [str(heading.value) for heading in app.subheader]
    projector = [str(line.value) for line in open_page("projector", "empty").header]
    assert projector[0].startswith("1. Atlas ")
    assert projector[1] == "– Borealis: no answers yet"


def test_while_nobody_has_answered_there_are_no_charts_of_nothing(storage):
    stored_empty(storage, "Atlas", "Borealis")
    app = open_page("ranking", "empty")
    assert not app.exception
    assert not app.get("plotly_chart")
    assert "Record answers" in [button.label for button in app.button]
