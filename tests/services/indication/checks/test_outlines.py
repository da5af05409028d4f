"""Checks of outlines: each is failed by a drawing with the fault and passed by the same drawing without it."""

import math

import pytest
import shapely

from services.ground import geometry
from services.indication.checks import find
from tests.services.indication.drawing import NO_PLOTS, SQUARE, drawn, plots, spot


def found(area, code, rows=NO_PLOTS, **more):
    return [finding for finding in find(drawn(area), rows, **more) if finding.code == code]


def metres_from(finding, x, y):
    return geometry.distance(finding.place, spot(x, y))


BOW = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
BOW_WITH_A_VERTEX = shapely.Polygon([(0, 0), (500, 500), (1000, 1000), (1000, 0), (500, 500), (0, 1000)])
TWO_CROSSINGS = shapely.Polygon(
    [(0, 0), (1000, 0), (1000, 300), (-50, 400), (-50, 600), (1000, 500), (1000, 1000), (0, 1000)]
)
PARTS_THAT_OVERLAP = shapely.MultiPolygon([SQUARE, shapely.box(900, 400, 1500, 600)])
SHELL = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
HOLE_OUTSIDE = shapely.Polygon(SHELL, [[(2000, 0), (2100, 0), (2100, 100)]])
HOLE_IN_HOLE = shapely.Polygon(
    SHELL, [shapely.box(100, 100, 900, 900).exterior, shapely.box(300, 300, 500, 500).exterior]
)
BACK_AND_FORTH = shapely.Polygon([(0, 0), (1000, 0), (1000, 1000), (500, 1000), (500, 1300), (500, 1000), (0, 1000)])
HOLE_THAT_TOUCHES = shapely.Polygon(SHELL, [[(0, 500), (300, 400), (300, 600)]])


@pytest.mark.parametrize(
    ("area", "places"),
    [
        (BOW, [(500, 500)]),
        (BOW_WITH_A_VERTEX, [(500, 500)]),
        (TWO_CROSSINGS, [(0, 395.238), (0, 595.238)]),
        (PARTS_THAT_OVERLAP, [(1000, 400), (1000, 600)]),
        (BACK_AND_FORTH, [(500, 1000)]),
    ],
)
def test_each_self_intersection_is_pinned_where_it_is(area, places):
    findings = found(area, "self_intersection")
    assert len(findings) == len(places)
    assert all(finding.severity == "blocking" for finding in findings)
    for place in places:
        assert min(metres_from(finding, *place) for finding in findings) < 0.01
    assert not found(area, "structure")


@pytest.mark.parametrize(
    "area", [SQUARE, HOLE_THAT_TOUCHES, shapely.MultiPolygon([SQUARE, shapely.box(1000, 1000, 1100, 1100)])]
)
def test_sound_outlines_have_neither_crossings_nor_faulty_rings(area):
    assert area.is_valid
    assert not found(area, "self_intersection") + found(area, "structure")


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (HOLE_OUTSIDE, "空洞位于外界之外"),
        (HOLE_IN_HOLE, "空洞套空洞"),
        (shapely.MultiPolygon([SQUARE, shapely.box(100, 100, 200, 200)]), "套在另一块"),
    ],
)
def test_rings_that_contradict_each_other_are_named(area, words):
    [finding] = found(area, "structure")
    assert words in finding.message.zh
    assert finding.severity == "blocking"


def test_a_plot_that_crosses_itself_is_named():
    small = shapely.Polygon([(100, 100), (150, 150), (150, 100), (100, 150)])
    [finding] = found(SQUARE, "self_intersection", plots(shapely.box(0, 0, 50, 50), small))
    assert finding.subject == ("P2",)
    assert metres_from(finding, 125, 125) < 0.01


def test_duplicate_vertices_are_counted():
    twice = shapely.Polygon([(0, 0), (1000, 0), (1000, 0.004), (1000, 1000), (1000, 1000), (0, 1000)])
    [finding] = found(twice, "duplicate_vertex")
    assert finding.measure
    assert finding.measure.value == 2
    assert metres_from(finding, 1000, 0) < 0.01
    assert not found(shapely.Polygon([(0, 0), (1000, 0), (1000, 0.02), (1000, 1000), (0, 1000)]), "duplicate_vertex")
    assert not found(SQUARE, "duplicate_vertex")


