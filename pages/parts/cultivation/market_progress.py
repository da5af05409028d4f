"""进度: one market's plan and what is on file, its forecast, its dated tasks and how its score came about."""

import polars as pl
import streamlit as st

from data.ledgers.assessments import KINDS
from data.ledgers.market_columns import CHANNELS, OFFLINE
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.progress import SOURCES, definition, forecast_definition, forecast_words, milestones
from pages.parts.showing.figure import figure
from services.cultivation import progress, scores
from services.cultivation.figures.against_plan import behind, burn_up, burn_up_rows
from services.cultivation.figures.history import score_rows
from services.cultivation.figures.history import scores as score_lines
from services.cultivation.progress import Plan
from services.cultivation.records import Records


def market_progress(chosen: Chosen, code: str) -> None:
    """The whole part."""
    _, own = chosen.page._, chosen.records.of(code)
    plans = progress.plans(own)
    if not plans:
        st.info(_("Cultivation has not begun here: there is no plan yet to hold the market against."))
    for plan in plans:
        _plan(chosen, own, plan)
    milestones(chosen, chosen.known.tasks.filter(pl.col("market") == code))
    _scores(chosen, own)


def _plan(chosen: Chosen, own: Records, plan: Plan) -> None:
    _, steps = chosen.page._, chosen.known.on_file
    last = max(plan.end, chosen.as_of)
    days = sorted({*pl.date_range(plan.start, last, "1w", eager=True), plan.end, chosen.as_of})
    curve = progress.curve(own, days).filter(pl.col("ladder") == plan.ladder)
    rows = burn_up_rows(curve, _)
    where = chosen.labels(chosen.known.board.filter(pl.col("market") == plan.market))
    name = where[plan.market, plan.ladder]
    about = chosen.provenance(
        _("{market}: planned and actual", market=name), definition(chosen), *SOURCES, since=plan.start
    )
    columns = {"day": _("Day"), "series": _("Line"), "value": _("Percent")}
    options = (chosen.as_of.isoformat(), _("as of"))
    figure(chosen.page, burn_up, rows, about, key=f"plan-{plan.ladder}", options=options, columns=columns)
    words = forecast_words(chosen, plan, steps)
    state = chosen.known.progress.filter(pl.col("market") == plan.market, pl.col("ladder") == plan.ladder)
    row = state.row(0, named=True)
    st.markdown(
        " · ".join([behind(row, row["light"], _), *(f"{label} **{text}**" for label, text in words.items())]),
        help=forecast_definition(chosen),
    )


def _scores(chosen: Chosen, own: Records) -> None:
    """How the score came about: stalls and online channel apart, self and official assessment as two lines."""
    _ = chosen.page._
    channels = _.labels(CHANNELS)
    kinds = _.labels(KINDS)
    history = scores.history(own)
    present = [code for code in channels if code == OFFLINE or code in history["channel"]]
    table = scores.by_channel(scores.criteria.table()).filter("scored")
    possible = dict(table.group_by("channel").agg(pl.col("possible").sum()).iter_rows())
    for column, channel in zip(st.columns(len(present)), present, strict=True):
        rows = score_rows(history.filter(pl.col("channel") == channel), possible[channel], kinds, _)
        about = chosen.provenance(
            _("How the score came about: {channel}", channel=channels[channel]),
            _(
                "Points of the last assessment of each criterion up to the day, in percent of the {possible} points "
                "that can be reached; it rises also when a criterion is assessed for the first time.",
                possible=f"{possible[channel]:.0f}",
            ),
            "assessments",
            since=min(rows["day"], default=None),
        )
        names = {"day": _("Day"), "series": _("Line"), "points": _("Points"), "assessed": _("Criteria assessed")}
        with column:
            figure(
                chosen.page, score_lines, rows, about, key=f"score-{channel}", options=(tuple(kinds.values()),),
                columns=names, empty=_("Nobody has assessed this yet. Enter an assessment under Work."),
            )  # fmt: skip
