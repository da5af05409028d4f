"""案件: the table with its search, and one case's story. Undecided cases keep party, title and note to themselves."""

from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from pages.parts.asking.filters import Words, choose, joined, read, told
from pages.parts.asking.paging import PAGE_ROWS, paging, skipped
from pages.parts.asking.picking import picking_table
from pages.parts.enforcement.chosen import CASES, Chosen
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.showing.figure import origin, table
from services.access import desk
from services.access.desk import Range
from services.access.privacy import conceal
from services.access.rights import MASKED
from services.days.lights import LIGHTS
from services.enforcement import case as cases
from services.enforcement.legal_basis import basis, reminder
from services.exchange.sheets import written
from services.records.readable import named
from services.words import formats

# What a file holds at most, and how many rows are read at a time.
MOST, PIECE = 20_000, 2_000
SHOWN = ("number", "opened_on", "decided_on", "closed_on", "sector", "act", "office", "title")
FACTS = (
    "decision_number", "party", "act", "law", "right", "sector", "township", "market", "office", "channel",
    "source", "outcomes", "goods_value", "illegal_turnover", "illegal_gains", "reported_value", "fine",
    "confiscated", "recovered", "receiver",
)  # fmt: skip


def listing(chosen: Chosen) -> None:
    """The table of the cases opened in the period; a click opens one."""
    _, where = chosen.page._, _where(chosen)
    words = Words("text", _("Search"), _("Number, decision, title, party"), width=320)
    text = read(chosen.page, words)[0]["text"]
    found = desk.count(chosen.page.store, chosen.page.sight, "cases", where=where, text=text)
    about = chosen.provenance(
        _("Cases"),
        _("Cases opened in the period, newest first. Until the decision, title, party and note are not public."),
        dated="opened_on",
    )
    searched = told(chosen.page, {"text": text}, words).values()
    about = replace(
        about,
        filters=joined(chosen.page, filter(None, (about.filters, *searched))),
        held=_("The newest {most} of {n} cases", most=formats.number(MOST), n=formats.number(found))
        if found > MOST
        else "",
    )
    with st.container(border=True, gap="xsmall"):
        top = st.container()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            words.widget(chosen.page, text)
            paged = paging(chosen.page, "case-page", found)
            number = choose(chosen.page, paged)["case-page"] if found > PAGE_ROWS else 1
        rows = _rows(chosen.page, where, text, skipped(number), PAGE_ROWS)
        shown = _table(chosen.page, rows)
        with top:
            table(chosen.page, partial(_taken, chosen.page, where, text) if found else shown, about, key="cases")
        if rows.is_empty():
            st.info(_("No case fits. Clear the filters or choose an earlier first day."))
        else:
            picking_table(chosen.page, shown, rows["number"].to_list(), name="case", key="case-rows")
        st.caption(_.n("{n} case; a click on a row opens it.", "{n} cases; a click on a row opens it.", found))
        origin(chosen.page, about)


def _where(chosen: Chosen) -> dict[str, Any]:
    """The filters as conditions on rows."""
    wanted = chosen.filters
    codes = {name: list(wanted.wanted(name)) for name in ("sector", "office", "right", "act", "channel")}
    return {"opened_on": Range(wanted.start, wanted.end), **{name: values for name, values in codes.items() if values}}


def _rows(page: Page, where: dict[str, Any], text: str, offset: int, limit: int) -> pl.DataFrame:
    return desk.rows(
        page.store,
        page.sight,
        "cases",
        where=where,
        text=text,
        order=("-opened_on", "-id"),
        limit=limit,
        offset=offset,
        language=page.language,
    )


def _taken(page: Page, where: dict[str, Any], text: str) -> pl.DataFrame:
    """The cases that fit, at most MOST, read a piece at a time. What leaves the board from here is masked for
    everybody; the ledgers page exports more, and takes note."""
    found = desk.count(page.store, page.sight, "cases", where=where, text=text)
    pieces = (_rows(page, where, text, offset, PIECE) for offset in range(0, max(min(found, MOST), 1), PIECE))
    return pl.concat(_table(page, conceal(rows, CASES, MASKED, language=page.language)) for rows in pieces)


