"""A place typed as coordinates in any known system; it goes into the address in WGS-84."""

from typing import Any, Literal

import streamlit as st

from pages.parts.doing.commands import trying
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.ground.coordinates import MEANINGS, SYSTEMS, UnknownSystem, epsg_system
from services.ground.spoken_systems import system_spoken
from services.indication.typed import place_of


def system_choice(page: Page, key: str, *, suggested: str | None = None, width: Literal["stretch"] | int = 260) -> str:
    """A selectbox of coordinate systems with a few words on each, that takes any EPSG code as well; the key of its
    widget."""
    _, widget = page._, page.key(key)
    options = SYSTEMS if suggested is None or suggested in SYSTEMS else (suggested, *SYSTEMS)

    def words(system: str) -> str:
        return f"{system} · {_.text(MEANINGS[system])}" if system in MEANINGS else system

    st.selectbox(
        _("Coordinate system"), options, key=widget, width=width, accept_new_options=True, format_func=words,
        index=options.index(suggested) if suggested else None,
        placeholder=_("Choose, or type EPSG:n"),
    )  # fmt: skip
    return widget


def chosen_system(typed: Any) -> str | None:
    """The system a choice means, None for none; raises UnknownSystem."""
    text = str(typed or "").strip()
    if not text:
        return None
    code = address.number(text)
    if code is not None:
        return epsg_system(code)
    if text in SYSTEMS:
        return text
    named = system_spoken(text)
    if not named:
        raise UnknownSystem(text[:40], known=False)
    return named


def typed_place(page: Page, name: str, written: str) -> None:
    """Fields for a place, folded away; `written` is how it goes into the address under `name`, with x and y."""
    with st.popover(page._("Go to coordinates"), icon=":material/my_location:"):
        place_fields(page, name, written)


def place_fields(page: Page, name: str, written: str) -> None:
    """The fields themselves, in a line where there is room."""
    _, text = page._, page.key(f"{name}-typed")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Longitude, latitude (or X, Y)"), key=text, placeholder="117.0418, 39.1032", max_chars=100, width=240
        )
        system = system_choice(page, f"{name}-system", suggested=SYSTEMS[0])
        st.button(_("Go there"), key=page.key(f"{name}-go"), on_click=_go, args=(page, name, written, text, system))


def _go(page: Page, name: str, written: str, text: str, system: str) -> None:
    with trying(page):
        x, y = place_of(st.session_state[text], chosen_system(st.session_state[system]) or SYSTEMS[0])
        address.put(name, written.format(x=x, y=y))
