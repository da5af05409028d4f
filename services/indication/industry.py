"""The mark users' share of the producers and of the output value: the zone rule's two 60 %."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.registry import entries
from data.registry.shapes import ZoneEntry
from data.store import Store, read_rows
from data.texts import Text

SHARES: dict[str, tuple[str, str, Text, Text]] = {
    "producers": (
        "users",
        "producers",
        Text("用标主体占生产者的比例", "Mark users among producers"),
        Text("用标主体数 ÷ 生产者总数（同一产季）", "mark users ÷ all producers of the same season"),
    ),
    "output_value": (
        "users_output_value",
        "output_value",
        Text("用标主体产值占产业总产值的比例", "Mark users' share of the output value"),
        Text("用标主体产值 ÷ 产业总产值（同一产季）", "mark users' output value ÷ the industry's, same season"),
    ),
}


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a season: part and whole, their quotient, the least it must be, whether it is. All but
    `code`, `label`, `definition` and `least` are None without data (尚无数据)."""

    code: str
    label: Text
    definition: Text
    least: Decimal
    season: str | None
    part: Decimal | None
    whole: Decimal | None
    source: str | None
    counted_on: date | None

    @property
    def value(self) -> Decimal | None:
        return self.part / self.whole if self.part is not None and self.whole else None

    @property
    def met(self) -> bool | None:
        return None if self.value is None else self.value >= self.least


def shares(store: Store, season: str | None = None) -> tuple[Share, Share]:
    """Both shares of a season, of the newest one by default."""
    where = {"season": season} if season else None
    rows = read_rows(store, "gi_years", where=where, order=("-season",), limit=1)
    return shares_of(rows.row(0, named=True) if rows.height else {}, least_share())


def shares_of(row: Mapping[str, Any], least: Decimal) -> tuple[Share, Share]:
    """Both shares of a row of gi_years; {} for none."""
    producers, value = (_share(code, row, least) for code in SHARES)
    return producers, value


def _share(code: str, row: Mapping[str, Any], least: Decimal) -> Share:
    part, whole, label, definition = SHARES[code]
    figures = [None if row.get(name) is None else Decimal(row[name]) for name in (part, whole)]
    season, source, counted_on = (row.get(name) for name in ("season", "source", "counted_on"))
    return Share(code, label, definition, least, season, figures[0], figures[1], source, counted_on)


def least_share() -> Decimal:
    """What both shares must be at least, from zone.toml; raises RegistryError."""
    return next(Decimal(str(entry.least_share)) for entry in entries("zone", ZoneEntry) if entry.code == "industry")
