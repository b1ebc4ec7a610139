"""What somebody typed as a name is a link nowhere, whatever Streamlit reads into it."""

from __future__ import annotations

import pytest
from browser.live_app import LiveApp
from browser.visit import NewVisit
from building import number_catalogue, number_selection
from pages import OPERATOR

pytestmark = pytest.mark.browser

NAMES = ("http://evil.example/a", "WWW.evil.example $x^2$", "jane@evil.example")


@pytest.mark.parametrize("view", ["candidates", "due_diligence", "ranking", "projector"])
def test_a_name_that_is_an_address_is_shown_as_typed_and_links_nowhere(
    live_app: LiveApp, visit: NewVisit, view: str
) -> None:
    matrix = {name: [8.0 - place] for place, name in enumerate(NAMES)}
    selection = number_selection(matrix, {"quality": 1.0})
    ids = {name: f"c{place}" for place, name in enumerate(NAMES)}
    selection = selection.model_copy(
        update={
            "candidates": tuple(
                c.model_copy(update={"id": ids[c.name]}) for c in selection.candidates
            ),
            "answers": tuple(
                a.model_copy(update={"candidate_id": ids[a.candidate_id]})
                for a in selection.answers
            ),
        }
    )
    live_app.storage().create_selection(OPERATOR, selection, number_catalogue({"quality": (0, 10)}))
    window = visit()
    window.open(view, {"selection": selection.id})
    page = window.page
    assert page.locator("h1, h2, h3, p", has_text=NAMES[0]).first.is_visible()
    assert page.locator("a[href*='evil' i]").count() == 0
    assert page.locator(".katex").count() == 0
