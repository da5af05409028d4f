"""How the markets on the map are coloured: by what they are, by their last inspection, by counts."""

from datetime import date

import polars as pl

from data.ledgers import ledger
from data.texts import Text
from services.maps.colouring import Colouring, named, steps

PER_MERCHANTS = 100


def _choice(column: str) -> Colouring:
    def labels(language: str) -> dict[str, str]:
        return {option.code: option.label(language) for option in ledger("markets").column(column).options()}

    return named(lambda markets, _: markets[column], labels)


LOOKED = Text(
    "查处、投诉件数说明何处受到关注，不等于违法程度。",
    "Counts say where officers looked and people complained, not where the law is broken.",
)
COUNTS = (
    Text("0 件", "0"),
    Text("1 件", "1"),
    Text("2—3 件", "2–3"),
    Text("4—6 件", "4–6"),
    Text("7 件及以上", "7 or more"),
)
RATES = (
    Text("0", "0"),
    Text("不足 1 件", "under 1"),
    Text("1—3 件", "1–3"),
    Text("3—6 件", "3–6"),
    Text("6 件及以上", "6 or more"),
)


def _count(name: str) -> Colouring:
    return steps(lambda markets, _: markets[name], (1, 2, 4, 7), COUNTS, LOOKED)


def _rate(name: str) -> Colouring:
    """Per hundred merchants, without its decimals, and one more where there is any at all: so a rate of 0, one under 1
    and one of 1 are told apart, and nothing is rounded over a bound."""

    def rate(markets: pl.DataFrame, _: date) -> pl.Series:
        whole = pl.col(name) * PER_MERCHANTS // pl.when(pl.col("merchants") > 0).then("merchants")
        return markets.select((whole + (pl.col(name) > 0)).cast(pl.Int64).alias(name))[name]

    return steps(rate, (1, 2, 4, 7), RATES, LOOKED)


VISITS = (
    Text("30 天内", "within 30 days"),
    Text("31—90 天", "31–90 days"),
    Text("91—180 天", "91–180 days"),
    Text("超过 180 天", "over 180 days"),
    Text("从未检查", "never inspected"),
)
# Longer than any wait: no inspection is on file although the unit has handed its inspections in.
NEVER = 1_000_000


def _days_since(markets: pl.DataFrame, as_of: date) -> pl.Series:
    days = (pl.lit(as_of) - pl.col("inspected_on")).dt.total_days()
    never = pl.when("looked_after").then(pl.lit(NEVER, pl.Int64))
    return markets.select(pl.coalesce(days, never).alias("days"))["days"]


COLOURINGS: dict[str, tuple[Text, Colouring]] = {
    "kind": (Text("类型", "Kind"), _choice("kind")),
    "level": (Text("规范化等级", "Level"), _choice("level")),
    "inspected": (Text("最近检查", "Last inspection"), steps(_days_since, (31, 91, 181, NEVER), VISITS, None)),
    "cases": (Text("查处件数", "Cases"), _count("cases")),
    "complaints": (Text("投诉件数", "Complaints"), _count("complaints")),
    "cases_rate": (Text("每百商户查处", "Cases per 100 merchants"), _rate("cases")),
    "complaints_rate": (Text("每百商户投诉", "Complaints per 100 merchants"), _rate("complaints")),
}


def by_office(offices: dict[str, str]) -> Colouring:
    """Coloured by the supervising office; `offices` are the short names by code, those with most markets first."""
    return named(lambda markets, _: markets["office"], lambda _: offices)
