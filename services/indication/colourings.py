"""How plots are coloured: by kind, variety, mark user, season or village."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.ledgers import ledger
from data.texts import Text
from services.figures.palette import palette

PLOTS = ledger("gi_plots")
COLOURINGS = ("kind", "variety", "user", "season", "village")
REST, UNKNOWN = Text("其余", "Others"), Text("未填", "Not given")


@dataclass(frozen=True, slots=True)
class Coloured:
    """A class for each plot in words, its colour, and the legend."""

    words: tuple[str, ...]
    colours: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]


def coloured(plots: pl.DataFrame, by: str, users: Mapping[str, str], language: str, theme: str) -> Coloured:
    """The plots by a column of COLOURINGS: a hue for each of the most frequent values, one grey for all others.

    `users` are the names by code, masked where they must be.
    """
    *hues, grey = palette(theme).categories
    labels = _labels(by, users, language)
    values = plots[by].to_list()
    frequent = plots[by].drop_nulls().value_counts(sort=True, name="n").sort("n", by, descending=[True, False])[by]
    tints = dict(zip(frequent.to_list(), hues, strict=False))
    legend = [(labels.get(value, value), colour) for value, colour in tints.items()]
    if len(frequent) > len(tints) or None in values:
        legend.append(((REST if len(frequent) > len(tints) else UNKNOWN)(language), grey))
    words = tuple(UNKNOWN(language) if value is None else labels.get(value, value) for value in values)
    return Coloured(words, tuple(tints.get(value, grey) for value in values), tuple(legend))


def _labels(by: str, users: Mapping[str, str], language: str) -> Mapping[str, str]:
    if by == "user":
        return users
    options = PLOTS.column(by).options() if by == "kind" else ()
    return {choice.code: choice.label(language) for choice in options}
