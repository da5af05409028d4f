"""The lights of one market as words: progress, dated tasks, and after recognition what asks for a look."""

from collections.abc import Mapping

import polars as pl

from pages.parts.cultivation.chosen import Chosen
from services.cultivation import watch
from services.cultivation.figures.against_plan import behind
from services.days.lights import BEHIND, LIGHTS, NEAR, OVERDUE, signal


def signals(chosen: Chosen) -> list[watch.Signal]:
    """Every signal of the day that passes the filters."""
    wanted = set(chosen.markets)
    return [one for one in chosen.known.signals if one.market in wanted and chosen.ladder in ("", one.ladder)]


def signals_of(chosen: Chosen, row: Mapping) -> list[watch.Signal]:
    """The signals of one market on one ladder."""
    return [one for one in signals(chosen) if (one.market, one.ladder) == (row["market"], row["ladder"])]


def signs(chosen: Chosen, row: Mapping) -> list[str]:
    """Each light that is on as coloured markdown: shape and word, so that none is told by hue alone."""
    _ = chosen.page._
    found = []
    if row["light"]:
        found.append(LIGHTS[row["light"]].saying(behind(row, None, _)))
    own = chosen.known.tasks.filter(pl.col("market") == row["market"], pl.col("ladder") == row["ladder"])
    for light in (OVERDUE, BEHIND, NEAR):
        count = own.filter(pl.col("light") == light.code).height
        if count:
            words = _.n("{n} task", "{n} tasks", count)
            found.append(f"{light.markdown(_.code)} {words}")
    looks = len(signals_of(chosen, row))
    if look := signal(looks > 0):
        words = _.n("{n} signal", "{n} signals", looks)
        found.append(f"{look.markdown(_.code)} {words}")
    return found
