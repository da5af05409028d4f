"""是否在内: a coordinate, a market, a plot or a whole table against the version in force on a day."""

from collections.abc import Callable
from hashlib import sha256

import polars as pl
import streamlit as st

from data.errors import BoardError
from pages.parts.asking.filters import Choice, Day, choose
from pages.parts.doing.commands import said
from pages.parts.frame import address, cached
from pages.parts.frame.cached import Store
from pages.parts.frame.context import Page
from pages.parts.indication import sources
from pages.parts.indication.chosen import ground_open, version_names
from pages.parts.indication.preview_map import outline_map
from pages.parts.indication.typed_place import chosen_system, place_fields, system_choice
from pages.parts.showing.figure import table
from services.access.rights import may_upload
from services.figures.palette import palette
from services.ground.coordinates import Point, in_china
from services.indication.boundary.errors import SystemUnknown
from services.indication.inside import VERDICTS, covered, where_is
from services.indication.on_paper import area
from services.indication.positions import DISTANCE, PLACE, VERDICT, places, positions
from services.indication.review_layers import Spot
from services.indication.seasons import plots_of, seasons
from services.indication.stood import in_force_on
from services.indication.versions import Version, version, versions
from services.indication.words import percent
from services.markets import register as markets
from services.words import formats

AT, MARKET, PLOT = "at", "market", "plot"
ENDINGS = ["xlsx", "xls", "csv"]
MOST_DRAWN = 2_000
SIGNS = {"inside": "✓", "on_boundary": "=", "partly": "~", "outside": "×"}


def inside_view(page: Page) -> None:
    """The whole view."""
    _ = page._
    asked = {"place": _("A place"), "market": _("A market"), "plot": _("A plot")}
    if may_upload(page.person):
        asked["table"] = _("A table of places")
    rows = cached.answer(versions)
    chosen = choose(
        page,
        Choice("what", _("What is asked"), asked, buttons=True),
        Day("day", _("On the day"), page.clock.today(), latest=page.clock.today()),
        Choice("against", _("Against"), version_names(rows), all=_("The version in force"), width=300),
    )
    code = chosen["against"] or cached.answer(in_force_on, chosen["day"])
    if code is None:
        day = formats.day(chosen["day"], page.language)
        st.info(_("No boundary was in force on {day}: choose the version to ask against.", day=day))
        return
    against = cached.answer(version, code)
    left, right = st.columns([3, 2])
    with right:
        spots = ASKED[chosen["what"]](page, against)
    with left:
        label = area(against.title, against.kind, against.state, against.geometry, _)
        outline_map(page, [label], "inside-map", spots=spots[:MOST_DRAWN])


def _colours(page: Page) -> dict[str, str]:
    colours = palette(page.theme)
    return {"inside": colours.good, "on_boundary": colours.near, "partly": colours.caution, "outside": colours.late}


def _spot(page: Page, place: Point, verdict: str, name: str, distance: float) -> Spot:
    said = _answer_words(page, verdict, distance)
    return Spot(place, f"{name}\n{said}", _colours(page)[verdict], sign=SIGNS[verdict])


def _answer_words(page: Page, verdict: str, distance: float) -> str:
    metres = f"{distance:,.1f}"
    return page._("{verdict}, {metres} m from the boundary", verdict=page._.text(VERDICTS[verdict]), metres=metres)


