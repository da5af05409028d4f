"""One task opened: its clauses word for word with their measures, the history of its light, who must do what next."""

import streamlit as st

from data.registry.plan_shapes import Clause
from pages.parts.frame import address, cached
from pages.parts.plan.chosen import Chosen
from pages.parts.plan.owing import owed_line
from pages.parts.plan.rows import TASK, measured, proof_link
from services.days.lights import RULES
from services.plan.owed import owed
from services.plan.reading import stood
from services.plan.standing import Standing, TaskStanding
from services.plan.words import by_month, month, numbered
from services.words import formats

# What is owed next; the rest stands under 按期限.
MOST_LINES = 12
WIDTHS = (1.2, 4.6, 1.3, 1.6, 1.6)


def opened(chosen: Chosen, task: TaskStanding) -> None:
    """The whole task."""
    page, _ = chosen.page, chosen.page._
    st.button(
        _("All tasks"), icon=":material/arrow_back:", key=page.key("all-tasks"), on_click=address.put, args=(TASK, None)
    )
    with st.container(border=True, gap="xsmall"):
        light = task.light.markdown(page.language) + " · " if task.light else ""
        st.subheader(f"{light}{numbered(task.task.code, _)} {_.text(task.task.label)}", anchor=False)
        group = next(group for group in chosen.plan.groups if group.code == task.task.group)
        about = [
            _.text(group.label),
            _("Responsible: {units}", units=chosen.units(task)),
            _("Next deadline: {day}", day=chosen.short_day(task.due)),
        ]
        st.caption(" · ".join(about))
        _history(chosen, task)
        heads = (_("State"), _("Measure"), _("Deadline"), _("Records"), _("Newest proof"))
        for column, text in zip(st.columns(WIDTHS, gap="small"), heads, strict=True):
            column.caption(text)
        for clause, standings in zip(task.task.clauses, task.clauses, strict=True):
            _clause(chosen, clause, standings)
    _next(chosen, task)


def _history(chosen: Chosen, task: TaskStanding) -> None:
    """The light at the end of each month."""
    page, _ = chosen.page, chosen.page._
    found = cached.answer(stood, chosen.year, chosen.day, task.task.code)
    if not any(found):
        return
    signs = (
        f"{month(n, page.language)} {light.saying('') if light else formats.MISSING}"
        for n, light in enumerate(found, 1)
    )
    told = (f"{month(n, page.language)} {light.label(page.language)}" for n, light in enumerate(found, 1) if light)
    why = _("What was counted at the end of each month, by today's knowledge; open matters have no part in it.")
    st.markdown(
        _("Light by month: {lights}", lights="　".join(signs)),
        help=f"{formats.listing(told, page.language)}\n\n{why}",
    )


def _clause(chosen: Chosen, clause: Clause, standings: tuple[Standing, ...]) -> None:
    """A clause word for word; whoever reads English sees its translation beneath."""
    _ = chosen.page._
    st.markdown(f"> {formats.literal(clause.text.zh)}")
    if chosen.page.language != "zh_CN":
        st.caption(formats.literal(_.text(clause.text)))
    if clause.unmeasured:
        st.caption(_("Not measured, because {reason}.", reason=_.text(clause.unmeasured)))
    for place, one in enumerate(standings):
        _measure(chosen, one, f"{chosen.plan.code}-{clause.text.zh}-{place}")


def _measure(chosen: Chosen, one: Standing, key: str) -> None:
    page, _ = chosen.page, chosen.page._
    light, what, due, records, proof = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    light.markdown(one.light.markdown(page.language) if one.light else formats.MISSING)
    what.markdown(measured(page, one), help=_definition(chosen, one))
    due.markdown(chosen.short_day(one.due))
    with records:
        if one.script != "plan.py":
            st.page_link(one.script, label=_("Records"), icon=":material/table_view:", query_params=dict(one.address))
    with proof:
        proof_link(chosen, one.proof)


def _definition(chosen: Chosen, one: Standing) -> str:
    """What is counted, by which rule the light is given, and the months in numbers."""
    _ = chosen.page._
    rule = RULES.get({"matters": "dated"}.get(one.measure.rule, one.measure.rule))
    parts = [
        _.text(one.definition),
        rule.told(_.code) if rule else _("Only counted: the plan sets no number and no day here."),
        by_month(one.months, _),
    ]
    return "\n\n".join(filter(None, parts))


def _next(chosen: Chosen, task: TaskStanding) -> None:
    """Who must do what next."""
    _ = chosen.page._
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Who must do what next"), anchor=False)
        found = owed([task])
        for one in found[:MOST_LINES]:
            owed_line(chosen, one)
        if len(found) > MOST_LINES:
            st.caption(_("And {n} more, by deadline.", n=formats.number(len(found) - MOST_LINES)))
        if not found:
            st.caption(_("Nothing is waiting for a day."))
