"""The use of the mark: whose labels exceed what the ground can bear, and which users need a look.

A missing figure is never taken for zero: the balance then says 未掌握 and raises nothing. What is raised reads 待核实.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from data.ledgers.gi_samples import FAILED
from data.ledgers.mark_users import AUTHORISED
from data.store import Range, Store, read_rows, values_of
from data.texts import Text
from services.access.rights import Action, Person, Sight, require
from services.ground import geometry
from services.indication.inside import covered
from services.indication.seasons import plots_of, span
from services.indication.thresholds import OF_USE, Limits, Threshold, limits, thresholds
from services.indication.versions import version_in_force
from services.records.readable import names_of

UNKNOWN, FINE, TO_VERIFY = "unknown", "fine", "to_verify"
STATES: dict[str, Text] = {
    TO_VERIFY: Text("待核实", "To be verified"),
    FINE: Text("平衡", "In balance"),
    UNKNOWN: Text("未掌握", "Not known"),
}
# Each alarm holds one share of the balance against the threshold of the same code.
SHARES = {"over_yield": "label_share", "over_quota": "quota_share", "oversold": "sold_share"}
LACKING: dict[str, Text] = {
    "plots": Text("没有登记地块", "no plots are entered"),
    "yield": Text("地块缺预计产量", "a plot has no expected yield"),
    "labels": Text("没有标识发放记录", "no labels issued are entered"),
    "weight": Text("缺退回、损毁数量或每枚对应重量", "labels returned, damaged or their weight are missing"),
}
NOTICES: dict[str, Text] = {
    "expired": Text("待核实：授权已过有效期", "To be verified: the authorisation has ended"),
    "expiring": Text("授权即将到期", "The authorisation is about to end"),
    "no_sample": Text("待核实：本产季没有抽样", "To be verified: no sample this season"),
    "sample_failed": Text("待核实：抽样不合格", "To be verified: a sample failed"),
    "outside": Text("待核实：地块在保护范围之外", "To be verified: plots outside the protected area"),
}
NOTICE_SCHEMA = {
    "user": pl.String(), "notice": pl.String(), "count": pl.Int64(), "day": pl.Date(), "codes": pl.List(pl.String())
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkUse:
    """The use of the mark in a season.

    `balance` as `balance` gives it with the users' names (masked where they must be), without those who are no longer
    users and got no labels; `notices` as `notices` gives them. `area` is the version in force that plots were held
    against, None where there is none; without `sampled` no sample of the season is known, and nobody is said to lack
    one.
    """

    season: str
    balance: pl.DataFrame
    notices: pl.DataFrame
    thresholds: dict[str, Threshold]
    area: str | None
    sampled: bool


def mark_use(store: Store, person: Person, season: str, today: date, *, sight: Sight | None = None) -> MarkUse:
    """Every user's balance and notices in a season, as known today. `sight` says whose names are shown, by default
    those that the person handles. Raises NotAllowed."""
    require(person, Action.SEE)
    first, last = span(season)
    users, plots = read_rows(store, "mark_users", order=("code",)), plots_of(store, season)
    labels, sales = (read_rows(store, name, where={"season": season}) for name in ("label_issues", "sales"))
    samples = read_rows(store, "gi_samples", where={"taken_on": Range(first, last)})
    area = version_in_force(store, today)
    bounds = limits(OF_USE)
    names = names_of(store, "mark_users", sight=replace(sight or person.sight, names=True))
    named = pl.col("user").replace_strict(names, default=None, return_dtype=pl.String).alias("name")
    return MarkUse(
        season,
        _of_interest(balance(users, plots, labels, sales, bounds), users).with_columns(named),
        notices(users, plots, samples, area.geometry if area else None, today, bounds),
        thresholds(OF_USE),
        area.code if area else None,
        not samples.is_empty(),
    )


def seasons_of_use(store: Store) -> list[str]:
    """The seasons of which plots, labels or sales are entered, the newest first."""
    found = (values_of(store, name, "season") for name in ("gi_plots", "label_issues", "sales"))
    return sorted({season for column in found for season in column}, reverse=True)


def _of_interest(rows: pl.DataFrame, users: pl.DataFrame) -> pl.DataFrame:
    """Whoever is authorised, and whoever else holds labels or sold under the mark."""
    authorised = users.filter(pl.col("state") == AUTHORISED)["code"].implode()
    return rows.filter(pl.col("user").is_in(authorised) | pl.any_horizontal(pl.col("issued", "sold").is_not_null()))


def balance(
    users: pl.DataFrame, plots: pl.DataFrame, labels: pl.DataFrame, sales: pl.DataFrame, bounds: Limits
) -> pl.DataFrame:
    """One row a user, the rows of one season given: user, plots, area (亩), expected_yield (kg), quota, issued,
    used, returned, damaged, left (labels), labelled (kg that the labels in circulation mark), issued_weight,
    used_weight, quota_weight (kg that these labels mark; for the quota by the mean weight of those issued), sold (kg),
    label_share, quota_share, sold_share (1 is what the ground or the quota bears), alarms (codes of SHARES), lacking
    (codes of LACKING), state. A sum of which one part is missing is null."""
    own = users.select(pl.col("code").alias("user"), pl.col("label_quota").alias("quota"))
    joined = own
    for part in (_ground(plots), _labels(labels), sales.group_by("user").agg(_whole(pl.col("quantity")).alias("sold"))):
        joined = joined.join(part.filter(pl.col("user").is_not_null()), on="user", how="left", maintain_order="left")
    shares = joined.with_columns(
        pl.col("plots").fill_null(0),
        label_share=_share("labelled", "expected_yield"),
        quota_share=_share("issued", "quota"),
        sold_share=_share("sold", "expected_yield"),
        quota_weight=pl.col("quota") * _share("issued_weight", "issued"),
        lacking=_lacking(),
    )
    raised = [
        pl.when(pl.col(share) > bounds[code] / 100).then(pl.lit(code)).alias(code) for code, share in SHARES.items()
    ]
    return shares.with_columns(alarms=pl.concat_list(raised).list.drop_nulls()).with_columns(
        state=pl.when(pl.col("alarms").list.len() > 0)
        .then(pl.lit(TO_VERIFY))
        .when(pl.col("label_share").is_null())
        .then(pl.lit(UNKNOWN))
        .otherwise(pl.lit(FINE))
    )


def _ground(plots: pl.DataFrame) -> pl.DataFrame:
    """Plots, 亩 (as declared, else as drawn) and expected yield by user."""
    shapes = geometry.read_shapes(plots["geometry"], plots["point"])
    drawn = pl.Series(geometry.square_metres(geometry.sound(shapes)) / geometry.SQUARE_METRES_OF_A_MU, dtype=pl.Float64)
    known = plots.with_columns(pl.col("area_declared").fill_null(pl.when(drawn > 0).then(drawn)))
    return known.group_by("user").agg(
        pl.len().cast(pl.Int64).alias("plots"),
        _whole(pl.col("area_declared")).alias("area"),
        _whole(pl.col("expected_yield")).alias("expected_yield"),
    )


def _labels(labels: pl.DataFrame) -> pl.DataFrame:
    circulating = pl.col("issued") - pl.col("returned") - pl.col("damaged")
    counts = ("issued", "used", "returned", "damaged")
    return labels.group_by("user").agg(
        *(_whole(pl.col(name)).alias(name) for name in counts),
        _whole(circulating - pl.col("used")).alias("left"),
        _whole(circulating * pl.col("label_weight")).alias("labelled"),
        *(_whole(pl.col(name) * pl.col("label_weight")).alias(f"{name}_weight") for name in ("issued", "used")),
    )


def _lacking() -> pl.Expr:
    """Which figures keep the labels from being held against the ground."""
    lacks = {
        "plots": pl.col("plots").is_null(),
        "yield": pl.col("plots").is_not_null() & pl.col("expected_yield").is_null(),
        "labels": pl.col("issued").is_null(),
        "weight": pl.col("issued").is_not_null() & pl.col("labelled").is_null(),
    }
    named = [pl.when(missing).then(pl.lit(code)).alias(code) for code, missing in lacks.items()]
    return pl.concat_list(named).list.drop_nulls()


def _whole(value: pl.Expr) -> pl.Expr:
    """The sum, null where a part of it is missing."""
    return pl.when(value.is_not_null().all()).then(value.sum())


def _share(part: str, whole: str) -> pl.Expr:
    return (pl.col(part) / pl.col(whole)).fill_nan(None)


def notices(
    users: pl.DataFrame, plots: pl.DataFrame, samples: pl.DataFrame, area: str | None, today: date, bounds: Limits
) -> pl.DataFrame:
    """What needs a look, by kind and user: user, notice (a code of NOTICES), count, day, codes (of samples or
    plots). `area` is the GeoJSON of the version in force; plots and samples are those of one season."""
    active = users.filter(pl.col("state") == AUTHORISED)
    sampled = _of_users(samples, plots)
    parts = [
        _ending(active, today, int(bounds["expiring"])),
        _unsampled(active, sampled),
        _failed(sampled),
        _outside(plots, area),
    ]
    return pl.concat([_noticed(part) for part in parts])


def _noticed(part: pl.DataFrame) -> pl.DataFrame:
    """The part with all columns of NOTICE_SCHEMA."""
    lacking = [pl.lit(None, dtype).alias(name) for name, dtype in NOTICE_SCHEMA.items() if name not in part.columns]
    return part.with_columns(lacking).select(pl.col(name).cast(dtype) for name, dtype in NOTICE_SCHEMA.items())


def _ending(active: pl.DataFrame, today: date, days: int) -> pl.DataFrame:
    end = pl.col("authorised_to")
    kind = pl.when(end < today).then(pl.lit("expired")).when(end <= today + timedelta(days)).then(pl.lit("expiring"))
    ending = active.select(pl.col("code").alias("user"), kind.alias("notice"), end.alias("day"))
    return ending.filter(pl.col("notice").is_not_null()).sort("day")


def _of_users(samples: pl.DataFrame, plots: pl.DataFrame) -> pl.DataFrame:
    """Samples by user: their own, or that of the plot they were taken from."""
    owners = plots.select(pl.col("code").alias("plot"), pl.col("user").alias("owner"))
    joined = samples.join(owners, on="plot", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("user", "owner").alias("user")).filter(pl.col("user").is_not_null())


def _unsampled(active: pl.DataFrame, sampled: pl.DataFrame) -> pl.DataFrame:
    """Nobody, where no sample of the season is known at all."""
    lacking = ~pl.col("code").is_in(sampled["user"].implode()) & pl.lit(not sampled.is_empty())
    return active.filter(lacking).select(pl.col("code").alias("user"), notice=pl.lit("no_sample"))


def _failed(sampled: pl.DataFrame) -> pl.DataFrame:
    failed = sampled.filter(pl.col("verdict") == FAILED).group_by("user", maintain_order=True)
    return failed.agg(
        pl.lit("sample_failed").alias("notice"),
        pl.col("number").n_unique().alias("count"),
        pl.col("taken_on").max().alias("day"),
        pl.col("number").unique().sort().alias("codes"),
    )


def _outside(plots: pl.DataFrame, area: str | None) -> pl.DataFrame:
    used = plots.filter(pl.col("user").is_not_null())
    verdicts = covered(area, used) if area else pl.DataFrame(schema={"code": pl.String(), "verdict": pl.String()})
    out = verdicts.filter(pl.col("verdict").is_in(["outside", "partly"])).join(used, on="code", how="inner")
    return out.group_by("user", maintain_order=True).agg(
        pl.lit("outside").alias("notice"), pl.len().alias("count"), pl.col("code").sort().alias("codes")
    )


def alarm_texts(alarms: Sequence[str], shown: dict[str, Threshold]) -> list[Text]:
    """The alarms of one user as they are read."""
    labels = [shown[code].label for code in alarms]
    return [Text(f"待核实：{label.zh}", f"To be verified: {label.en}") for label in labels]
