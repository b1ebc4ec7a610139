"""How a number is typed, read and refused: a field of text that the server reads.

The browser's own field for numbers drops a comma or a letter without a word, so that "9,4" would be
stored as 94. Here what was typed arrives as it is, is understood as in a returned questionnaire, or
stays in the field with the reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from scorecard.catalogue import InvalidValueError, UnclearNumber, number_as_text, number_in_text
from scorecard.ui.uninterrupted import uninterrupted


def show_number(
    label: str,
    *,
    key: str,
    shown: object = None,
    unit: str = "",
    currency: str = "",
    on_change: Callable[[], None] | None = None,
    disabled: bool = False,
    placeholder: str = "",
    help_text: str | None = None,
    is_labelled: bool = True,
    is_kept: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """The field; `shown` is what it holds at first unless its key is set already.

    `unit` and `currency` may be typed along with the number. Without `on_change`, for a field that
    is read when the page is drawn, what was understood is only written plainly. `is_kept` keeps
    what it holds while another page is open.
    """
    st.text_input(
        label,
        value=text_of(shown),
        key=key,
        on_change=on_change or partial(show_plainly, key, unit, currency),
        disabled=disabled,
        placeholder=placeholder,
        help=help_text,
        autocomplete="off",
        label_visibility="visible" if is_labelled else "collapsed",
        persist_state="session" if is_kept else None,
        width=width,
    )


def show_number_in_form(label: str, *, key: str, shown: object, placeholder: str = "") -> None:
    """The field in a form, where no field may have a callback."""
    st.text_input(label, value=text_of(shown), key=key, placeholder=placeholder, autocomplete="off")


def text_of(held: object) -> str:
    """What the field shows: a number plainly, nothing as '', refused text as it was typed."""
    if isinstance(held, int | float):
        return number_as_text(held)
    return "" if held is None else str(held)


def number_typed(
    held: object,
    unit: str = "",
    currency: str = "",
    *,
    what: str = "",
    is_whole: bool = False,
) -> float | None:
    """The number that a field holds, None where it is empty; `is_whole`: of what is counted.

    Raises InvalidValueError, whose message begins with `what` and says how to write the number.
    """
    if isinstance(held, int | float):
        return float(held)
    text = "" if held is None else str(held).strip()
    if not text:
        return None
    try:
        return number_in_text(text, unit, currency, is_whole=is_whole)
    except UnclearNumber as problem:
        advice = f"; {problem.advice}" if problem.advice else ""
        named = f"{what}: " if what else ""
        raise InvalidValueError(f"{named}{problem}{advice}") from problem


@uninterrupted
def show_plainly(key: str, unit: str = "", currency: str = "") -> None:
    """Callback: writes what was understood into the field, 9.4 for "9,4"; leaves unclear text."""
    held = st.session_state.get(key)
    try:
        text = text_of(number_typed(held, unit, currency))
    except InvalidValueError:
        return
    # Set again though it shows it, the field would lose what is being typed.
    if held != text:
        st.session_state[key] = text
