"""Places as people type them, in every kind of system."""

import pytest

from services.ground.coordinates import UnknownSystem
from services.indication.typed import NoPlace, place_of


@pytest.mark.parametrize(
    "typed",
    [
        "117.0418,39.1032",
        " 117.0418 ， 39.1032 ",
        "39.1032, 117.0418",
        "117°02′30.48″，39°06′11.52″",
        "117.0418 39.1032",
    ],
)
def test_degrees_in_any_writing_and_order(typed: str) -> None:
    assert place_of(typed, "WGS-84") == pytest.approx((117.0418, 39.1032), abs=1e-7)


def test_metres_of_a_plane_system() -> None:
    """117° E is the meridian of EPSG:4548: its false easting of 500 km is there."""
    longitude, latitude = place_of("500000, 4330000", "EPSG:4548")
    assert longitude == pytest.approx(117, abs=1e-9)
    assert latitude == pytest.approx(39.1, abs=0.01)


@pytest.mark.parametrize("typed", ["", "117.04", "a,b", "117.04,39.1,5", "=1+1", "999,999", "nan,nan"])
def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(NoPlace):
        place_of(typed, "WGS-84")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(UnknownSystem):
        place_of("117,39", "EPSG:999999")
