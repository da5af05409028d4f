"""The tasks as rows: light, heading, its telling measure, units, next deadline, newest proof."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.plan.chosen import Chosen
from services.plan.standing import Proof, Standing, TaskStanding
from services.plan.words import against_target, bars, by_month, numbered
from services.words import formats

TASK = "task"
WIDTHS = (1.5, 4.0, 3.3, 2.6, 1.25, 1.5)


def all_tasks(chosen: Chosen) -> None:
    """Every task of the plan and its requirements."""
    rows(chosen, chosen.tasks)


def rows(chosen: Chosen, shown: Sequence[TaskStanding]) -> None:
    """One row a task, in the plan's order; a click on its heading opens it."""
    _ = chosen.page._
    with st.container(border=True, gap=None, key="plan-rows"):
        heads = (_("State"), _("Task of the plan"), _("Measure"), _("Responsible"), _("Deadline"), _("Newest proof"))
        for column, text in zip(st.columns(WIDTHS, gap="small"), heads, strict=True):
            column.caption(text)
        for task in shown:
            _row(chosen, task)


def _row(chosen: Chosen, task: TaskStanding) -> None:
    page = chosen.page
    light, heading, measure, units, due, proof = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    light.markdown(task.light.markdown(page.language) if task.light else formats.MISSING)
    code = task.task.code
    label = f"**{numbered(code, page._)}** {page._.text(task.task.label)}"
    heading.button(
        label, type="tertiary", key=page.key(f"task-{code}"), on_click=address.put, args=(TASK, code), width="content"
    )
    if one := task.headline:
        measure.markdown(measured(page, one), help=by_month(one.months, page._) or None)
    else:
        measure.markdown(formats.MISSING)
    units.caption(chosen.units(task))
    due.markdown(chosen.short_day(task.due))
    with proof:
        proof_link(chosen, task.proof)


def measured(page: Page, one: Standing) -> str:
    """A measure in a line: its name, value against target, and the year in small bars."""
    _, drawn = page._, bars(one.months)
    text = f"{_.text(one.label)} **{against_target(one, _)}**"
    if one.matters.height:
        text = _("{text}, {n} waiting", text=text, n=formats.number(one.matters.height))
    return text + (f" :gray[:small[{drawn}]]" if drawn else "")


def proof_link(chosen: Chosen, proof: Proof | None) -> None:
    """The row whose file proves it, by its day."""
    if proof is None:
        st.markdown(formats.MISSING)
        return
    label = chosen.short_day(proof.day) if proof.day else chosen.page._("File")
    where = {"view": "browse", "ledger": proof.ledger, "row": str(proof.row)}
    st.page_link("ledgers.py", label=label, icon=":material/attach_file:", query_params=where)
