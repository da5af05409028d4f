"""One person's account: unit and role, disabling it, another password, ending every session."""

from functools import partial
from typing import Any

import streamlit as st

from data.ledgers.people import ADMINISTRATOR
from pages.parts.admin.handing import hand_over
from pages.parts.doing.commands import command
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from services.access.accounts.people import Wanted
from services.access.accounts.sessions import accounts_exist
from services.administration.people import change_account, reset_password, sign_out_everywhere
from services.words import formats

Row = dict[str, Any]


def account(page: Page, row: Row, roles: dict[str, str], state: str) -> None:
    """The forms for one row of `services.administration.people.everybody`."""
    title = row["code"] if page.screen else f"{row['name']} {row['code']}"
    st.subheader(formats.literal(title), anchor=False)
    st.caption(state)
    _change(page, row, roles)
    _actions(page, row)


def _change(page: Page, row: Row, roles: dict[str, str]) -> None:
    _, units = page._, offices(page)
    keys = _keys(page, row)
    own = row["code"] == page.person.code and row["role"] == ADMINISTRATOR
    with st.form(page.key(f"account-form-{row['id']}-{row['version']}"), enter_to_submit=False):
        with st.container(horizontal=True):
            _select(_("Unit"), units, row["office"], keys["office"])
            _select(_("Role"), roles, row["role"] or "", keys["role"])
        if own:
            st.checkbox(_("Yes, I give up being administrator"), key=keys["confirmed"])
        st.form_submit_button(
            _("Save the change"), type="primary", disabled=page.screen, on_click=partial(_save, page, row, keys)
        )


def _keys(page: Page, row: Row) -> dict[str, str]:
    """Keys end in the row's version: after a change the form starts afresh."""
    prefix = f"account-{row['id']}-{row['version']}"
    return {name: page.key(f"{prefix}-{name}") for name in ("office", "role", "confirmed")}


def _select(label: str, options: dict[str, str], value: str, key: str) -> None:
    codes = [*([] if value in options else [value]), *options]
    texts = {value: value or formats.MISSING, **options}
    st.selectbox(label, codes, codes.index(value), format_func=texts.__getitem__, key=key)


def _save(page: Page, row: Row, keys: dict[str, str]) -> None:
    office, role = st.session_state[keys["office"]], st.session_state[keys["role"]]
    wanted = Wanted(row["code"], office=office, role=role or None)
    confirmed = bool(st.session_state.get(keys["confirmed"]))
    command(page, page._("The account is changed."), change_account, wanted, confirmed=confirmed)


def _actions(page: Page, row: Row) -> None:
    """Enable or disable, another password, sign out: the last two for accounts only."""
    _, code = page._, row["code"]
    with st.container(horizontal=True):
        if not row["active"]:
            enable = partial(
                command,
                page,
                _("The account is enabled again."),
                change_account,
                Wanted(code, active=True),
            )
            st.button(_("Enable"), icon=":material/check_circle:", key=page.key(f"enable-{code}"), on_click=enable)
            return
        _disabling(page, row)
        if row["role"] and accounts_exist(page.store):
            done = _("The password is replaced; all sessions have ended.")
            label = _("Give a new initial password")
            st.button(
                label, icon=":material/key:", key=page.key(f"reset-{code}"), disabled=page.screen,
                on_click=partial(_reset, page, done, code),
            )  # fmt: skip
            out = partial(command, page, _("All sessions have ended."), sign_out_everywhere, code)
            label = _("Sign out everywhere")
            st.button(label, icon=":material/logout:", key=page.key(f"out-{code}"), on_click=out)


def _reset(page: Page, done: str, code: str) -> None:
    hand_over(page, done, code, partial(reset_password, clock=page.clock), code)


def _disabling(page: Page, row: Row) -> None:
    """Disabling somebody, who is out at once; one's own account only after a warning."""
    _, code = page._, row["code"]
    with st.popover(_("Disable"), icon=":material/block:", key=page.key(f"disable-{code}")):
        st.caption(_("Nobody can sign in with it then, and open pages close at once. Nothing is deleted."))
        if code == page.person.code:
            st.warning(_("This is your own account: you could not enable it again."))
        done = _("The account is disabled; its sessions have ended.")
        wanted = Wanted(code, active=False)
        disable = partial(command, page, done, change_account, wanted, confirmed=True)
        label = _("Disable {code}", code=formats.literal(code))
        st.button(label, type="primary", key=page.key(f"disabled-{code}"), on_click=disable)
