"""Markets on the map by their stage."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from data.texts import Text
from services.cultivation.ladders import stages
from services.figures.palette import palette
from services.maps.colouring import Colouring

NO_STAGE = Text("不在培育", "On no ladder")


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
