"""The review map: layers over the basemap, each switched by itself; what is chosen is drawn as a layer of its own."""

from collections.abc import Iterator, Sequence

import polars as pl
import pydeck as pdk

from data import geo
from pages.parts.frame import cached
from pages.parts.indication import sources
from pages.parts.indication.chosen import Chosen
from pages.parts.indication.drawn import paper_layers
from pages.parts.indication.pin import choose
from pages.parts.showing.map import map_style, show_map
from services.figures.palette import palette
from services.ground.coordinates import Point
from services.indication import review_layers as layers
from services.indication import scene, spots
from services.indication.approval import approval_of
from services.indication.checks import Finding
from services.indication.colourings import coloured
from services.indication.comments import Comment
from services.indication.print_map.content import TOWNSHIP, Area, by_village
from services.indication.proposed import Proposed
from services.maps.credit import credit
from services.maps.layers import deck, scale_bar, ties, villages
from services.maps.view import Bounds, View, around
from services.words import formats

WIDTH, HEIGHT, MARGIN = 620, 540, 40
# Degrees: how near one looks at what is chosen, and how near at a whole boundary at least.
CLOSE, LEAST = 0.003, 0.006
# What no print map shows, and no approved map.
ELSE = {"users", "samples", "incidents", "vertices", "grid"}
# The kinds of names whose marks no radish map bears.
UNMARKED = ("place",)
Part = tuple[list[pdk.Layer], list[tuple[str, str]]]


def review_map(
    chosen: Chosen,
    found: Sequence[Finding],
    said: Sequence[Comment],
    proposed: Proposed | None,
    places: Sequence[Point],
) -> None:
    """The moving map with its legend and credit. `places` are where the chosen thing is."""
    page, areas = chosen.page, sources.areas(chosen)
    view = around_chosen(chosen, areas, places, proposed)
    groups = dict(_spots(chosen, found, said))
    pins = dict(zip(groups, spots.set_apart([here for here, _legend in groups.values()], view), strict=True))
    parts = [*_parts(chosen, areas, view), _repair(chosen, proposed)]
    stack = [layer for more, _legend in parts for layer in more]
    legend = [entry for _layers, entries in (*parts, *groups.values()) for entry in entries]
    moved = [(pin.place, pin.home) for group in pins.values() for pin in group if pin.home]
    stack.append(ties(moved, page.theme))
    for name, group in pins.items():
        stack += [layers.pins(name, group, chosen.chosen, page.theme), layers.signs(name, group, page.theme)]
    ringed = [pin.place for group in pins.values() for pin in group if pin.code and pin.code == chosen.chosen]
    stack += [layers.ring(ringed or places, page.theme), *scale_bar(view, page.theme)]
    without = UNMARKED if "villages" in chosen.shown else (*UNMARKED, "village")
    style = map_style(page, plain="basemap" not in chosen.shown, without=without, pins=layers.taken(pins.values()))
    drawn = deck(stack, view, style, page.theme)
    show_map(drawn, "review-map", choose, height=HEIGHT, credit=_credit(chosen, found, said), legend=legend)


def _credit(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> str:
    """The line beneath the map. It bears the version's number where nothing else is switched on."""
    page = chosen.page
    day = formats.day(chosen.on or page.clock.today(), page.language)
    asked = chosen.version and chosen.version.map_approval and not chosen.shown & ELSE
    number = approval_of(chosen.version, paper_layers(chosen, found, said)) if asked else None
    return " · ".join(credit(page._, day, number))


def around_chosen(
    chosen: Chosen, areas: Sequence[Area], places: Sequence[Point], proposed: Proposed | None = None
) -> View:
    """Round the version, else round all areas or the radish's township; near to a repair that is looked at, and to
    what is chosen if that is asked."""
    if proposed:
        return around(proposed.box, WIDTH, HEIGHT, margin=MARGIN)
    near = layers.bounds([], places)
    if chosen.near and near:
        return around(near, WIDTH, HEIGHT, margin=MARGIN, least=CLOSE)
    own = [chosen.version.geometry] if chosen.version else [area.geometry for area in areas]
    return around(layers.bounds(own) or township(), WIDTH, HEIGHT, margin=MARGIN, least=LEAST)


def township() -> Bounds:
    """What holds the villages of the radish's township."""
    rows = geo.points("villages").filter(township=TOWNSHIP)
    return layers.bounds([], rows.select("longitude", "latitude").rows()) or (0, 0, 0, 0)


def _parts(chosen: Chosen, areas: Sequence[Area], view: View) -> Iterator[Part]:
    """Layers below the pins and their legend, the lowest first."""
    page, shown, version = chosen.page, chosen.shown, chosen.version
    _, theme = page._, page.theme
    if "villages" in shown:
        yield [villages(theme)], []
    yield layers.areas(areas, theme), layers.area_legend(areas, theme)
    if "grid" in shown:
        yield [layers.grid(view.bounds, chosen.chosen, theme)], []
    if "plots" in shown and chosen.ground:
        yield _plots(chosen, sources.plots(chosen.seasons))
    if "vertices" in shown and version:
        yield [layers.vertices(version.geometry, view.bounds, chosen.chosen, _("Vertex {n}", n="{n}"), theme)], []


def _spots(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> Iterator[tuple[str, spots.Spots]]:
    """What stands at a place, by the name of its layer, the lowest first."""
    page, shown = chosen.page, chosen.shown
    _, theme = page._, page.theme
    day = chosen.on or page.clock.today()
    if "plots" in shown and not chosen.ground:
        yield "counts", spots.of_villages(by_village(sources.plots(chosen.seasons)), _, theme)
    if "incidents" in shown and chosen.seasons:
        days = sources.days(chosen.seasons, day)
        yield "incidents", spots.of_incidents(cached.answer(scene.incidents, *days), _, theme)
    if "users" in shown:
        users = cached.answer(scene.mark_users, chosen.seasons)
        yield "users", spots.of_users(users, sources.user_names(page), _, theme)
    if "samples" in shown:
        taken = cached.answer(scene.samples, chosen.seasons, day)
        yield "samples", spots.of_samples(taken, _, theme)
    if "findings" in shown:
        yield "findings", spots.of_findings(found, _, theme)
    if "comments" in shown:
        yield "comments", spots.of_comments(said, _, theme)


def _plots(chosen: Chosen, grown: pl.DataFrame) -> Part:
    """Plots as ground, for those who handle them."""
    page, _ = chosen.page, chosen.page._
    if grown.is_empty():
        return [], []
    users = sources.user_names(page)
    how = coloured(grown, chosen.colour, users, page.language, page.theme)
    labels = spots.plot_labels(grown, users, how.words, _)
    return layers.plots(grown, how.colours, labels, chosen.chosen, page.theme), list(how.legend)


def _repair(chosen: Chosen, proposed: Proposed | None) -> Part:
    """The outline after a repair, and the ground it would add and remove."""
    if proposed is None:
        return [], []
    _, theme = chosen.page._, chosen.page.theme
    line, colours = palette(theme).text, layers.change_colours(theme)
    legend = [
        (_("After the repair"), line),
        *([(_("Ground added"), colours["added"])] if proposed.added else []),
        *([(_("Ground removed"), colours["removed"])] if proposed.removed else []),
    ]
    changed = layers.changed(proposed.added, proposed.removed, theme)
    return [*changed, layers.outlines("repair", [proposed.geometry], line)], legend
