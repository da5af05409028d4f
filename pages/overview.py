"""总览: is the work on track, what changed, what is overdue."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from data.registry import entries
from pages.parts.asking.filters import Day, filters, read
from pages.parts.frame import cached
from pages.parts.frame.context import Page, current
from pages.parts.frame.head import head
from pages.parts.overview.beginning import where_to_begin
from pages.parts.showing.figure import figure
from pages.parts.showing.sources import CachedFacts, provenance
from pages.parts.showing.tiles import Tile, tiles
from services.figures.spec import scale_end
from services.figures.two_years import this_year_and_last
from services.indicators import Value
from services.overview import year as overview
from services.overview.year import Matter, Number
from services.records import submissions
from services.records.reported import Known
from services.words import formats

CHART = 300
# One row of them on a screen of 1366 pixels; a meeting looks at the page without scrolling.
IN_SIGHT = 4


def written(page: Page, number: Number, value: Value) -> str:
    """A value of an indicator with its unit."""
    if number.indicator.kind == "money":
        return formats.money(value, page.language)
    unit = page._.text(number.indicator.unit)
    return formats.short(value, page.language) + (f" {unit}" if unit and value is not None else "")


def tile(page: Page, number: Number) -> Tile:
    _, indicator = page._, number.indicator
    year = formats.span(*overview.year_to(page.as_of), page.language)
    before = formats.span(*overview.same_days_last_year(page.as_of), page.language)
    definition = [
        _.text(indicator.definition),
        _("Counted: {what}", what=_.text(indicator.numerator)),
        _("This year: {now}; the same days last year: {before}", now=year, before=before),
        _("Source: {source}", source=f"{_.text(ledger(indicator.ledger).title)} · {_.text(indicator.source)}"),
    ]
    return Tile(
        label=_.text(indicator.label),
        value=written(page, number, number.now),
        change=_change(page, number),
        rising=_rising(number),
        recent=_recent(page, number),
        definition="\n\n".join(definition),
        direction=indicator.direction,
    )


def _recent(page: Page, number: Number) -> str:
    """What the week brought, as far as units have handed it in, and why nothing is compared, if so."""
    _, span = page._, overview.week_of(page.as_of)
    week = formats.span(*span, page.language, year=False)
    brought = _("Not reported yet") if number.week is None else written(page, number, number.week)
    if number.week is not None and number.known_week is not Known.ALL:
        brought = _("{n} so far, not reported by all", n=brought)
    recent = _("New this week ({days}): {n}", days=week, n=brought)
    return "  \n".join(filter(None, (recent, _not_compared(page, number))))


def _not_compared(page: Page, number: Number) -> str:
    """Why nothing is compared; "" where it is."""
    _ = page._
    if number.known is not Known.ALL:
        return _("Not compared: not all units have handed in up to this day")
    return "" if number.before is not None else _("Not compared: not all units handed in last year")


def _change(page: Page, number: Number) -> str:
    """Amounts rest on few cases, so they change by an amount; "" where nothing is compared."""
    now, before = number.now, number.before
    if now is None or before is None:
        return ""
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        return formats.money_change(now, before, page.language)
    return formats.change(now, before)


def _rising(number: Number) -> int:
    if number.now is None or number.before is None:
        return 0
    return (number.now > number.before) - (number.now < number.before)


def sectors(page: Page, facts: CachedFacts) -> None:
    _ = page._
    labels = {entry.code: _.text(entry.label) for entry in entries("sectors")}
    rows = overview.by_sector(facts, page.as_of).with_columns(
        label=pl.col("sector").replace_strict(labels),
        text=pl.when(pl.col("before").is_null())
        .then(pl.col("now").cast(pl.String))
        .otherwise(pl.format(_("{} (last year {})"), "now", "before")),
    )
    end = scale_end([*rows["now"], *rows["before"]])
    figure(
        page,
        this_year_and_last,
        rows,
        provenance(
            page,
            _("Cases opened by sector: bar this year, tick the same days last year"),
            _(
                "Cases by filing date, each in exactly one sector; food and drugs together are the plan's 食品药品. "
                "No tick where not every unit has handed in all of both spans."
            ),
            overview.year_to(page.as_of),
            "cases",
        ),
        key="sectors",
        options=(tuple(labels.values()), end, CHART),
        columns={"label": _("Sector"), "now": _("This year"), "before": _("Same days last year")},
    )


def line(page: Page, matter: Matter) -> None:
    """One matter that needs attention, as a link to where it can be seen."""
    _, days = page._, formats.days(matter.days, page.language)
    if matter.kind == "case":
        text = _("{office}: case {number}, open for {days}", office=matter.office, number=matter.code, days=days)
        script, icon, address = "enforcement.py", ":material/hourglass_bottom:", {"case": matter.code}
    else:
        name = _.text(ledger(matter.code).title)
        text = _("{office}: {ledger} not handed in, {days} late", office=matter.office, ledger=name, days=days)
        script, icon, address = "ledgers.py", ":material/assignment_late:", {"ledger": matter.code}
    st.page_link(script, label=formats.literal(text), icon=icon, query_params=address)


def needs_attention(page: Page) -> None:
    """Cases stand for the as-of day, as every figure here; what is owed is owed today."""
    _, today = page._, page.clock.today()
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Needs attention"), anchor=False, help=_("Cases open longest, and reports that are overdue"))
        shown = overview.attention(
            cached.answer(overview.longest_open, page.as_of, overview.LINES),
            cached.answer(overview.not_handed_in, today),
        )
        for matter in shown:
            line(page, matter)
        if not shown:
            st.caption(_("Nothing is overdue."))
        days = (formats.day(page.as_of, page.language), formats.day(today, page.language))
        st.caption(_("Cases as of {day}, reports as of today, {today}", day=days[0], today=days[1]))


def handed_in(page: Page) -> None:
    """One line of the submissions, for the month that is due."""
    _, today = page._, page.clock.today()
    month = today.replace(day=1) - timedelta(days=1)
    states = submissions.one_line(cached.answer(submissions.matrix, today, f"{month:%Y-%m}"))
    with st.container(border=True, gap="xsmall"):
        known = _("As of today, {day}", day=formats.day(today, page.language))
        st.subheader(_("Reports for {month}", month=formats.month(month, page.language)), anchor=False, help=known)
        st.markdown(
            _(
                "Handed in {reported} · nothing to report {nothing} · not yet {open} · overdue {overdue}",
                **{state: f"**{count}**" for state, count in states.items()},
            )
        )
        st.page_link("ledgers.py", label=_("All units and ledgers"), icon=":material/table_view:")


def changed(page: Page) -> None:
    """What came into the store since a chosen day."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("What changed in the ledgers"), anchor=False)
        today = page.clock.today()
        asked = Day("since", _("Since"), today - timedelta(days=7), latest=today)
        # Nobody chooses on a shared screen, and the page is to fit it.
        since = (read(page, asked) if page.screen else (filters(page, asked),))[0]["since"]
        if page.screen:
            st.caption(_("Since {day}", day=formats.day(since, page.language)))
        rows = cached.answer(overview.changes_since, since)
        if rows.is_empty():
            st.caption(_("Nothing was written since {day}.", day=formats.day(since, page.language)))
            return
        _ledgers(page, rows.head(IN_SIGHT))
        if rows.height > IN_SIGHT:
            with st.expander(_("Other changed ledgers")):
                _ledgers(page, rows.slice(IN_SIGHT))


def _ledgers(page: Page, rows: pl.DataFrame) -> None:
    """What changed, a short text a ledger."""
    with st.container(horizontal=True, gap="large"):
        for row in rows.iter_rows(named=True):
            with st.container(gap=None, width="content"):
                st.markdown(_written(page, row))
                st.caption(page._("Last {at}", at=formats.instant(row["at"], page.language)))


def _written(page: Page, row: Mapping[str, Any]) -> str:
    counts = {name: f"**{row[name]:,}**" for name in ("added", "changed", "withdrawn")}
    title = page._.text(ledger(row["ledger"]).title)
    return page._("{ledger}: {added} new, {changed} changed, {withdrawn} withdrawn", ledger=title, **counts)


page = current()
facts = CachedFacts()
head(page, "overview")
numbers = overview.numbers(facts, page.as_of)
if all(facts.reported_from(number.indicator.ledger) is None for number in numbers):
    where_to_begin(page)
tiles(page, [tile(page, number) for number in numbers], key="numbers")
left, right = st.columns([6, 5])
with left:
    sectors(page, facts)
with right:
    needs_attention(page)
    handed_in(page)
changed(page)
