"""One row of a ledger: what it says, correcting it, its history, withdrawing it."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from data.ledgers.columns import Ledger
from data.store.errors import StoreError
from pages.parts.asking.fields import column_field, given
from pages.parts.doing.commands import command, no_right
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from pages.parts.ledgers.said import names_some
from services.access import desk
from services.access.rights import OFFICE, Sight, may, writing
from services.intake.corrections import as_text, correct, withdraw
from services.records.batches import batches
from services.records.readable import readable
from services.words import formats

NAMES = "row-names"


def row_view(page: Page, ledger: Ledger, asked: str) -> bool:
    """The row with the id that the address asks for; False, said in a notice, where there is none (any more)."""
    _ = page._
    sight = replace(page.ledgers_sight, names=names_some(page) and st.session_state.get(page.key(NAMES), False))
    try:
        row = desk.row(page.store, sight, ledger.name, address.number(asked) or 0, language=page.language)
    except StoreError as error:
        address.put("row", None)
        st.warning(formats.literal(page._.text(error.text)), icon=":material/link_off:")
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Back to the table"), icon=":material/arrow_back:", key=page.key("back"),
            on_click=address.put, args=("row", None),
        )  # fmt: skip
        if names_some(page):
            st.toggle(_("Show names of persons"), key=page.key(NAMES))
    shown = {column.name: as_text(row[column.name]) for column in ledger.columns}
    st.subheader(formats.literal(str(shown[ledger.keys[0].name])), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _form(page, ledger, row, shown)
    with right:
        _history(page, ledger, row["id"], sight)
        _withdrawal(page, ledger, row)
    return True


def _writable(page: Page, ledger: Ledger, row: dict[str, Any]) -> bool:
    """Whether the row is whoever acts' to change."""
    return may(page.person, writing(ledger), row.get(OFFICE))


def _form(page: Page, ledger: Ledger, row: dict[str, Any], shown: dict[str, str]) -> None:
    """All columns to be corrected at once. Keys end in the version: after a change the form starts afresh."""
    _ = page._
    prefix = f"{ledger.name}-{row['id']}-{row['version']}-{hash(tuple(shown.values()))}"
    keys = {name: page.key(f"{prefix}-{name}") for name in shown}
    why, allowed = page.key(f"{prefix}-why"), _writable(page, ledger, row)
    with st.form(page.key(f"form-{prefix}"), enter_to_submit=False):
        with st.grid(min_column_width=230):
            for column in ledger.columns:
                column_field(page, column, shown[column.name], keys[column.name])
        st.text_input(_("Why it is corrected (may stay empty)"), key=why, max_chars=200, placeholder="")
        st.form_submit_button(
            _("Save the correction"),
            type="primary",
            disabled=page.screen or not allowed,
            help=no_right(page, allowed),
            on_click=partial(_save, page, ledger, row, shown, keys, why),
        )


def _save(
    page: Page, ledger: Ledger, row: dict[str, Any], shown: dict[str, str], keys: dict[str, str], why: str
) -> None:
    """Hand on what was changed in the form, as texts."""
    asked = {name: given(key) for name, key in keys.items()}
    texts = {name: text for name, text in asked.items() if text != shown[name]}
    command(
        page,
        page._("The correction is saved."),
        correct,
        ledger.name,
        row["id"],
        row["version"],
        texts,
        clock=page.clock,
        reason=st.session_state[why].strip(),
    )


def _history(page: Page, ledger: Ledger, id: int, sight: Sight) -> None:
    """What became of the row, the newest version first: who, when, why, and each cell old → new."""
    _ = page._
    st.subheader(_("History"), anchor=False)
    versions = desk.history(page.store, sight, ledger.name, id, language=page.language)
    read = readable(page.store, versions, ledger, page.language, sight).to_dicts()
    for place in reversed(range(versions.height)):
        number = versions["since"][place]
        commit = cached.answer(batches, page.ledgers_sight, number=number, language=page.language).row(0, named=True)
        with st.container(border=True, gap="xxsmall"):
            number = _("No. {number}", number=commit["number"])
            st.markdown(f"**{number}** {formats.literal(commit['reason'])}")
            when = formats.instant(commit["at"], page.language)
            st.caption(f"{formats.literal(who(page, commit['actor']))} · {when}")
            if place:
                _differences(page, ledger, read[place - 1], read[place])


def _differences(page: Page, ledger: Ledger, before: dict[str, Any], after: dict[str, Any]) -> None:
    lines = [
        f"- {page._.text(column.label)}：{_value(before[column.name])} {formats.ARROW} {_value(after[column.name])}"
        for column in ledger.columns
        if before[column.name] != after[column.name]
    ]
    if lines:
        st.markdown("\n".join(lines))


def _value(value: Any) -> str:
    return formats.literal(as_text(value)) or formats.MISSING


def _withdrawal(page: Page, ledger: Ledger, row: dict[str, Any]) -> None:
    """Withdrawing the row, with a reason."""
    _, allowed = page._, _writable(page, ledger, row)
    with st.popover(
        _("Withdraw this row"),
        icon=":material/block:",
        key=page.key(f"withdraw-{row['id']}"),
        disabled=not allowed,
        help=no_right(page, allowed),
    ):
        st.caption(_("A withdrawn row counts nowhere any more. It is not deleted: undoing its batch brings it back."))
        why = page.key(f"withdraw-why-{row['id']}")
        st.text_input(_("Reason"), key=why, max_chars=200, placeholder="")
        st.button(
            _("Withdraw"), type="primary", key=page.key(f"withdrawn-{row['id']}"),
            on_click=partial(_withdraw, page, ledger, row, why),
        )  # fmt: skip


def _withdraw(page: Page, ledger: Ledger, row: dict[str, Any], why: str) -> None:
    done = page._("The row is withdrawn.")
    reason = st.session_state[why]
    command(
        page, done, withdraw, ledger.name, row["id"], row["version"], reason, then=lambda _: address.put("row", None)
    )
