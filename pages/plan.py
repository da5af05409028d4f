"""任务: each numbered task of the year's plan, its light, measures, owners and deadlines, clause by clause."""

import streamlit as st

from pages.parts.asking.filters import Choice, choose, read
from pages.parts.frame import address, cached
from pages.parts.frame.context import current
from pages.parts.frame.head import head
from pages.parts.plan.chosen import Chosen
from pages.parts.plan.due import due_view
from pages.parts.plan.opened import opened
from pages.parts.plan.owing import by_unit
from pages.parts.plan.rows import TASK, all_tasks
from services.access.rights import Action, may
from services.plan.plan import carried_over, plan_of, plans
from services.plan.reading import stands

VIEWS = {"tasks": all_tasks, "units": by_unit, "due": lambda chosen: due_view(chosen.page)}

page = current()
_, today = page._, page.clock.today()
head(page, "plan", day=today)
names = {"tasks": _("By task"), "units": _("By unit"), "due": _("By deadline")}
years = {str(year): str(year) for year in range(max(today.year, *plans()), min(plans()) - 1, -1)}
view = Choice("view", _("View"), names, buttons=True)
of_year = Choice("year", _("Year"), years, default=str(today.year), width=110)
# What is owed is owed today, whatever the year.
asked = choose(page, *((view,) if read(page, view)[0]["view"] == "due" else (view, of_year)))
year = int(asked.get("year", today.year))
plan = plan_of(year)
chosen = Chosen(page, plan, year, today, cached.answer(stands, year, today))
told = f"{_.text(plan.label)} {plan.number}"
if carried_over(plan, year):
    told = _("Goes by the plan of {year}: {plan}", year=plan.code, plan=told)
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.caption(told, width="content")
    if may(page.person, Action.ADMINISTER) and not page.screen:
        where = {"admin": "settings", "registry": "plans", "entry": str(today.year + 1)}
        st.page_link("admin.py", label=_("Make next year's plan"), icon=":material/edit_calendar:", query_params=where)
task = next((one for one in chosen.tasks if one.task.code == address.get(TASK)), None)
if address.get(TASK) and task is None:
    st.warning(_("The task the address asks for is not in this plan."), icon=":material/link_off:")
if task:
    opened(chosen, task)
else:
    VIEWS[asked["view"]](chosen)
