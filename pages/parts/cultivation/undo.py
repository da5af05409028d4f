"""最近改动: the last commits that wrote about one market, each to be undone by whoever may."""

from functools import partial
from typing import Any

import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.doing.commands import command, no_right
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from services.cultivation.recent import recent
from services.records.batches import batches, may_undo, undo
from services.words import formats

# A batch of files is undone on the ledgers page, which says what came with it.
TYPED = ("command", "undo")


def last_changes(chosen: Chosen, market: str) -> None:
    """A card a commit, the newest first."""
    page, _ = chosen.page, chosen.page._
    numbers = cached.answer(recent, market)
    if not numbers:
        st.info(_("Nothing was entered about this market yet."))
    for number in numbers:
        made = cached.answer(batches, page.sight, number=number, language=page.language).row(0, named=True)
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            _told(page, made)
            if made["kind"] in TYPED:
                _undo(page, number)
            else:
                there = {"view": "batches", "ledger": made["ledger"]}
                st.page_link("ledgers.py", label=_("A batch: see the ledgers page"), query_params=there)


def _told(page: Page, made: dict[str, Any]) -> None:
    _ = page._
    with st.container(gap="xxsmall", width="content"):
        number = _("No. {number}", number=made["number"])
        st.markdown(f"**{number}** {formats.literal(made['reason'])}")
        st.caption(f"{formats.literal(who(page, made['actor']))} · {formats.instant(made['at'], _.code)}")


def _undo(page: Page, number: int) -> None:
    _, allowed = page._, cached.answer(may_undo, page.person, number)
    key = page.key(f"undo-{number}")
    with st.popover(_("Undo"), icon=":material/undo:", key=key, disabled=not allowed, help=no_right(page, allowed)):
        st.caption(_("Every row of this change goes back to what it was. Nothing is deleted: the undo is kept too."))
        done = _("No. {number} is undone.", number=number)
        st.button(
            _("Undo No. {number}", number=number), type="primary", key=page.key(f"undone-{number}"),
            on_click=partial(command, page, done, undo, number),
        )  # fmt: skip
