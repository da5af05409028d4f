"""Repairs: what each makes of its fault, that they go together in any order, and what can't be repaired."""

import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from data import geo
from services.ground import geometry
from services.indication.checks import checks, find
from services.indication.repairs import MENDS, NoRepair, proposal, repaired
from tests.services.indication.drawing import NO_PLOTS, SQUARE, drawn, metres, plots

DUPLICATE = shapely.Polygon([(0, 0), (1000, 0), (1000, 0.004), (1000, 1000), (0, 1000)])
SPIKE = shapely.Polygon([(0, 0), (1000, 0), (1000, 1000), (502, 1000), (500, 1200), (498, 1000), (0, 1000)])
BACK_AND_FORTH = shapely.Polygon([(0, 0), (1000, 0), (1000, 1000), (500, 1000), (500, 1300), (500, 1000), (0, 1000)])
LOOP = shapely.Polygon([(0, 0), (1000, 0), (1000, 1000), (-5, 1000), (-5, 1005), (0, 1005)])
HOLE_OUTSIDE = shapely.Polygon(SQUARE.exterior, [[(2000, 0), (2100, 0), (2100, 1)]])
BOW = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
STRIP = SQUARE.union(shapely.box(1000, 500, 1200, 500.6))
GAP = SQUARE.difference(shapely.box(500, 300, 500.6, 1000))
HOLED = SQUARE.difference(shapely.union(shapely.box(100, 100, 200, 200), shapely.box(600, 600, 650, 640)))


def findings(text, code, rows=NO_PLOTS):
    return [finding for finding in find(text, rows) if finding.code == code]


def size(finding):
    return finding.measure.value


@pytest.mark.parametrize(
    ("area", "code", "expected", "within"),
    [
        (DUPLICATE, "duplicate_vertex", SQUARE, 5),
        (SPIKE, "spike", SQUARE, 1),
        (BACK_AND_FORTH, "self_intersection", SQUARE, 1),
        (HOLE_OUTSIDE, "structure", SQUARE, 1),
        (BOW, "self_intersection", BOW.buffer(0, quad_segs=1), 500_000),
        (STRIP, "sliver", SQUARE, 1),
        (GAP, "sliver", SQUARE, 1),
    ],
)
def test_a_repair_takes_the_fault_away_and_leaves_the_rest(area, code, expected, within):
    [finding] = findings(drawn(area), code)
    repair = proposal(drawn(area), finding)
    after = metres(repair.geometry)
    assert after.is_valid
    assert after.symmetric_difference(expected).area < within
    assert not findings(repair.geometry, code)
    assert all(repair.label.both())


def test_the_change_of_area_is_shown():
    [finding] = findings(drawn(STRIP), "sliver")
    change = proposal(drawn(STRIP), finding).change
    assert change.square_metres == pytest.approx(-120, abs=0.5)
    assert change.mu == pytest.approx(-0.18, abs=0.001)
    [finding] = findings(drawn(GAP), "sliver")
    assert proposal(drawn(GAP), finding).change.square_metres == pytest.approx(420, abs=1.5)


def test_a_bow_becomes_two_triangles_and_a_small_loop_is_dropped():
    [finding] = findings(drawn(BOW), "self_intersection")
    after = metres(repaired(drawn(BOW), [finding]))
    assert [part.area for part in shapely.get_parts(after)] == pytest.approx([250_000, 250_000], rel=1e-4)
    crossings = findings(drawn(LOOP), "self_intersection")
    assert crossings
    assert metres(repaired(drawn(LOOP), crossings)).geom_type == "Polygon"


def test_one_hole_is_filled_and_the_other_stays():
    large, small = sorted(findings(drawn(HOLED), "hole"), key=size, reverse=True)
    repair = proposal(drawn(HOLED), small)
    assert repair.change.square_metres == pytest.approx(2000, rel=1e-3)
    assert [finding.id for finding in findings(repair.geometry, "hole")] == [large.id]
    assert metres(repaired(drawn(HOLED), [small, large])).symmetric_difference(SQUARE).area < 1


