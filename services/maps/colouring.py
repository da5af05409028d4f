"""How what stands on a map is coloured: a class for each row, and for each class its text and colour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from data.texts import Text
from services.days.lights import NO_DATA
from services.figures.palette import palette
from services.words import formats

Values = Callable[[pl.DataFrame, date], pl.Series]


@dataclass(frozen=True, slots=True)
class Colouring:
    """A way to colour the map: for each market a class, and for each class its text and colour, in order.
    `note` is said beside the legend. A market without a class has no data."""

    classes: Values
    legend: Callable[[str, str], list[tuple[str, str, str]]]
    note: Text | None = None


def named(classes: Values, labels: Callable[[str], dict[str, str]]) -> Colouring:
    """Classes by code: a hue for each of the first, and one grey for all that the hues don't reach."""

    def legend(language: str, theme: str) -> list[tuple[str, str, str]]:
        *hues, grey = palette(theme).categories
        named = labels(language)
        rest = [code for code in named if code == "other" or code not in list(named)[: len(hues)]]
        tints = dict(zip((code for code in named if code not in rest), hues, strict=False))
        together = formats.listing((named[code] for code in rest), language)
        return [(code, text, tints[code]) if code in tints else (code, together, grey) for code, text in named.items()]

    return Colouring(classes, legend)


def steps(
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
        shown.append((NO_DATA.label(language), None))
    marked = markets.with_columns(
        classes.replace_strict(tints, default=None, return_dtype=pl.String).alias("colour"),
        classes.replace_strict(texts, default=None, return_dtype=pl.String).alias("class_text"),
    )
    return marked, shown
