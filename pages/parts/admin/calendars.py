"""The view 日历订阅: which units have a calendar to subscribe to, a new address, revoking it."""

from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from services.administration.calendars import give_calendar, revoke_calendar, subscribed
from services.days.clock import ZONE
from services.words import formats

ADDRESS = "admin-calendar"


def calendars(page: Page) -> None:
    """A line for each unit. An address that was just made is shown beneath its own; the next run forgets it."""
    _ = page._
    st.caption(
        _(
            "A calendar program (Outlook, the phone's own) that subscribes to a unit's address shows its deadlines: "
            "limit, number of the row and day, and no party's name. Whoever has the address reads it without "
            "signing in: hand it over like a key, and revoke it when it may have become known."
        )
    )
    given, token = st.session_state.pop(ADDRESS, ("", ""))
    since = subscribed(page.store, page.person)
    for code, name in offices(page).items():
        with st.container(horizontal=True, vertical_alignment="center"):
            told = formats.MISSING
            if made := since.get(code):
                told = _("since {day}", day=formats.day(made.astimezone(ZONE).date(), page.language))
            st.markdown(f"**{formats.literal(name)}** {told}", width="stretch")
            st.button(
                _("New address") if made else _("Make an address"), icon=":material/calendar_add_on:",
                key=page.key(f"calendar-{code}"), disabled=page.screen, on_click=partial(_give, page, code),
            )  # fmt: skip
            st.button(
                _("Revoke"), icon=":material/link_off:", key=page.key(f"calendar-off-{code}"), disabled=made is None,
                on_click=partial(command, page, _("The address is void."), revoke_calendar, code),
            )  # fmt: skip
        if code == given:
            _made(page, token)


def _give(page: Page, code: str) -> None:
    def keep(token: str) -> None:
        st.session_state[ADDRESS] = (code, token)

    done = page._("The calendar has a new address; an earlier one is void.")
    command(page, done, give_calendar, code, page.clock.now(), then=keep)


def _made(page: Page, token: str) -> None:
    _, here = page._, urlsplit(st.context.url or "")
    with st.container(border=True, gap="xsmall"):
        st.code(f"{here.scheme}://{here.netloc}/calendar/{token}.ics", language=None)
        st.caption(_("It is shown this once. In the calendar program, subscribe to it; do not import it."))
