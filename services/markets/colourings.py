"""How the markets on the map are coloured: by what they are, by their last inspection, by counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from data.ledgers import ledger
from data.texts import Text
from services.cultivation.ladders import stages
from services.figures.palette import LIGHTS, palette
from services.words import formats

PER_MERCHANTS = 100
NO_STAGE = Text("不在培育", "On no ladder")
Values = Callable[[pl.DataFrame, date], pl.Series]


@dataclass(frozen=True, slots=True)
class Colouring:
    """A way to colour the map: for each market a class, and for each class its text and colour, in order.
    `note` is said beside the legend. A market without a class has no data."""

    classes: Values
    legend: Callable[[str, str], list[tuple[str, str, str]]]
    note: Text | None = None


def _named(classes: Values, labels: Callable[[str], dict[str, str]]) -> Colouring:
    """Classes by code: a hue for each of the first, and one grey for all that the hues don't reach."""

    def legend(language: str, theme: str) -> list[tuple[str, str, str]]:
        *hues, grey = palette(theme).categories
        named = labels(language)
        rest = [code for code in named if code == "other" or code not in list(named)[: len(hues)]]
        tints = dict(zip((code for code in named if code not in rest), hues, strict=False))
        together = formats.listing((named[code] for code in rest), language)
        return [(code, text, tints[code]) if code in tints else (code, together, grey) for code, text in named.items()]

    return Colouring(classes, legend)


def _choice(column: str) -> Colouring:
    def labels(language: str) -> dict[str, str]:
        return {option.code: option.label(language) for option in ledger("markets").column(column).options()}

    return _named(lambda markets, _: markets[column], labels)


def _steps(
    column: Callable[[pl.DataFrame, date], pl.Series],
    bounds: tuple[int, ...],
    texts: tuple[Text, ...],
    note: Text | None,
) -> Colouring:
    """Classes by bounds, from light to dark; the class of a value is the number of bounds it has reached."""

    def classes(markets: pl.DataFrame, as_of: date) -> pl.Series:
        values = column(markets, as_of)
        reached = sum((values >= bound).cast(pl.Int64) for bound in bounds)
        return (reached if isinstance(reached, pl.Series) else values).cast(pl.String)

    def legend(language: str, theme: str) -> list[tuple[str, str, str]]:
        shades = palette(theme).sequence
        first, last = 2, len(shades) - 1
        step = (last - first) / max(len(texts) - 1, 1)
        return [(str(n), text(language), shades[round(first + n * step)]) for n, text in enumerate(texts)]

    return Colouring(classes, legend, note)


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
    return _steps(lambda markets, _: markets[name], (1, 2, 4, 7), COUNTS, LOOKED)


def _rate(name: str) -> Colouring:
    """Per hundred merchants, without its decimals, and one more where there is any at all: so a rate of 0, one under 1
    and one of 1 are told apart, and nothing is rounded over a bound."""

    def rate(markets: pl.DataFrame, _: date) -> pl.Series:
        whole = pl.col(name) * PER_MERCHANTS // pl.when(pl.col("merchants") > 0).then("merchants")
        return markets.select((whole + (pl.col(name) > 0)).cast(pl.Int64).alias(name))[name]

    return _steps(rate, (1, 2, 4, 7), RATES, LOOKED)


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
    "inspected": (Text("最近检查", "Last inspection"), _steps(_days_since, (31, 91, 181, NEVER), VISITS, None)),
    "cases": (Text("查处件数", "Cases"), _count("cases")),
    "complaints": (Text("投诉件数", "Complaints"), _count("complaints")),
    "cases_rate": (Text("每百商户查处", "Cases per 100 merchants"), _rate("cases")),
    "complaints_rate": (Text("每百商户投诉", "Complaints per 100 merchants"), _rate("complaints")),
}


def by_office(offices: dict[str, str]) -> Colouring:
    """Coloured by the supervising office; `offices` are the short names by code, those with most markets first."""
    return _named(lambda markets, _: markets["office"], lambda _: offices)


def by_stage(stage_of: Mapping[str, str]) -> Colouring:
    """Coloured by the stage of the cultivation, from light to dark in the registry's order; `stage_of` by market. A
    market that is on no ladder is a class of its own."""

    def classes(markets: pl.DataFrame, _: date) -> pl.Series:
        return markets["code"].replace_strict(stage_of, default="", return_dtype=pl.String)

    def legend(language: str, theme: str) -> list[tuple[str, str, str]]:
        tints, known = palette(theme), stages()
        shades = tints.sequence[1:]
        step = (len(shades) - 1) / max(len(known) - 1, 1)
        named = [
            (code, stage.label(language), shades[round(n * step)]) for n, (code, stage) in enumerate(known.items())
        ]
        return [*named, ("", NO_STAGE(language), tints.categories[-1])]

    return Colouring(classes, legend)


def coloured(
    markets: pl.DataFrame, colouring: Colouring, as_of: date, language: str, theme: str
) -> tuple[pl.DataFrame, list[tuple[str, str | None]]]:
    """The markets with `colour` and `class_text` (null without data), and the legend of the classes that occur:
    text and colour, the entry "no data" without one last."""
    classes = colouring.classes(markets, as_of)
    legend = colouring.legend(language, theme)
    tints, texts = {code: tint for code, _, tint in legend}, {code: text for code, text, _ in legend}
    occurring = set(classes)
    shown: list[tuple[str, str | None]] = list(
        dict.fromkeys((text, tint) for code, text, tint in legend if code in occurring)
    )
    if classes.null_count():
        shown.append((LIGHTS["unknown"].label(language), None))
    marked = markets.with_columns(
        classes.replace_strict(tints, default=None, return_dtype=pl.String).alias("colour"),
        classes.replace_strict(texts, default=None, return_dtype=pl.String).alias("class_text"),
    )
    return marked, shown
