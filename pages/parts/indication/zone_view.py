"""示范区创建: the stage, the four conditions, the items of work with their evidence, the dossier."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any, Literal

import polars as pl
import streamlit as st

from data.registry import entries
from pages.parts.asking.filters import Choice, filters, joined, told
from pages.parts.asking.picking import picking_table
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from pages.parts.indication.dossier_card import dossier_card
from pages.parts.indication.evidence_card import evidence_card
from pages.parts.indication.stage_card import stage_card
from pages.parts.showing.figure import origin, table
from pages.parts.showing.sources import provenance
from pages.parts.showing.tasks import tasks_resting_on
from services.days import lights
from services.figures.export import Provenance
from services.indication import dossier_parts as parts
from services.indication.conditions import Condition
from services.indication.dossier import LEDGERS as IN_THE_DOSSIER
from services.indication.zone import CURRENT, PASSED, Stage, Summary, Topic, Zone, zone
from services.words import formats

ITEM = "item"
Colour = Literal["green", "red", "gray"]
MET: dict[bool | None, tuple[Colour, str]] = {
    True: ("green", ":material/check_circle:"),
    False: ("red", ":material/cancel:"),
    None: ("gray", ":material/help:"),
}


def zone_view(page: Page) -> None:
    """The whole view, as it stands today."""
    found = cached.answer(zone, page.clock.today())
    _track(page, found)
    _conditions(page, found)
    chosen, words = _filters(page)
    left, right = st.columns([7, 4])
    with left:
        rows = _chosen(found, chosen)
        row = _items(page, found, rows, words)
    with right:
        if row:
            evidence_card(page, row)
        dossier_card(page, about(page, _title(page), *IN_THE_DOSSIER))
        _topics(page, found)
    tasks_resting_on(page, "zone_records")


def _title(page: Page) -> str:
    return page._("Application for the GI demonstration zone")


def about(page: Page, title: str, *ledgers: str) -> Provenance:
    """The application as it stands today, whatever day other pages count up to, over its records or these ledgers."""
    today = page.clock.today()
    definition = page._(
        "By the rule {rule}; an item is proved once a file lies with it.", rule="国知办发保字〔2021〕4号"
    )
    return replace(provenance(page, title, definition, (today, today), *(ledgers or ("zone_records",))), as_of=today)


def _track(page: Page, found: Zone) -> None:
    """The stages in a row, the current one marked; who applies; entering a stage."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            applicant, stage = _.text(found.applicant), _.text(found.stage.label)
            st.markdown(
                _("Stage **{stage}** · applicant **{applicant}**", stage=stage, applicant=applicant), width="content"
            )
            stage_card(page, found)
        st.html(_steps(page, found.stages))
        for one in found.summaries:
            st.markdown(_summary(page, one))
        if not found.summaries:
            st.caption(_("Once the set-up has begun, a summary is due by 31 December of each of its three years."))


def _steps(page: Page, stages: tuple[Stage, ...]) -> str:
    """The track as HTML."""
    return (
        '<ol style="display:flex;flex-wrap:wrap;gap:6px;list-style:none;margin:0;padding:0">'
        f"{''.join(_step(page, number, stage) for number, stage in enumerate(stages, 1))}</ol>"
    )


def _step(page: Page, number: int, stage: Stage) -> str:
    _, colours = page._, page.look.palette
    passed, current = stage.state == PASSED, stage.state == CURRENT
    line = colours.primary if passed or current else colours.border
    text = colours.text if passed or current else colours.muted
    sign = lights.DONE.shape if passed else "►" if current else lights.NOT_DUE.shape
    note = formats.day(stage.begun, page.language) if stage.begun else _("current stage") if current else "&nbsp;"
    return (
        f'<li{" aria-current=step" if current else ""} style="flex:1 1 5.6rem;border-top:5px solid {line};'
        f'padding-top:4px;color:{text};font-weight:{700 if current else 400};line-height:1.3">'
        f"{sign} {number} {escape(_.text(stage.label))}"
        f'<div style="font-size:.8rem;font-weight:400;color:{colours.muted}">{note}</div></li>'
    )


def _summary(page: Page, one: Summary) -> str:
    _ = page._
    due, light = formats.day(one.due, page.language), one.light.markdown(page.language)
    return _("Yearly summary {year}: {light}, due {day}", year=one.year, light=light, day=due)


def _conditions(page: Page, found: Zone) -> None:
    """The four conditions side by side: how each stands, what proves it, what lacks."""
    with st.grid(len(found.conditions), min_column_width=230, key="conditions"):
        for one in found.conditions:
            with st.container(border=True, gap="xxsmall", height="stretch"):
                _condition(page, one)


