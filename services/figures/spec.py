"""Charts built once: an Altair chart becomes a Vega-Lite dictionary that is kept, and only rows change.

A figure is a function of a module, `build(look, *options) -> chart`, over the named data set `ROWS`, its
field types spelt out since no data are there to infer them from:

    def opened_by_month(look: Look, unit: str) -> alt.Chart:
        return alt.Chart(ROWS).mark_bar().encode(x="month:O", y=alt.Y("opened:Q", title=unit))

Building and validating costs 12 ms a chart, putting rows in less than one.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any, Concatenate

import altair as alt
import polars as pl

from services.figures.theme import Look, picture_config, screen_config

NAME = "rows"
ROWS = alt.NamedData(name=NAME)

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
Build = Callable[Concatenate[Look, ...], Chart]
Spec = dict[str, Any]


@lru_cache(maxsize=512)
def screen_spec(build: Build, look: Look, *options: Hashable) -> Spec:
    """The figure's specification for the screen, without rows. Shared: read it only."""
    return _with_config(build(look, *options).to_dict(), screen_config(look))


@lru_cache(maxsize=128)
def picture_spec(build: Build, look: Look, *options: Hashable) -> Spec:
    """The figure's specification for a picture, without rows, in print. Shared: read it only."""
    printed = look.printed()
    return _with_config(build(printed, *options).to_dict(), picture_config(printed))


def scale_end(numbers: Iterable[int | None]) -> int:
    """Where a scale over these numbers ends: the largest of them, rounded up by at most half of its leading
    digit; 0 without any. An exact end would have the figure built anew after every filter."""
    most = max((number for number in numbers if number is not None), default=0)
    step = max(10 ** (len(str(most)) - 1) // 2, 1)
    return -(-most // step) * step


def _with_config(spec: Spec, config: dict[str, Any]) -> Spec:
    """The specification over a configuration; what the figure sets itself goes first."""
    own = spec.get("config", {})
    merged = {key: _over(config.get(key), own.get(key)) for key in {**config, **own}}
    return {**spec, "config": merged}


def _over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **above}
    return below if above is None else above


def with_rows(spec: Spec, rows: pl.DataFrame, **others: pl.DataFrame) -> Spec:
    """The specification with its rows, and with further named data sets. The specification stays as it is."""
    return {**spec, "datasets": {NAME: rows, **others}}
