"""An initial password, shown once to who made it: the next run forgets it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.words import formats

# Whose account is looked at, in the address.
CHOSEN = "person"
PASSWORD = "admin-password"  # noqa: S105 - where it is kept


def hand_over(page: Page, done: str, code: str, function: Callable[..., str], *arguments: Any) -> None:
    """Carry out a command that gives somebody an initial password; the run that follows shows him and, by
    `handed_over`, the password."""

    def keep(password: str) -> None:
        st.session_state[PASSWORD] = (code, password)
        address.put(CHOSEN, code)

    command(page, done, function, *arguments, then=keep)


def handed_over(page: Page) -> None:
    """The password that was just made, if one was."""
    _ = page._
    code, password = st.session_state.pop(PASSWORD, ("", ""))
    if password:
        with st.container(border=True, gap="xsmall"):
            st.markdown(_("Initial password of **{code}**", code=formats.literal(code)))
            st.code(password, language=None)
            st.caption(
                _("It is shown this once. Hand it over in person; the board asks for another at the first sign-in.")
            )