def _condition(page: Page, one: Condition) -> None:
    _ = page._
    colour, icon = MET[one.met]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**{_.text(one.label)}**", help=_.text(one.definition), width="content")
        st.badge(parts.met(one.met, _), color=colour, icon=icon)
    value = formats.literal(_.text(one.value)) if one.value else _("No data yet")
    st.markdown(value)
    st.caption(_("Proof: {proof}", proof=formats.literal(one.proof or formats.MISSING)))
    if one.gap:
        st.caption(_("Gap: {gap}", gap=formats.literal(_.text(one.gap))))


def _filters(page: Page) -> tuple[Mapping[str, Any], str]:
    """Which items are listed, also in words."""
    _ = page._
    topics = _.labels(entries("zone"))
    states = {light.code: light.plain(_.code) for light in lights.DATED.gives}
    declared = (
        Choice("topic", _("Topic"), topics, all=_("All"), width=230),
        Choice("light", _("State"), states, all=_("All"), width=150),
        Choice("office", _("Unit in charge"), offices(page), all=_("All")),
    )
    values = filters(page, *declared)
    return values, joined(page, told(page, values, *declared).values())


def _chosen(found: Zone, chosen: Mapping[str, Any]) -> pl.DataFrame:
    columns = {"topic": chosen["topic"], "light": chosen["light"], "office": chosen["office"]}
    return found.records.filter(*(pl.col(name) == value for name, value in columns.items() if value))


def _items(page: Page, found: Zone, rows: pl.DataFrame, words: str) -> Mapping[str, Any] | None:
    """The list of items; the row of the one that the address names."""
    _ = page._
    shown = parts.items(replace(found, records=rows), offices(page), _)
    source = replace(about(page, _.n("{n} item of work", "{n} items of work", rows.height)), filters=words)
    with st.container(border=True, gap="xsmall"):
        table(page, shown, source, key="items")
        if rows.is_empty():
            st.info(_("No items here. Hand in the ledger of the zone application, or choose other filters."))
        else:
            listed = shown.select(
                _("State"), _("Item of work"), _("Topic"), _("Due date"), _("Unit in charge"), _("Done on"), _("File")
            )
            picking_table(page, listed, rows["number"].to_list(), name=ITEM, key="items")
            st.caption(lights.DATED.told(_.code))
            _uncounted(page, rows)
        origin(page, source)
        st.page_link(
            "ledgers.py",
            label=_("Hand in items"),
            icon=":material/upload_file:",
            query_params={"view": "upload", "ledger": "zone_records"},
        )
    return _named(page, found)


def _uncounted(page: Page, rows: pl.DataFrame) -> None:
    """Of which years the holidays would have to be known to say what is behind."""
    _, today = page._, page.clock.today()
    waiting = rows.filter(pl.col("light") == lights.NEAR.code, pl.col("attachment").is_null())
    for year in sorted({year for due in waiting["due"] if (year := lights.uncounted(due, today))}):
        text = _("The holidays of {year} are not known yet: nothing due by then is called behind.", year=year)
        st.caption(f":material/event_busy: {text}")


def _named(page: Page, found: Zone) -> Mapping[str, Any] | None:
    """The row of the item that the address names, whatever the filters leave."""
    number = address.get(ITEM)
    rows = found.records.filter(pl.col("number") == (number or ""))
    if number and rows.is_empty():
        st.warning(page._("The item the address asks for is not here; it may have been withdrawn."))
    return rows.row(0, named=True) if rows.height else None


def _topics(page: Page, found: Zone) -> None:
    """The five dimensions and the plan's three: done, proved, gravest light."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        source = about(page, _("Dimensions and tasks of the plan"))
        table(page, parts.topics(found, _), source, key="topics")
        rows = pl.DataFrame(
            {
                _("Topic"): [_.text(one.label) for one in found.topics],
                _("State"): [one.light and one.light.plain(_.code) for one in found.topics],
                _("Evidence"): [formats.share(one.proved, one.items) if one.items else None for one in found.topics],
                _("Done"): [_done(page, one) for one in found.topics],
            },
            schema_overrides={_("Evidence"): pl.String, _("State"): pl.String},
        )
        st.dataframe(rows, hide_index=True, placeholder=_("No data yet"))


def _done(page: Page, one: Topic) -> str:
    return f"{one.done}/{one.items}" if one.items else page._("No data yet")
