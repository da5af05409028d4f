"""The names of markets on the moving map, asked for by the map's own style."""

import json
from collections.abc import Iterable

import polars as pl

from data.store import Store
from services.access.rights import MASKED
from services.maps.marks import SIZES, markets
from services.maps.names import GAP, point_feature
from services.maps.view import HEIGHT, WIDTH, fit
from services.markets.register import register


def market_names(store: Store, codes: Iterable[str], selected: str | None) -> bytes:
    """The names of these markets as GeoJSON, the largest first, each with how far from the point it stands."""
    known = register(store, MASKED).filter(pl.col("code").is_in(list(codes)))
    rows = markets(known.with_columns(label=pl.lit(""), colour=pl.lit(None, pl.String))).to_dicts()
    middle = fit(WIDTH, HEIGHT).longitude
    features = [
        point_feature(
            row["longitude"],
            row["latitude"],
            name=row["name"],
            place=place,
            selected=row["code"] == selected,
            east=row["longitude"] > middle,
            offset=round(row["radius"] / SIZES["market"] + GAP, 2),
            size=round(2 * row["radius"]),
        )
        for place, row in enumerate(rows)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
