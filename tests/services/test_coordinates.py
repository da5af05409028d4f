"""Conversion against published pairs, distances on the ellipsoid, and round trips over the district."""

import prcoords
import pyproj
import pytest

from data import geo
from services.coordinates import SYSTEMS, UnknownSystem, inside_district, to_wgs84

GEOD = pyproj.Geod(ellps="GRS80")
VILLAGES = list(geo.points("villages").select("longitude", "latitude").iter_rows())


def metres(here, there):
    return GEOD.inv(*here, *there)[2]


def bend(forward, points):
    return [(bent.lon, bent.lat) for bent in (forward((y, x)) for x, y in points)]


@pytest.mark.parametrize(("system", "forward"), [("GCJ-02", prcoords.wgs_gcj), ("BD-09", prcoords.wgs_bd)])
def test_round_trip_stays_within_a_hand(system, forward):
    back = to_wgs84(bend(forward, VILLAGES), system)
    assert max(metres(here, there) for here, there in zip(VILLAGES, back, strict=True)) < 0.2


def test_gcj_02_is_half_a_kilometre_off_here():
    offsets = [metres(*pair) for pair in zip(VILLAGES, bend(prcoords.wgs_gcj, VILLAGES), strict=True)]
    assert min(offsets) >= 510
    assert max(offsets) <= 575


def test_gcj_02_of_beijing_as_published_by_eviltransform():
    [point] = to_wgs84([(116.38404722455657, 39.91334545536069)], "GCJ-02")
    assert metres(point, (116.377817, 39.911954)) < 0.2


@pytest.mark.parametrize("swapped", [False, True])
def test_plane_coordinates_by_the_length_of_the_meridian(swapped):
    northing = GEOD.inv(117, 0, 117, 39)[2]
    point = (northing, 500_000.0) if swapped else (500_000.0, northing)
    assert metres(to_wgs84([point], "EPSG:4548")[0], (117, 39)) < 0.01


def test_systems_of_the_earth_pass_unchanged():
    for system in ("WGS-84", "CGCS2000"):
        assert to_wgs84(VILLAGES, system) == VILLAGES


def test_no_points_are_no_points():
    assert all(to_wgs84([], system) == [] for system in SYSTEMS)


def test_an_unknown_system_is_named():
    with pytest.raises(UnknownSystem, match="Beijing-54"):
        to_wgs84(VILLAGES, "Beijing-54")


def test_inside_tells_the_district_government_from_tiananmen():
    assert inside_district([(117.0027, 39.1408), (116.3974, 39.9087)]) == [True, False]
