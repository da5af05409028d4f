"""办理: entering an assessment, moving a market to a stage, finishing tasks, handing in documents, undoing."""

from collections.abc import Callable

import streamlit as st

from data.store.errors import StoreError
from pages.parts.asking.filters import Choice, choose
from pages.parts.cultivation.assess import assess
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.documents import documents
from pages.parts.cultivation.finish import finish_tasks
from pages.parts.cultivation.move import move_on
from pages.parts.cultivation.undo import last_changes
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.cultivation.responsible import filing_office
from services.records.readable import names_of

Form = Callable[[Chosen, str], None]


def work(chosen: Chosen) -> None:
    """The whole view: of any market of the register, for one that is on no ladder is put onto one here."""
    page, _ = chosen.page, chosen.page._
    names = cached.answer(names_of, "markets")
    if not names:
        st.info(_("There is no market in the register yet. Hand in the ledger of markets on the ledgers page."))
        st.page_link("ledgers.py", label=_("To the ledgers"), icon=":material/table_view:")
        return
    forms: dict[str, tuple[str, Form]] = {
        "assess": (_("Assessment"), assess),
        "move": (_("Stage"), move_on),
        "tasks": (_("Dated tasks"), finish_tasks),
        "documents": (_("Documents"), documents),
        "recent": (_("Last changes"), last_changes),
    }
    asked = choose(
        page,
        Choice("market", _("Market"), _ordered(chosen, names), width=280),
        Choice("work", _("What to do"), {code: name for code, (name, _draw) in forms.items()}, buttons=True),
    )
    why_not = refused(page, asked["market"])
    if why_not:
        st.info(why_not, icon=":material/lock:")
        return
    forms[asked["work"]][1](chosen, asked["market"])


def _ordered(chosen: Chosen, names: dict[str, str]) -> dict[str, str]:
    """Markets on a ladder first."""
    return {code: names[code] for code in sorted(names, key=lambda code: (code not in chosen.names, code))}


def refused(page: Page, market: str) -> str:
    """Why whoever acts may enter nothing about a market; "" where that is not so."""
    if page.screen:
        return page._("Nothing is entered on a shared screen: leave it first.")
    try:
        filing_office(page.store, page.person, market)
    except StoreError as error:
        return page._.text(error.text)
    return ""
