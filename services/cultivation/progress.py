"""Planned against actual: how far a market's materials are on file, held against its plan, and lights by rule.

Actual, in percent: the points of the scored criteria whose proof is on file, of all points the market is assessed
by (stalls, and its online channel if it has one). What is on file once stays on file.
Planned: a straight line from what was on file on the day cultivation began to 100 on the planned end.
Both are written with one decimal; how far a market is behind is read off what is written, and so is its light (the rule
PROGRESS of `services.days.lights`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.cultivation import ACTIVE
from data.ledgers.market_columns import OFFLINE, ONLINE
from services.cultivation import criteria
from services.cultivation.ladders import ladders, planned_stage, stages
from services.cultivation.records import Records
from services.cultivation.scores import expected
from services.cultivation.standing import began, standing
from services.days import lights
from services.words.formats import rounded

WHERE = ("market", "channel", "criterion")


@dataclass(frozen=True, slots=True)
class Plan:
    """When a market is meant to have its materials complete on a ladder: from the first day to the last."""

    market: str
    ladder: str
    start: date
    end: date

    def share(self, day: date) -> float:
        """How much of the time is over on a day, from 0 to 1."""
        whole = (self.end - self.start).days
        return 1.0 if whole <= 0 else min(max((day - self.start).days / whole, 0.0), 1.0)


def required(records: Records) -> pl.DataFrame:
    """The scored criteria each market needs a proof for: market, channel, criterion, possible."""
    return expected(records).filter("scored").select(*WHERE, "possible")


def evidence(records: Records) -> pl.DataFrame:
    """Since when a proof is on file: market, channel, criterion, since. It is the first assessment that has one, or
    the first row of the ledger whose rows prove the criterion; one that knows no channel counts for both."""
    rows = records["assessments"].filter(pl.col("proof").is_not_null())
    parts = [rows.select(*WHERE, pl.col("assessed_on").alias("since"))]
    parts += [_from_ledger(records, one.records, one.code) for one in criteria.criteria().values() if one.records]
    return pl.concat(parts).group_by(WHERE).agg(pl.col("since").min()).sort(WHERE)


def _from_ledger(records: Records, ledger: str, criterion: str) -> pl.DataFrame:
    rows, dated = records[ledger], ledger_of(ledger).dated
    if "channel" not in rows.columns:
        rows = pl.concat([rows.with_columns(channel=pl.lit(channel)) for channel in (OFFLINE, ONLINE)])
    return rows.select("market", "channel", pl.lit(criterion).alias("criterion"), pl.col(dated).alias("since"))


def on_file(records: Records) -> pl.DataFrame:
    """The steps of what is on file: market, day, actual (percent from that day on). Markets without any have no row."""
    wanted = required(records)
    whole = wanted.group_by("market").agg(pl.col("possible").sum().alias("whole"))
    daily = (
        wanted.join(evidence(records), on=WHERE)
        .group_by("market", pl.col("since").alias("day"))
        .agg(pl.col("possible").sum())
        .sort("market", "day")
        .join(whole, on="market", how="left", maintain_order="left")
    )
    actual = 100 * pl.col("possible").cum_sum().over("market") / pl.col("whole")
    return daily.select("market", "day", actual.alias("actual"))


def actual_on(steps: pl.DataFrame, market: str, day: date) -> float:
    """What a market had on file on a day, in percent, by the steps of `on_file`."""
    known = steps.filter(pl.col("market") == market, pl.col("day") <= day)
    return known["actual"].to_list()[-1] if known.height else 0.0


def plans(records: Records) -> list[Plan]:
    """The plan of each market and ladder that has begun its cultivation; the end is the one that was entered, else
    the usual length of the stage."""
    rows = began(records).join(records["cultivation"], on=("market", "ladder")).sort("market", "ladder")
    return [
        Plan(row["market"], row["ladder"], row["start"], row["planned_end"] or _usual_end(row["ladder"], row["start"]))
        for row in rows.iter_rows(named=True)
    ]


def _usual_end(ladder: str, start: date) -> date:
    return start + timedelta(days=stages()[planned_stage(ladder)].days)


def planned_on(plan: Plan, steps: pl.DataFrame, day: date) -> float:
    """What a market was meant to have on file on a day, in percent."""
    first = actual_on(steps, plan.market, plan.start)
    return first + (100 - first) * plan.share(day)


def written(percent: float) -> Decimal:
    """A percentage as it is written, with one decimal."""
    return rounded(percent, 1)


PROGRESS = {
    "market": pl.String(),
    "ladder": pl.String(),
    "start": pl.Date(),
    "end": pl.Date(),
    "planned": pl.Float64(),
    "actual": pl.Float64(),
    "behind": pl.Float64(),
    "light": pl.String(),
}


def progress(records: Records) -> pl.DataFrame:
    """Where each market with a plan stands on the day, columns of PROGRESS; `behind` in points, negative when ahead.
    Whoever has gone on to the next stage has no light: what counts there is the superior's decision."""
    steps, day = on_file(records), records.as_of
    going = set(_in_cultivation(records))
    rows = []
    for plan in plans(records):
        planned, actual = planned_on(plan, steps, day), actual_on(steps, plan.market, day)
        points = float(written(planned) - written(actual))
        shown = lights.progress(points).code if (plan.market, plan.ladder) in going else None
        rows.append((plan.market, plan.ladder, plan.start, plan.end, planned, actual, planned - actual, shown))
    return pl.DataFrame(rows, schema=PROGRESS, orient="row")


def _in_cultivation(records: Records) -> list[tuple[str, str]]:
    now = standing(records).filter(pl.col("state") == ACTIVE)
    planned = {code: planned_stage(code) for code in ladders()}
    stage = pl.col("ladder").replace_strict(planned, default="", return_dtype=pl.String)
    return now.filter(pl.col("stage") == stage).select("market", "ladder").rows()


CURVE = {
    "market": pl.String(),
    "ladder": pl.String(),
    "day": pl.Date(),
    "planned": pl.Float64(),
    "actual": pl.Float64(),
}


def curve(records: Records, days: Sequence[date]) -> pl.DataFrame:
    """Planned against actual on each of the days, columns of CURVE; a market's days begin with its plan, and `actual`
    is null after the day of the records."""
    steps = on_file(records)
    rows = []
    for plan in plans(records):
        own = steps.filter(pl.col("market") == plan.market)
        first = actual_on(own, plan.market, plan.start)
        known, values = own["day"].to_list(), [0.0, *own["actual"]]
        for day in days:
            if day >= plan.start:
                planned = first + (100 - first) * plan.share(day)
                actual = values[bisect_right(known, day)] if day <= records.as_of else None
                rows.append((plan.market, plan.ladder, day, planned, actual))
    return pl.DataFrame(rows, schema=CURVE, orient="row")


def burn_up(curve: pl.DataFrame) -> pl.DataFrame:
    """All markets together: day, markets (whose plan has begun), planned and actual (the mean of all of them, in
    percent). A market whose plan has not begun counts as 0: a mean of those alone that have would fall whenever one
    joins."""
    whole = curve.select("market", "ladder").n_unique()
    actual = pl.when(pl.col("actual").is_not_null().any()).then(pl.col("actual").sum() / whole)
    return (
        curve.group_by("day")
        .agg(
            pl.len().cast(pl.Int64).alias("markets"),
            (pl.col("planned").sum() / whole).alias("planned"),
            actual.alias("actual"),
        )
        .sort("day")
    )
