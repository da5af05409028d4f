"""Whatever is drawn can be checked, repaired, compared and asked: no fault is so bad that the review stops."""

import math

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.ground import geometry
from services.ground.geometry import NotGeometry
from services.indication.checks import find
from services.indication.compare import compare
from services.indication.repairs import NoRepair, repaired
from tests.services.indication.drawing import NO_PLOTS, SQUARE, drawn, plots

pytestmark = pytest.mark.slow

corner = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda cell: (cell[0] * 100.0, cell[1] * 100.0))
ring = st.lists(corner, min_size=3, max_size=9)
areas = st.one_of(
    st.builds(shapely.Polygon, ring, st.lists(ring, max_size=2)),
    st.lists(ring.map(shapely.Polygon), min_size=1, max_size=3).map(shapely.MultiPolygon),
)


def encloses(area):
    """Whether there is any ground in it; where there is none, reading must refuse it."""
    try:
        geometry.read_area(drawn(area))
    except NotGeometry:
        return False
    return True


@settings(max_examples=60)
@given(areas, st.lists(areas, max_size=2))
def test_every_finding_has_a_place_and_every_repair_ends_valid(area, drawings):
    assume(encloses(area))
    findings = find(drawn(area), plots(*drawings), declared=100)
    assert len({finding.id for finding in findings}) == len(findings)
    assert all(math.isfinite(degrees) for finding in findings for degrees in finding.place)
    accepted = [finding for finding in findings if finding.repairable and not finding.subject]
    try:
        after = repaired(drawn(area), accepted)
    except NoRepair:
        return
    assert geometry.read(after).is_valid
    assert not [finding for finding in find(after, NO_PLOTS) if finding.severity == "blocking"]


@settings(max_examples=40)
@given(areas, areas)
def test_every_pair_of_versions_can_be_compared(before, after):
    assume(encloses(before) and encloses(after))
    found = compare(drawn(before), drawn(after), plots(SQUARE))
    assert found.net_area.square_metres == pytest.approx(
        found.added_area.square_metres - found.removed_area.square_metres, abs=1
    )


SPECK = shapely.Polygon([(5, 5), (5.001, 5), (5, 5.001)])


@pytest.mark.parametrize(
    "area",
    [
        shapely.Polygon(SQUARE.exterior, [SPECK.exterior]),
        shapely.MultiPolygon([SQUARE, SPECK]),
        shapely.Polygon(SQUARE.exterior, [[(10, 10), (20, 10), (30, 10)]]),
        shapely.Polygon([*SQUARE.exterior.coords[:-1], SQUARE.exterior.coords[0], SQUARE.exterior.coords[0]]),
    ],
)
def test_specks_and_collapsed_rings(area):
    accepted = [finding for finding in find(drawn(area), NO_PLOTS) if finding.repairable]
    after = geometry.read(repaired(drawn(area), accepted))
    assert after.is_valid
    assert geometry.area(after).hectares == pytest.approx(100, rel=1e-4)


def test_a_plot_that_encloses_nothing_is_named_and_stands_as_a_point():
    line = shapely.Polygon([(100, 100), (200, 100), (100, 100), (100, 100)])
    findings = find(drawn(SQUARE), plots(line, mu=[3.0]))
    assert {finding.subject for finding in findings if finding.severity == "blocking"} == {("P1",)}
    assert not [finding for finding in findings if finding.code in ("plot_outside", "declared_area")]


@pytest.mark.parametrize("area", [shapely.Polygon([(0, 0), (100, 0), (0, 0), (0, 0)]), shapely.Polygon([(0, 0)] * 4)])
def test_an_area_without_ground_is_refused(area):
    with pytest.raises(NotGeometry):
        find(drawn(area), NO_PLOTS)
