"""节点: dated tasks of one market, and recording that one was done."""

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.files import file_button, given, uploader
from pages.parts.doing.commands import command, trying
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.cultivation.ladders import ladders, milestones
from services.cultivation.market_day import known
from services.cultivation.responsible import filing_office
from services.cultivation.tasks import Finished, finish
from services.days.lights import DONE, LIGHTS, PACED
from services.records.proofs import kept
from services.words import formats


def finish_tasks(chosen: Chosen, market: str) -> None:
    """Every task, the open ones first; as of today, for this is where work is entered."""
    page, _ = chosen.page, chosen.page._
    rows = cached.answer(known, page.clock.today()).tasks.filter(pl.col("market") == market)
    if rows.is_empty():
        st.info(_("No dated task here. Those that a rule dates appear once the market enters the stage; others are "
                  "handed in with the ledger of milestones."))  # fmt: skip
        return
    files = cached.answer(kept, tuple(sorted(set(rows["proof"].drop_nulls()))))
    ordered = sorted(rows.to_dicts(), key=lambda row: (row["light"] == DONE.code, row["due"]))
    for place, row in enumerate(ordered):
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            _task(page, row)
            if row["proof"] in files:
                office = filing_office(page.store, page.person, market)
                file_button(page, files[row["proof"]], "milestones", office, f"task-file-{place}")
            if row["light"] != DONE.code:
                _form(page, row)
    st.caption(PACED.told(_.code))


def _task(page: Page, row: dict[str, Any]) -> None:
    _, task = page._, milestones()[row["task"]]
    state = LIGHTS[row["light"]].markdown(_.code)
    done = f" {formats.day(row['done_on'], _.code)}" if row["done_on"] else ""
    ladder = _.text(ladders()[row["ladder"]].label)
    due = _("due {day}", day=formats.day(row["due"], _.code))
    st.markdown(
        f"{state}{done} · **{_.text(task.label)}** · {ladder} · {due}",
        help=_.text(task.definition), width="content",
    )  # fmt: skip


def _form(page: Page, row: dict[str, Any]) -> None:
    """The day it was done and its result."""
    _, prefix = page._, f"task-{row['market']}-{row['ladder']}-{row['task']}-{row['due']}-{row['version']}"
    panel = st.popover(_("Done"), icon=":material/task_alt:", key=page.key(prefix), on_change="rerun")
    if not panel.open:
        return
    with panel:
        day, file = page.key(f"{prefix}-day"), page.key(f"{prefix}-file")
        today = page.clock.today()
        st.date_input(_("Done on"), today, max_value=today, format="YYYY-MM-DD", key=day)
        uploader(_("Result (may stay empty)"), file)
        st.button(
            _("Record as done"), type="primary", key=page.key(f"{prefix}-done"),
            on_click=partial(_record, page, row, day, file),
        )  # fmt: skip


def _record(page: Page, row: dict[str, Any], day: str, file: str) -> None:
    with trying(page):
        result = given(page, file, filing_office(page.store, page.person, row["market"]))
        done = Finished(
            row["market"],
            row["ladder"],
            row["task"],
            row["due"],
            st.session_state[day],
            row["id"],
            row["version"],
            result,
        )
        command(page, page._("Recorded as done."), finish, done, clock=page.clock)
