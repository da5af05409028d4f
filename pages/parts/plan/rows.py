"""The tasks as rows: light, heading, its telling measure, units, next deadline, newest proof."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.plan.chosen import Chosen
from services.plan.standing import Proof, Standing, TaskStanding
from services.plan.words import against_target, bars, by_month
from services.words import formats

TASK = "task"
WIDTHS = (1.1, 4.4, 3.4, 2.8, 1.1, 1.3)


def all_tasks(chosen: Chosen) -> None:
    """Every task of the plan and its requirements."""
    rows(chosen, chosen.tasks)


def rows(chosen: Chosen, shown: Sequence[TaskStanding]) -> None:
    """One row a task, in the plan's order; a click on its heading opens it."""
    _ = chosen.page._
    with st.container(border=True, gap=None, key="plan-rows"):
        heads = (_("Light"), _("Task"), _("Measure"), _("Responsible"), _("Due"), _("Newest proof"))
        for column, text in zip(st.columns(WIDTHS, gap="small"), heads, strict=True):
            column.caption(text)
        for task in shown:
            _row(chosen, task)


def _row(chosen: Chosen, task: TaskStanding) -> None:
    page = chosen.page
    light, heading, measure, units, due, proof = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    light.markdown(task.light.markdown(page.language) if task.light else formats.MISSING)
    code = task.task.code
    label = f"**{number(page, code)}** {page._.text(task.task.label)}"
    heading.button(
        label, type="tertiary", key=page.key(f"task-{code}"), on_click=address.put, args=(TASK, code), width="content"
    )
    measure.markdown(measured(page, task.headline), help=by_month(task.headline.months, page._) or None)
    units.caption(chosen.units(task))
    due.markdown(chosen.deadline(task.due))
    with proof:
        proof_link(page, task.proof)


def number(page: Page, code: str) -> str:
    """The number of a task; requirements are counted apart from tasks."""
    return page._("Req. {n}", n=code[1:]) if code.startswith("R") else code


def measured(page: Page, one: Standing) -> str:
    """A measure in a line: its name, value against target, and the year in small bars."""
    drawn = bars(one.months)
    return f"{page._.text(one.label)} **{against_target(one, page._)}**" + (f" :gray[{drawn}]" if drawn else "")


def proof_link(page: Page, proof: Proof | None) -> None:
    """The row whose file proves it, by its day."""
    if proof is None:
        st.markdown(formats.MISSING)
        return
    label = formats.day(proof.day, page.language) if proof.day else page._("File")
    where = {"view": "browse", "ledger": proof.ledger, "row": str(proof.row)}
    st.page_link("ledgers.py", label=label, icon=":material/attach_file:", query_params=where)
