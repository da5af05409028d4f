"""版本比较: what became of one version in another: ground, the largest shift, attributes, plots in and out."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from pages.parts.asking.filters import Choice, choose
from pages.parts.frame import cached
from pages.parts.frame.cached import Store
from pages.parts.frame.context import Page
from pages.parts.indication import sources
from pages.parts.indication.chosen import AREAS, version_names
from pages.parts.indication.preview_map import outline_map
from pages.parts.indication.version_card import ground
from pages.parts.showing.figure import table
from services.figures.palette import palette
from services.indication.compare import Comparison, compare
from services.indication.inside import VERDICTS
from services.indication.on_paper import area
from services.indication.print_map.content import Area
from services.indication.report_parts import COMPARED, counted
from services.indication.review_layers import Spot
from services.indication.seasons import plots_of, seasons
from services.indication.stood import to_look_at
from services.indication.versions import Version, version, versions
from services.records.readable import readable
from services.words import formats


def compare_view(page: Page) -> None:
    """The whole view."""
    _, rows = page._, cached.answer(versions)
    if rows.height < 2:
        st.info(_("There are fewer than two versions: nothing to compare yet."))
        return
    names, grown = version_names(rows), cached.answer(seasons)
    later = to_look_at(rows) or ""
    chosen = choose(
        page,
        Choice("with", _("Before"), names, default=_before(rows, later), width=320),
        Choice("version", _("After"), names, default=later, width=320),
        *([Choice("season", _("Season"), {one: one for one in grown}, width=140)] if grown else []),
    )
    before, after = (cached.answer(version, chosen[name]) for name in ("with", "version"))
    found = cached.answer(_compared, before, after, chosen.get("season"))
    left, right = st.columns([3, 2])
    with left:
        _map(page, before, after, found)
    with right:
        _sizes(page, found)
        _attributes(page, before, after)
    _plots(page, before, after, found, chosen.get("season"))


def _before(rows: pl.DataFrame, later: str) -> str:
    """What the later one is compared with by default: the version it was made from, else the next older one."""
    codes = rows["code"].to_list()
    parents = dict(rows.select("code", "parent").iter_rows())
    older = codes[codes.index(later) + 1 :] if later in codes else codes
    return parents.get(later) or next(iter(older), codes[0])


def _compared(store: Store, before: Version, after: Version, season: str | None) -> Comparison:
    return compare(before.geometry, after.geometry, plots_of(store, season))


def _map(page: Page, before: Version, after: Version, found: Comparison) -> None:
    _ = page._
    old = Area(before.geometry, _("Before: {title}", title=before.title), "former")
    new = area(after.title, after.kind, after.state, after.geometry, _)
    spots = []
    if found.shift:
        said = _("Largest shift {metres} m", metres=f"{found.shift.metres:,.1f}")
        spots = [Spot(place, said, palette(page.theme).late, sign=sign)
                 for place, sign in ((found.shift.before, "1"), (found.shift.after, "2"))]  # fmt: skip
    outline_map(page, [old, new], "compare-map", changed=(found.added, found.removed), spots=spots)


def _sizes(page: Page, found: Comparison) -> None:
    _ = page._
    values = {
        _("Before"): ground(page, found.before),
        _("After"): ground(page, found.after),
        _("Ground added"): ground(page, found.added_area),
        _("Ground removed"): ground(page, found.removed_area),
        _("Change"): ground(page, found.net_area),
        **counted(found, _),
        _("Largest shift of the outer line"): _shift(page, found),
    }
    st.table(pl.DataFrame({_("Ground"): list(values), _("Size"): list(values.values())}), border="horizontal",
             hide_index=True, alt=_("Sizes of both versions"))  # fmt: skip


def _shift(page: Page, found: Comparison) -> str:
    if found.shift is None:
        return page._("none: the outer line is the same to a millimetre")
    longitude, latitude = found.shift.after
    place = f"{longitude:.6f}, {latitude:.6f}"
    return page._("{metres} m at {place}", metres=f"{found.shift.metres:,.1f}", place=place)


def _attributes(page: Page, before: Version, after: Version) -> None:
    """What is said otherwise of the later one."""
    _ = page._
    both = [_readable(page, one) for one in (before, after)]
    changed = [name for name in COMPARED if both[0][name] != both[1][name]]
    st.subheader(_("Changed attributes"), anchor=False)
    if not changed:
        st.caption(_("None."))
        return
    rows = {
        _("Attribute"): [_.text(AREAS.column(name).label) for name in changed],
        _("Before"): [_written(both[0][name]) for name in changed],
        _("After"): [_written(both[1][name]) for name in changed],
    }
    st.dataframe(pl.DataFrame(rows), hide_index=True, placeholder=formats.MISSING)


def _readable(page: Page, one: Version) -> Mapping[str, Any]:
    values = pl.DataFrame([{name: getattr(one, name) for name in COMPARED}], infer_schema_length=None)
    typed = values.with_columns(pl.col(name).cast(AREAS.schema[name]) for name in COMPARED)
    return readable(page.store, typed, AREAS, page.language).row(0, named=True)


def _written(value: Any) -> str | None:
    if value is None:
        return None
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _plots(page: Page, before: Version, after: Version, found: Comparison, season: str | None) -> None:
    """Plots that fell in or out, as a table to take away."""
    _, rows, users = page._, found.plots, sources.user_names(page)
    words = {code: _.text(label) for code, label in VERDICTS.items()}
    moved = {"in": _("falls in"), "out": _("falls out")}
    named = rows.select(
        pl.col("code").alias(_("Plot")),
        pl.col("village").alias(_("Village")),
        pl.col("user").replace(users).alias(_("Mark user")),
        pl.col("before").replace(words).alias(_("Before")),
        pl.col("after").replace(words).alias(_("After")),
        pl.col("moved").replace(moved).alias(_("Change")),
    )
    source = sources.about(
        page,
        _.n("{n} plot falls in or out", "{n} plots fall in or out", rows.height),
        _("{before} compared with {after}", before=before.title, after=after.title),
        [season] if season else [],
    )
    table(page, named, source, key="moved", note=sources.users_noted(page, rows.height))
    if rows.height:
        st.dataframe(named, hide_index=True, placeholder=formats.MISSING, key=page.key("moved-rows"))
    else:
        st.caption(_("No plot falls in or out between these versions."))
