"""What the reader of the review has chosen: the version, the day, the season, the layers, the thing looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Choice, Day, Filter, Switch, read
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.indication.pin import REPAIR, Pinned, pinned
from services.indication.colourings import COLOURINGS
from services.indication.seasons import season_of, seasons
from services.indication.stood import beside, in_force_on, to_look_at
from services.indication.versions import Version, version, versions
from services.words import formats

AREAS, PLOTS = ledger("gi_areas"), ledger("gi_plots")
EVERY = "all"
# Those that help to point at something are off until somebody wants to.
POINTING = ("vertices", "grid")
REPAIRS = ("this", "all")


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One run's choice. `versions` are all of them without geometry; `version` is None when there is none, or none was
    in force `on` the day that is looked at; `others` are the codes of those drawn with it. `seasons` are those whose
    plots are shown, `season` the one checked."""

    page: Page
    versions: pl.DataFrame
    version: Version | None
    on: date | None
    seasons: tuple[str, ...]
    season: str | None
    colour: str
    shown: frozenset[str]
    others: frozenset[str]
    pin: Pinned | None
    repair: str | None
    near: bool
    drawn: bool

    @property
    def past(self) -> bool:
        """Whether a past day is looked at, on which nothing can be done any more."""
        return self.on is not None and self.on < self.page.clock.today()

    @property
    def ground(self) -> bool:
        """Whether plots may be shown as ground: to those who handle them, never on a shared screen."""
        return ground_open(self.page)

    @property
    def chosen(self) -> str:
        """A part of layers' ids that changes with what is chosen."""
        return self.pin.code if self.pin else "none"


def ground_open(page: Page) -> bool:
    """Whether this reader may see plots as ground and not just as numbers by village."""
    return page.sight.open_to(None)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is switched on of layers or versions, by code; those of POINTING are off by default. Codes that are
    `passed` over are no mistake: a version that was drawn beside another may now be looked at itself."""

    name: str
    label: str
    options: Mapping[str, str]
    passed: frozenset[str] = frozenset()

    def read(self, raw: str) -> tuple[str, ...]:
        if not raw:
            return tuple(code for code in self.options if code not in POINTING)
        asked = [] if raw == "none" else raw.split(";")
        if unknown := [code for code in asked if code not in self.options and code not in self.passed]:
            raise ValueError(";".join(unknown))
        return tuple(code for code in self.options if code in asked)

    def write(self, value: tuple[str, ...] | list[str]) -> str:
        return ";".join(code for code in self.options if code in value) or "none"

    def told(self, page: Page, value: tuple[str, ...]) -> str:
        return formats.listing((self.options[code] for code in value), page.language)

    def widget(self, page: Page, value: Any) -> None:
        key = page.key(self.name)
        if st.session_state.get(key) != list(value):
            st.session_state[key] = list(value)
        st.pills(
            self.label, list(self.options), selection_mode="multi", format_func=self.options.__getitem__, key=key,
            on_change=self._kept, args=(key,), wrap=True, label_visibility="visible" if self.passed else "collapsed",
        )  # fmt: skip

    def _kept(self, key: str) -> None:
        address.put(self.name, self.write(st.session_state[key]))


def layer_names(page: Page) -> dict[str, str]:
    """The layers that can be switched, in the order of their switches."""
    _ = page._
    return {
        "basemap": _("Basemap"),
        "plots": _("Plots"),
        "users": _("Mark users"),
        "samples": _("Samples"),
        "incidents": _("Cases and complaints"),
        "findings": _("Findings"),
        "comments": _("Comments"),
        "villages": _("Villages"),
        "vertices": _("Vertices to choose"),
        "grid": _("Grid to choose a place"),
    }


def other_versions(page: Page, on: date | None, own: str | None) -> dict[str, str]:
    """The titles by code of the versions that can be drawn with the chosen one: in force on the day, or under work."""
    today = page.clock.today()
    rows = cached.answer(beside, on or today, drafts=on is None or on >= today)
    return {code: title for code, title, *_rest in rows if code != own}


def version_names(rows: pl.DataFrame) -> dict[str, str]:
    """The title of each version by code, with its code where another one has the same. Nothing that changes with
    a version's state: Streamlit takes a label that is gone for a new value."""
    alone = pl.col("title").is_unique().alias("alone")
    return {
        code: title if only else f"{title} · {code}" for code, title, only in rows.select("code", "title", alone).rows()
    }


def choose(page: Page) -> tuple[Chosen, Callable[[], None]]:
    """The choice of the address with the first of its widgets in a row, and a function that draws those which stand
    under the map."""
    _, rows = page._, cached.answer(versions)
    day = Day("on", _("As it stood on"), latest=page.clock.today(), width=150)
    early, notices = read(page, day)
    on = early["on"]
    grown = cached.answer(seasons)
    words = {season: season for season in grown}
    own = Choice(
        "version", _("Version"), version_names(rows), width=300,
        all=_("In force that day") if on else "", default=to_look_at(rows) or "",
    )  # fmt: skip
    early, wrong = read(page, own)
    code = early["version"] or (cached.answer(in_force_on, on) if on else None)
    declared = [
        own,
        day,
        Choice("season", _("Season"), {**words, EVERY: _("All seasons")}, buttons=True, default=_season(on, grown)),
        Choice(
            "colour", _("Plots coloured by"), {name: _.text(PLOTS.column(name).label) for name in COLOURINGS}, width=130
        ),
    ]  # fmt: skip
    others = other_versions(page, on, code)
    under = [
        Switch("near", _("Closer"), _("Zooms to what is chosen")),
        Switch("drawn", _("Drawn map"), _("For browsers that can't draw the moving map")),
        *([Shown("others", _("Other versions"), others, frozenset(rows["code"]))] if others else []),
        Shown("layers", _("Layers"), layer_names(page)),
    ]
    values, more = read(page, *declared, *under)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for one in declared:
            one.widget(page, values[one.name])
    for notice in (*notices, *wrong, *more):
        st.warning(notice, icon=":material/link_off:")
    every = values["season"] in (EVERY, None)
    chosen = Chosen(
        page=page,
        versions=rows,
        version=cached.answer(version, code) if code else None,
        on=on,
        seasons=tuple(grown) if every else (values["season"],),
        season=None if every else values["season"],
        colour=values["colour"],
        shown=frozenset(values["layers"]),
        others=frozenset(values.get("others", ())),
        pin=pinned(),
        repair=_repair(),
        near=values["near"],
        drawn=values["drawn"],
    )
    if on and chosen.version is None:
        st.info(_("No version was in force on {day}.", day=formats.day(on, page.language)))
    return chosen, partial(_under, page, under, values)


def _under(page: Page, declared: Sequence[Filter], values: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for one in declared:
            one.widget(page, values[one.name])


def _season(on: date | None, grown: list[str]) -> str:
    """The season of the day that is looked at, else the newest one of which there are plots."""
    if on and season_of(on) in grown:
        return season_of(on)
    return grown[0] if grown else EVERY


def _repair() -> str | None:
    asked = address.get(REPAIR)
    return asked if asked in REPAIRS else None
