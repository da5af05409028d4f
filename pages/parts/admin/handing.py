"""An initial password, shown once to who made it: the next run forgets it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts.doing.commands import succeeds
from pages.parts.frame.cached import Store
from pages.parts.frame.context import Page
from services.access.rights import Person
from services.words import formats

PASSWORD = "admin-password"


def hand_over(page: Page, done: str, code: str, function: Callable[..., str], *arguments: Any) -> bool:
    """Carry out a command that gives an initial password, which `handed_over` shows in the run that follows."""

    def keep(store: Store, person: Person) -> None:
        st.session_state[PASSWORD] = (code, function(store, person, *arguments))

    return succeeds(page, done, keep)


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
