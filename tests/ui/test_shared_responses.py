"""A link says when responses are closed, since open answers count otherwise from then on."""

from building import AS_OF, number_catalogue, number_selection

from scorecard.evaluation import evaluate
from scorecard.model import Phase
from scorecard.ui.shared_words import responses_in_words

CATALOGUE = number_catalogue({"floor": (0.0, 100.0)})


def told(phase):
    selection = number_selection({"Atlas": [90], "Borealis": [60]}, {"floor": 1}, phase=phase)
    return responses_in_words(evaluate(selection, CATALOGUE, as_of=AS_OF))


def test_while_responses_are_open_the_ranking_is_provisional():
    assert "Provisional while responses are open." in told(Phase.COLLECTING)


def test_once_they_are_closed_or_all_is_decided_the_change_of_values_is_explained():
    for phase in (Phase.CLOSED, Phase.DECIDED):
        assert "Responses are closed: an answer that is still open counts nothing" in told(phase)
        assert "may differ from those while responses were open" in told(phase)
