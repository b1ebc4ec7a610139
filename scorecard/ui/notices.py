"""What became of the last change of a whole thing, and how what was put away comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from scorecard.ui.text import literal


def show_notice(
    notice: str, problems: Sequence[str], *, key: str, undo: Callable[[], None] | None = None
) -> None:
    """The problems as errors, then the notice, with undo where there is one."""
    for problem in problems:
        st.error(literal(problem), icon=":material/error:")
    if not notice:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(f":material/check: {literal(notice)}", width="content")
        if undo is not None:
            st.button("Undo", key=key, type="tertiary", on_click=undo)


def show_put_away(
    title: str,
    names: Mapping[str, str],
    bring_back: Callable[[str], None],
    *,
    key: Callable[[str], str],
    icons: tuple[str, str],
    disabled: bool = False,
) -> None:
    """A fold with what was put away (id → name); `icons` are the fold's and the button's."""
    if not names:
        return
    with st.expander(f"{title} ({len(names)})", icon=icons[0]):
        for gone, name in names.items():
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.markdown(literal(name), width="content")
                st.button(
                    "Bring back",
                    key=key(gone),
                    type="tertiary",
                    icon=icons[1],
                    on_click=bring_back,
                    args=(gone,),
                    disabled=disabled,
                )
