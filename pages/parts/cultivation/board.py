"""看板: every market as a card, in columns by phase, with score, days in stage, what is missing and its light."""

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers.assessments import KINDS, OFFICIAL, SELF
from data.ledgers.cultivation import ACTIVE, STATES
from data.ledgers.market_columns import OFFLINE
from pages.parts.cultivation.chosen import Chosen, nothing_fits, open_market
from pages.parts.cultivation.papers import table_downloads
from pages.parts.cultivation.signs import signals_of, signs
from pages.parts.showing.figure import origin, table
from services.cultivation.figures.against_plan import behind, percent
from services.cultivation.ladders import ladders
from services.cultivation.phases import PHASES, phase
from services.days.lights import LIGHTS, PROGRESS, gravity
from services.words import formats

NARROWEST = 220


def board(chosen: Chosen) -> None:
    """The whole view."""
    _, rows = chosen.page._, _rows(chosen)
    if not rows:
        nothing_fits(chosen.page)
        return
    about = chosen.provenance(
        _("Markets by stage"),
        "\n\n".join(
            [
                _(
                    "Score: the points of the reference score (100) that the last assessment of each criterion gave; "
                    "what nobody assessed has no points. Missing: what the register of stages asks for before the next "
                    "stage. Days: since the stage was entered, against the plan where there is one."
                ),
                PROGRESS.told(_.code),
            ]
        ),
        "cultivation", "stage_entries", "assessments", "milestones",
    )  # fmt: skip
    table(chosen.page, _table(chosen, rows), about, key="board")
    with st.grid(len(PHASES), min_column_width=NARROWEST, key="board-columns"):
        for code, label in PHASES.items():
            own = [row for row in rows if row["phase"] == code]
            with st.container(gap="xsmall"):
                st.markdown(f"**{_.text(label)}** :gray[{len(own)}]")
                for row in own:
                    _card(chosen, row)
    origin(chosen.page, about)
    table_downloads(chosen)


def _rows(chosen: Chosen) -> list[dict[str, Any]]:
    """One row a card, by phase, stage and urgency, ended ones last."""
    lacking = chosen.known.lacking
    rows = [
        {**row, "phase": phase(row["ladder"], row["stage"]), "lacks": lacking[row["market"], row["ladder"]]}
        for row in chosen.kept(chosen.known.board).iter_rows(named=True)
    ]
    return sorted(rows, key=_place)


def _place(row: dict[str, Any]) -> tuple:
    steps = ladders()[row["ladder"]].stages
    stage = steps.index(row["stage"]) if row["stage"] in steps else -1
    return row["state"] != ACTIVE, stage, gravity(row["light"]), -(row["behind"] or 0), row["market"]


def _card(chosen: Chosen, row: dict[str, Any]) -> None:
    """One market: its name opens it."""
    _, market, ladder = chosen.page._, row["market"], row["ladder"]
    with st.container(border=True, gap=None):
        name, key = f"**{formats.literal(chosen.names[market])}**", chosen.page.key(f"card-{market}-{ladder}")
        st.button(name, type="tertiary", key=key, on_click=partial(open_market, market), help=_("Open this market"))
        state = "" if row["state"] == ACTIVE else f" :orange-badge[{_state(chosen, row)}]"
        st.caption(f"{_.text(ladders()[ladder].label)} · {chosen.stage(row['stage'])} · {chosen.span(row)}{state}")
        for line in _lines(chosen, row):
            st.markdown(line)


def _lines(chosen: Chosen, row: dict[str, Any]) -> list[str]:
    """Score and what is missing; the lights that are on."""
    _ = chosen.page._
    missing = (
        _.n("{n} thing missing", "{n} things missing", len(row["lacks"])) if row["lacks"] else _("Nothing missing")
    )
    lines = [f"{_score(chosen, row['market'])} · {missing}"]
    lights = signs(chosen, row)
    return lines + ([" · ".join(lights)] if lights else [])


def _score(chosen: Chosen, market: str) -> str:
    """The official score of the stalls, else the market's own, which is then said; unfinished ones say how far."""
    _, rows = chosen.page._, chosen.known.totals.filter(pl.col("market") == market, pl.col("channel") == OFFLINE)
    for kind in (OFFICIAL, SELF):
        own = rows.filter(pl.col("kind") == kind)
        if own.height:
            row = own.row(0, named=True)
            label = next(_.text(choice.label) for choice in KINDS if choice.code == kind)
            partly = "" if row["assessed"] == row["criteria"] else f" {row['assessed']}/{row['criteria']}"
            return _("**{points}** points ({whose})", points=formats.number(row["points"]), whose=label + partly)
    return _("not assessed yet")


def _state(chosen: Chosen, row: dict[str, Any]) -> str:
    return next(chosen.page._.text(choice.label) for choice in STATES if choice.code == row["state"])


def _light(chosen: Chosen, row: dict[str, Any]) -> str:
    if not row["light"]:
        return formats.MISSING
    _ = chosen.page._
    return f"{_.text(LIGHTS[row['light']].label)} · {behind(row, None, _)}"


def _table(chosen: Chosen, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The board as a table to take away, with everything that is missing by name."""
    _, places = chosen.page._, {row["code"]: row for row in chosen.records.markets.iter_rows(named=True)}
    return pl.DataFrame(
        [
            {
                _("Market"): chosen.names[row["market"]],
                _("Code"): row["market"],
                _("Ladder"): _.text(ladders()[row["ladder"]].label),
                _("Stage"): chosen.stage(row["stage"]),
                _("Entered on"): row["entered"],
                _("Days in stage"): row["days"],
                _("Planned end"): row["planned_end"],
                _("State"): _state(chosen, row),
                _("Score"): _score(chosen, row["market"]).replace("*", ""),
                _("Planned"): percent(row["planned"]),
                _("Actual"): percent(row["actual"]),
                _("Light"): _light(chosen, row),
                _("Missing"): "；".join(_.text(gap.text) for gap in row["lacks"]),
                _("To look at"): "；".join(_.text(signal.text) for signal in signals_of(chosen, row)),
                _("Merchants"): places[row["market"]]["merchants"],
            }
            for row in rows
        ]
    )
