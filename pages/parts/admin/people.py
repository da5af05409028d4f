"""The view 人员与账号: who works with the board and as what; opening, changing and resetting accounts."""

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from pages.parts.admin.account import account
from pages.parts.admin.handing import CHOSEN, hand_over, handed_over
from pages.parts.asking.picking import HEAD, ROW, picking_table
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from services.access.accounts.people import Wanted
from services.access.accounts.sessions import accounts_exist
from services.administration.people import everybody, open_account
from services.days.clock import ZONE
from services.records.batches import last_commit
from services.words import formats

HEIGHT = 620


def people(page: Page) -> None:
    """Everybody on the left, whom the reader chose on the right."""
    _, found = page._, everybody(page.store, page.person)
    handed_over(page)
    if not accounts_exist(page.store):
        st.info(
            _(
                "There are no accounts yet: whoever sits at this machine may do everything. Make the first "
                "administrator by the one-time link that is printed at the start, or on the command line."
            )
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _everybody(page, found)
    with right:
        _chosen(page, found)


def roles(page: Page) -> dict[str, str]:
    """The roles by code, as the people ledger names them."""
    return page._.labels(ledger_of("people").column("role").options())


def _everybody(page: Page, found: pl.DataFrame) -> None:
    _, units, named = page._, offices(page), roles(page)
    if found.is_empty():
        st.info(_("No people are entered yet. Open the first account on the right."))
        return
    rows = pl.DataFrame(
        [
            (
                row["code"],
                formats.MISSING if page.screen else row["name"],
                units.get(row["office"], row["office"]),
                named.get(row["role"] or "", formats.MISSING),
                _state(page, row),
                f"{row['last'].astimezone(ZONE):%Y-%m-%d %H:%M}" if row["last"] else formats.MISSING,
            )
            for row in found.iter_rows(named=True)
        ],
        schema=[_("Sign-in name"), _("Person's name"), _("Unit"), _("Role"), _("Account"), _("Last sign-in")],
        orient="row",
    )
    picking_table(
        page, rows, found["code"].to_list(), name=CHOSEN, key="everybody", height=min(HEIGHT, HEAD + ROW * rows.height)
    )


def _state(page: Page, row: dict[str, Any]) -> str:
    """Whether somebody can sign in, in a word."""
    _ = page._
    if not row["active"]:
        return _("Disabled")
    if not row["role"]:
        return _("No account")
    return _("In use") if row["password"] or row["subject"] else _("No password yet")


def _chosen(page: Page, found: pl.DataFrame) -> None:
    _, asked = page._, address.get(CHOSEN)
    rows = found.filter(pl.col("code") == (asked or ""))
    if rows.height:
        row = rows.row(0, named=True)
        account(page, row, roles(page), _state(page, row))
        back = partial(address.put, CHOSEN, None)
        st.button(_("Open another account"), icon=":material/person_add:", key=page.key("another"), on_click=back)
    else:
        _opening(page)


def _opening(page: Page) -> None:
    """The form for a new account."""
    _, prefix = page._, f"open-account-{cached.answer(last_commit)}"
    keys = {name: page.key(f"{prefix}-{name}") for name in ("code", "name", "office", "role")}
    units, named = offices(page), roles(page)
    st.subheader(_("Open an account"), anchor=False)
    with st.form(page.key(prefix), enter_to_submit=False):
        with st.grid(min_column_width=200):
            st.text_input(_("Sign-in name"), key=keys["code"], max_chars=40, placeholder="")
            st.text_input(_("Person's name"), key=keys["name"], max_chars=60, placeholder="")
            st.selectbox(_("Unit"), list(units), format_func=units.__getitem__, key=keys["office"])
            st.selectbox(_("Role"), list(named), format_func=named.__getitem__, key=keys["role"])
        st.caption(_("The sign-in name is the person code of the ledger. The password is shown once, here."))
        on_click = partial(_open, page, keys)
        st.form_submit_button(
            _("Open the account"),
            type="primary",
            disabled=page.screen or not accounts_exist(page.store),
            on_click=on_click,
        )


def _open(page: Page, keys: dict[str, str]) -> None:
    code, name = (st.session_state[keys[part]].strip() for part in ("code", "name"))
    wanted = Wanted(code, name or None, st.session_state[keys["office"]], st.session_state[keys["role"]])
    done = page._("The account {code} is open.", code=formats.literal(code))
    hand_over(page, done, code, partial(open_account, clock=page.clock), wanted)
