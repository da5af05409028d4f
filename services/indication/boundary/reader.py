"""`python -m services.indication.boundary.reader`: one boundary file to the shapes in it, in a process of its own."""

from services.indication.boundary.archive import only_kml
from services.indication.boundary.corners import read_corners
from services.indication.boundary.geojson import read_geojson
from services.indication.boundary.kml import read_kml
from services.indication.boundary.raw import RawFile, packed, refuse_size
from services.indication.boundary.signature import GEOJSON, GEOPACKAGE, KML, KMZ, SHAPEFILE, form_of
from services.intake.child import Answer, answer
from services.intake.limits import Limits


def read(name: str, content: bytes, limits: Limits) -> RawFile:
    """What is in the file, by its own signature; raises RefusedFile."""
    form = form_of(name, content)
    if form in (SHAPEFILE, GEOPACKAGE):
        raw = _driven(form, content, limits)
    elif form == GEOJSON:
        raw = read_geojson(content)
    elif form in (KML, KMZ):
        raw = read_kml(only_kml(content, limits) if form == KMZ else content)
    else:
        raw = read_corners(name, content, limits)
    return refuse_size(raw)


def _driven(form: str, content: bytes, limits: Limits) -> RawFile:
    # Imported here, for GDAL's binding brings pandas: more than a second, for forms that need neither.
    from services.indication.boundary.drivers import read_geopackage, read_shapefile

    return read_shapefile(content, limits) if form == SHAPEFILE else read_geopackage(content)


def _answer(content: bytes, name: str, limits: Limits) -> Answer:
    return packed(read(name, content, limits)), []


if __name__ == "__main__":
    answer(_answer)
