"""Records of markets as plain rows, without a store: only what a test says of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from data.ledgers import ledger
from services.cultivation.records import LEDGERS, MARKET_COLUMNS, STEPS, Records

DULL: dict[str, dict[str, Any]] = {
    "cultivation": {"ladder": "city", "stage": "cultivation", "state": "active", "office": "IP"},
    "stage_entries": {"ladder": "city", "office": "IP"},
    "milestones": {"ladder": "city", "office": "IP"},
    "assessments": {"kind": "self", "channel": "offline", "points": 0.0},
    "commitments": {"channel": "offline"},
    "market_trainings": {"theme": "示例"},
}

Build = Callable[..., Records]


@pytest.fixture
def records() -> Build:
    """Records of one day: the markets M1 and, when `online`, the same with a channel; rows by ledger."""

    def build(as_of: date, *, online: bool = False, merchants: int | None = None, **rows: list[dict]) -> Records:
        market = {"code": "M1", "name": "示例市场", "kind": "mall", "office": "ZD", "township": "120111101"}
        schema = {name: ledger("markets").schema[name] for name in MARKET_COLUMNS}
        markets = pl.DataFrame([{**market, "online": online, "merchants": merchants}], schema=schema)
        return Records(as_of, markets, {name: frame(name, rows.get(name, [])) for name in (*LEDGERS, *STEPS)})

    return build


def frame(name: str, rows: list[dict]) -> pl.DataFrame:
    """Rows of a ledger as `records.read` gives them: numbered, merchants as numbers, without personal columns."""
    columns = [column for column in ledger(name).columns if not column.personal or column.name == "merchant"]
    schema = {column.name: pl.UInt64() if column.name == "merchant" else column.dtype for column in columns}
    full = [
        {**dict.fromkeys(schema), "market": "M1", **DULL.get(name, {}), **row, "id": place, "version": 1}
        for place, row in enumerate(rows, start=1)
    ]
    return pl.DataFrame(full, schema={"id": pl.Int64(), "version": pl.Int64(), **schema}, orient="row")


def assessed(day: date, points: dict[str, float], *, proof: bool = False, **more: Any) -> list[dict]:
    """Rows of one assessment: points by criterion, all with or without a proof."""
    return [
        {"assessed_on": day, "criterion": code, "points": value, "proof": "0" * 64 if proof else None, **more}
        for code, value in points.items()
    ]
