"""The head of every page: title and question, as-of day, last update, demonstration mark, screen, link."""

from datetime import date

import streamlit as st

from data.clock import EARLIEST
from data.registry import entries
from data.registry.shapes import Page as Declared
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.access.identity import choice_lost
from services.words import formats


def head(page: Page, name: str, *, day: date | None = None) -> None:
    """The head for the page of this name in the registry. The day it states is `page.as_of`, which can be chosen in it,
    or `day` for a view that stands for another one, as a rule for today."""
    entry = next(entry for entry in entries("pages", Declared) if entry.code == name)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="head"):
        st.title(page._.text(entry.label), anchor=False, help=page._.text(entry.question), width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
            if page.demonstration:
                st.badge(page._("Demonstration data"), color="orange", icon=":material/science:")
            _updated(page)
            _as_of(page) if day is None else _stands_for(page, day)
            _screen(page)
            _link(page)
    _refused_day(page)
    _nobody(page)


def _updated(page: Page) -> None:
    if page.updated:
        when = formats.instant(page.updated, page.language)
        st.caption(page._("Updated {when}", when=when), width="content")


def _as_of(page: Page) -> None:
    _, key = page._, page.key("as_of")
    address.show("as_of", page.as_of.isoformat())
    if st.session_state.get(key) != page.as_of:
        st.session_state[key] = page.as_of
    with st.popover(_("As of {day}", day=formats.day(page.as_of, page.language)), icon=":material/event:"):
        st.date_input(
            _("Count what happened up to this day"),
            key=key,
            min_value=min(EARLIEST, page.as_of),
            max_value=page.clock.today(),
            format="YYYY-MM-DD",
            on_change=lambda: address.put("as_of", st.session_state[key].isoformat()),
        )
        default = formats.day(page.default_as_of, page.language)
        st.caption(
            _("All units have handed in their data up to {day}.", day=default)
            if page.begun
            else _("No unit has handed in anything yet.")
        )
        if page.lagging:
            st.caption(_("Held back by: {units}", units=formats.literal(formats.listing(page.lagging, page.language))))
        if page.as_of != page.default_as_of:
            st.button(_("Back to {day}", day=default), on_click=address.put, args=("as_of", None))


def _stands_for(page: Page, day: date) -> None:
    _, written = page._, formats.day(day, page.language)
    text = _("As of today, {day}", day=written) if day == page.clock.today() else _("As of {day}", day=written)
    why = _("This view shows what is known of this day, whatever day other pages count up to.")
    st.caption(f":material/event: {text}", width="content", help=why)


def _refused_day(page: Page) -> None:
    asked = st.query_params.get("as_of")
    if asked and asked != page.as_of.isoformat():
        st.warning(page._("The address asks for a day that is none, too long ago or in the future; it was left out."))


def _nobody(page: Page) -> None:
    """Say it when the person chosen on this machine is gone, as with the demonstration that real rows replaced."""
    _ = page._
    if page.screen or not choice_lost(st.context.cookies, page.person):
        return
    text = _(
        "The person chosen on this machine is not among the active people any more. What is done now is recorded as "
        "done by the system: choose again who is working."
    )
    st.warning(text, icon=":material/person_off:")
    st.link_button(_("Choose who is working"), "/actor", icon=":material/person:")


def _screen(page: Page) -> None:
    _ = page._
    if page.screen:
        st.button(
            _("Leave"), icon=":material/close_fullscreen:", shortcut="Esc", on_click=address.put, args=("screen", None)
        )
    else:
        st.button(
            _("Present"),
            icon=":material/present_to_all:",
            help=_("Larger type, no navigation, all parties and persons masked; Esc leaves it"),
            on_click=address.put,
            args=("screen", "1"),
        )


def _link(page: Page) -> None:
    """Opening it writes every value in force into the address, so that the link means the same next week."""
    _ = page._
    with st.popover(_("Link"), icon=":material/link:", key=page.key("link"), on_change=address.write_out):
        st.caption(_("Shows exactly this view, to whoever may see it:"))
        st.code(address.link(), language=None, wrap_lines=True)
