"""The shared page through main: one page for a share token, until its link is closed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pages import MAIN, OPERATOR, stored_worked, use_database
from streamlit.runtime.context import ContextProxy, StreamlitCookies
from streamlit.testing.v1 import AppTest

from scorecard.access import AccessDenied, SharedPart
from scorecard.certainty import Certainty
from scorecard.certainty_words import verdict_sentence
from scorecard.evaluation import evaluate
from scorecard.model import Selection
from scorecard.sharing import ShareScope, freeze, new_token, shared_view, thaw, token_sha256
from scorecard.storage import Link, Storage, open_storage
from scorecard.ui.server.plain_pages import (
    LINK_PROBLEM_TEXT,
    LINK_PROBLEM_TITLE,
    NO_LINK_TEXT,
    NO_LINK_TITLE,
)
from scorecard.ui.server.sessions import SESSION_COOKIE, new_session_cookie
from scorecard.ui.shared_views import (
    certainty_of_view,
    report_while_live,
    source_of,
    view_of,
    workbook_while_live,
)
from scorecard.ui.state import settings, today


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Storage:
    return use_database(monkeypatch, tmp_path)


@pytest.fixture
def selection(storage: Storage) -> Selection:
    return stored_worked(storage)


def send_cookies(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> None:
    """AppTest has no cookies of its own."""
    sent = property(lambda _context: StreamlitCookies(cookies))
    monkeypatch.setattr(ContextProxy, "cookies", sent)


def make_link(
    storage: Storage,
    selection: Selection,
    *parts: SharedPart,
    names_hidden: bool = False,
    frozen: bool = False,
    expires_at: datetime | None = None,
    seating: tuple[int, ...] | None = None,
) -> tuple[str, Link]:
    token, sha256 = new_token()
    scope = ShareScope.of(parts, names_hidden=names_hidden)
    evaluation = evaluate(
        storage.load(OPERATOR, selection.id),
        storage.catalogue(OPERATOR, selection.id),
        as_of=today(),
    )
    view = shared_view(
        evaluation, scope, shared_by=OPERATOR.name, made_at=datetime(2026, 11, 1, 8, tzinfo=UTC)
    )
    link = storage.create_link(
        OPERATOR,
        selection.id,
        token_sha256=sha256,
        scope=scope.parts,
        names_hidden=names_hidden,
        seating=seating,
        snapshot=freeze(view) if frozen else None,
        expires_at=expires_at,
    )
    return token, link


def opened(token: str | None = None) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=30)
    if token is not None:
        app.query_params["share"] = token
    app.run()
    assert not app.exception
    return app


def words_on(app: AppTest) -> str:
    blocks: list[Iterable[object]] = [app.title, app.subheader, app.markdown, app.caption]
    texts = [str(getattr(part, "value", "")) for block in blocks for part in block]
    tables = [frame.value.to_csv() for frame in app.dataframe]
    folds = [expander.label for expander in app.expander]
    return "\n".join((*texts, *tables, *folds)).replace("\\", "")


# The candidates of the worked example.
NAMES = ("Aldermoor", "Brisa", "Cobalt", "Dunmere", "Everhall")
ALL_PARTS = (SharedPart.FLAGS, SharedPart.COSTS, SharedPart.EVIDENCE)


def test_a_share_link_shows_the_ranking_the_flags_and_who_shared_it(
    storage: Storage, selection: Selection
) -> None:
    token, _ = make_link(storage, selection, *ALL_PARTS)
    app = opened(token)
    words = words_on(app)
    assert app.title[0].value.replace("\\", "") == selection.title
    assert f"Shared by {OPERATOR.name}" in words
    assert "live" in words
    for candidate in selection.candidates:
        assert candidate.name in words
    # The attrition flag of the worked example: 22 % against the checklist's 18 %.
    assert "22 %, threshold 18 %" in words
    assert "Ask next" in words
    assert "source: " in words
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Excel workbook", "Report"]


def test_with_a_share_token_no_other_page_exists(storage: Storage, selection: Selection) -> None:
    token, _ = make_link(storage, selection, SharedPart.FLAGS)
    app = opened(token)
    assert not app.sidebar.children
    with pytest.raises(ValueError, match="page"):
        app.switch_page("views/ranking.py").run()


def test_hidden_names_are_nowhere_on_the_page(storage: Storage, selection: Selection) -> None:
    token, _ = make_link(storage, selection, *ALL_PARTS, names_hidden=True)
    words = words_on(opened(token))
    assert "Candidate A" in words
    for candidate in selection.candidates:
        assert candidate.name not in words
        assert candidate.contact_name not in words
        assert candidate.note[:20] not in words


def test_without_names_the_letters_are_those_that_were_drawn_for_the_link(
    storage: Storage, selection: Selection
) -> None:
    # Everhall, the fifth that was entered, resolves for the least.
    costs = {"names_hidden": True}
    drawn, _ = make_link(storage, selection, SharedPart.COSTS, seating=(2, 4, 0, 1, 3), **costs)
    other, _ = make_link(storage, selection, SharedPart.COSTS, seating=(4, 3, 2, 1, 0), **costs)
    assert "Candidate B resolves for the least" in words_on(opened(drawn))
    assert "Candidate A resolves for the least" in words_on(opened(other))
    assert "Candidate B resolves for the least" in words_on(opened(drawn))


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("names_hidden", [False, True])
def test_a_link_with_costs_shows_what_a_resolved_contact_costs(
    storage: Storage, selection: Selection, frozen: bool, names_hidden: bool
) -> None:
    shown = {"frozen": frozen, "names_hidden": names_hidden}
    token, _ = make_link(storage, selection, SharedPart.COSTS, **shown)
    app = opened(token)
    assert "What it costs" in [part.value for part in app.subheader]
    words = words_on(app)
    # Everhall has the lowest cost of the worked selection, Cobalt Lane the lowest headline.
    cheapest = "Candidate E" if names_hidden else "Everhall Support"
    assert f"{cheapest} resolves for the least: 10.09–10.91 EUR" in words
    for told in ("11.90 EUR an hour", "The ranges rest", "Reference figures"):
        assert told in words
    assert any(name in words for name in NAMES) != names_hidden


@pytest.mark.parametrize("frozen", [False, True])
def test_a_link_without_costs_shows_nothing_of_them(
    storage: Storage, selection: Selection, frozen: bool
) -> None:
    parts = (SharedPart.FLAGS, SharedPart.EVIDENCE)
    token, link = make_link(storage, selection, *parts, frozen=frozen)
    app = opened(token)
    words = words_on(app)
    assert "What it costs" not in words
    for told in ("resolved contact", "resolves for", "11.90", "10.09", "Set-up fee", "Quote"):
        assert told not in words, told
    if frozen:
        assert link.snapshot is not None


def test_a_link_that_was_frozen_before_there_were_costs_still_opens(
    storage: Storage, selection: Selection
) -> None:
    evaluation = evaluate(
        storage.load(OPERATOR, selection.id),
        storage.catalogue(OPERATOR, selection.id),
        as_of=today(),
    )
    scope = ShareScope.of([SharedPart.COSTS])
    now = datetime(2026, 11, 1, 8, tzinfo=UTC)
    snapshot = freeze(shared_view(evaluation, scope, shared_by=OPERATOR.name, made_at=now))
    assert isinstance(snapshot, dict)
    del snapshot["costs"]
    view = thaw(snapshot)
    assert view.costs is None
    assert view.evaluation.overall.tolist() == evaluation.overall.tolist()


def test_a_link_without_flags_does_not_pretend_that_there_are_none(
    storage: Storage, selection: Selection
) -> None:
    token, _ = make_link(storage, selection)
    words = words_on(opened(token))
    assert "Red flags are not part of this link" in words
    assert "no flag" not in words
    assert "Nobody carries" not in words


def test_a_live_link_follows_a_change_and_a_frozen_one_does_not(
    storage: Storage, selection: Selection
) -> None:
    live, _ = make_link(storage, selection, *ALL_PARTS)
    frozen, _ = make_link(storage, selection, *ALL_PARTS, frozen=True)
    before = words_on(opened(frozen))
    assert "frozen" in before
    assert "as it stood on 1 November 2026" in before
    leader = storage.load(OPERATOR, selection.id).candidates[0]
    storage.save_candidate(
        OPERATOR,
        selection.id,
        leader.model_copy(update={"name": "Renamed after the link was made"}),
        expected_version=leader.version,
    )
    assert "Renamed after the link was made" in words_on(opened(live))
    assert words_on(opened(frozen)) == before


def test_wrong_expired_and_revoked_links_look_the_same(
    storage: Storage, selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scorecard.ui.views.shared.WRONG_LINK_DELAY_SECONDS", 0)
    revoked, link = make_link(storage, selection, *ALL_PARTS)
    storage.revoke_link(OPERATOR, selection.id, link.id)
    past = open_storage(settings().database_url, now=lambda: datetime.now(UTC) - timedelta(days=2))
    expired, _ = make_link(
        past, selection, *ALL_PARTS, expires_at=datetime.now(UTC) - timedelta(days=1)
    )
    past.close()
    pages = [words_on(opened(token)) for token in (revoked, expired, new_token()[0], "", "wrong")]
    assert set(pages) == {f"{LINK_PROBLEM_TITLE}\n{LINK_PROBLEM_TEXT}"}


def test_a_page_that_is_open_shows_nothing_more_from_the_first_click_after_it_was_revoked(
    storage: Storage, selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scorecard.ui.views.shared.WRONG_LINK_DELAY_SECONDS", 0)
    token, link = make_link(storage, selection, *ALL_PARTS)
    app = opened(token)
    assert NAMES[0] in words_on(app)
    storage.revoke_link(OPERATOR, selection.id, link.id)
    app.run()
    assert words_on(app) == f"{LINK_PROBLEM_TITLE}\n{LINK_PROBLEM_TEXT}"
    assert not app.get("download_button")


def test_how_sure_the_ranking_is_opens_with_the_verdict_and_folds_the_rest(
    storage: Storage, selection: Selection
) -> None:
    token, _ = make_link(storage, selection, *ALL_PARTS)
    app = opened(token)
    (fold,) = [e for e in app.expander if e.label == "More on how sure this is"]
    (reasons,) = fold.markdown
    assert "simulated cases" in reasons.value
    view = view_of(storage.find_link(token_sha256(token)))  # type: ignore[arg-type]
    found = certainty_of_view(view, selection.id)
    assert found is not None
    verdict = verdict_sentence(found)
    assert verdict in words_on(app)
    assert verdict not in reasons.value.replace("\\", "")


def test_how_sure_the_ranking_is_is_computed_once_for_a_revision_and_scope(
    storage: Storage, selection: Selection
) -> None:
    # Making a link is a change of its own, so that all are made before the first is opened.
    tokens = {
        "named": make_link(storage, selection, *ALL_PARTS)[0],
        "another": make_link(storage, selection, *ALL_PARTS)[0],
        "hidden": make_link(storage, selection, *ALL_PARTS, names_hidden=True)[0],
        "frozen": make_link(storage, selection, *ALL_PARTS, frozen=True)[0],
        "flags": make_link(storage, selection, SharedPart.FLAGS)[0],
    }

    def certainty(name: str) -> Certainty | None:
        found = storage.find_link(token_sha256(tokens[name]))
        assert found is not None
        return certainty_of_view(view_of(found), source_of(found))

    def names(name: str) -> set[str]:
        found = certainty(name)
        assert found is not None
        return {candidate.name for candidate in found.candidates}

    once = certainty("named")
    assert certainty("named") is once
    assert certainty("another") is once
    assert names("hidden").isdisjoint(names("named"))
    assert certainty("frozen") is not once
    assert certainty("frozen") is certainty("frozen")
    assert certainty("flags") is None

    first = storage.load(OPERATOR, selection.id).candidates[0]
    storage.save_candidate(
        OPERATOR,
        selection.id,
        first.model_copy(update={"name": "Renamed"}),
        expected_version=first.version,
    )
    assert "Renamed" in names("named")
    assert "Renamed" not in names("frozen")


def test_an_opening_is_counted_once_a_visit(storage: Storage, selection: Selection) -> None:
    token, link = make_link(storage, selection, SharedPart.FLAGS)
    app = opened(token)
    app.run()
    opened(token)
    (listed,) = storage.list_links(OPERATOR, selection.id)
    assert listed.id == link.id
    assert listed.opened_count == 2


def test_the_workbook_has_the_pages_scope_and_is_not_given_out_once_the_link_is_closed(
    storage: Storage, selection: Selection
) -> None:
    token, link = make_link(storage, selection, SharedPart.FLAGS, names_hidden=True)
    found = storage.find_link(token_sha256(token))
    assert found is not None
    view = view_of(found)
    book = load_workbook(io.BytesIO(workbook_while_live(token_sha256(token), view, selection.id)))
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert any("Candidate A" in cell for cell in cells)
    assert not any(name in cell for cell in cells for name in NAMES)
    assert "Red flags" in book.sheetnames
    assert "Answers" not in book.sheetnames

    storage.revoke_link(OPERATOR, selection.id, link.id)
    with pytest.raises(AccessDenied, match=LINK_PROBLEM_TITLE):
        workbook_while_live(token_sha256(token), view, selection.id)


@pytest.mark.parametrize("frozen", [False, True])
def test_the_report_has_the_pages_scope_and_is_not_given_out_once_the_link_is_closed(
    storage: Storage, selection: Selection, frozen: bool
) -> None:
    token, link = make_link(storage, selection, SharedPart.FLAGS, names_hidden=True, frozen=frozen)
    found = storage.find_link(token_sha256(token))
    assert found is not None
    report = report_while_live(token_sha256(token), view_of(found)).decode()
    assert "Candidate A" in report
    assert not any(name in report for name in NAMES)
    assert "Red flags" in report
    assert "Rates and other amounts of money are not part of this report" in report

    whole, _ = make_link(storage, selection, *ALL_PARTS)
    found = storage.find_link(token_sha256(whole))
    assert found is not None
    assert all(
        name in report_while_live(token_sha256(whole), view_of(found)).decode() for name in NAMES
    )

    storage.revoke_link(OPERATOR, selection.id, link.id)
    with pytest.raises(AccessDenied, match=LINK_PROBLEM_TITLE):
        report_while_live(token_sha256(token), view_of(link))


@pytest.fixture
def links_mode(monkeypatch: pytest.MonkeyPatch, storage: Storage) -> None:
    monkeypatch.setenv("SCORECARD_MODE", "links")
    monkeypatch.setenv("SCORECARD_PUBLIC_URL", "https://scorecard.example.com")


@pytest.mark.usefixtures("links_mode")
def test_in_mode_links_a_stranger_sees_nothing_but_that_a_link_is_needed(
    selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cookies in ({}, {SESSION_COOKIE: "forged"}):
        send_cookies(monkeypatch, cookies)
        app = opened()
        assert words_on(app) == f"{NO_LINK_TITLE}\n{NO_LINK_TEXT}"
        assert not app.sidebar.children
        assert not app.button
        assert selection.title not in words_on(app)


@pytest.mark.usefixtures("links_mode")
def test_in_mode_links_the_holder_of_an_owner_link_is_inside(
    storage: Storage, selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, sha256 = new_token()
    storage.create_link(OPERATOR, None, token_sha256=sha256, role=OPERATOR.role, label="Robin")
    send_cookies(monkeypatch, {SESSION_COOKIE: new_session_cookie(settings(), sha256)})
    app = opened()
    assert selection.title in words_on(app)
    assert NO_LINK_TITLE not in words_on(app)


@pytest.mark.usefixtures("links_mode")
def test_in_mode_links_a_share_link_works_without_a_cookie(
    storage: Storage, selection: Selection
) -> None:
    token, _ = make_link(storage, selection, SharedPart.FLAGS)
    assert selection.title in words_on(opened(token))