def with_tip(angle, *, outward=1):
    """The square with a tip of 200 m and the given angle on its upper edge."""
    half = 200 * math.tan(math.radians(angle / 2))
    tip = [(500 + half, 1000), (500, 1000 + outward * 200), (500 - half, 1000)]
    return shapely.Polygon([(0, 0), (1000, 0), (1000, 1000), *tip, (0, 1000)])


@pytest.mark.parametrize("outward", [1, -1])
def test_a_spike_outward_or_inward_is_pinned_at_its_tip(outward):
    [finding] = found(with_tip(4, outward=outward), "spike")
    assert metres_from(finding, 500, 1000 + outward * 200) < 0.01
    assert finding.measure
    assert finding.measure.value == pytest.approx(200, abs=0.2)
    assert not found(with_tip(6, outward=outward), "spike")


def test_a_spike_is_not_told_again_as_a_sliver():
    assert not found(with_tip(0.5), "sliver")


def test_a_spike_in_a_closing_point_is_seen():
    tip_first = shapely.Polygon([(500, 1200), (498, 1000), (0, 1000), (0, 0), (1000, 0), (1000, 1000), (502, 1000)])
    assert len(found(tip_first, "spike")) == 1


STRIP = SQUARE.union(shapely.box(1000, 500, 1200, 500.6))
GAP = SQUARE.difference(shapely.box(500, 300, 500.6, 1000))
APART = shapely.MultiPolygon([SQUARE, shapely.box(1000.5, 0, 1500, 1000)])
THIN_PART = shapely.MultiPolygon([SQUARE, shapely.box(1100, 0, 1100.8, 300)])
THIN_HOLE = SQUARE.difference(shapely.box(300, 300, 700, 300.5))


@pytest.mark.parametrize(
    ("area", "place", "wide"),
    [
        (STRIP, (1100, 500.3), 0.6),
        (GAP, (500.3, 650), 0.6),
        (APART, (1000.25, 500), 0.5),
        (THIN_PART, (1100.4, 150), 0.8),
        (THIN_HOLE, (500, 300.25), 0.5),
    ],
)
def test_strips_and_gaps_are_slivers(area, place, wide):
    [finding] = found(area, "sliver")
    assert finding.measure
    assert finding.measure.value == pytest.approx(wide, rel=0.01)
    assert metres_from(finding, *place) < 1
    assert not found(area, "hole")


@pytest.mark.parametrize(
    "area",
    [
        SQUARE,
        SQUARE.union(shapely.box(1000, 500, 1200, 501.5)),
        SQUARE.union(shapely.box(1000, 500, 1005, 500.6)),
        SQUARE.difference(shapely.box(500, 300, 501.5, 1000)),
        shapely.Point(500, 500).buffer(700),
    ],
)
def test_what_is_wide_or_short_is_no_sliver(area):
    assert not found(area, "sliver")


def test_thin_plots_are_slivers_and_greenhouses_are_not():
    rows = plots(shapely.box(100, 100, 100.7, 180), shapely.box(200, 100, 208, 180))
    assert [finding.subject for finding in found(SQUARE, "sliver", rows)] == [("P1",)]


def test_holes_are_pinned_with_their_size():
    holed = SQUARE.difference(shapely.union(shapely.box(100, 100, 200, 200), shapely.box(600, 600, 650, 640)))
    findings = found(holed, "hole")
    assert sorted(finding.measure.value for finding in findings if finding.measure) == pytest.approx(
        [2000, 10000], rel=1e-4
    )
    assert {finding.severity for finding in findings} == {"note"}
    assert not found(SQUARE, "hole")


def test_an_island_in_a_hole_does_not_hide_it():
    island = SQUARE.difference(shapely.box(100, 100, 200, 200)).union(shapely.box(120, 120, 150, 150))
    [finding] = found(island, "hole")
    assert finding.measure
    assert finding.measure.value == pytest.approx(10_000, rel=1e-4)