def _table(page: Page, rows: pl.DataFrame) -> pl.DataFrame:
    labels = {name: page._.text(CASES.column(name).label) for name in SHOWN}
    return _readable(page, rows).select(*labels).rename(labels)


def _readable(page: Page, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as they are read: codes as labels, and no date after the as-of day."""
    dates = [name for name, dtype in rows.schema.items() if dtype == pl.Date()]
    known = rows.with_columns(pl.when(pl.col(name) <= page.as_of).then(pl.col(name)).alias(name) for name in dates)
    return written(named(page.store, known, CASES), CASES, page.language)


def story(page: Page, number: str) -> None:
    """One case: its facts and its steps. It is found whatever the filters say, and told up to the as-of day."""
    _ = page._
    case = cases.find(page.store, page.sight, number, language=_.code)
    with st.container(border=True, gap="xsmall"):
        if case.is_empty():
            st.warning(_("There is no case {number}.", number=formats.literal(number[:40])))
        else:
            shown = _readable(page, case).row(0, named=True)
            st.subheader(formats.literal(f"{shown['number']} · {shown['title']}"), anchor=False)
            left, right = st.columns([5, 6])
            left.markdown("  \n".join([*_facts(page, shown), *_basis(page, case.row(0, named=True))]))
            with right:
                with st.container(gap="xxsmall"):
                    _steps(page, cached.answer(cases.timeline, number, page.as_of))
                _reminder(page, case.row(0, named=True))
        st.button(_("Close"), icon=":material/close:", on_click=address.put, args=("case", None))


def _facts(page: Page, shown: dict[str, Any]) -> list[str]:
    """The filled facts, a line each."""
    _ = page._
    lines = []
    for name in FACTS:
        value = shown[name]
        if value is not None:
            text = formats.money_in_full(value, _.code) if CASES.column(name).unit == "元" else str(value)
            lines.append(f"{_.text(CASES.column(name).label)}: **{formats.literal(text)}**")
    return lines


def _basis(page: Page, row: dict[str, Any]) -> list[str]:
    """The law and its article on the day the case was opened, a line; none where none is known."""
    _, found = page._, basis(row["act"], row["opened_on"])
    if found is None:
        return []
    law = formats.literal(_.text(found.law))
    article = formats.literal(_.text(found.article)) if found.article else _("article not verified")
    day = formats.day(row["opened_on"], _.code)
    return [_("Legal basis on {day}: **{law}, {article}**", day=day, law=law, article=article)]


def _reminder(page: Page, row: dict[str, Any]) -> None:
    """From which amounts handing over to the police is to be considered, and which of this case's reach them."""
    _, found = page._, reminder(row, page.as_of)
    if found is None:
        return
    amounts = [
        _("{column} {amount}", column=_.text(CASES.column(name).label), amount=formats.money_in_full(value, _.code))
        for name, value in found.reached.items()
    ]
    if amounts:
        reached = _(
            "Reached: {amounts}. Consider handing the case to the police.", amounts=formats.listing(amounts, _.code)
        )
        st.info(formats.literal(reached), icon=":material/local_police:")
    st.caption(
        _(
            "For handing over ({source}, from {day}): {definition} A reminder, no finding.",
            source=formats.literal(_.text(found.threshold.source)),
            day=formats.day(found.threshold.since, _.code),
            definition=formats.literal(_.text(found.threshold.definition)),
        )
    )


def _steps(page: Page, steps: list[cases.Step]) -> None:
    """A line for each step: day, what, days since the one before, and the light of a limit that ends there."""
    _ = page._
    for step in steps:
        parts = [f"**{formats.day(step.day, _.code)}**", _.text(step.what)]
        if step.row:
            parts.append(formats.literal(step.row))
        if step.days is not None:
            parts.append(_("after {days}", days=formats.days(step.days, _.code)))
        if light := LIGHTS.get(step.state):
            parts.append(light.markdown(_.code))
        st.markdown(" · ".join(parts))
