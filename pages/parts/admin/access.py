"""The view 登录与导出: recent sign-ins and refusals, and who took unmasked data out."""

import json
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledgers
from pages.parts.asking.filters import Choice, Day, filters
from pages.parts.asking.picking import HEAD, ROW
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import people, who
from pages.parts.showing.figure import table
from services.access.identity import THE_BOARD
from services.access.taken import note_taken
from services.administration.people import (
    COMINGS,
    EXPORTED,
    MOST_LINES,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    REFUSED,
    SIGNED_IN,
    SIGNED_OUT,
    access_lines,
)
from services.days.clock import ZONE
from services.figures.export import Provenance
from services.records.batches import last_commit
from services.words import formats

HEIGHT = 620


def access(page: Page) -> None:
    """One of the two lists, filtered by person and day."""
    _ = page._
    lists = {"comings": _("Sign-ins and refusals"), "exports": _("Unmasked exports")}
    names = {THE_BOARD.code: _("the system"), **people(page)}
    chosen = filters(
        page,
        Choice("log", _("List"), lists, buttons=True),
        Choice("who", _("Person"), names, all=_("Everybody")),
        Day("logged_from", _("From"), latest=page.clock.today()),
        Day("logged_to", _("To"), latest=page.clock.today()),
    )
    kinds = COMINGS if chosen["log"] == "comings" else (EXPORTED,)
    first, last = chosen["logged_from"], chosen["logged_to"]
    lines = access_lines(page.store, page.person, kinds, code=chosen["who"] or "", first=first, last=last)
    rows = _comings(page, lines) if chosen["log"] == "comings" else _exports(page, lines)
    note = partial(note_taken, page.store, page.person, "people", rows=rows.height)
    about = _provenance(
        page, lists[chosen["log"]], chosen, names.get(chosen["who"], ""), whole=rows.height < MOST_LINES
    )
    table(page, rows, about, key=f"log-{chosen['log']}", note=note)
    if rows.is_empty():
        st.info(_nothing(page, chosen))
        return
    st.dataframe(rows, hide_index=True, height=min(HEIGHT, HEAD + ROW * rows.height), placeholder=formats.MISSING)
    if rows.height == MOST_LINES:
        st.caption(_newest(page))


def _comings(page: Page, lines: pl.DataFrame) -> pl.DataFrame:
    _ = page._
    kinds = {
        SIGNED_IN: _("Signed in"),
        SIGNED_OUT: _("Signed out"),
        REFUSED: _("Refused"),
        PASSWORD_CHANGED: _("Password changed"),
        PASSWORD_RESET: _("Password reset"),
    }
    schema = [_("When"), _("What"), _("Person"), _("Address"), _("Detail")]
    return pl.DataFrame(
        [
            (_when(row), kinds[row["kind"]], _who(page, row), row["address"], _detail(page, row))
            for row in lines.iter_rows(named=True)
        ],
        schema=dict.fromkeys(schema, pl.String()),
        orient="row",
    )


def _exports(page: Page, lines: pl.DataFrame) -> pl.DataFrame:
    _ = page._
    titles = {ledger.name: _.text(ledger.title) for ledger in ledgers().values()}
    schema = {name: pl.String() for name in (_("When"), _("Person"), _("Ledger"))}
    details = [(row, json.loads(row["detail"])) for row in lines.iter_rows(named=True)]
    return pl.DataFrame(
        [
            (_when(row), _who(page, row), titles.get(detail.get("ledger"), detail.get("ledger")), detail.get("rows"))
            for row, detail in details
        ],
        schema={**schema, _("Number of rows"): pl.Int64()},
        orient="row",
    )


def _when(row: dict[str, Any]) -> str:
    return row["at"].astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")


def _who(page: Page, row: dict[str, Any]) -> str:
    """Name and code; whom nobody knows is left empty by the log."""
    code = row["code"]
    return f"{who(page, code)} {code}" if code and code != THE_BOARD.code else who(page, code) if code else ""


def _detail(page: Page, row: dict[str, Any]) -> str:
    """What the log knows besides, in words; what has no words stands as it is."""
    _ = page._
    words = {
        ("by", "password"): _("with a password"),
        ("by", "link"): _("by a one-time link"),
        ("by", "oidc"): _("through the identity provider"),
        ("why", "password"): _("wrong name or password"),
        ("why", "subject"): _("unknown to the people ledger"),
        ("everywhere", "True"): _("all sessions"),
        ("everywhere", "False"): "",
    }
    detail: dict[str, Any] = json.loads(row["detail"])
    if row["kind"] in (PASSWORD_RESET, SIGNED_OUT) and "by" in detail:
        return _("done by {who}", who=who(page, detail["by"]))
    return _("; ").join(
        filter(None, (words.get((name, str(value)), f"{name}: {value}") for name, value in detail.items()))
    )


def _provenance(page: Page, title: str, chosen: dict[str, Any], who: str, *, whole: bool) -> Provenance:
    _ = page._
    first, last = chosen["logged_from"], chosen["logged_to"]
    period = _(
        "{first} to {last}",
        first=first.isoformat() if first else formats.MISSING,
        last=(last or page.clock.today()).isoformat(),
    )
    return Provenance(
        title=title,
        definition=_("What the board notes of itself: who came, who was refused, who took unmasked rows out."),
        period=period,
        as_of=page.clock.today(),
        commit=cached.answer(last_commit),
        source=_("access log"),
        demonstration=page.demonstration,
        filters=_("{label}: {text}", label=_("Person"), text=who) if who else "",
        held="" if whole else _newest(page),
    )


def _newest(page: Page) -> str:
    return page._("The newest {n} lines are shown: choose days to see earlier ones.", n=formats.number(MOST_LINES))


def _nothing(page: Page, chosen: dict[str, Any]) -> str:
    _ = page._
    if chosen["who"] or chosen["logged_from"] or chosen["logged_to"]:
        return _("No line fits these filters. Clear one of them.")
    if chosen["log"] == "exports":
        return _("Nobody has taken unmasked data out yet.")
    return _("Nobody has signed in yet: there are no accounts, or no one has come.")
