"""Checks of sizes, of plots against each other, against the area and the district, and of precision."""

import numpy as np
import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from data import geo
from services.ground import geometry
from services.indication.checks import find
from services.indication.checks.ground import standard
from tests.services.indication.drawing import NO_PLOTS, SQUARE, drawn, plots, point, spot

MU = 10_000 / 15


def found(area, code, rows=NO_PLOTS, **more):
    return [finding for finding in find(drawn(area), rows, **more) if finding.code == code]


def test_overlapping_plots_are_named_with_square_metres_and_share():
    rows = plots(shapely.box(0, 0, 100, 100), shapely.box(95, 0, 145, 50), shapely.box(145, 0, 200, 50))
    [finding] = found(SQUARE, "plot_overlap", rows)
    assert finding.subject == ("P1", "P2")
    assert finding.measure
    assert finding.measure.value == pytest.approx(250, rel=1e-3)
    assert "10.0%" in finding.message.zh
    assert geometry.distance(finding.place, spot(97.5, 25)) < 30


def test_neighbours_and_hairlines_do_not_overlap():
    rows = plots(shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100), shapely.box(199.995, 0, 300, 100))
    assert not found(SQUARE, "plot_overlap", rows)


def test_the_same_plot_twice_overlaps_wholly():
    [finding] = found(SQUARE, "plot_overlap", plots(shapely.box(0, 0, 10, 80), shapely.box(0, 0, 10, 80)))
    assert "100.0%" in finding.message.en


OUT = (shapely.box(900, 0, 950, 50), shapely.box(1000, 0, 1050, 50), shapely.box(980, 100, 1030, 150))


def test_plots_outside_say_how_far():
    findings = {finding.subject[0]: finding for finding in found(SQUARE, "plot_outside", plots(*OUT, point(1100, 500)))}
    assert set(findings) == {"P2", "P3", "P4"}
    reach = {code: finding.measure.value for code, finding in findings.items() if finding.measure}
    assert reach == pytest.approx({"P2": 50, "P3": 30, "P4": 100}, abs=0.1)
    assert "60.0%" in findings["P3"].message.zh
    assert "全部" in findings["P2"].message.zh


def test_mark_users_plots_outside_are_graver():
    rows = plots(*OUT, users=["YB1", "YB2", None])
    [finding] = found(SQUARE, "mark_user_outside", rows)
    assert finding.subject == ("P2",)
    assert finding.severity == "blocking"
    assert "用标主体" in finding.message.zh
    assert "YB2" not in finding.message.zh
    assert [other.subject for other in found(SQUARE, "plot_outside", rows)] == [("P3",)]


def test_users_inside_raise_nothing():
    assert not found(SQUARE, "mark_user_outside", plots(OUT[0], users=["YB1"]))


@pytest.mark.parametrize(
    ("declared", "off"), [(1500.0, False), (1574.0, False), (1577.0, True), (1420.0, True), (None, False)]
)
def test_the_declared_area_may_differ_by_a_twentieth(declared, off):
    findings = found(SQUARE, "declared_area", declared=declared)
    assert bool(findings) == off
    assert all(finding.subject == () for finding in findings)


def test_declared_areas_of_plots():
    rows = plots(*(shapely.box(x, 0, x + 20, 100) for x in (0, 100, 200)), point(500, 500), mu=[3.0, 3.2, None, 99.0])
    [finding] = found(SQUARE, "declared_area", rows)
    assert finding.subject == ("P2",)
    assert finding.measure
    assert finding.measure.value == pytest.approx(6.67, abs=0.05)


def test_plots_may_not_add_up_to_more_than_the_area():
    small = shapely.box(0, 0, 100, 100)
    [finding] = found(small, "plots_above_area", plots(small, shapely.box(0, 0, 100, 30)))
    assert finding.measure
    assert finding.measure.value == pytest.approx(3000, rel=1e-3)
    assert not found(small, "plots_above_area", plots(shapely.box(0, 0, 100, 99)))
    assert not found(SQUARE, "plots_above_area")


def test_plots_without_an_outline_count_as_declared():
    small = shapely.box(0, 0, 100, 100)
    assert found(small, "plots_above_area", plots(point(50, 50), mu=[10_100 / MU]))
    assert not found(small, "plots_above_area", plots(point(50, 50), mu=[9_900 / MU]))


def over_the_western_edge():
    """A square of two kilometres in the middle of the district's west, half of it beyond, in metres of the plane."""
    district = geometry.to_metres(shape(geo.outline()))
    west, south, _, north = district.bounds
    line = shapely.LineString([(west - 1, (south + north) / 2), (west + 50_000, (south + north) / 2)])
    x, y = shapely.get_coordinates(district.intersection(line))[0]
    return shapely.box(x - 1000, y - 1000, x + 1000, y + 1000), district


def test_ground_outside_the_district_is_measured():
    square, district = over_the_western_edge()
    text = geometry.write(geometry.to_degrees(square))
    findings = [finding for finding in find(text, NO_PLOTS) if finding.code == "outside_district"]
    measured = sum(finding.measure.value for finding in findings if finding.measure)
    assert measured == pytest.approx(square.difference(district).area, rel=1e-3)
    assert measured > 100_000
    assert not found(SQUARE, "outside_district")


def test_a_little_beyond_the_sketched_line_is_forgiven():
    _, district = over_the_western_edge()
    grown = geometry.write(geometry.to_degrees(district.buffer(0.001, join_style="mitre")))
    assert not [finding for finding in find(grown, NO_PLOTS) if finding.code == "outside_district"]


def field(west, south, size, decimals):
    """A square field in degrees, its corners at so many decimals."""
    box = shapely.box(west, south, west + size, south + size)
    return shapely.transform(box, lambda degrees: np.round(degrees, decimals))


def rows_of(*shapes):
    return pl.DataFrame(
        {"code": [f"P{n}" for n in range(len(shapes))], "geometry": [geometry.write(s) for s in shapes]}
    )


def test_plots_finer_than_the_village_sketch_are_counted():
    coarse, fine = field(116.98, 39.1, 0.001, 4), field(116.98123456, 39.11234567, 0.001, 8)
    [finding] = found(SQUARE, "finer_than_sketch", rows_of(coarse, fine))
    assert finding.measure
    assert finding.measure.value == 1
    assert not found(SQUARE, "finer_than_sketch", rows_of(coarse))
    assert found(SQUARE, "finer_than_sketch", plots("116.980001,39.1"))
    assert not found(SQUARE, "finer_than_sketch", plots("116.9801,39.1"))


def test_over_25_square_kilometres_at_survey_precision_block():
    # 0.0581° of latitude are 6.45 km, of longitude here 5.02 km: 32.4 km².
    survey, sketch = field(116.94000001, 39.06, 0.0581, 8), field(116.94, 39.06, 0.0581, 4)
    [finding] = found(SQUARE, "survey_precision", rows_of(survey))
    assert finding.severity == "blocking"
    assert finding.measure
    assert finding.measure.value == pytest.approx(32.4, abs=0.1)
    assert not found(SQUARE, "survey_precision", rows_of(sketch))
    assert not found(SQUARE, "survey_precision", rows_of(field(116.94000001, 39.06, 0.04, 8)))


def test_thresholds_are_those_of_the_standard():
    usual = standard()
    strict = type(usual)({**usual.limits, "overlap_area": 5000.0}, usual.district)
    rows = plots(shapely.box(0, 0, 100, 100), shapely.box(60, 0, 160, 100))
    assert len(found(SQUARE, "plot_overlap", rows)) == 1
    assert not found(SQUARE, "plot_overlap", rows, against=strict)
