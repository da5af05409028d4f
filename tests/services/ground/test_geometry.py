"""Areas against the authalic formula of Snyder (1987), distances against the ellipsoid, texts against RFC 7946."""

import json
import math

import numpy as np
import polars as pl
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data import geo
from services.ground import geometry
from services.ground.geometry import Area, NotGeometry
from tests.services.indication.drawing import SQUARE, degrees, drawn

SEMI_MAJOR, FLATTENING = 6_378_137.0, 1 / 298.257223563
ECCENTRICITY = math.sqrt(FLATTENING * (2 - FLATTENING))


def authalic(latitude):
    """q of Snyder, Map Projections: A Working Manual (USGS 1395), equation 3-12."""
    e, sine = ECCENTRICITY, np.sin(np.radians(latitude))
    return (1 - e**2) * (sine / (1 - (e * sine) ** 2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))


def ring_area(coordinates):
    """Half the square of the semi-major axis times the integral of q over longitude, by Simpson on each edge."""
    (x1, y1), (x2, y2) = coordinates[:-1].T, coordinates[1:].T
    mean = (authalic(y1) + 4 * authalic((y1 + y2) / 2) + authalic(y2)) / 6
    return abs(SEMI_MAJOR**2 / 2 * (np.radians(x2 - x1) * mean).sum())


def independent(shape):
    """Square metres of the polygons of a shape in degrees whose edges are short."""
    return sum(
        ring_area(shapely.get_coordinates(part.exterior))
        - sum(ring_area(shapely.get_coordinates(ring)) for ring in part.interiors)
        for part in shapely.get_parts(shape)
    )


SHAPES = {
    "disc of 3 km": shapely.Point(0, 0).buffer(3000, quad_segs=64),
    "ring with a hole": shapely.Point(0, 0).buffer(900).difference(shapely.Point(100, 50).buffer(400)),
    "two parts": shapely.union(shapely.box(0, 0, 80, 60), shapely.box(500, 500, 560, 520)),
    "greenhouse": shapely.box(0, 0, 8, 80),
}


@pytest.mark.parametrize("name", SHAPES)
def test_areas_are_those_of_the_authalic_formula(name):
    shape = degrees(shapely.segmentize(SHAPES[name], 50))
    assert geometry.area(shape).square_metres == pytest.approx(independent(shape), rel=1e-6)


def test_a_field_between_meridians_and_parallels_by_the_closed_formula():
    along = np.linspace(117.0, 117.1, 2001)
    shape = shapely.Polygon([*((x, 39.0) for x in along), *((x, 39.1) for x in along[::-1])])
    closed = SEMI_MAJOR**2 / 2 * math.radians(0.1) * (authalic(39.1) - authalic(39.0))
    assert geometry.area(shape).square_metres == pytest.approx(closed, rel=1e-7)


def test_the_district_measures_what_its_provenance_says():
    district = shapely.from_geojson(json.dumps(geo.outline()))
    assert geometry.area(district).square_metres / 1e6 == pytest.approx(557.8, abs=0.05)


def test_orientation_of_rings_does_not_matter():
    shape = degrees(SHAPES["ring with a hole"])
    assert geometry.area(shape.reverse()) == geometry.area(shape)


def test_fifteen_mu_are_a_hectare():
    assert (Area(10_000).hectares, Area(10_000).mu) == (1, pytest.approx(15))
    assert Area(5) - Area(7) == Area(-2)


def test_metres_of_the_plane_are_those_of_the_ground():
    ellipsoid = pyproj.Geod(ellps="GRS80")
    for there in geo.points("villages").select("longitude", "latitude").iter_rows():
        plane = geometry.to_metres(shapely.Point(117, 39.1)).distance(geometry.to_metres(shapely.Point(there)))
        assert plane == pytest.approx(ellipsoid.inv(117, 39.1, *there)[2], rel=1.2e-5)
        assert geometry.distance((117, 39.1), there) == pytest.approx(plane, rel=1.2e-5)


def test_text_is_compact_rounded_and_turned_as_rfc_7946_wants():
    clockwise = shapely.Polygon([(117.0, 39.0), (117.0, 39.1234567891), (117.2, 39.1), (117.0, 39.0)])
    text = geometry.write(clockwise)
    assert " " not in text
    ring = json.loads(text)["coordinates"][0]
    assert [117.0, 39.12345679] in ring
    assert shapely.LinearRing(ring).is_ccw


@given(st.floats(0, 2 * math.pi), st.floats(1, 5000))
def test_text_keeps_a_millimetre(turn, size):
    corners = [(math.cos(turn + k) * size, math.sin(turn + k) * size) for k in (0, 2, 4)]
    shape = degrees(shapely.Polygon(corners))
    back = geometry.read(geometry.write(shape))
    assert geometry.to_metres(back).hausdorff_distance(geometry.to_metres(shape)) < 0.001
    assert geometry.write(back) == geometry.write(shape)


def test_text_keeps_faults_and_drops_heights():
    bow = shapely.Polygon([(117, 39), (117.1, 39.1), (117.1, 39), (117, 39.1)])
    assert not geometry.read_area(geometry.write(bow)).is_valid
    high = '{"type":"Polygon","coordinates":[[[117,39,5],[117.1,39,5],[117.1,39.1,5],[117,39,5]]]}'
    assert not geometry.read_area(high).has_z


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        '{"type":"Point","coordinates":[117,39]}',
        '{"type":"Polygon","coordinates":[]}',
        "",
    ],
)
def test_what_is_no_area_is_refused_in_both_languages(text):
    with pytest.raises(NotGeometry) as refused:
        geometry.read_area(text)
    assert all(refused.value.text.both())


def test_shapes_come_from_the_geometry_first_then_from_the_point():
    texts = pl.Series([drawn(SQUARE), None, None], dtype=pl.String)
    shapes = geometry.read_shapes(texts, pl.Series(["117,39", "117.5,39.25", None]))
    assert [shape and shape.geom_type for shape in shapes] == ["Polygon", "Point", None]
    assert (shapes[1].x, shapes[1].y) == (117.5, 39.25)


def test_texts_that_are_no_points_are_none():
    found = geometry.read_points(pl.Series(["117.5, 39.25", "here", "117", "nan,39", "", None]))
    assert [point is not None for point in found] == [True, False, False, False, False, False]


def test_sound_ground_has_no_lines_and_keeps_points_and_gaps():
    spike = shapely.Polygon([(0, 0), (10, 0), (10, 10), (10, 30), (10, 10), (0, 10)])
    mended = geometry.sound([spike, None, shapely.Point(1, 2)])
    assert mended[0].equals(shapely.box(0, 0, 10, 10))
    assert mended[1] is None
    assert mended[2] == shapely.Point(1, 2)
