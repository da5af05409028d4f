"""进度: planned against actual of all markets and of each, dated tasks, and when materials are ready."""

from datetime import date

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.showing.figure import figure, origin, table
from services.cultivation import progress as progresses
from services.cultivation.figures import against_plan as plans
from services.cultivation.figures.lattice import lattice, lattice_rows
from services.cultivation.figures.timeline import timeline, timeline_rows
from services.cultivation.forecast import COVERAGE, FEWEST_SPANS, SPAN, Forecast, forecast, gains
from services.cultivation.progress import Plan
from services.days.lights import PACED, PROGRESS
from services.words import formats

SOURCES = ("cultivation", "assessments", "milestones")


def progress(chosen: Chosen) -> None:
    """The whole view: markets whose materials are still being gathered, and whose light therefore counts."""
    _ = chosen.page._
    now = chosen.kept(chosen.known.progress).drop_nulls("light")
    if now.is_empty():
        st.info(_("No market is in cultivation here. Choose other filters, or put a market onto the list under Work."))
        return
    lines = chosen.kept(chosen.known.curve).join(now, on=("market", "ladder"), how="semi")
    left, right = st.columns(2)
    with left:
        _together(chosen, lines, now)
    with right:
        _each(chosen, now)
    _panels(chosen, lines, now)
    milestones(chosen, chosen.kept(chosen.known.tasks).join(now, on=("market", "ladder"), how="semi"))
    _forecasts(chosen, now)


def definition(chosen: Chosen) -> str:
    """What planned and actual mean, and the rule of the lights."""
    _ = chosen.page._
    return "\n\n".join(
        [
            _(
                "Actual: points of the scored criteria whose proof is on file, of all points the market is assessed "
                "by. Planned: a straight line from what was on file when cultivation began to 100% on the planned end. "
                "Only markets in cultivation: once they have applied, the decision is the superior's."
            ),
            PROGRESS.told(_.code),
        ]
    )


def _together(chosen: Chosen, lines: pl.DataFrame, now: pl.DataFrame) -> None:
    _ = chosen.page._
    joint = progresses.burn_up(lines)
    first, last = now["start"].min(), now["end"].max()
    about = chosen.provenance(
        _("All markets in cultivation, planned and actual"),
        _("The mean of {n} markets; one whose cultivation had not begun on a day counts as 0 on it.", n=now.height)
        + "\n\n" + definition(chosen),
        *SOURCES,
        since=first if isinstance(first, date) else None,
    )  # fmt: skip
    steady = joint.filter(pl.col("day") <= (last if isinstance(last, date) else chosen.as_of))
    rows = plans.burn_up_rows(steady, _)
    columns = {"day": _("Day"), "series": _("Line"), "value": _("Percent")}
    figure(
        chosen.page, plans.burn_up, rows, about, key="burn-up", options=(chosen.as_of.isoformat(), _("as of")),
        columns=columns,
    )  # fmt: skip


def _each(chosen: Chosen, now: pl.DataFrame) -> None:
    _ = chosen.page._
    keyed, labels = chosen.labelled(now)
    rows = plans.against_plan_rows(keyed, labels, _)
    columns = {
        "label": _("Market"), "start": _("Began"), "end": _("Planned end"), "planned": _("Planned"),
        "actual": _("Actual"), "behind": _("Points behind"), "text": _("Light"),
    }  # fmt: skip
    about = chosen.provenance(_("Each market against its plan"), definition(chosen), *SOURCES)
    figure(
        chosen.page, plans.against_plan, rows, about, key="against-plan", options=(tuple(rows["label"]),),
        columns=columns,
    )  # fmt: skip
    st.caption(PROGRESS.legend(_.code))


def _panels(chosen: Chosen, lines: pl.DataFrame, now: pl.DataFrame) -> None:
    _ = chosen.page._
    labels = chosen.labels(now)
    rows = lattice_rows(lines, now, labels, _)
    about = chosen.provenance(
        _("Planned and actual over time"),
        _("A panel a market, from the day its cultivation began to its planned end or the as-of day; dashed the plan.")
        + "\n\n" + definition(chosen),
        *SOURCES,
    )  # fmt: skip
    keyed, names = chosen.labelled(lines)
    whole = keyed.with_columns(pl.col("market").replace_strict(names, return_dtype=pl.String()))
    columns = {"market": _("Market"), "day": _("Day"), "planned": _("Planned"), "actual": _("Actual")}
    figure(
        chosen.page, lattice, rows, about, key="lattice", options=(now.height,), whole=whole, columns=columns,
    )  # fmt: skip


