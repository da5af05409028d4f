"""What the views of the ledgers page share: commands that answer with a notice, the language of states."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.errors import BoardError
from data.ledgers import ledgers
from data.texts import Text
from pages.parts.asking.filters import Filter, read
from pages.parts.frame import cached
from pages.parts.frame.context import Page, acting
from services.access.identity import THE_BOARD
from services.access.privacy import mask_name
from services.access.rights import Action, may, may_anywhere
from services.intake.errors import RefusedFile
from services.records.readable import names_of
from services.words import formats

NOTICE = "ledgers-notice"


def command(page: Page, done: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> None:
    """Carry out one command of whoever acts, from a widget's callback: `function(store, person, …)`. What came of
    it is said by `notice` in the run that follows."""
    succeeds(page, done, function, *arguments, **options)


def succeeds(page: Page, done: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> bool:
    """Carry out one command as `command` does, where something else is to follow when it went well."""
    try:
        function(page.store, acting(), *arguments, **options)
    except BoardError as error:
        refuse(page, error)
        return False
    accept(done)
    return True


def refuse(page: Page, error: BoardError) -> None:
    """Have `notice` say why something was not done."""
    st.session_state[NOTICE] = (False, formats.literal(said(page, error)))


def said(page: Page, error: BoardError) -> str:
    """What a fault says, in the reader's language where it speaks both."""
    if isinstance(error, RefusedFile):
        return page._("{why}: {mend}", why=page._.text(error.message), mend=page._.text(error.mend))
    text = getattr(error, "text", None)
    return page._.text(text) if isinstance(text, Text) else str(error)


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


def choose(page: Page, *declared: Filter) -> dict[str, Any]:
    """Choices that say how something is shown, in one row; unlike filters there is nothing to clear."""
    values, notices = read(page, *declared)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for one in declared:
            one.widget(page, values[one.name])
    for text in notices:
        st.warning(text, icon=":material/link_off:")
    return values


def offices(page: Page) -> dict[str, str]:
    """Short names of the units by code."""
    return cached.answer(names_of, "offices")


def titles(page: Page) -> dict[str, str]:
    """Titles of all ledgers by name, those that units hand in first."""
    declared = sorted(ledgers().values(), key=lambda ledger: (ledger.own, ledger.order))
    return {ledger.name: page._.text(ledger.title) for ledger in declared}


def own_offices(page: Page) -> dict[str, str]:
    """Short names of the units for which whoever acts may hand in."""
    return {code: name for code, name in offices(page).items() if may(page.person, Action.HAND_IN, code)}


def names_some(page: Page) -> bool:
    """Whether natural persons may be named to whoever reads, in rows of some unit at least."""
    return not page.screen and may_anywhere(page.person, Action.DISCLOSE)


def no_right(page: Page, allowed: bool) -> str | None:
    """Why a button is disabled, for its tooltip; None where it is not."""
    return None if allowed else page._("Your role does not include this. Ask the administrator if you need it.")


def people(page: Page) -> dict[str, str]:
    """Names of the people by code, for saying who did something; on a shared screen they are masked."""
    names = cached.answer(names_of, "people")
    return {code: mask_name(name) for code, name in names.items()} if page.screen else names


def who(page: Page, code: str) -> str:
    """Who acted, by the code kept with a commit."""
    return page._("the system") if code == THE_BOARD.code else people(page).get(code, code)


def batch_counts(page: Page, batch: dict[str, Any]) -> str:
    """How many rows a commit touched in one ledger."""
    _ = page._
    return _(
        "{added} new, {changed} changed, {withdrawn} withdrawn",
        added=formats.number(batch["added"]),
        changed=formats.number(batch["changed"]),
        withdrawn=formats.number(batch["withdrawn"]),
    )
