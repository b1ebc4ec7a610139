"""Reference figures beside the costs of a link: in a fold, with range, date and source."""

from streamlit.testing.v1 import AppTest


def shared_references():
    from scorecard.catalogue import load_catalogue
    from scorecard.commercial import cost_of_selection
    from scorecard.model import Selection
    from scorecard.reference_words import cost_references
    from scorecard.ui.shared_panels import show_references

    catalogue = load_catalogue()
    selection = Selection.model_validate(
        {"id": "s", "title": "S", "created_at": "2026-09-01T08:00:00Z"}
    )
    costs = cost_of_selection(selection, catalogue)
    show_references(cost_references(catalogue, costs), "shared")


def test_each_reference_figure_stands_with_its_range_its_date_and_its_source():
    app = AppTest.from_function(shared_references).run()
    assert "none of them is a fact about a candidate" in app.expander[0].label
    assert not app.dataframe
    app.session_state["shared:references"] = True
    shown = app.run().dataframe[0].value
    # As in data/benchmarks.toml.
    assert list(shown.iloc[0])[:3] == ["Loaded hour, offshore", "12–18 USD per hour", "2025"]
    assert all(shown["Source"])
    assert "None of them enters a calculation" in app.caption[0].value
