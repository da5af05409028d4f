"""The view 单位: the bureau's units, a new one, another name, kind or area, taking one away."""

from functools import partial

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from pages.parts.asking.fields import column_field, given
from pages.parts.asking.picking import HEAD, ROW, picking_table
from pages.parts.doing.commands import command
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from services.access import desk
from services.administration.offices import add_unit, change_unit, references, withdraw_unit
from services.exchange.sheets import written
from services.intake.corrections import as_text
from services.records.batches import last_commit
from services.words import formats

CHOSEN, NAME = "chosen_unit", "offices"
HEIGHT = 620
FIELDS = ("name", "short_name", "former_names", "kind", "townships")


def units(page: Page) -> None:
    """All units on the left, the form of the chosen one, or of a new one, on the right."""
    _, ledger, found = page._, ledger_of(NAME), cached.answer(desk.rows, page.sight, NAME, order=("kind", "code"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        labels = {column.name: _.text(column.label) for column in ledger.columns}
        rows, height = written(found, ledger, page.language).rename(labels), min(HEIGHT, HEAD + ROW * found.height)
        picking_table(page, rows, found["code"].to_list(), name=CHOSEN, key="units", height=height)
        st.caption(_("A unit that was merged or renamed keeps its code; sheets may go on using its former names."))
    chosen = found.filter(pl.col("code") == (address.get(CHOSEN) or ""))
    with right:
        if chosen.height:
            _change(page, ledger, chosen)
        else:
            _add(page, ledger)


def _change(page: Page, ledger: Ledger, rows: pl.DataFrame) -> None:
    _, row = page._, rows.row(0, named=True)
    before = {name: as_text(row[name]) for name in FIELDS}
    prefix = f"unit-{row['id']}-{row['version']}"
    keys = {name: page.key(f"{prefix}-{name}") for name in FIELDS}
    st.subheader(formats.literal(row["name"]), anchor=False)
    with st.form(page.key(prefix), enter_to_submit=False):
        for name in FIELDS:
            column_field(page, ledger.column(name), before[name], keys[name])
        save = partial(_save, page, row["id"], row["version"], before, keys)
        st.form_submit_button(_("Save the change"), type="primary", disabled=page.screen, on_click=save)
    with st.container(horizontal=True):
        _withdrawal(page, row["code"], row["id"], row["version"])
        back = partial(address.put, CHOSEN, None)
        st.button(_("Add another unit"), icon=":material/add:", key=page.key("another-unit"), on_click=back)


def _add(page: Page, ledger: Ledger) -> None:
    _, prefix = page._, f"new-unit-{cached.answer(last_commit)}"
    names = ("code", *FIELDS)
    keys = {name: page.key(f"{prefix}-{name}") for name in names}
    st.subheader(_("Add a unit"), anchor=False)
    with st.form(page.key(prefix), enter_to_submit=False):
        for name in names:
            column_field(page, ledger.column(name), "", keys[name])
        add = partial(_add_now, page, keys)
        st.form_submit_button(_("Add the unit"), type="primary", disabled=page.screen, on_click=add)


def _save(page: Page, id: int, version: int, before: dict[str, str], keys: dict[str, str]) -> None:
    changed = {name: text for name, key in keys.items() if (text := given(key)) != before[name]}
    command(page, page._("The unit is changed."), change_unit, id, version, changed, clock=page.clock)


def _add_now(page: Page, keys: dict[str, str]) -> None:
    texts = {name: given(key) for name, key in keys.items()}
    added = page._("The unit is added.")
    command(page, added, add_unit, texts, clock=page.clock, then=lambda _: address.put(CHOSEN, texts["code"]))


def _withdrawal(page: Page, code: str, id: int, version: int) -> None:
    """Withdrawing the unit, with a reason; where rows refer to it, how many."""
    _, used = page._, cached.answer(references, code)
    with st.popover(_("Withdraw the unit"), icon=":material/block:", key=page.key(f"withdraw-unit-{id}")):
        if used:
            counts = [f"{_.text(ledger_of(name).title)} {formats.number(n)}" for name, n in used.items()]
            listed = formats.listing(counts, page.language)
            st.markdown(
                _("Rows refer to this unit, so it can't be withdrawn: {listed}. Rename it instead.", listed=listed)
            )
            return
        why = page.key(f"withdraw-unit-why-{id}-{version}")
        st.text_input(_("Reason"), key=why, max_chars=200, placeholder="")
        on_click = partial(_withdraw, page, id, version, why)
        st.button(_("Withdraw"), type="primary", key=page.key(f"withdrawn-unit-{id}"), on_click=on_click)


def _withdraw(page: Page, id: int, version: int, why: str) -> None:
    reason = st.session_state[why]
    withdrawn = page._("The unit is withdrawn.")
    command(page, withdrawn, withdraw_unit, id, version, reason, then=lambda _: address.put(CHOSEN, None))
