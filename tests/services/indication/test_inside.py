"""Is it inside: points, tables and plots against a square of one kilometre with a hole."""

import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from services.indication.inside import VERDICTS, covered, inside, where_is
from tests.services.indication.drawing import SQUARE, drawn, plots, point, spot

AREA = SQUARE.difference(shapely.box(400, 400, 600, 600))
TEXT = drawn(AREA)


@pytest.mark.parametrize(
    ("x", "y", "verdict", "metres"),
    [
        (200, 500, "inside", 200),
        (500, 500, "outside", 100),
        (-30, 500, "outside", 30),
        (1030, 1040, "outside", 50),
        (1000, 500, "on_boundary", 0),
        (400, 500, "on_boundary", 0),
        (999.7, 500, "on_boundary", 0.3),
        (1000.4, 500, "on_boundary", 0.4),
        (999, 500, "inside", 1),
    ],
)
def test_a_point_is_told_with_its_distance_to_the_boundary(x, y, verdict, metres):
    position = where_is(TEXT, spot(x, y))
    assert position.verdict == verdict
    assert position.distance == pytest.approx(metres, abs=0.01)


def test_the_tolerance_decides_what_is_on_the_boundary():
    assert where_is(TEXT, spot(995, 500), tolerance=6).verdict == "on_boundary"
    assert where_is(TEXT, spot(995, 500), tolerance=4).verdict == "inside"


def test_a_table_keeps_its_rows_and_leaves_open_what_is_no_point():
    answers = inside(TEXT, pl.Series([point(200, 500), None, "不详", point(-30, 500)]))
    assert answers["verdict"].to_list() == ["inside", None, None, "outside"]
    assert answers["distance"].round(0).to_list() == [200, None, None, 30]


def test_an_empty_table_is_answered_by_an_empty_one():
    assert inside(TEXT, pl.Series([], dtype=pl.String)).columns == ["verdict", "distance"]
    assert covered(TEXT, plots()).is_empty()


@given(st.lists(st.tuples(st.floats(-200, 1200), st.floats(-200, 1200)), min_size=1, max_size=20))
def test_a_table_is_answered_as_each_of_its_points(places):
    texts = [point(x, y) for x, y in places]
    answers = inside(TEXT, pl.Series(texts))
    for (x, y), answer in zip(places, answers.iter_rows(named=True), strict=True):
        distance = AREA.boundary.distance(shapely.Point(x, y))
        assert answer["distance"] == pytest.approx(distance, abs=0.1)
        if distance > 0.7:
            assert answer["verdict"] == ("inside" if AREA.contains(shapely.Point(x, y)) else "outside")


def test_plots_are_inside_partly_or_outside():
    rows = plots(
        shapely.box(100, 100, 180, 150),
        shapely.box(980, 100, 1060, 150),
        shapely.box(1100, 100, 1180, 150),
        shapely.box(500, 300, 540, 500),
        point(200, 500),
        point(1000, 500),
    )
    answers = covered(TEXT, rows)
    assert answers["code"].to_list() == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert answers["verdict"].to_list() == ["inside", "partly", "outside", "partly", "inside", "on_boundary"]
    assert answers["share"].to_list()[:4] == pytest.approx([1, 0.25, 0, 0.5], abs=1e-3)
    assert answers["share"].to_list()[4:] == [None, None]
    assert answers["distance"].to_list()[:4] == pytest.approx([100, 0, 100, 0], abs=0.01)
    assert answers["beyond"].to_list()[:4] == pytest.approx([0, 60, 180, 100], abs=0.01)


def test_a_plot_may_touch_or_just_pass_the_boundary():
    rows = plots(shapely.box(900, 0, 1000, 50), shapely.box(900, 0, 1000.4, 50), shapely.box(1000, 0, 1100, 50))
    assert covered(TEXT, rows)["verdict"].to_list() == ["inside", "inside", "outside"]


def test_a_plot_over_a_notch_is_partly_inside_though_its_corners_are_in():
    notched = SQUARE.difference(shapely.box(490, 0, 510, 200))
    answer = covered(drawn(notched), plots(shapely.box(400, 50, 600, 150))).row(0, named=True)
    assert answer["verdict"] == "partly"
    assert answer["share"] == pytest.approx(0.9, abs=1e-3)


def test_shares_do_not_depend_on_how_the_area_is_cut_to_be_measured():
    disc = shapely.Point(500, 500).buffer(500, quad_segs=1000)
    squares = [shapely.box(x, y, x + 90, y + 90) for x in range(-50, 1000, 130) for y in range(-50, 1000, 130)]
    shares = covered(drawn(disc), plots(*squares))["share"].to_list()
    expected = [square.intersection(disc).area / square.area for square in squares]
    assert shares == pytest.approx(expected, abs=1e-5)


def test_every_verdict_has_its_words():
    assert [text.zh for text in VERDICTS.values()] == ["在内", "在界上", "部分在内", "在外"]
