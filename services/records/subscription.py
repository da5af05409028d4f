"""A unit's deadlines as a calendar to subscribe to. It names limits, numbers of rows and days, and nobody."""

from datetime import date, datetime

import polars as pl

from data.store import Store
from services.days.lights import LIGHTS
from services.days.limits import limits
from services.exchange.icalendar import Event, calendar
from services.records.matters import matters
from services.records.readable import names_of
from services.words.language import Language

# Entries of one calendar, the gravest first.
MOST = 500


def subscription(store: Store, office: str, on: date, at: datetime, _: Language) -> bytes:
    """The calendar of what a unit owes at a moment of a day: late matters on the day that has passed, others on the
    last day in time. What can't be dated yet, because a year's holidays are not known, is not in it."""
    known = limits()
    rows = matters(store, on, at, offices=(office,)).rows.filter(pl.col("due").is_not_null()).head(MOST)
    name = names_of(store, "offices").get(office, office)
    events = []
    for row in rows.iter_rows(named=True):
        limit = known[row["limit"]]
        events.append(
            Event(
                uid=f"{row['limit']}-{row['ledger']}-{row['id'] or row['number']}@{store.district}.board",
                when=row["due_at"] or row["due"],
                summary=f"{LIGHTS[row['light']].plain(_.code)} {_.text(limit.label)} {row['number']}",
                description=f"{_.text(limit.definition)}\n{_.text(limit.source)}",
            )
        )
    return calendar(_("Deadlines of {unit}", unit=name), events, at)
