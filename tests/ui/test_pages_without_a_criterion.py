"""Every page of a selection in which each criterion is out for all candidates."""

from __future__ import annotations

import pytest
from building import number_catalogue, number_selection
from pages import OPERATOR, open_page, texts_of

VIEWS = (
    *("brief", "weights", "candidates", "due_diligence", "intake", "ranking", "red_flags"),
    *("compare", "robustness", "cost", "links", "award", "projector"),
)
ASIDE = "not_applicable"


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_opens_although_no_criterion_is_left(storage, view):
    selection = number_selection({"Atlas": [ASIDE], "Borealis": [ASIDE]}, {"quality": 50.0})
    storage.create_selection(OPERATOR, selection, number_catalogue({"quality": (0, 10)}))
    app = open_page(view, selection.id)
    assert not app.exception
    assert "weights are zero" not in texts_of(app)


def test_the_ranking_says_what_is_out_and_why_nobody_is_ranked(storage):
    selection = number_selection({"Atlas": [ASIDE], "Borealis": [ASIDE]}, {"quality": 50.0})
    storage.create_selection(OPERATOR, selection, number_catalogue({"quality": (0, 10)}))
    said = texts_of(open_page("ranking", selection.id))
    assert "No leader yet: no criterion is left" in said
    assert "Quality is out for all candidates" in said.replace("*", "")
    assert "no answers yet" not in said
