"""`python -m services.indication.boundary.reader`: one boundary file to the shapes in it, in a process of its own."""

import re
from dataclasses import replace

from services.indication.boundary.archive import kml_documents
from services.indication.boundary.corners import read_corners
from services.indication.boundary.geojson import read_geojson
from services.indication.boundary.kml import read_kml, read_kmz
from services.indication.boundary.landtxt import read_land_text
from services.indication.boundary.raw import RawFile, packed, refuse_size
from services.indication.boundary.signature import GEOJSON, GEOPACKAGE, KML, KMZ, LAND_TEXT, SHAPEFILE, form_of, narrow
from services.intake.child import Answer, answer
from services.intake.limits import Limits

# What 奥维互动地图 calls its files.
OVITAL = "ovital"
BY_NAME = re.compile(r"\.ov\w+$|奥维|ovital", re.IGNORECASE)
IN_TEXT = re.compile(b"ovital|ovkml|ovobj|" + "奥维".encode() + b"|" + "奥维".encode("gb18030"), re.IGNORECASE)
HEAD = 65_536


def read(name: str, content: bytes, limits: Limits) -> RawFile:
    """What is in the file, by its own signature; raises RefusedFile."""
    content = narrow(content)
    form = form_of(name, content)
    if form in (SHAPEFILE, GEOPACKAGE):
        raw = _driven(form, content, limits)
    elif form == GEOJSON:
        raw = read_geojson(content)
    elif form == KML:
        raw = read_kml(content)
    elif form == KMZ:
        raw = read_kmz(kml_documents(content, limits))
    elif form == LAND_TEXT:
        raw = read_land_text(content)
    else:
        raw = read_corners(name, content, limits)
    return refuse_size(replace(raw, maker=OVITAL) if _by_ovital(name, content) else raw)


def _by_ovital(name: str, content: bytes) -> bool:
    """Whether 奥维互动地图 made the file: its name or its first lines say so."""
    return bool(BY_NAME.search(name) or IN_TEXT.search(content[:HEAD]))


def _driven(form: str, content: bytes, limits: Limits) -> RawFile:
    # Imported here, for GDAL's binding brings pandas: more than a second, for forms that need neither.
    from services.indication.boundary.drivers import read_geopackage, read_shapefile

    return read_shapefile(content, limits) if form == SHAPEFILE else read_geopackage(content)


def _answer(content: bytes, name: str, limits: Limits) -> Answer:
    return packed(read(name, content, limits)), []


if __name__ == "__main__":
    answer(_answer)
