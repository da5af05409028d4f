"""Map data of the district, read once: outlines, schematic roads, and points with a name (all WGS-84).

The files are built by `python -m data.geo.build`; sources and licences stand in PROVENANCE.md.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

FOLDER = Path(__file__).parent
XIQING = "120111"


@cache
def features(name: str) -> tuple[dict[str, Any], ...]:
    """The GeoJSON features of districts, roads_schematic or water_names; read-only."""
    return tuple(json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))["features"])


@cache
def points(name: str) -> pl.DataFrame:
    """The rows of villages, seats or markets: text columns, and longitude, latitude in degrees; read-only."""
    degrees = {"longitude": pl.Float64, "latitude": pl.Float64}
    frame = pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
    return frame.with_columns(pl.col(column).cast(dtype) for column, dtype in degrees.items())


def outline(code: str = XIQING) -> dict[str, Any]:
    """The GeoJSON MultiPolygon of one district of Tianjin; raises KeyError for an unknown code."""
    for feature in features("districts"):
        if feature["properties"]["code"] == code:
            return feature["geometry"]
    raise KeyError(f"no district {code}")
