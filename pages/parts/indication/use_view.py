"""用标管理: whose labels exceed what the ground can bear, which users need a look, and their share of the industry."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Choice, choose
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.indication.chosen import EVERY
from pages.parts.indication.pin import PIN
from pages.parts.indication.sources import users_noted
from pages.parts.showing.figure import figure, origin, table
from pages.parts.showing.sources import provenance
from pages.parts.showing.tiles import Tile, tiles
from services.figures.export import Provenance
from services.indication.figures.bearing import bearing, bearing_rows, ground_end, legend
from services.indication.industry import Share, shares
from services.indication.seasons import span
from services.indication.thresholds import Threshold
from services.indication.use import (
    LACKING,
    NOTICES,
    STATES,
    TO_VERIFY,
    UNKNOWN,
    MarkUse,
    alarm_texts,
    mark_use,
    seasons_of_use,
)
from services.indication.words import percent
from services.words import formats

LEDGERS = ("mark_users", "label_issues", "sales", "gi_plots")
# A figure of more users is read by nobody; the table has them all.
MOST_DRAWN = 40
LINES = 6


def use_view(page: Page) -> None:
    """The whole view, for one season."""
    _, known = page._, cached.answer(seasons_of_use)
    if address.get("season") == EVERY:
        address.put("season", None)
    if not known:
        _industry(page, None)
        st.info(_("No plots, labels or sales are entered yet. Hand in their ledgers to see the balance."))
        _ledgers(page)
        return
    season = choose(page, Choice("season", _("Season"), {one: one for one in known}, buttons=True))["season"]
    today = page.clock.today()
    use = cached.answer(mark_use, page.person, season, today, sight=page.sight)
    _industry(page, use)
    left, right = st.columns([7, 4])
    with left:
        _balance(page, use)
        _thresholds(page, use)
    with right:
        _notices(page, use)
    _table(page, use)


def _industry(page: Page, use: MarkUse | None) -> None:
    """How many users need a look, and the two shares of the zone's rule."""
    _ = page._
    both = cached.answer(shares, use.season if use else None)
    tiles(page, [*(_counts(page, use) if use else []), *(_share(page, share) for share in both)], key="use")


def _counts(page: Page, use: MarkUse) -> list[Tile]:
    _, states = page._, use.balance["state"].to_list()
    return [
        Tile(
            label=_.text(STATES[code]),
            value=formats.number(states.count(code)),
            change="",
            rising=0,
            recent=_("of {n} users of the mark", n=formats.number(len(states))),
            definition=definition,
        )
        for code, definition in (
            (TO_VERIFY, _("Users with a figure above its threshold. A reason to look, not a finding.")),
            (UNKNOWN, _("Users for whom a figure is missing. Nothing is raised without all figures.")),
        )
    ]


def _share(page: Page, share: Share) -> Tile:
    _ = page._
    least = _("The rule asks for at least {least}", least=percent(float(share.least)))
    verdict = {True: _("reached"), False: _("not reached"), None: _("No data yet")}[share.met]
    parts = _("{part} of {whole}", part=formats.number(share.part), whole=formats.number(share.whole))
    told = [_.text(share.definition), least, _("Source: {source}", source="国知办发保字〔2021〕4号")]
    if share.value is not None:
        source = formats.literal(share.source or formats.MISSING)
        told += [
            _("{season}: {parts}", season=share.season, parts=parts),
            _("Figures: {source}, {day}", source=source, day=formats.day(share.counted_on, page.language)),
        ]
    return Tile(
        label=_.text(share.label),
        value=_("No data yet") if share.value is None else _quotient(share),
        change="",
        rising=0,
        recent=least if share.met is None else f"{least} · {verdict}",
        definition="\n\n".join(told),
    )


def _quotient(share: Share) -> str:
    """The share in percent; of few producers as the numbers themselves."""
    if share.code == "producers" and share.whole and share.whole < formats.SMALL_BASE:
        return f"{formats.number(share.part)}/{formats.number(share.whole)}"
    return percent(float(share.value or 0))


def _about(page: Page, use: MarkUse, title: str, definition: str) -> Provenance:
    """What is known of the season today, whatever day other pages count up to."""
    first, last = span(use.season)
    today = page.clock.today()
    days = first, max(first, min(last, today))
    return replace(provenance(page, title, definition, days, *LEDGERS), as_of=today)


def _balance(page: Page, use: MarkUse) -> None:
    _ = page._
    known = bearing_rows(use.balance, _)
    rows = known.head(MOST_DRAWN)
    limit = use.thresholds["over_yield"].value / 100
    lines = _("expected yield 100%"), _("threshold {limit}", limit=f"{limit:.0%}")
    about = _about(
        page,
        use,
        _("Labels and sales against what the ground bears"),
        _(
            "Kilograms that the labels mark and that were sold, as a share of the expected yield of the user's plots. "
            "In circulation: issued less returned and damaged. Where a figure is missing, nothing is raised."
        ),
    )
    figure(
        page,
        bearing,
        rows,
        about,
        key="bearing",
        options=(tuple(rows["label"]), legend(_), lines, limit, ground_end(rows)),
        columns=_weights(page),
        whole=known,
        note=users_noted(page, use.balance.height),
        empty=_("No users of the mark are entered yet. Hand in the ledger of mark users."),
    )
    if use.balance.height > MOST_DRAWN:
        st.caption(_("The figure shows the first {n}; the table below has all.", n=MOST_DRAWN))


