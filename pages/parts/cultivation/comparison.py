"""比较: all markets by criterion group, market by criterion with its gaps, and before and after joining."""

import polars as pl
import streamlit as st

from data.ledgers.assessments import KINDS, OFFICIAL
from data.ledgers.market_columns import CHANNELS
from pages.parts.asking.filters import Choice, choose
from pages.parts.cultivation.chosen import Chosen
from pages.parts.frame import address
from pages.parts.showing.figure import figure
from services.cultivation.criteria import groups
from services.cultivation.figures.groups import dots, dots_rows, gaps, gaps_rows
from services.cultivation.figures.pairs import pairs
from services.figures.export import Provenance
from services.figures.spec import scale_end
from services.words import formats

SCORED, HELD_AGAINST = "scored", "held"


def comparison(chosen: Chosen) -> None:
    """The whole view."""
    _ = chosen.page._
    kinds = _.labels(KINDS)
    channels = _.labels(CHANNELS)
    sets = {SCORED: _("Scored criteria"), HELD_AGAINST: _("Standard and controls")}
    asked = choose(
        chosen.page,
        Choice("kind_of", _("Assessment"), kinds, default=OFFICIAL, buttons=True),
        Choice("channel", _("Channel"), channels, buttons=True),
        Choice("set", _("Grid of"), sets, buttons=True),
    )
    _dots(chosen, asked["kind_of"], asked["channel"])
    _gaps(chosen, asked["kind_of"], asked["channel"], asked["set"] == SCORED)
    _joined(chosen)


def _dots(chosen: Chosen, kind: str, channel: str) -> None:
    _ = chosen.page._
    known_groups = chosen.kept(chosen.known.by_group)
    own = known_groups.filter(pl.col("kind") == kind, pl.col("channel") == channel)
    rows = dots_rows(own, chosen.names, address.get("market") or "", _)
    about = chosen.provenance(
        _("Markets by group of criteria"),
        _(
            "A dot a market: the points it was given of those the group can reach. Lowest, highest and the chosen "
            "market are named. A group that is not wholly assessed has no dot. Self and official assessments, stalls "
            "and online channel are never mixed."
        ),
        "assessments",
    )
    columns = {"group": _("Group"), "market": _("Market"), "points": _("Points"), "possible": _("Possible")}
    labels = tuple(_.text(group.label) for group in groups().values())
    figure(chosen.page, dots, rows, about, key="dots", options=(labels,), columns=columns, empty=_nothing(chosen))
    unfinished = own.filter(pl.col("share").is_null()).height
    if unfinished:
        st.caption(
            _.n(
                "{n} group of a market is not wholly assessed.",
                "{n} groups of markets are not wholly assessed.",
                unfinished,
            )
        )


def _gaps(chosen: Chosen, kind: str, channel: str, scored: bool) -> None:
    _ = chosen.page._
    whole = chosen.kept(chosen.known.checklist(kind))
    own = whole.filter(pl.col("channel") == channel, pl.col("scored") == scored)
    rows = gaps_rows(own, chosen.names, _)
    lacking = rows.group_by("market").agg(pl.col("lacks").fill_null(0).sum()).sort("lacks", "market", descending=True)
    about = chosen.provenance(
        _("Gaps by market and criterion"),
        _(
            "Points that are missing; the darker, the larger a part of the criterion. ✓ nothing is missing, ? nobody "
            "has assessed it yet. Markets with the most missing points first."
        ),
        "assessments",
    )
    columns = {"market": _("Market"), "criterion": _("Criterion"), "lacks": _("Points missing"), "tip": _("Points")}
    options = (tuple(lacking["market"]), tuple(rows["criterion"].unique(maintain_order=True)))
    figure(chosen.page, gaps, rows, about, key="gaps", options=options, columns=columns, empty=_nothing(chosen))


def _nothing(chosen: Chosen) -> str:
    return chosen.page._("Nothing is assessed here yet: enter it under Work, or choose another kind or channel.")


def _joined(chosen: Chosen) -> None:
    _ = chosen.page._
    found = chosen.kept(chosen.known.joined)
    columns = st.columns(2)
    for column, (measure, title) in zip(columns, titles(chosen).items(), strict=True):
        rows = joined_rows(chosen, found.filter(pl.col("measure") == measure))
        with column:
            figure(
                chosen.page, pairs, rows, about_joining(chosen, title, measure), key=f"joined-{measure}",
                options=(tuple(rows["label"]), scale_end([*rows["first"], *rows["second"]])),
                columns={"label": _("Market"), "months": _("Months each"), "first": _("Before"), "second": _("After")},
                empty=_("No market has a whole month before and after it joined that is known."),
            )  # fmt: skip


def titles(chosen: Chosen) -> dict[str, str]:
    """Titles by measure."""
    _ = chosen.page._
    return {"complaints": _("Complaints before and after joining"), "cases": _("Cases before and after joining")}


def about_joining(chosen: Chosen, title: str, measure: str) -> Provenance:
    """What a figure of before and after says of itself."""
    return chosen.provenance(
        title,
        chosen.page._(
            "Equally many whole months before and after the month in which cultivation began, at most 12 of each: "
            "hollow before, filled after. “More than chance”: so large a difference would come by chance alone in "
            "fewer than 5 of 100 such spans (binomial test). It says nothing of the cause."
        ),
        measure,
        "stage_entries",
    )


def joined_rows(chosen: Chosen, found: pl.DataFrame) -> pl.DataFrame:
    """The rows of `services.cultivation.figures.pairs`."""
    _, names = chosen.page._, chosen.names
    more = _("more than chance")
    rows = [
        {
            "label": names[row["market"]],
            "first": row["before"],
            "second": row["after"],
            "months": row["months"],
            "text": f"{row['before']} {formats.ARROW} {row['after']}" + (f" · {more}" if row["beyond_chance"] else ""),
            "tip": _(
                "{market}: {before} in {n} months before, {after} in {n} months after",
                market=names[row["market"]], before=row["before"], after=row["after"], n=row["months"],
            ),
        }
        for row in found.iter_rows(named=True)
    ]  # fmt: skip
    whole = dict.fromkeys(("first", "second", "months"), pl.Int64())
    return pl.DataFrame(rows, schema={"label": pl.String(), **whole, "text": pl.String(), "tip": pl.String()})
