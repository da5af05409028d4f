"""What is overdue and what is due this week, by unit: every row that a time limit or a day of its own waits for."""

from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from data.registry.shapes import Limit
from pages.parts.asking.filters import Choices, filters, read
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices, titles
from services.days import lights
from services.days.limits import limits
from services.records.matters import Matters, matters
from services.words import formats

OFFICE = "office"
# Lines of a table on a screen; the rest is scrolled to.
HEIGHT, FITTING, MOST = 420, 10, 500
# A moment of the day is part of the question: the answer is kept until the next quarter of an hour.
QUARTER = 15


def due_view(page: Page) -> None:
    """The units with what each owes, and beside them what is overdue and what is due by Sunday."""
    _, names, today = page._, offices(page), page.clock.today()
    unit = Choices(OFFICE, _("Unit"), names, _("All units"), width=240)
    # Nobody chooses on a shared screen.
    asked = (read(page, unit) if page.screen else (filters(page, unit),))[0][OFFICE]
    now = page.clock.now()
    found = cached.answer(matters, today, now.replace(minute=now.minute // QUARTER * QUARTER, second=0, microsecond=0))
    rows = found.rows.filter(pl.col("office").is_in(asked)) if asked else found.rows
    sunday = today + timedelta(days=6 - today.weekday())
    late = pl.col("light") == lights.OVERDUE.code
    this_week = ~late & (pl.col("due") <= sunday)
    _unsaid(page, found)
    left, right = st.columns([3, 5], gap="medium")
    with left:
        _by_unit(page, rows, names, late.fill_null(False), this_week.fill_null(False))
        st.caption(lights.DATED.legend(page.language))
    with right:
        _listed(page, rows.filter(late), _("Overdue"), key="due-overdue")
        by = _("Due up to {day}", day=formats.day(sunday, page.language, year=False))
        _listed(page, rows.filter(this_week), by, key="due-week")


def _by_unit(page: Page, rows: pl.DataFrame, names: dict[str, str], late: pl.Expr, this_week: pl.Expr) -> None:
    _ = page._
    counted = rows.group_by("office").agg(
        late.sum().alias("late"), this_week.sum().alias("week"), pl.len().alias("all")
    )
    ordered = [code for code in names if code in counted["office"]]
    counts = {code: row for code, *row in counted.select("office", "late", "week", "all").iter_rows()}
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("By unit"), anchor=False)
        if not ordered:
            st.caption(_("Nothing is waiting."))
            return
        table = {_("Unit"): [names[code] for code in ordered]}
        for place, label in enumerate((_("Overdue"), _("Due this week"), _("Owed"))):
            table[label] = [counts[code][place] for code in ordered]
        st.dataframe(pl.DataFrame(table), hide_index=True, height="content", key=page.key("due-units"))


def _unsaid(page: Page, found: Matters) -> None:
    """What the tables leave out: limits that end in a year whose holidays are not known, and what was not read."""
    _ = page._
    for year in found.unknown_years:
        undated = found.rows.filter(pl.col("year") == year).height
        text = _(
            "{n} can't be dated: the holidays of {year} are not known yet, and the board does not guess them.",
            n=formats.number(undated),
            year=year,
        )
        st.info(text, icon=":material/event_busy:")
    if found.cut:
        known = limits()
        more = formats.listing([_.text(known[code].label) for code in found.cut], page.language)
        st.warning(_("More is open than is read at once; the oldest stand here: {limits}", limits=more))


def _listed(page: Page, rows: pl.DataFrame, title: str, *, key: str) -> None:
    """The rows of a table, the gravest first and at most MOST, each with the rule that it is held against."""
    _, known, names, ledgers = page._, limits(), offices(page), titles(page)
    with st.container(border=True, gap="xsmall"):
        st.subheader(f"{title} · {formats.number(rows.height)}", anchor=False)
        if rows.is_empty():
            st.caption(_("Nothing is waiting."))
            return
        rows = rows.head(MOST)
        open_ = _("Record")
        table = pl.DataFrame(
            {
                _("State"): [lights.LIGHTS[code].plain(page.language) for code in rows["light"]],
                open_: [_where(*row) for row in rows.select("ledger", "id").iter_rows()],
                _("Deadline"): [_when(page, *row) for row in rows.select("due", "due_at").iter_rows()],
                _("Days left"): rows["left"],
                _("What"): [_.text(known[code].label) for code in rows["limit"]],
                _("Number of the row"): rows["number"],
                _("Unit"): [names.get(code, code) for code in rows["office"]],
                _("Ledger"): [ledgers[name] for name in rows["ledger"]],
                _("Days excluded"): rows["excluded"],
                _("The rule"): [_rule(page, known[code]) for code in rows["limit"]],
            }
        )
        st.dataframe(
            table,
            hide_index=True,
            height=HEIGHT if rows.height > FITTING else "content",
            key=page.key(key),
            placeholder=formats.MISSING,
            column_config={open_: st.column_config.LinkColumn(display_text=_("Open"), width="small")},
        )


def _where(ledger: str, id: int) -> str:
    """The row, or the place to hand it in where it is missing."""
    return f"/ledgers?view=browse&ledger={ledger}&row={id}" if id else f"/ledgers?view=upload&ledger={ledger}"


def _when(page: Page, day: date, moment: datetime | None) -> str:
    return formats.instant(moment, page.language) if moment else f"{day:%Y-%m-%d}"


def _rule(page: Page, limit: Limit) -> str:
    _ = page._
    return _("{rule} Source: {source}", rule=_.text(limit.definition), source=_.text(limit.source))
