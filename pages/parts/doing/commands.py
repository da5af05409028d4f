"""What a reader does: a command that answers with a notice, the same way on every page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from data.errors import BoardError
from pages.parts.frame.context import Page, acting
from services.words import formats

NOTICE = "command-notice"


@contextmanager
def trying(page: Page) -> Iterator[None]:
    """What goes wrong within, and a person can mend, `notice` says; the rest of the block is left out then."""
    try:
        yield
    except BoardError as error:
        refuse(page, error)


def command(
    page: Page,
    done: str,
    function: Callable[..., Any],
    *arguments: Any,
    then: Callable[[Any], object] | None = None,
    **options: Any,
) -> None:
    """Carry out one command of whoever acts: `function(store, person, …)`. What came of it is said by `notice`, after a
    widget's callback in the run that follows. Where it went well, `then` is given what the function returns."""
    with trying(page):
        result = function(page.store, acting(), *arguments, **options)
        accept(done)
        if then:
            then(result)


def refuse(page: Page, error: BoardError) -> None:
    """Have `notice` say why something was not done."""
    st.session_state[NOTICE] = (False, formats.literal(said(page, error)))


def said(page: Page, error: BoardError) -> str:
    """What a fault says, in the reader's language."""
    return page._.text(error.text)


def accept(done: str) -> None:
    """Have `notice` say what was done."""
    st.session_state[NOTICE] = (True, done)


def notice() -> None:
    """What the last command came to: above the view, and where the reader is who has scrolled down."""
    well, text = st.session_state.pop(NOTICE, (True, ""))
    if not text:
        return
    say, icon = (st.success, ":material/check_circle:") if well else (st.error, ":material/error:")
    say(text, icon=icon)
    st.toast(text, icon=icon, duration="short" if well else "long")


def no_right(page: Page, allowed: bool) -> str | None:
    """Why a button is disabled, for its tooltip; None where it is not."""
    return None if allowed else page._("Your role does not include this. Ask the administrator if you need it.")