def test_ground_beyond_the_district_is_clipped():
    district = geometry.to_metres(shape(geo.outline()))
    grown = shapely.union(district, shapely.Point(shapely.get_coordinates(district)[0]).buffer(500))
    text = geometry.write(geometry.to_degrees(grown))
    pieces = findings(text, "outside_district")
    assert pieces
    after = repaired(text, pieces)
    assert geometry.to_metres(geometry.read(after)).symmetric_difference(district).area < 2 * 1000
    assert not findings(after, "outside_district")


def test_a_plot_is_repaired_like_an_area():
    spiked = shapely.Polygon([(0, 0), (80, 0), (80, 20), (40.2, 20), (40, 60), (39.8, 20), (0, 20)])
    rows = plots(shapely.box(200, 0, 280, 20), spiked)
    [finding] = findings(drawn(SQUARE), "spike", rows)
    assert finding.subject == ("P2",)
    text = rows.filter(pl.col("code") == "P2")["geometry"].item()
    assert metres(repaired(text, [finding])).symmetric_difference(shapely.box(0, 0, 80, 20)).area < 0.1


MANY = shapely.Polygon(
    [
        (0, 0),
        (1000, 0),
        (1000, 0.003),
        (1000, 400),
        (1300, 400.2),
        (1000, 405),
        (1000, 1000),
        (502, 1000),
        (502, 500),
        (501.5, 500),
        (501.5, 1000),
        (-100, 400),
        (0, 300),
        (-50, 250),
        (-50, 100),
        (20, -20),
    ],
    [shapely.box(300, 300, 340, 350).exterior, shapely.box(700, 300, 730, 350).exterior],
)


def test_all_accepted_repairs_together_leave_no_fault_that_can_be_repaired():
    text = drawn(MANY)
    accepted = [finding for finding in find(text, NO_PLOTS) if finding.repairable]
    assert {finding.code for finding in accepted} >= {
        "duplicate_vertex",
        "spike",
        "self_intersection",
        "sliver",
        "hole",
    }
    after = repaired(text, accepted)
    assert not [finding for finding in find(after, NO_PLOTS) if finding.repairable]


def test_the_order_of_accepting_does_not_matter():
    text = drawn(MANY)
    accepted = [finding for finding in find(text, NO_PLOTS) if finding.repairable]
    assert len(accepted) > 4
    assert len({repaired(text, order) for order in (accepted, accepted[::-1], accepted[2:] + accepted[:2])}) == 1


def test_nothing_accepted_changes_nothing():
    assert repaired(drawn(MANY), []) == drawn(MANY)


def test_a_fault_that_is_gone_is_not_repaired_again():
    [finding] = findings(drawn(STRIP), "sliver")
    assert repaired(drawn(SQUARE), [finding]) == drawn(SQUARE)


def test_what_people_must_settle_is_refused():
    rows = plots(shapely.box(0, 0, 100, 100), shapely.box(50, 0, 150, 100))
    [finding] = findings(drawn(SQUARE), "plot_overlap", rows)
    with pytest.raises(NoRepair) as refused:
        repaired(drawn(SQUARE), [finding])
    assert all(refused.value.text.both())


def test_findings_of_several_outlines_are_not_mixed():
    thin = shapely.box(200, 100, 200.5, 180)
    both = findings(drawn(STRIP), "sliver", plots(thin))
    with pytest.raises(ValueError, match="several outlines"):
        repaired(drawn(STRIP), both)


def test_a_repair_that_leaves_nothing_is_refused():
    thin = plots(shapely.box(200, 100, 200.5, 180))
    [finding] = findings(drawn(SQUARE), "sliver", thin)
    with pytest.raises(NoRepair):
        repaired(thin["geometry"].item(), [finding])


def test_every_repair_belongs_to_a_check():
    assert set(MENDS) <= set(checks())
    assert all(all(label.both()) for label, _ in MENDS.values())
