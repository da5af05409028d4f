"""Two versions compared: sizes that add up, shifts that can be measured by hand, plots that fall in or out."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ground import geometry
from services.indication.compare import Changed, compare
from tests.services.indication.drawing import NO_PLOTS, SQUARE, drawn, metres, plots, point, spot


def near(place, x, y):
    return geometry.distance(place, spot(x, y)) < 0.02


def test_ground_that_was_added_and_removed():
    found = compare(drawn(SQUARE), drawn(shapely.box(0, 100, 1200, 1000)), NO_PLOTS)
    assert found.added
    assert found.removed
    assert metres(found.added).symmetric_difference(shapely.box(1000, 100, 1200, 1000)).area < 1
    assert metres(found.removed).symmetric_difference(shapely.box(0, 0, 1000, 100)).area < 1
    assert found.added_area.hectares == pytest.approx(18, rel=1e-4)
    assert found.removed_area.mu == pytest.approx(150, rel=1e-4)
    assert found.net_area.hectares == pytest.approx(8, rel=1e-4)


def test_the_largest_shift_with_its_places():
    shift = compare(drawn(SQUARE), drawn(shapely.box(0, 100, 1200, 1000)), NO_PLOTS).shift
    assert shift
    # The old corner (1000, 0) is 100 m from the new line; the new edge at x = 1200 is 200 m from the old one.
    assert shift.metres == pytest.approx(200, abs=0.01)
    assert geometry.distance(shift.before, shift.after) == pytest.approx(200, abs=0.01)


def test_a_new_bulge_and_a_lost_one_are_both_seen():
    bulge = SQUARE.union(shapely.Polygon([(400, 1000), (500, 1070), (600, 1000)]))
    for before, after in ((SQUARE, bulge), (bulge, SQUARE)):
        shift = compare(drawn(before), drawn(after), NO_PLOTS).shift
        assert shift
        assert shift.metres == pytest.approx(70, abs=0.01)
        tip, foot = (shift.after, shift.before) if after is bulge else (shift.before, shift.after)
        assert near(tip, 500, 1070)
        assert near(foot, 500, 1000)


def test_a_hole_or_a_part_that_comes_or_goes_is_no_shift_of_the_line():
    """The hole's middle lies 450 m from the outer line, the new part 4 km away."""
    holed = SQUARE.difference(shapely.box(450, 450, 550, 550))
    found = compare(drawn(holed), drawn(SQUARE), NO_PLOTS)
    assert (found.shift, found.holes, found.parts) == (None, (1, 0), (1, 1))
    assert found.added_area.square_metres == pytest.approx(10_000, rel=1e-3)
    far = shapely.MultiPolygon([SQUARE, shapely.box(5000, 0, 5100, 100)])
    found = compare(drawn(SQUARE), drawn(far), NO_PLOTS)
    assert (found.shift, found.parts) == (None, (1, 2))
    moved = compare(drawn(holed), drawn(shapely.box(0, 0, 1030, 1000)), NO_PLOTS).shift
    assert moved
    assert moved.metres == pytest.approx(30, abs=0.01)


def test_a_boundary_that_lies_elsewhere_altogether_is_measured():
    shift = compare(drawn(SQUARE), drawn(shapely.box(2000, 0, 3000, 1000)), NO_PLOTS).shift
    assert shift
    assert shift.metres == pytest.approx(2000, abs=0.1)


def test_a_version_is_the_same_as_itself():
    same = compare(drawn(SQUARE), drawn(SQUARE), plots(SQUARE), was={"title": "一稿"}, now={"title": "一稿"})
    assert (same.added, same.removed, same.shift, same.attributes) == (None, None, None, ())
    assert same.plots.is_empty()
    assert same.net_area.square_metres == same.added_area.square_metres == 0


def test_hairlines_of_rounding_are_not_drawn():
    moved = compare(drawn(SQUARE), drawn(shapely.box(0, 0, 1000, 1000.004)), NO_PLOTS)
    assert moved.added is None
    assert moved.added_area.square_metres == pytest.approx(4, abs=1.5)


def test_attributes_that_changed():
    found = compare(drawn(SQUARE), drawn(SQUARE), NO_PLOTS, was={"a": 1, "b": 2}, now={"b": 3, "c": None, "d": 4})
    assert found.attributes == (Changed("a", 1, None), Changed("b", 2, 3), Changed("d", None, 4))


def test_plots_that_fall_in_or_out():
    rows = plots(
        shapely.box(10, 10, 60, 60),
        shapely.box(1050, 500, 1100, 550),
        shapely.box(950, 500, 1040, 550),
        shapely.box(500, 500, 550, 550),
        point(1100, 900),
        users=["YB1"],
    )
    moved = compare(drawn(SQUARE), drawn(shapely.box(0, 100, 1200, 1000)), rows).plots
    assert moved.columns == ["code", "village", "user", "before", "after", "moved"]
    assert moved.rows() == [
        ("P1", "示例村", "YB1", "inside", "outside", "out"),
        ("P2", "示例村", None, "outside", "inside", "in"),
        ("P3", "示例村", None, "partly", "inside", "in"),
        ("P5", "示例村", None, "outside", "inside", "in"),
    ]


def test_a_faulty_version_is_compared_by_its_ground():
    bow = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    found = compare(drawn(bow), drawn(SQUARE), NO_PLOTS)
    assert found.before.hectares == pytest.approx(50, rel=1e-3)
    assert found.net_area.hectares == pytest.approx(50, rel=1e-3)


def star(radii):
    return shapely.Polygon(
        [
            (math.cos(k * math.tau / len(radii)) * r, math.sin(k * math.tau / len(radii)) * r)
            for k, r in enumerate(radii)
        ]
    )


stars = st.lists(st.floats(200, 2000), min_size=3, max_size=12).map(star)


@settings(max_examples=40)
@given(stars, stars)
def test_the_sizes_add_up(before, after):
    found = compare(drawn(before), drawn(after), NO_PLOTS)
    kept, added, removed = (size.square_metres for size in (found.kept_area, found.added_area, found.removed_area))
    assert kept + added == pytest.approx(found.after.square_metres, rel=1e-6, abs=0.5)
    assert kept + removed == pytest.approx(found.before.square_metres, rel=1e-6, abs=0.5)
    assert found.net_area.square_metres == pytest.approx(added - removed, abs=1 + found.after.square_metres * 1e-6)


@settings(max_examples=25)
@given(stars, stars)
def test_the_other_way_round_is_the_opposite(before, after):
    there, back = compare(drawn(before), drawn(after), NO_PLOTS), compare(drawn(after), drawn(before), NO_PLOTS)
    assert there.added_area.square_metres == pytest.approx(back.removed_area.square_metres, abs=0.5)
    assert there.net_area.square_metres == pytest.approx(-back.net_area.square_metres)
    assert bool(there.shift) == bool(back.shift)
    if there.shift and back.shift:
        assert there.shift.metres == pytest.approx(back.shift.metres)


@settings(max_examples=25)
@given(stars, st.floats(0.5, 300), st.floats(0, math.tau))
def test_the_shift_is_no_larger_than_the_line_was_moved(area, far, turn):
    moved = shapely.transform(area, lambda xy: np.add(xy, (far * math.cos(turn), far * math.sin(turn))))
    shift = compare(drawn(area), drawn(moved), NO_PLOTS).shift
    assert shift
    assert 0 < shift.metres <= far + 0.01