def milestones(chosen: Chosen, tasks: pl.DataFrame) -> None:
    """Dated tasks on a time axis."""
    _ = chosen.page._
    keyed, labels = chosen.labelled(tasks)
    rows = timeline_rows(keyed, labels, _)
    names = tuple(dict.fromkeys(labels[key] for key in keyed["market"]))
    about = chosen.provenance(
        _("Dated tasks"),
        _("Each task at the day it is due; those that a rule dates stand here before anybody enters them.")
        + "\n\n" + PACED.told(_.code),
        "milestones",
    )  # fmt: skip
    columns = {"due": _("Due"), "label": _("Market"), "task": _("Task"), "tip": _("Light")}
    figure(
        chosen.page, timeline, rows, about, key="timeline", options=(names, chosen.as_of.isoformat(), _("as of")),
        columns=columns, empty=_("No dated tasks here."),
    )  # fmt: skip
    st.caption(PACED.legend(_.code))


def _forecasts(chosen: Chosen, now: pl.DataFrame) -> None:
    _, steps = chosen.page._, chosen.known.on_file
    labels = chosen.labels(now)
    rows = []
    for row in now.sort("behind", descending=True).iter_rows(named=True):
        plan = Plan(row["market"], row["ladder"], row["start"], row["end"])
        rows.append(
            {
                _("Market"): labels[row["market"], row["ladder"]],
                _("Planned end"): formats.day(row["end"], _.code),
                **forecast_words(chosen, plan, steps),
            }
        )
    about = chosen.provenance(_("When the materials will be complete"), forecast_definition(chosen), *SOURCES)
    with st.container(border=True, gap="xsmall"):
        shown = pl.DataFrame(rows)
        table(chosen.page, shown, about, key="forecasts")
        st.dataframe(shown, hide_index=True, height="content", key=chosen.page.key("forecast-rows"))
        origin(chosen.page, about)


def forecast_definition(chosen: Chosen) -> str:
    """The method of the forecast, and what it never says."""
    return chosen.page._(
        "The day by which all proofs are on file at the pace so far, and the days between which it lies with {n}% "
        "certainty: the prediction interval of the points gained in spans of {span} days. From {fewest} whole spans "
        "on. It says nothing of the superior's decision.",
        n=round(COVERAGE * 100),
        span=SPAN,
        fewest=FEWEST_SPANS,
    )


def forecast_words(chosen: Chosen, plan: Plan, steps: pl.DataFrame) -> dict[str, str]:
    """The forecast of one plan in words by label, or why there is none."""
    _ = chosen.page._
    found = forecast(plan, steps, chosen.as_of)
    likely = formats.day(found.day, _.code) if found else _why_none(chosen, plan, steps)
    pace = _("{n} points in {days} days", n=formats.number(found.pace), days=SPAN) if found else formats.MISSING
    return {_("Likely complete"): likely, _("Between"): _interval(chosen, found), _("Pace"): pace}


def _interval(chosen: Chosen, found: Forecast | None) -> str:
    _ = chosen.page._
    if found is None:
        return formats.MISSING
    if found.late is None:
        return _("{day} or later, no end in sight", day=formats.day(found.early, _.code))
    return formats.span(found.early, found.late, _.code)


def _why_none(chosen: Chosen, plan: Plan, steps: pl.DataFrame) -> str:
    _, gained = chosen.page._, gains(plan, steps, chosen.as_of)
    if progresses.actual_on(steps, plan.market, chosen.as_of) >= 100:
        return _("everything is on file")
    if len(gained) < FEWEST_SPANS:
        return _("too few points: {n} of {fewest} spans", n=len(gained), fewest=FEWEST_SPANS)
    return _("no pace: nothing was gained, or too little")
