"""Names, titles and questions that somebody typed reach the browser as text, on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from building import number_catalogue, number_selection
from google.protobuf.message import Message
from pages import OPERATOR, open_page

from scorecard.catalogue import Catalogue

VIEWS = (
    *("selections", "brief", "weights", "candidates", "intake", "due_diligence", "ranking"),
    *("red_flags", "compare", "robustness", "cost", "links", "award", "projector"),
)
HOSTILE = "*c* $a$ :red[b]"
READ_BY_MARKDOWN = re.compile(r"(?<!\\)(\*c|\$a|:red)")
# What Streamlit shows as it is: options of a list, accessible names, figures (which escape it).
PLAIN = {
    *("Selectbox.options", "Selectbox.raw_value", "Dataframe.alt", "ButtonGroup.label"),
    *("PlotlyChart.alt", "PlotlyChart.spec"),
}


def hostile_catalogue() -> Catalogue:
    """As it is made of a scorecard that was brought along: every title is typed."""
    anchors = {"quality": (0.0, 10.0), "price": (20.0, 10.0)}
    content = number_catalogue(anchors, {"quality": "first", "price": "second"}).model_dump()
    for part, fields in {
        "groups": ("title", "short_title"),
        "questions": ("label", "text", "unit"),
        "criteria": ("title", "question"),
    }.items():
        for entry in content[part]:
            entry.update(dict.fromkeys(fields, f"{entry['id'][:6]} {HOSTILE}"))
    return Catalogue.model_validate(content)


def texts(message: Message, path: str) -> Iterator[tuple[str, str]]:
    """Every text in what the browser is sent of an element, with the name of its field."""
    for field, value in message.ListFields():
        is_single = isinstance(value, str | bytes | Message | int | float)
        for item in [value] if is_single else value:
            if isinstance(item, Message):
                yield from texts(item, path)
            elif isinstance(item, str) and field.name not in ("id", "element_id", "form_id"):
                yield f"{path}.{field.name}", item


def elements(node: Any) -> Iterator[Message]:
    for child in getattr(node, "children", {}).values():
        if isinstance(proto := getattr(child, "proto", None), Message):
            yield proto
        yield from elements(child)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_typed_is_read_as_markdown_or_mathematics(storage, view):
    names = {f"Atlas {HOSTILE}": [8, 12], f"Borealis {HOSTILE}": [6, None]}
    selection = number_selection(names, {"quality": 3.0, "price": 1.0})
    ids = {name: f"c{place}" for place, name in enumerate(names)}
    selection = selection.model_copy(
        update={
            "title": f"Title {HOSTILE}",
            "candidates": tuple(
                candidate.model_copy(update={"id": ids[candidate.id]})
                for candidate in selection.candidates
            ),
            "answers": tuple(
                answer.model_copy(update={"candidate_id": ids[answer.candidate_id]})
                for answer in selection.answers
            ),
        }
    )
    storage.create_selection(OPERATOR, selection, hostile_catalogue())
    app = open_page(view, selection.id)
    assert not app.exception
    found = [
        (where, text)
        for proto in elements(app._tree)
        for where, text in texts(proto, proto.DESCRIPTOR.name)
        if READ_BY_MARKDOWN.search(text) and where not in PLAIN
    ]
    assert found == []
