"""认定后: what asks for a look at markets that hold a title, and titles that run out. No judgement, no red."""

from datetime import date
from functools import partial
from itertools import groupby

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from pages.parts.cultivation.chosen import Chosen, open_market
from pages.parts.cultivation.signs import signals
from pages.parts.showing.figure import origin, table
from services.cultivation.ladders import ladders
from services.cultivation.watch import ENDING_DAYS, RECENT_MONTHS, RULES, unreported
from services.days.lights import LOOK, SIGNAL, signal
from services.words import formats


def after(chosen: Chosen) -> None:
    """The whole view."""
    _ = chosen.page._
    held = chosen.kept(_titles(chosen))
    if held.is_empty():
        st.info(_("No market here holds a title. It is watched from the day the recognition is entered under Work."))
        return
    left, right = st.columns(2)
    with left:
        _signals(chosen, held)
    with right:
        _held(chosen, held)


def _titles(chosen: Chosen) -> pl.DataFrame:
    rows = [(one.market, one.ladder, one.since, one.until) for one in chosen.known.titles]
    schema = {"market": pl.String(), "ladder": pl.String(), "since": pl.Date(), "until": pl.Date()}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("until", nulls_last=True)


def _signals(chosen: Chosen, held: pl.DataFrame) -> None:
    """The signals, a card a market; a click opens it."""
    _, found = chosen.page._, signals(chosen)
    names = chosen.names
    rows = pl.DataFrame(
        [
            {
                _("Market"): names[one.market],
                _("Ladder"): _.text(ladders()[one.ladder].label),
                _("Found"): _.text(one.text),
                _("Rule"): _.text(RULES[one.rule]),
            }
            for one in found
        ]
    )
    about = chosen.provenance(
        _("What asks for a look"),
        SIGNAL.told(_.code)
        + "\n\n" + "\n\n".join(f"- {_.text(rule)}" for rule in RULES.values()),
        "stage_entries", "commitments", "self_inspections", "complaints", "cases",
    )  # fmt: skip
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="signals")
        if not found:
            st.success(_.n("Nothing stands out at the {n} market with a title.",
                           "Nothing stands out at the {n} markets with a title.", held["market"].n_unique()),
                       icon=":material/check_circle:")  # fmt: skip
        for measure in unreported(chosen.known.incidents):
            about_it = _(
                "{ledger}: the last {n} months are not handed in by every unit yet, so no market is held against its "
                "past.",
                ledger=_.text(ledger_of(measure).title), n=RECENT_MONTHS,
            )  # fmt: skip
            st.caption(f":material/pending: {about_it}")
        for market, own in groupby(found, key=lambda one: one.market):
            with st.container(border=True, gap="xxsmall"):
                st.button(
                    f"**{formats.literal(names[market])}**", type="tertiary", key=chosen.page.key(f"look-{market}"),
                    on_click=partial(open_market, market),
                )  # fmt: skip
                for one in own:
                    st.markdown(LOOK.saying(formats.literal(_.text(one.text))))
                    st.caption(_.text(RULES[one.rule]))
        origin(chosen.page, about)


def _held(chosen: Chosen, held: pl.DataFrame) -> None:
    """Every title and how long it still holds, the first to run out on top."""
    _, names = chosen.page._, chosen.names
    rows = pl.DataFrame(
        [
            {
                _("Market"): names[row["market"]],
                _("Ladder"): _.text(ladders()[row["ladder"]].label),
                _("Title since"): formats.day(row["since"], _.code),
                _("Holds to"): formats.day(row["until"], _.code),
                _("Days left"): _left(chosen, row["until"]),
            }
            for row in held.iter_rows(named=True)
        ]
    )
    about = chosen.provenance(
        _("Titles and their end"),
        _("The last day of a title by its document, else by the usual years; those within {n} days are marked.",
          n=ENDING_DAYS),
        "stage_entries",
    )  # fmt: skip
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="titles")
        shown = rows.drop(_("Title since"))
        st.dataframe(shown, hide_index=True, height="content", key=chosen.page.key("titles"))
        origin(chosen.page, about)


def _left(chosen: Chosen, until: date | None) -> str:
    _ = chosen.page._
    if until is None:
        return formats.MISSING
    left = (until - chosen.as_of).days
    look = signal(left <= ENDING_DAYS)
    mark = f"{look.shape} " if look else ""
    return mark + (formats.days(left, _.code) if left >= 0 else _("over for {days}", days=formats.days(-left, _.code)))
