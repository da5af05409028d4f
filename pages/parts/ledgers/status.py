"""The view 填报状态: who has handed in which ledger for a month, and the one click for 零报告."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.submissions import NOTHING
from pages.parts.asking.filters import Choice, filters
from pages.parts.doing.commands import command, no_right
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from services.access.rights import Action, may
from services.administration.demonstration import remove_demonstration
from services.records.submissions import (
    OPEN,
    OVERDUE,
    REPORTED,
    due_day,
    first_day,
    matrix,
    obligations,
    one_line,
    period_of,
    report_nothing,
    reports,
    take_back_nothing,
)
from services.words import formats

LOOK = {
    REPORTED: ("green", ":material/check_circle:"),
    NOTHING: ("blue", ":material/radio_button_unchecked:"),
    OPEN: ("gray", ":material/schedule:"),
    OVERDUE: ("red", ":material/error:"),
}


def status(page: Page) -> None:
    """The month's matrix, and beside it what the reader's own unit still owes."""
    _, today = page._, page.clock.today()
    periods = cached.answer(reports, today)["period"].unique().sort(descending=True).to_list()
    own = page.person.office
    chosen = filters(
        page,
        Choice("period", _("Month"), {p: _month(page, p) for p in periods}, default=_usual(page, periods)),
        Choice("unit", _("Unit"), _units(page), all="" if own else _("Choose the unit"), default=own),
    )
    frame = cached.answer(matrix, today, chosen["period"])
    _summary(page, frame)
    if chosen["unit"]:
        _own(page, frame.filter(pl.col("office") == chosen["unit"]), chosen["unit"])
    else:
        st.caption(_("Choose your unit to hand in a nil report with one click; rows go in under Upload."))
    st.table(_table(page, frame), border="horizontal", hide_index=True, alt=_("Who has handed in what"))
    _rule(page)


def _rule(page: Page) -> None:
    """By when a month is handed in; and, where there is one, the way out of the demonstration."""
    _ = page._
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        text = _(
            "Each unit hands in a month by day {day} of the next, or reports that there was nothing; "
            "the bureau sets this day itself. A month counts as handed in once its unit has said, with rows or a nil "
            "report, that it is reported up to its last day; a part of it does not count.",
            day=due_day(),
        )
        st.caption(text, width="content")
        if page.demonstration and may(page.person, Action.ADMINISTER):
            with st.popover(
                _("Remove the demonstration data"), icon=":material/delete_sweep:", key=page.key("removal")
            ):
                st.caption(_("All invented rows are withdrawn in one step and do not come back. Real rows can follow."))
                done = _("The demonstration data is removed.")
                on_click = partial(command, page, done, remove_demonstration)
                st.button(_("Remove it"), type="primary", key=page.key("removed"), on_click=on_click)


def _units(page: Page) -> dict[str, str]:
    """All units by code, those that owe reports first."""
    owing = cached.answer(obligations)
    return dict(owing.select("office", "name").iter_rows()) | offices(page)


def _usual(page: Page, periods: list[str]) -> str:
    """The month that was last due for handing in: the one that ended, unless nobody owed it."""
    ended = period_of(page.clock.today().replace(day=1) - timedelta(days=1))
    return ended if ended in periods else ""


def _month(page: Page, period: str) -> str:
    return formats.month(first_day(period), page.language)


def _summary(page: Page, frame: pl.DataFrame) -> None:
    counts = one_line(frame)
    with st.container(horizontal=True, gap="small"):
        for state, (colour, icon) in LOOK.items():
            st.markdown(f":{colour}-badge[{icon} {state_text(page, state)} {counts[state]}]", width="content")


def state_text(page: Page, state: str) -> str:
    """The word for a state of `services.records.submissions`."""
    _ = page._
    words = {REPORTED: _("Handed in"), NOTHING: _("Nil report"), OPEN: _("Not yet"), OVERDUE: _("Overdue")}
    return words[state]


def _own(page: Page, frame: pl.DataFrame, unit: str) -> None:
    """One card for each ledger the chosen unit owes, with the one click where it is still missing."""
    if frame.is_empty():
        st.caption(page._("{unit} owes no report for this month.", unit=formats.literal(offices(page).get(unit, unit))))
        return
    with st.grid(min_column_width=260):
        for row in frame.iter_rows(named=True):
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{page._.text(ledger_of(row['ledger']).title)}** · {_cell(page, row)}")
                _nothing(page, row)


def _nothing(page: Page, row: dict[str, Any]) -> None:
    """What can be done with one report: say that there was nothing (more), or take that back."""
    _ = page._
    with st.container(horizontal=True, vertical_alignment="center"):
        if row["state"] in (OPEN, OVERDUE):
            _say_nothing(page, row)
        else:
            st.caption(_("Handed in on {when}", when=formats.instant(row["at"], page.language)), width="content")
        if row["content"] == NOTHING:
            _take_back(page, row)


def _say_nothing(page: Page, row: dict[str, Any]) -> None:
    _, month, until = page._, _month(page, row["period"]), row["until"]
    if until:
        day = formats.day(until, page.language)
        st.caption(_("Reported up to {day}; the rest is still owed.", day=day), width="content")
    if until == page.clock.today():
        return
    done = _("{month} is reported up to its end, or up to today.", month=month)
    if not until:
        done = _("Nil report for {month} is recorded.", month=month)
    label = _("Nothing more in {month}", month=month) if until else _("Nothing in {month}: nil report", month=month)
    _command(page, row, f"nothing-{_key(row)}", label, ":material/check:", done, report_nothing, page.clock)


def _take_back(page: Page, row: dict[str, Any]) -> None:
    _, month = page._, _month(page, row["period"])
    done = _("The nil report for {month} is taken back.", month=month)
    label = _("Take the nil report back")
    _command(page, row, f"back-{_key(row)}", label, ":material/undo:", done, take_back_nothing)


def _key(row: dict[str, Any]) -> str:
    return f"{row['office']}-{row['ledger']}-{row['period']}"


def _command(
    page: Page,
    row: dict[str, Any],
    key: str,
    label: str,
    icon: str,
    done: str,
    function: Callable[..., Any],
    *more: Any,
) -> None:
    """A button that gives a command on one report, for whoever may."""
    allowed = may(page.person, Action.HAND_IN, row["office"])
    st.button(
        label,
        disabled=not allowed,
        help=no_right(page, allowed),
        icon=icon,
        key=page.key(key),
        on_click=command,
        args=(page, done, function, row["office"], row["ledger"], row["period"], *more),
    )


def _table(page: Page, frame: pl.DataFrame) -> pl.DataFrame:
    """A line for each unit, a column for each ledger; a unit that owes a ledger never has a dash there."""
    names = [name for name in ledgers() if name in frame["ledger"]]
    lines: dict[str, dict[str, str]] = {}
    for row in frame.iter_rows(named=True):
        lines.setdefault(row["name"], {})[row["ledger"]] = _cell(page, row)
    return pl.DataFrame(
        {
            page._("Unit"): [formats.literal(name) for name in lines],
            **{
                page._.text(ledger_of(name).title): [line.get(name, formats.MISSING) for line in lines.values()]
                for name in names
            },
        }
    )


def _cell(page: Page, row: dict[str, Any]) -> str:
    """The state as a badge, with a word, a shape and, where it is late, by how much."""
    _, state = page._, row["state"]
    colour, icon = LOOK[state]
    text = state_text(page, state)
    if state == OVERDUE:
        text += " " + formats.days((page.clock.today() - row["due"]).days, page.language)
    elif row["late"]:
        colour, text = "orange", _("{state}, late", state=text)
    if row["until"] and state in (OPEN, OVERDUE):
        day = formats.day(row["until"], page.language, year=False)
        text = _("So far up to {day}", day=day) if state == OPEN else _("{state} (up to {day})", state=text, day=day)
    return f":{colour}-badge[{icon} {text}]"