def _answered(page: Page, name: str, verdict: str, distance: float, against: Version) -> None:
    """The answer in large type, and against what it holds."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(formats.literal(name))
        st.subheader(f"{SIGNS[verdict]} {_answer_words(page, verdict, distance)}", anchor=False)
        st.caption(page._("Against {version}", version=formats.literal(f"{against.code} {against.title}")))


def _place(page: Page, against: Version) -> list[Spot]:
    """One coordinate; it lives in the address."""
    _ = page._
    place_fields(page, AT, "{x:.8f},{y:.8f}")
    asked = address.get(AT)
    if not asked:
        st.caption(_("Type a longitude and latitude, or metres, with their coordinate system."))
        return []
    point = _point(asked)
    if point is None:
        st.warning(_("The address asks for a place that is none; it was left out."))
        return []
    found = where_is(against.geometry, point)
    name = f"{point[0]:.6f}, {point[1]:.6f}"
    _answered(page, name, found.verdict, found.distance, against)
    return [_spot(page, point, found.verdict, name, found.distance)]


def _point(text: str) -> Point | None:
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (x, y) if in_china([(x, y)]) else None


def _market(page: Page, against: Version) -> list[Spot]:
    """One of the regulated markets that have coordinates."""
    _, known = page._, cached.answer(markets.register, page.sight).drop_nulls("point")
    names = dict(known.select("code", "name").iter_rows())
    if not names:
        st.caption(_("No market with coordinates is in the ledger."))
        return []
    code = choose(page, Choice(MARKET, _("Market"), names, all=_("Choose one"), width=320))[MARKET]
    if not code:
        return []
    x, y = (float(degrees) for degrees in known.filter(code=code)["point"][0].split(","))
    found = where_is(against.geometry, (x, y))
    _answered(page, names[code], found.verdict, found.distance, against)
    return [_spot(page, (x, y), found.verdict, names[code], found.distance)]


def _plot(page: Page, against: Version) -> list[Spot]:
    """One plot of a season, with how much of it lies inside."""
    _, grown = page._, cached.answer(seasons)
    if not grown:
        st.caption(_("No plots are in the ledger."))
        return []
    season = choose(page, Choice("season", _("Season"), {one: one for one in grown}, width=140))["season"]
    rows = sources.plots((season,))
    code = choose(page, Choice(PLOT, _("Plot"), {one: one for one in rows["code"]}, all=_("Choose one")))[PLOT]
    found = cached.answer(_covered, against, season).filter(code=code or "")
    if found.is_empty():
        return []
    answer, row = found.row(0, named=True), rows.row(by_predicate=pl.col("code") == code, named=True)
    _answered(page, f"{code} · {row['village']}", answer["verdict"], answer["distance"], against)
    if answer["share"] is not None:
        st.caption(_("{share} of its ground lies inside.", share=percent(answer["share"])))
    if not ground_open(page):
        return []
    place = (row["longitude"], row["latitude"])
    return [_spot(page, place, answer["verdict"], str(code), answer["distance"])]


def _covered(store: Store, against: Version, season: str) -> pl.DataFrame:
    return covered(against.geometry, plots_of(store, season))


def _table(page: Page, against: Version) -> list[Spot]:
    """A whole table; nothing of it is kept."""
    _ = page._
    label = _("A table with longitude and latitude, or X and Y (.xlsx, .xls, .csv); nothing of it is kept")
    file = st.file_uploader(label, ENDINGS, key=page.key("inside-file"))
    widget = system_choice(page, "inside-system")
    if file is None:
        return []
    try:
        answer = chosen_system(st.session_state[widget])
        found = positions(against.geometry, _rows(page, file.name, file.getvalue(), answer))
    except BoardError as error:
        (st.info if isinstance(error, SystemUnknown) else st.error)(formats.literal(said(page, error)))
        return []
    _listed(page, found, against)
    return [
        _spot(page, point, row[VERDICT], "", row[DISTANCE])
        for row in found.head(MOST_DRAWN).iter_rows(named=True)
        if row[PLACE] and (point := _point(row[PLACE]))
    ]


def _rows(page: Page, name: str, content: bytes, answer: str | None) -> pl.DataFrame:
    """The table as read in its child process, once for a session: a rerun does not read it again."""
    key = sha256(f"{name}{answer}".encode() + content).hexdigest()
    kept = st.session_state.get("inside-table")
    if kept is None or kept[0] != key:
        with st.spinner(page._("Reading {name} …", name=formats.literal(name))):
            kept = (key, places(name, content, answer))
        st.session_state["inside-table"] = kept
    return kept[1]


def _listed(page: Page, found: pl.DataFrame, against: Version) -> None:
    _ = page._
    words = {code: _.text(label) for code, label in VERDICTS.items()}
    none = _("no place")
    shown = found.drop(PLACE, VERDICT, DISTANCE).with_columns(
        found[VERDICT].replace(words).fill_null(none).alias(_("Answer")),
        found[DISTANCE].alias(_("Metres to the boundary")),
    )
    counts = found[VERDICT].value_counts()
    texts = [f"{words.get(code or '', none)} {formats.number(n)}" for code, n in counts.sort(VERDICT).iter_rows()]
    source = sources.about(
        page, _("Places against {version}", version=against.title), _("Inside, outside, and metres to the boundary.")
    )
    table(page, shown, source, key="inside-table")
    st.caption(" · ".join(texts))
    st.dataframe(shown, hide_index=True, placeholder=formats.MISSING, key=page.key("inside-rows"))


ASKED: dict[str, Callable[[Page, Version], list[Spot]]] = {
    "place": _place,
    "market": _market,
    "plot": _plot,
    "table": _table,
}
