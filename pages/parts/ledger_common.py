"""What the views of the ledgers page share: commands that answer with a notice, the language of states."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.errors import BoardError
from data.ledgers import ledgers
from data.store import SYSTEM, Store, read_rows
from data.store.errors import StoreError
from pages.parts import cached
from pages.parts.context import Page
from pages.parts.filters import Filter, read
from services import formats
from services.intake.errors import IntakeError
from services.privacy import mask_name
from services.readable import names_of

NOTICE = "ledgers-notice"


def command(page: Page, done: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> None:
    """Carry out one command from a widget's callback; what came of it is said by `notice` in the run that follows."""
    succeeds(page, done, function, *arguments, **options)


def succeeds(page: Page, done: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> bool:
    """Carry out one command as `command` does, where something else is to follow when it went well."""
    try:
        function(page.store, *arguments, **options)
    except BoardError as error:
        refuse(page, error)
        return False
    accept(done)
    return True


def refuse(page: Page, error: BoardError) -> None:
    """Have `notice` say why something was not done."""
    said = page._.text(error.text) if isinstance(error, StoreError | IntakeError) else str(error)
    st.session_state[NOTICE] = (False, formats.literal(said))


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


def own_office(page: Page) -> str | None:
    """The unit of whoever acts."""
    return cached.answer(_office_of, page.actor.code)


def _office_of(store: Store, code: str) -> str | None:
    people = read_rows(store, "people", where={"code": code}, columns=("office",))
    return people["office"][0] if people.height else None


def people(page: Page) -> dict[str, str]:
    """Names of the people by code, for saying who did something; on a shared screen they are masked."""
    names = cached.answer(names_of, "people")
    return {code: mask_name(name) for code, name in names.items()} if page.screen else names


def who(page: Page, code: str) -> str:
    """Who acted, by the code kept with a commit."""
    return page._("the system") if code == SYSTEM.code else people(page).get(code, code)


def batch_counts(page: Page, batch: dict[str, Any]) -> str:
    """How many rows a commit touched in one ledger."""
    _ = page._
    return _(
        "{added} new, {changed} changed, {withdrawn} withdrawn",
        added=formats.number(batch["added"]),
        changed=formats.number(batch["changed"]),
        withdrawn=formats.number(batch["withdrawn"]),
    )