def _weights(page: Page) -> dict[str, str]:
    """The columns of the figure's table."""
    _ = page._
    kilograms = zip(("labelled", "used_weight", "issued_weight", "quota_weight", "sold"), legend(_), strict=True)
    return {
        "label": _("User"),
        "expected_yield": _("Expected yield (kg)"),
        **{column: _("{label} (kg)", label=label) for column, label in kilograms},
        "label_share": _("Share of what the ground bears"),
        "words": _("Verdict"),
    }


def _notices(page: Page, use: MarkUse) -> None:
    """What needs a look, by kind; each line leads to the map."""
    _ = page._
    names = dict(use.balance.select("user", "name").iter_rows())
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Needs a look"), anchor=False)
        for code, label in NOTICES.items():
            rows = use.notices.filter(pl.col("notice") == code).to_dicts()
            if not rows:
                continue
            with st.expander(f"{_.text(label)} · {len(rows)}", expanded=len(rows) <= LINES):
                for row in rows:
                    _line(page, use, row, names)
        if use.notices.is_empty():
            st.caption(_("Nothing needs a look."))
        for gap in _not_looked_at(page, use):
            st.caption(gap)


def _line(page: Page, use: MarkUse, row: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """One notice as a link to the map, at the plot it speaks of where it speaks of one."""
    place = {PIN: f"plot:{row['codes'][0]}"} if row["notice"] == "outside" else {}
    told = [row["day"].isoformat()] if row["day"] else []
    told += [formats.listing(row["codes"][:3], page.language)] if row["codes"] else []
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.page_link(
            "indication.py",
            label=formats.literal(f"{names.get(row['user']) or formats.MISSING} {row['user']}"),
            icon=":material/map:",
            query_params={"view": "review", "season": use.season, "colour": "user", **place},
            width="content",
        )
        if told:
            st.caption(formats.literal(" · ".join(told)), width="content")


def _not_looked_at(page: Page, use: MarkUse) -> list[str]:
    """What could not be looked at, so that silence is not taken for an all-clear."""
    _ = page._
    return [
        *([] if use.area else [_("No boundary is in force: whose plots lie outside is not known.")]),
        *([] if use.sampled else [_("No sample of this season is entered: who lacks one is not known.")]),
    ]


def _thresholds(page: Page, use: MarkUse) -> None:
    _ = page._
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Thresholds"), anchor=False)
        for threshold in use.thresholds.values():
            st.markdown(_threshold(page, threshold), help=_.text(threshold.definition))
        st.page_link(
            "admin.py",
            label=_("Change the thresholds"),
            icon=":material/tune:",
            query_params={"admin": "settings", "registry": "mark-use"},
        )


def _threshold(page: Page, threshold: Threshold) -> str:
    value = f"{formats.number(threshold.value)} {page._.text(threshold.unit)}"
    return f"{page._.text(threshold.label)} **{value}** · {page._.text(threshold.source)}"


def _table(page: Page, use: MarkUse) -> None:
    _ = page._
    rows = _readable(page, use)
    about = _about(
        page,
        use,
        _("Balance of {season} by user", season=use.season),
        _("Plots, expected yield, quota, labels and sales of each user in the season; shares as in the figure."),
    )
    with st.container(border=True, gap="xsmall"):
        table(page, rows, about, key="balance", note=users_noted(page, use.balance.height))
        numbers = [name for name, dtype in rows.schema.items() if dtype.is_numeric()]
        config = {name: st.column_config.NumberColumn(format="localized") for name in numbers}
        config |= {name: st.column_config.NumberColumn(format="percent") for name in _share_columns(page)}
        config[_("Reason")] = st.column_config.TextColumn(width="medium")
        st.dataframe(rows, hide_index=True, placeholder=_("Not known"), column_config=config)
        origin(page, about)
        _ledgers(page)


def _share_columns(page: Page) -> dict[str, str]:
    _ = page._
    return {
        _("Labels to ground"): "label_share",
        _("Issued to quota"): "quota_share",
        _("Sold to ground"): "sold_share",
    }


def _readable(page: Page, use: MarkUse) -> pl.DataFrame:
    """The balance as people read it, with reasons."""
    _ = page._
    told = [
        "；".join(_.text(text) for text in [*alarm_texts(alarms, use.thresholds), *(LACKING[code] for code in lacking)])
        for alarms, lacking in use.balance.select("alarms", "lacking").iter_rows()
    ]
    states = {code: _.text(text) for code, text in STATES.items()}
    counts = {"issued": _("Issued"), "used": _("Used"), "returned": _("Returned"), "damaged": _("Damaged")}
    return use.balance.select(
        pl.concat_str("name", "user", separator=" ", ignore_nulls=True).alias(_("Mark user")),
        pl.col("state").replace_strict(states, return_dtype=pl.String).alias(_("Verdict")),
        pl.Series(_("Reason"), told, dtype=pl.String),
        pl.col("plots").alias(_("Plots")),
        pl.col("area").alias(_("Area (mu)")),
        pl.col("expected_yield").alias(_("Expected yield (kg)")),
        pl.col("quota").alias(_("Label quota")),
        *(pl.col(name).alias(label) for name, label in counts.items()),
        pl.col("left").alias(_("Not accounted for")),
        pl.col("sold").alias(_("Sold (kg)")),
        *(pl.col(name).alias(label) for label, name in _share_columns(page).items()),
    )


def _ledgers(page: Page) -> None:
    """Where the figures come in."""
    with st.container(horizontal=True, gap="small"):
        for name in LEDGERS:
            title = page._.text(ledger(name).title)
            query = {"view": "browse", "ledger": name}
            st.page_link("ledgers.py", label=title, icon=":material/table_view:", query_params=query, width="content")
