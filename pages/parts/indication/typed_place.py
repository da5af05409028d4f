"""A place typed as coordinates in any known system; it goes into the address in WGS-84."""

from typing import Any

import streamlit as st

from data.errors import BoardError
from pages.parts import address
from pages.parts.context import Page
from pages.parts.ledger_common import refuse
from services.coordinates import SYSTEMS, UnknownSystem, epsg_system
from services.indication.typed import place_of
from services.intake.places import system_named


def system_choice(page: Page, key: str, *, suggested: str | None = None) -> str:
    """A selectbox of coordinate systems that takes any EPSG code as well; the key of its widget."""
    _, widget = page._, page.key(key)
    st.selectbox(
        _("Coordinate system"), SYSTEMS, key=widget, width=200, accept_new_options=True,
        index=SYSTEMS.index(suggested) if suggested in SYSTEMS else None,
        placeholder=_("Choose, or type EPSG:n"),
    )  # fmt: skip
    return widget


def chosen_system(typed: Any) -> str | None:
    """The system a choice means, None for none; raises UnknownSystem."""
    text = str(typed or "").strip()
    if not text:
        return None
    named = system_named(text)
    if named:
        return named
    code = address.number(text.upper().removeprefix("EPSG:"))
    if code is None:
        raise UnknownSystem(text[:40])
    return epsg_system(code)


def typed_place(page: Page, name: str, written: str) -> None:
    """Fields for a place; `written` is how it goes into the address under `name`, with x and y."""
    _, text = page._, page.key(f"{name}-typed")
    with st.popover(_("Go to coordinates"), icon=":material/my_location:"):
        st.text_input(_("Longitude, latitude"), key=text, placeholder="117.0418, 39.1032", max_chars=100)
        system = system_choice(page, f"{name}-system", suggested=SYSTEMS[0])
        st.button(_("Go there"), key=page.key(f"{name}-go"), on_click=_go, args=(page, name, written, text, system))


def _go(page: Page, name: str, written: str, text: str, system: str) -> None:
    try:
        x, y = place_of(st.session_state[text], chosen_system(st.session_state[system]) or SYSTEMS[0])
    except BoardError as error:
        refuse(page, error)
        return
    address.put(name, written.format(x=x, y=y))
