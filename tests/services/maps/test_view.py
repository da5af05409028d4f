"""The fitted view against the outline, and against Web Mercator as PROJ computes it."""

import pyproj
import pytest
import shapely
from shapely.geometry import shape

from data import geo
from services.maps.view import fit

OUTLINE = shapely.get_coordinates(shape(geo.outline())).tolist()


@pytest.mark.parametrize(("width", "height"), [(1200, 760), (640, 680), (760, 420)])
def test_the_whole_outline_fits_with_its_margin(width, height):
    view = fit(width, height, margin=20)
    across, down = zip(*(view.pixel(x, y) for x, y in OUTLINE), strict=True)
    assert min(across) >= 19.99
    assert min(down) >= 19.99
    assert max(across) <= width - 19.99
    assert max(down) <= height - 19.99
    assert min(*across, *down) == pytest.approx(20, abs=0.01)


def test_pixels_are_those_of_web_mercator():
    view = fit(1000, 760)
    mercator = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    (x1, y1), (x2, y2) = mercator.transform(117.0, 39.0), mercator.transform(117.2, 39.1)
    metres = 2 * 20_037_508.342789244 / (512 * 2**view.zoom)
    here, there = view.pixel(117.0, 39.0), view.pixel(117.2, 39.1)
    assert there[0] - here[0] == pytest.approx((x2 - x1) / metres, abs=1e-6)
    assert here[1] - there[1] == pytest.approx((y2 - y1) / metres, abs=1e-6)


def test_bounds_are_the_corners_of_the_picture():
    view = fit(900, 700)
    west, south, east, north = view.bounds
    assert view.pixel(west, north) == pytest.approx((0, 0), abs=1e-6)
    assert view.pixel(east, south) == pytest.approx((900, 700), abs=1e-6)


def test_the_scale_is_the_length_of_a_pixel_on_the_ground():
    view = fit(1000, 760)
    geod = pyproj.Geod(ellps="WGS84")
    west, _, east, _ = view.bounds
    ground = geod.inv(west, view.latitude, east, view.latitude)[2]
    assert view.metres_per_pixel * 1000 == pytest.approx(ground, rel=0.005)
