"""`python -m services.indication.boundary.reader`: one boundary file to the shapes in it, in a process of its own."""

from collections.abc import Callable

from services.indication.boundary.archive import only_kml
from services.indication.boundary.corners import read_corners
from services.indication.boundary.drivers import read_geopackage, read_shapefile
from services.indication.boundary.geojson import read_geojson
from services.indication.boundary.kml import read_kml
from services.indication.boundary.raw import RawFile, packed, refuse_size
from services.indication.boundary.signature import GEOJSON, GEOPACKAGE, KML, KMZ, SHAPEFILE, TABLE, form_of
from services.intake.child import Answer, answer
from services.intake.limits import Limits

READERS: dict[str, Callable[[str, bytes, Limits], RawFile]] = {
    GEOJSON: lambda _name, content, _limits: read_geojson(content),
    KML: lambda _name, content, _limits: read_kml(content),
    KMZ: lambda _name, content, limits: read_kml(only_kml(content, limits)),
    SHAPEFILE: lambda _name, content, limits: read_shapefile(content, limits),
    GEOPACKAGE: lambda _name, content, _limits: read_geopackage(content),
    TABLE: lambda name, content, limits: read_corners(name, content, limits),
}


def read(name: str, content: bytes, limits: Limits) -> RawFile:
    """What is in the file, by its own signature; raises RefusedFile."""
    return refuse_size(READERS[form_of(name, content)](name, content, limits))


def _answer(content: bytes, name: str, limits: Limits) -> Answer:
    return packed(read(name, content, limits)), []


if __name__ == "__main__":
    answer(_answer)
