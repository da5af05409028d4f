"""What the review map shows beside boundaries, as frames: plots, mark users, samples, and where cases were."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import shapely

from data.ledgers.cases import GI_ACTS
from data.ledgers.gi_samples import FAILED, PASSED
from data.registry import entries
from data.store import Range, Store, read_rows
from services.access.rights import Sight
from services.ground import geometry
from services.indication.seasons import span
from services.maps.marks import townships
from services.records.readable import names_of

# By which a case is about the geographical indication: what was infringed, or how.
ABOUT_IT = ({"right": "gi"}, {"act": [act.code for act in GI_ACTS]}, {"law": "gi_rules"})
# How many numbers the store is asked for at once.
CHUNK = 5_000
WORST_FIRST = (FAILED, "pending", PASSED)
PLACE = ("longitude", "latitude")


def plots(store: Store, seasons: Sequence[str]) -> pl.DataFrame:
    """The plots of some seasons in frame form, with longitude and latitude of a point in each (null without one)."""
    rows = read_rows(store, "gi_plots", where={"season": list(seasons)}, order=("code", "-season"))
    shapes = geometry.read_shapes(rows["geometry"], rows["point"])
    spots = [shapely.point_on_surface(shape) if shape is not None else None for shape in shapes]
    degrees = [(spot.x, spot.y) if spot is not None and not spot.is_empty else (None, None) for spot in spots]
    placed = pl.DataFrame(degrees, schema=dict.fromkeys(PLACE, pl.Float64), orient="row")
    return rows.hstack(placed)


def user_names(store: Store, sight: Sight) -> dict[str, str]:
    """Names of the mark users by code, as somebody of that sight may read them."""
    return names_of(store, "mark_users", sight=replace(sight, names=True))


def mark_users(store: Store, seasons: Sequence[str]) -> pl.DataFrame:
    """The users who have plots in some seasons, in the middle of these: code, state, authorised_to, plots,
    longitude, latitude."""
    own = (
        plots(store, seasons)
        .filter(pl.col("user").is_not_null())
        .group_by(pl.col("user").alias("code"))
        .agg(pl.len().alias("plots"), pl.col(PLACE).mean())
        .drop_nulls(PLACE)
    )
    known = read_rows(store, "mark_users", columns=("code", "state", "authorised_to")).drop("id", "version", "since")
    return own.join(known, on="code").sort("code")


def samples(store: Store, seasons: Sequence[str], until: date) -> pl.DataFrame:
    """The samples of some seasons taken up to a day, one row a sample: code, taken_on, verdict (the worst of its
    parameters), failed (these parameters), user, longitude, latitude: its own place, else its plot's, else the middle
    of its user's plots."""
    taken = [Range(first, min(last, until)) for first, last in map(span, seasons)]
    rows = [read_rows(store, "gi_samples", where={"taken_on": days}) for days in taken]
    none = read_rows(store, "gi_samples", limit=0)
    return _judged(pl.concat([none, *rows]), plots(store, seasons))


def _judged(rows: pl.DataFrame, grown: pl.DataFrame) -> pl.DataFrame:
    order = pl.col("verdict").replace_strict({code: n for n, code in enumerate(WORST_FIRST)}, return_dtype=pl.Int64)
    failed = pl.col("parameter").filter(pl.col("verdict") == FAILED)
    each = (
        rows.with_columns(worst=order)
        .group_by(pl.col("number").alias("code"))
        .agg(
            pl.col("taken_on", "user", "plot", "point").first(),
            pl.col("verdict").sort_by("worst").first(),
            failed.alias("failed"),
        )
    )
    return _placed(each, grown).drop_nulls(PLACE).sort("taken_on", "code", descending=True)


def _placed(samples: pl.DataFrame, grown: pl.DataFrame) -> pl.DataFrame:
    degrees = pl.col("point").str.split_exact(",", 1).struct.rename_fields(["x", "y"])
    own = samples.with_columns(degrees.alias("own")).unnest("own")
    of_plot = grown.unique("code", keep="first").select(plot="code", plot_x="longitude", plot_y="latitude")
    of_user = grown.group_by("user").agg(user_x=pl.col("longitude").mean(), user_y=pl.col("latitude").mean())
    found = own.join(of_plot, on="plot", how="left").join(of_user, on="user", how="left")
    x, y = pl.col("x").cast(pl.Float64), pl.col("y").cast(pl.Float64)
    return found.with_columns(
        longitude=pl.coalesce(x, "plot_x", "user_x"), latitude=pl.coalesce(y, "plot_y", "user_y")
    ).drop("x", "y", "plot_x", "plot_y", "user_x", "user_y")


def incidents(store: Store, start: date, end: date) -> pl.DataFrame:
    """Cases about geographical indications opened from `start` to `end`, and the complaints received then that led to
    such a case, counted by township and never nearer: code, name, cases, complaints, longitude, latitude."""
    opened = _about_it(store, {"opened_on": Range(start, end)}).group_by("township").agg(cases=pl.len())
    linked = {"received_on": Range(start, end), "case": Range()}
    complaints = read_rows(store, "complaints", where=linked, columns=("township", "case"))
    numbers = complaints["case"].unique().to_list()
    of_such = [
        _about_it(store, {"number": numbers[first : first + CHUNK]})["number"]
        for first in range(0, len(numbers), CHUNK)
    ]
    led_to = complaints.filter(pl.col("case").is_in({number for chunk in of_such for number in chunk}))
    received = led_to.group_by("township").agg(complaints=pl.len())
    counted = opened.join(received, on="township", how="full", coalesce=True).with_columns(
        pl.col("cases", "complaints").fill_null(0)
    )
    return counted.rename({"township": "code"}).join(_townships(), on="code").sort("code")


def _about_it(store: Store, where: Mapping[str, Any]) -> pl.DataFrame:
    """The cases about geographical indications among those that `where` leaves: number and township."""
    found = [read_rows(store, "cases", where={**where, **about}, columns=("number", "township")) for about in ABOUT_IT]
    return pl.concat(found).unique("id")


def _townships() -> pl.DataFrame:
    """Code, Chinese name and point of each township that has a point."""
    labels = pl.DataFrame(
        [(entry.code, entry.label.zh) for entry in entries("townships")], schema=["code", "name"], orient="row"
    )
    return labels.join(townships(), on="name")
