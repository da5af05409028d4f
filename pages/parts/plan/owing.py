"""The units, each with what it owes."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from pages.parts.asking.picking import picking_table
from pages.parts.frame import address, cached
from pages.parts.frame.names import offices
from pages.parts.plan.chosen import Chosen
from pages.parts.plan.rows import TASK, rows
from services.access import desk
from services.access.rights import MASKED
from services.days import lights
from services.plan.owed import Owed, owed_by
from services.plan.plan import tasks_of
from services.plan.words import numbered
from services.words import formats

UNIT = "unit"
# Lines of a table on a screen; the rest is scrolled to.
HEIGHT, FITTING = 560, 14


def by_unit(chosen: Chosen) -> None:
    """The units with what each owes; the tasks of the one that is chosen, and its own list."""
    _, units = chosen.page._, _units()
    asked = address.get(UNIT)
    unit = next((row for row in units if row["code"] == asked), None)
    if asked and unit is None:
        st.warning(_("The unit the address asks for is not here."), icon=":material/link_off:")
    if unit is None:
        _all_units(chosen, units)
        return
    st.button(
        _("All units"),
        icon=":material/arrow_back:",
        key=chosen.page.key("all-units"),
        on_click=address.put,
        args=(UNIT, None),
    )
    found = owed_by(chosen.plan, chosen.tasks, unit["code"], unit["kind"])
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("What {unit} owes", unit=formats.literal(unit["short_name"])), anchor=False)
        owing(chosen, found, key="unit-owes")
    own = {task.code for task in tasks_of(chosen.plan, unit["code"], unit["kind"])}
    rows(chosen, [task for task in chosen.tasks if task.task.code in own])


def owing(chosen: Chosen, found: Sequence[Owed], *, key: str) -> None:
    """A table of what is owed; a click opens the task."""
    page, _ = chosen.page, chosen.page._
    if not found:
        st.caption(_("Nothing is waiting for a day."))
        return
    table = pl.DataFrame(
        {
            _("State"): [one.light.plain(page.language) for one in found],
            _("Deadline"): [one.due for one in found],
            _("Days left"): [(one.due - chosen.day).days if one.due else None for one in found],
            _("What"): [_what(chosen, one) for one in found],
            _("Responsible"): [_who(chosen, one) for one in found],
            _("Task of the plan"): [numbered(one.task, _) for one in found],
        },
        schema_overrides={_("Deadline"): pl.Date(), _("Days left"): pl.Int64()},
    )
    height = HEIGHT if len(found) > FITTING else "auto"
    picking_table(page, table, [one.task for one in found], name=TASK, key=key, height=height)


def owed_line(chosen: Chosen, one: Owed) -> None:
    """One thing that is owed as a line: how it stands, by when, by whom, and the row it is about."""
    light = one.light.plain(chosen.page.language)
    text = formats.literal(" · ".join((light, chosen.short_day(one.due), _who(chosen, one), _what(chosen, one))))
    if one.row:
        where = {"view": "browse", "ledger": one.ledger, "row": str(one.row)}
        st.page_link("ledgers.py", label=text, icon=":material/table_view:", query_params=where)
    else:
        st.markdown(text)


def _who(chosen: Chosen, one: Owed) -> str:
    """The unit that owes it, or all that are responsible for the task."""
    if one.office:
        return offices(chosen.page).get(one.office, one.office)
    return chosen.units(next(task for task in chosen.tasks if task.task.code == one.task))


def _what(chosen: Chosen, one: Owed) -> str:
    return " ".join(filter(None, (chosen.page._.text(one.label), one.number)))


def _all_units(chosen: Chosen, units: Sequence[dict[str, Any]]) -> None:
    _ = chosen.page._
    owes = {row["code"]: owed_by(chosen.plan, chosen.tasks, row["code"], row["kind"]) for row in units}
    gravest = {code: lights.gravest(one.light.code for one in found) for code, found in owes.items()}
    table = pl.DataFrame(
        {
            _("State"): [(light := gravest[row["code"]]) and light.plain(_.code) for row in units],
            _("Unit"): [row["short_name"] for row in units],
            _("Tasks"): [len(tasks_of(chosen.plan, row["code"], row["kind"])) for row in units],
            _("Behind or late"): [sum(one.light in lights.OFF_TRACK for one in owes[row["code"]]) for row in units],
            _("Owed"): [len(owes[row["code"]]) for row in units],
            _("Next deadline"): [min((one.due for one in owes[row["code"]] if one.due), default=None) for row in units],
        },
        schema_overrides={_("State"): pl.String(), _("Next deadline"): pl.Date()},
    )
    with st.container(border=True, gap="xsmall"):
        st.caption(_("Choose a unit to see what it owes. The order says nothing of how well units work."))
        picking_table(chosen.page, table, [row["code"] for row in units], name=UNIT, key="units", height=HEIGHT)


def _units() -> list[dict[str, Any]]:
    """The units of the bureau, in the order of their codes."""
    found = cached.answer(desk.rows, MASKED, "offices", order=("code",), columns=("code", "short_name", "kind"))
    return found.to_dicts()
