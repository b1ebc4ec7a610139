"""The gates that the brief puts in force: waived with a reason, or switched on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Gate
from scorecard.model import GateSetting, Selection
from scorecard.scoring import gates_in_force
from scorecard.ui.brief_saving import save_field, scope_of, show_field_outcome
from scorecard.ui.outcomes import outcome_of
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection, open_selection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_FIELD = "gate_settings"
_TITLE = "Gates"


def show_gates(opened: OpenSelection) -> None:
    """Every gate in force with what it asks for, and those that can be switched on."""
    selection, catalogue = opened.selection, opened.catalogue
    in_force = gates_in_force(catalogue, selection.brief)
    titles: dict[str, list[str]] = {}
    for found in in_force:
        titles.setdefault(found.gate.id, []).append(found.title)
    brief_gates = [g for g in catalogue.gates if g.applies == "brief" and g.id in titles]
    if not brief_gates:
        st.caption(
            "No gate is in force. Compliance that is needed, languages and delivery regions each "
            "put one in force."
        )
    for gate in brief_gates:
        _show_gate(opened, gate, titles[gate.id])
    for gate in catalogue.gates:
        if gate.applies == "opt_in":
            _show_opt_in(opened, gate)
    show_field_outcome(selection, _TITLE, _FIELD)


def _setting(selection: Selection, gate_id: str) -> GateSetting | None:
    return next((s for s in selection.brief.gate_settings if s.gate_id == gate_id), None)


def _show_gate(opened: OpenSelection, gate: Gate, titles: list[str]) -> None:
    selection = opened.selection
    setting = _setting(selection, gate.id)
    waived = setting is not None and setting.state == "waived"
    closed = not may_change(opened, Action.EDIT_BRIEF)
    key = f"{scope_of(selection)}:gate:{gate.id}"
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{literal(' · '.join(titles))}**", width="content")
            if waived:
                st.badge("Waived", icon=":material/block:", color="orange")
            else:
                st.badge("In force", icon=":material/gavel:", color="green")
        asked = gate.minimum_evidence
        evidence = (
            f" A candidate passes only with {asked.value} evidence; a mere claim leaves it open."
            if asked.strength
            else ""
        )
        st.caption(literal(gate.why + evidence))
        if waived and setting is not None:
            st.markdown(f"Waived because: {literal(setting.reason)}")
            _show_restore(opened, gate, titles, key, disabled=closed)
        elif st.button(
            "Waive with a reason", key=f"{key}:waive", icon=":material/block:", disabled=closed
        ):
            _waive(selection, gate, titles)


def _show_restore(
    opened: OpenSelection, gate: Gate, titles: list[str], key: str, *, disabled: bool
) -> None:
    """The button that puts a waived gate back: at once, or with a reason once answers are in."""
    selection = opened.selection
    if not selection.is_answered:
        st.button(
            "Put back in force",
            key=f"{key}:restore",
            icon=":material/undo:",
            disabled=disabled,
            on_click=save_settings,
            args=(selection, gate.id, None),
        )
    elif st.button(
        "Put back in force with a reason",
        key=f"{key}:restore",
        icon=":material/undo:",
        disabled=disabled,
    ):
        _change(
            selection,
            gate,
            f"**{literal(', '.join(titles))}** then excludes whoever fails it.",
            "Put this gate back in force",
            None,
        )


def _show_opt_in(opened: OpenSelection, gate: Gate) -> None:
    selection = opened.selection
    scope = f"{scope_of(selection)}:gate:{gate.id}"
    key = f"{scope}:on"
    is_on = _setting(selection, gate.id) is not None
    st.session_state[key] = is_on
    frozen = selection.is_answered

    @uninterrupted
    def changed() -> None:
        setting = GateSetting(gate_id=gate.id, state="on") if st.session_state[key] else None
        save_settings(selection, gate.id, setting)

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.toggle(
            f"Gate: {literal(gate.title)}",
            key=key,
            on_change=changed,
            disabled=frozen or not may_change(opened, Action.EDIT_BRIEF),
            help=literal(
                f"{gate.why} While this is off, what is missing here is a warning and does not "
                "exclude."
            ),
        )
        if (
            frozen
            and may_change(opened, Action.EDIT_BRIEF)
            and st.button(
                f"Switch {'off' if is_on else 'on'} with a reason",
                key=f"{scope}:switch",
                icon=":material/lock_open:",
            )
        ):
            _change(
                selection,
                gate,
                f"**{literal(gate.title)}** then "
                + ("excludes nobody." if is_on else "excludes whoever fails it."),
                f"Switch this gate {'off' if is_on else 'on'}",
                None if is_on else GateSetting(gate_id=gate.id, state="on"),
            )


@st.dialog("Waive a gate", icon=":material/block:")
def _waive(selection: Selection, gate: Gate, titles: list[str]) -> None:
    st.markdown(
        f"**{literal(', '.join(titles))}** then excludes nobody. The reason stays beside the gate, "
        "in the workbook and in the history."
    )

    def waive(reason: str) -> None:
        # The reason was checked just before, so that the setting is sound.
        setting = GateSetting.model_construct(gate_id=gate.id, state="waived", reason=reason)
        save_settings(selection, gate.id, setting)

    _ask_reason(selection, gate, "Waive this gate", waive)


@st.dialog("Change a gate", icon=":material/gavel:")
def _change(
    selection: Selection, gate: Gate, words: str, label: str, setting: GateSetting | None
) -> None:
    st.markdown(
        f"{words} Answers are recorded already, so that this can move candidates in or out of "
        "the ranking; the history keeps your reason."
    )

    def change(reason: str) -> None:
        save_settings(selection, gate.id, setting, reason)

    _ask_reason(selection, gate, label, change)


def _ask_reason(
    selection: Selection, gate: Gate, label: str, decide: Callable[[str], None]
) -> None:
    """A form in a dialog: `decide` stores the decision for the reason that is written in it."""
    key = f"{scope_of(selection)}:gate:{gate.id}"

    @uninterrupted
    def sent_off() -> None:
        reason = str(st.session_state.get(f"{key}:reason") or "").strip()
        if reason:
            decide(reason)

    with st.form(f"{key}:form", border=False):
        st.text_area("Reason", key=f"{key}:reason", height=80)
        sent = st.form_submit_button(label, type="primary", on_click=sent_off)
    if not sent:
        return
    outcome = outcome_of(scope_of(selection), _FIELD)
    if not str(st.session_state.get(f"{key}:reason") or "").strip():
        st.error("Write the reason: nothing was changed without one.", icon=":material/error:")
    elif outcome is not None and outcome.problem:
        st.error(literal(outcome.problem), icon=":material/error:")
    else:
        st.rerun()


@uninterrupted
def save_settings(
    selection: Selection, gate_id: str, setting: GateSetting | None, reason: str = ""
) -> None:
    """Stores the buyer's decision on one gate; None puts it back to what the brief asks for."""
    # Another gate may have been decided on since the page was drawn; where it was this one, by
    # somebody else, the storage has to refuse what rests on the earlier page.
    now = open_selection()
    is_known = (
        now is not None
        and now.id == selection.id
        and _setting_of(now.selection, gate_id) in (_setting_of(selection, gate_id), setting)
    )
    known = now.selection if now is not None and is_known else selection
    others = [s for s in known.brief.gate_settings if s.gate_id != gate_id]
    settings = [*others, setting] if setting is not None else others
    save_field(known, _TITLE, _FIELD, [s.model_dump() for s in settings], reason=reason)


def _setting_of(selection: Selection, gate_id: str) -> GateSetting | None:
    return next((s for s in selection.brief.gate_settings if s.gate_id == gate_id), None)
