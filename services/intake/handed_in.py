"""What an upload says of who has handed in: the months it has rows of, up to the day that a person states."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from data.ledgers.submissions import HAS_ROWS, NOTHING
from data.store import Change
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.intake.held import Known
from services.records.submissions import last_day, period_of, reach

MONTHS = {
    "office": pl.String(),
    "ledger": pl.String(),
    "month": pl.Date(),
    "last": pl.Date(),
    "content": pl.String(),
    "until": pl.Date(),
    "id": pl.Int64(),
    "version": pl.Int64(),
}
Frames = Mapping[str, pl.DataFrame]


def months(frames: Frames, known: Known, office: str | None) -> pl.DataFrame:
    """The months of which an upload's good rows (by ledger) hold any: office, ledger, month (its first day), the day
    of the last row; and what is known of the month: content, until, id and version of its submission.

    They count for `office` where its kind hands in that ledger, else for each row's own office. A ledger without a
    date has no months, and a month without a row is none: it stays as it was.
    """
    kinds = _kinds(frames, known)
    found = [_of_ledger(ledger_of(name), rows, kinds, known, office) for name, rows in frames.items()]
    return pl.concat([pl.DataFrame(schema=MONTHS), *found])


def unsaid(frames: Frames, known: Known, office: str | None) -> pl.DataFrame:
    """Those of `months` that are not wholly handed in yet: of them a person must say up to which day."""
    ends = pl.col("month").dt.month_end()
    return months(frames, known, office).filter((pl.col("until") < ends).fill_null(True)).sort("month", "ledger")


def latest_day(unsaid: pl.DataFrame, today: date, *, left_out: bool) -> date:
    """The last day up to which an upload can report the months of `unsaid`: today at the latest. Where refused rows are
    left out (`left_out`) what they say is missing, of whichever month it is: so none of the months can be whole, and it
    is the last day but one of the first of them."""
    first = unsaid["month"].min()
    return min(today, last_day(first) - timedelta(days=1)) if left_out and isinstance(first, date) else today


def submissions(
    frames: Frames, known: Known, *, office: str | None, until: date | None, person: Person, clock: Clock
) -> list[Change]:
    """New or changed rows of `submissions` for the good rows of an upload, by ledger.

    The person says that all rows up to the day `until` are in it: months with rows that end by then are handed in
    whole, that day's month up to it. Without a day nothing is said, and no month is handed in. A month keeps the
    time at which it was first reported that far; a 零报告 becomes 有数据. Raises NotAllowed for an office that
    the person may not hand in for.
    """
    given = frames.get("submissions")
    taken = set(given.select("office", "ledger", "period").rows()) if given is not None else set()
    changes = []
    for row in months(frames, known, office).sort("month", maintain_order=True).iter_rows(named=True):
        key = {"office": row["office"], "ledger": row["ledger"], "period": period_of(row["month"])}
        values = _said(row, until, person, clock)
        if values and tuple(key.values()) not in taken:
            require(person, Action.HAND_IN, row["office"])
            changes.append(
                Change("submissions", {**key, **values} if row["id"] is None else values, row["id"], row["version"])
            )
    return changes


def _said(row: Mapping[str, Any], until: date | None, person: Person, clock: Clock) -> dict[str, Any]:
    """What becomes of the month's submission; nothing where all of it stands already."""
    day = min(until, last_day(row["month"])) if until and until >= row["month"] else None
    further = day is not None and (row["until"] is None or day > row["until"])
    values: dict[str, Any] = {"until": day, "by": person.code, "at": clock.now()} if further else {}
    return values | ({"content": HAS_ROWS} if row["content"] == NOTHING or (further and not row["content"]) else {})


def _kinds(frames: Frames, known: Known) -> dict[str, str]:
    offices = [known.rows("offices"), *([frames["offices"]] if "offices" in frames else [])]
    return {code: kind for rows in offices for code, kind in rows.select("code", "kind").iter_rows()}


def _of_ledger(
    ledger: Ledger, rows: pl.DataFrame, kinds: Mapping[str, str], known: Known, office: str | None
) -> pl.DataFrame:
    column = next((column.name for column in ledger.references if column.refers_to == "offices"), None)
    if ledger.own or not ledger.dated or column is None or rows.is_empty():
        return pl.DataFrame(schema=MONTHS)
    own = office if office and kinds.get(office) in ledger.reported_by else None
    by, day = (pl.lit(own) if own else pl.col(column)).alias("office"), pl.col(ledger.dated)
    held = rows.group_by(by, day.dt.truncate("1mo").alias("month")).agg(day.max().alias("last"))
    reporting = [code for code, kind in kinds.items() if kind in ledger.reported_by]
    owed = held.drop_nulls("month").filter(pl.col("office").is_in(reporting))
    stored = reach(known.rows("submissions", {"ledger": ledger.name}))
    told = stored.select("office", "month", "content", "until", "id", "version")
    return (
        owed.join(told, on=("office", "month"), how="left")
        .with_columns(ledger=pl.lit(ledger.name))
        .select(pl.col(name).cast(dtype) for name, dtype in MONTHS.items())
    )
