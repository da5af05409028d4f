"""Scores by criterion and group. Self and official assessments, stalls and the online channel, are never mixed.

The score on a day is the sum, over the criteria, of the points that the last assessment up to that day gave.
A criterion that was not assessed has no points; it is not zero.
"""

import polars as pl

from data.ledgers.market_columns import OFFLINE, ONLINE
from services.cultivation import criteria
from services.cultivation.records import Records

WHOSE = ("market", "kind", "channel")
UNFINISHED = 1e-9


def latest(records: Records) -> pl.DataFrame:
    """The last points of each criterion in use: market, kind, channel, criterion, assessed_on, points, proof,
    id, version, group, possible, scored, online, effort."""
    rows = records["assessments"].join(criteria.table(), on="criterion", how="inner")
    last = rows.sort("assessed_on", "id").group_by(*WHOSE, "criterion", maintain_order=True).last()
    wanted = ("assessed_on", "points", "proof", "id", "version", "group", "possible", "scored", "online", "effort")
    return last.select(*WHOSE, "criterion", *wanted).sort(*WHOSE, "criterion")


def by_group(records: Records) -> pl.DataFrame:
    """Points by group: market, kind, channel, group, points, possible (of all its criteria that the channel is
    assessed by), assessed and criteria (how many), share (points of possible, null while any is not assessed)."""
    given = (
        latest(records)
        .group_by(*WHOSE, "group")
        .agg(pl.col("points").sum(), pl.col("points").count().cast(pl.Int64).alias("assessed"))
    )
    whole = given["assessed"] == given.join(_whole(), on=("channel", "group"), how="left")["criteria"]
    return (
        given.with_columns(whole.alias("whole"))
        .join(_whole(), on=("channel", "group"), how="left")
        .with_columns(pl.when("whole").then(pl.col("points") / pl.col("possible")).alias("share"))
        .select(*WHOSE, "group", "points", "possible", "assessed", "criteria", "share")
        .sort(*WHOSE, "group")
    )


def _whole() -> pl.DataFrame:
    """What each channel can reach: channel, group, possible, criteria, scored."""
    return (
        by_channel(criteria.table())
        .group_by("channel", "group")
        .agg(pl.col("possible").sum(), pl.len().cast(pl.Int64).alias("criteria"), pl.col("scored").first())
    )


def by_channel(table: pl.DataFrame) -> pl.DataFrame:
    """The criteria of each channel: all of them for the stalls, those marked so for the online channel."""
    stalls = table.select(pl.lit(OFFLINE).alias("channel"), pl.all())
    return pl.concat([stalls, table.filter("online").select(pl.lit(ONLINE).alias("channel"), pl.all())])


def totals(records: Records) -> pl.DataFrame:
    """The reference score: market, kind, channel, points, possible, assessed, criteria, assessed_on (the last day)."""
    last = latest(records).filter("scored")
    reach = _whole().filter("scored").group_by("channel").agg(pl.col("possible").sum(), pl.col("criteria").sum())
    given = last.group_by(*WHOSE).agg(
        pl.col("points").sum(), pl.col("points").count().cast(pl.Int64).alias("assessed"), pl.col("assessed_on").max()
    )
    return (
        given.join(reach, on="channel", how="left")
        .select(*WHOSE, "points", "possible", "assessed", "criteria", "assessed_on")
        .sort(*WHOSE)
    )


def history(records: Records) -> pl.DataFrame:
    """How the score came about: market, kind, channel, day, points, assessed, one row a day of assessment."""
    table = criteria.table().filter("scored")
    rows = records["assessments"].join(table, on="criterion", how="inner").sort("assessed_on", "id")
    before = pl.col("points").shift(1).over(*WHOSE, "criterion")
    steps = rows.select(
        *WHOSE,
        pl.col("assessed_on").alias("day"),
        (pl.col("points") - before.fill_null(0)).alias("step"),
        before.is_null().cast(pl.Int64).alias("new"),
    )
    daily = steps.group_by(*WHOSE, "day").agg(pl.col("step", "new").sum()).sort(*WHOSE, "day")
    return daily.select(
        *WHOSE,
        "day",
        pl.col("step").cum_sum().over(WHOSE).alias("points"),
        pl.col("new").cum_sum().over(WHOSE).alias("assessed"),
    )


def expected(records: Records) -> pl.DataFrame:
    """The criteria each market on a ladder is assessed by: market, channel and the columns of `criteria.SCHEMA`; the
    online channel only where the market has one."""
    markets = records.markets.select(market="code", has_online=pl.col("online").fill_null(False))
    wanted = markets.join(by_channel(criteria.table()), how="cross")
    return wanted.filter((pl.col("channel") == OFFLINE) | pl.col("has_online")).drop("has_online")


def checklist(records: Records, kind: str) -> pl.DataFrame:
    """What each market is assessed by, assessed or not: the columns of `expected`, then assessed_on, points, proof,
    id, version of the last assessment of that kind."""
    given = latest(records).filter(pl.col("kind") == kind)
    facts = given.select("market", "channel", "criterion", "assessed_on", "points", "proof", "id", "version")
    return expected(records).join(facts, on=("market", "channel", "criterion"), how="left", maintain_order="left")


def gaps(records: Records, kind: str) -> pl.DataFrame:
    """Criteria with points to be gained, most points for a day's work first: those of `checklist`, with missing
    (points to be gained, all while not assessed) and per_effort (missing points a person-day)."""
    missing = pl.col("possible") - pl.col("points").fill_null(0)
    found = checklist(records, kind).with_columns(missing=missing, per_effort=missing / pl.col("effort"))
    short = found.filter(pl.col("missing") > UNFINISHED)
    return short.sort("scored", "per_effort", "missing", descending=True, maintain_order=True)


def side_by_side(records: Records, kind: str) -> pl.DataFrame:
    """Stalls and online channel on the criteria that both are assessed by: market, criterion, group, possible,
    offline, online (points, null where not assessed). Only markets with an online channel."""
    found = checklist(records, kind).filter("online")
    both = found.filter(pl.col("channel") == ONLINE).select(
        "market", "criterion", "group", "possible", pl.col("points").alias(ONLINE)
    )
    stalls = found.filter(pl.col("channel") == OFFLINE).select("market", "criterion", pl.col("points").alias(OFFLINE))
    return both.join(stalls, on=("market", "criterion"), how="left", maintain_order="left").select(
        "market", "criterion", "group", "possible", OFFLINE, ONLINE
    )
