"""阶段: recording that a market moved to a stage, by the bureau or by a superior's document."""

from datetime import date
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.clock import EARLIEST
from pages.parts.asking.filters import Choice, choose
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.files import given, uploader
from pages.parts.cultivation.missing import gap_rows
from pages.parts.doing.commands import command, trying
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import own_offices
from services.cultivation.ladders import SUPERIOR, Stage, ladders, stages
from services.cultivation.market_day import known
from services.cultivation.missing import gaps
from services.cultivation.moving import Document, Step, move
from services.cultivation.responsible import filing_office
from services.days.lights import DONE
from services.words import formats

YEARS_AHEAD = 10


def move_on(chosen: Chosen, market: str) -> None:
    """The stage the market stands at, the one it moves to, and what that takes."""
    page, _ = chosen.page, chosen.page._
    known = _.labels(ladders().values())
    ladder = choose(page, Choice("ladder", _("Ladder"), known, buttons=True))["ladder"]
    now = _now(chosen, market, ladder)
    steps = ladders()[ladder].stages
    if now:
        since = formats.day(now["entered"], _.code)
        st.markdown(_("Now: **{stage}**, since {day}", stage=chosen.stage(now["stage"]), day=since))
    else:
        st.markdown(_("This market is not on this ladder yet: recording a stage puts it there."))
    following = ladders()[ladder].after(now["stage"]) if now else steps[0]
    code = st.selectbox(
        _("Moves to"), steps, steps.index(following) if following in steps else 0, format_func=chosen.stage,
        key=page.key(f"stage-{market}-{ladder}-{now['version'] if now else 0}"), width=280,
    )  # fmt: skip
    left, right = st.columns([3, 2], gap="large")
    with left:
        _fields(page, market, ladder, stages()[code], now)
    with right:
        _conditions(page, market, ladder, stages()[code])


def _now(chosen: Chosen, market: str, ladder: str) -> dict[str, Any] | None:
    """The market's row as it stands today, with its version; None while it is not on the ladder."""
    rows = cached.answer(known, chosen.page.clock.today()).records["cultivation"]
    found = rows.filter(pl.col("market") == market, pl.col("ladder") == ladder)
    return found.row(0, named=True) if found.height else None


def _conditions(page: Page, market: str, ladder: str, stage: Stage) -> None:
    """What the stage asks for, and what is missing, each thing with its link."""
    _ = page._
    st.markdown(f"**{_.text(stage.label)}** · {_.text(stage.entry)}", help=_.text(stage.source))
    whole = cached.answer(known, page.clock.today()).records
    lacks = gaps(whole, market, ladder, stage.code)
    if not lacks:
        st.markdown(DONE.saying(_("Everything that is asked for is there.")))
        return
    if stage.gate:
        st.warning(
            _.n("{n} thing is missing: the application will be refused.",
                "{n} things are missing: the application will be refused.", len(lacks)),
            icon=":material/block:",
        )  # fmt: skip
    else:
        st.info(
            _.n("{n} thing is missing; the stage can be recorded all the same.",
                "{n} things are missing; the stage can be recorded all the same.", len(lacks)),
        )  # fmt: skip
    gap_rows(page, market, lacks, f"move-{ladder}")


def _fields(page: Page, market: str, ladder: str, stage: Stage, now: dict[str, Any] | None) -> None:
    """What is entered with the step; keys end in the version, so that a recorded step starts the form afresh."""
    _, prefix = page._, f"{market}-{ladder}-{stage.code}-{now['version'] if now else 0}"

    def key(name: str) -> str:
        return page.key(f"{prefix}-{name}")

    _date(page, _("Entered on"), key("entered"), page.clock.today())
    if stage.by == SUPERIOR:
        with st.container(border=True, gap="xsmall"):
            st.caption(_("The superior's document: a decision is recorded with it, and never refused."))
            with st.container(horizontal=True):
                st.text_input(_("Document number"), key=key("number"), max_chars=60, placeholder="", width=220)
                _date(page, _("Document date"), key("date"), None)
                st.text_input(_("Issued by"), key=key("body"), max_chars=80, placeholder="", width=220)
            uploader(_("Scan of the document (may follow later)"), key("scan"))
    with st.container(horizontal=True):
        if stage.days:
            _date(page, _("Planned end (a year by default)"), key("planned_end"), None, ahead=True)
        if stage.years:
            _date(page, _("Title valid to (by the rule if empty)"), key("valid_to"), None, ahead=True)
        if now is None:
            own = own_offices(page)
            filing = filing_office(page.store, page.person, market)
            place = list(own).index(filing) if filing in own else 0
            st.selectbox(
                _("Responsible unit"), list(own), place, format_func=own.__getitem__, key=key("office"), width=220
            )
            st.text_input(_("Responsible person"), key=key("responsible"), max_chars=60, placeholder="", width=220)
    st.text_input(_("Remark"), key=key("note"), max_chars=200, placeholder="")
    st.button(
        _("Record: {stage}", stage=_.text(stage.label)), type="primary", icon=":material/flag:", key=key("record"),
        on_click=partial(_record, page, market, ladder, stage, now, prefix),
    )  # fmt: skip


def _date(page: Page, label: str, key: str, value: date | None, *, ahead: bool = False) -> None:
    today = page.clock.today()
    latest = today.replace(year=today.year + YEARS_AHEAD, day=1) if ahead else today
    st.date_input(label, value, EARLIEST, latest, format="YYYY-MM-DD", key=key, width=200)


def _record(page: Page, market: str, ladder: str, stage: Stage, now: dict[str, Any] | None, prefix: str) -> None:
    """Hand the step on; what came of it is said in the run that follows."""

    def of(name: str, default: Any = "") -> Any:
        return st.session_state.get(page.key(f"{prefix}-{name}")) or default

    office = now["office"] if now else of("office")
    with trying(page):
        document = _document(page, prefix, office, of) if stage.by == SUPERIOR else None
        step = Step(
            market, ladder, stage.code, of("entered", page.clock.today()), document, of("planned_end", None),
            of("valid_to", None), office, of("responsible"), of("note"),
        )  # fmt: skip
        done = page._("Recorded: {stage}.", stage=page._.text(stage.label))
        command(page, done, move, step, now["version"] if now else None, clock=page.clock)


def _document(page: Page, prefix: str, office: str, of: Any) -> Document | None:
    """The document as it was entered; None while its date is missing, which `move` then says."""
    day = of("date", None)
    scan = given(page, page.key(f"{prefix}-scan"), office)
    return Document(of("number"), day, of("body"), scan) if day else None
