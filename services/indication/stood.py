"""The review as it stood on a past day: which version was looked at, and what had been said of it by then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from data.ledgers.gi_areas import DRAFT, FINAL, IN_REVIEW, REHEARSED, RETURNED
from data.ledgers.gi_comments import PENDING
from data.store import Store, read_rows
from services.days.clock import ZONE
from services.indication.comments import Comment, comments, replies
from services.indication.versions import LEDGER, standing, version_in_force

UNDER_WORK = (IN_REVIEW, REHEARSED, RETURNED, DRAFT)
LOOKED_AT = (*UNDER_WORK, FINAL)


def to_look_at(rows: pl.DataFrame) -> str | None:
    """Of all versions (newest first), the code of the one that waits for a look: in review, else returned, else a
    draft, else the one in force, else the newest."""
    for state in LOOKED_AT:
        found = rows.filter(pl.col("state") == state)
        if found.height:
            return found["code"][0]
    return rows["code"][0] if rows.height else None


def in_force_on(store: Store, day: date) -> str | None:
    """The code of the protected area that was in force on a day."""
    found = version_in_force(store, day)
    return found.code if found else None


def beside(store: Store, day: date, *, drafts: bool) -> list[tuple[str, str, str, str, str]]:
    """Code, title, kind, state and geometry of the versions in force on a day (then signed off, whatever became of
    them), and with `drafts` of all that are under work today, the oldest first."""
    columns = ("code", "title", "kind", "state", "geometry")
    states = list(UNDER_WORK if drafts else ())
    under_work = read_rows(store, LEDGER, where={"state": states}, order=("drafted_at",))
    signed = standing(store, day).with_columns(state=pl.lit(FINAL))
    return [row for rows in (under_work, signed) for row in rows.select(columns).iter_rows()]


def said_by(store: Store, code: str, day: date | None) -> list[Comment]:
    """The comments on a version; with a day those made by its end, in the state they had then."""
    every = comments(store, code)
    if day is None:
        return every
    made = [one for one in every if one.at.astimezone(ZONE).date() <= day]
    return [replace(one, state=state) for one, state in zip(made, _states(store, made, day), strict=True)]


def _states(store: Store, made: Sequence[Comment], day: date) -> list[str]:
    """The last state that a reply had given each comment by the end of a day."""
    thread = replies(store, *(one.number for one in made)).filter(
        pl.col("state").is_not_null(), pl.col("at").dt.convert_time_zone(ZONE.key).dt.date() <= day
    )
    last = dict(thread.select("comment", "state").iter_rows())
    return [last.get(one.number, PENDING) for one in made]
