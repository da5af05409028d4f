"""Checks of precision: what a map may show of plots, and what may be a state secret."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from data.texts import Text
from services.ground import geometry
from services.indication import words
from services.indication.checks import HERE, Finding, Measure, check
from services.indication.checks.ground import Ground

SQUARE_METRES_OF_A_SQUARE_KILOMETRE = 1_000_000
# Floats hold a ten-thousandth of a digit of the sketch, which is what eight decimals need, and ten times less.
ROUNDING = 1e-5


@check(
    "finer_than_sketch",
    "note",
    title=Text("精度高于村级示意", "Finer than the village sketch"),
    explanation=Text(
        "地块坐标精于村级示意图。打印和对外的图只画到村级示意精度，原坐标不得外传。",
        "The plots' coordinates are finer than the village sketch. Printed and published maps show no more than the "
        "sketch, and the coordinates themselves must not be passed on.",
    ),
    source=HERE,
    thresholds=("sketch_decimals",),
)
def finer_than_sketch(ground: Ground) -> Iterator[Finding]:
    fine = surveyed(ground)
    count, decimals = int(fine.sum()), int(ground.limits["sketch_decimals"])
    if count:
        message = Text(
            f"{count} 块地块的坐标精于 {decimals} 位小数，图上只能以村级示意精度表示",
            f"plots with coordinates of more than {decimals} decimals: {count}; the map may only sketch them",
        )
        place = geometry.place(ground.plots.sound[np.argmax(fine)])
        yield Finding("finer_than_sketch", message, place, measure=Measure(count, Text("块", "plots")))


@check(
    "survey_precision",
    "blocking",
    title=Text("测量精度地块过大", "Too much ground at survey precision"),
    explanation=Text(
        "测量精度的地块总面积超过界限，可能涉及国家秘密：应先送有权部门认定密级，并改用村级示意精度。",
        "More ground at survey precision than the limit may be a state secret: have the authority decide first, and "
        "keep plots to the village sketch.",
    ),
    source=Text(
        "《测绘地理信息管理工作国家秘密范围的规定》（自然资源部、国家保密局，2020年6月18日）",
        "Rules on state secrets in surveying, Ministry of Natural Resources and State Secrecy Administration, "
        "18 June 2020",
    ),
    thresholds=("secret_area", "sketch_decimals"),
)
def survey_precision(ground: Ground) -> Iterator[Finding]:
    fine = surveyed(ground)
    square_kilometres = float(ground.plots.square_metres[fine].sum()) / SQUARE_METRES_OF_A_SQUARE_KILOMETRE
    limit = ground.limits["secret_area"]
    if square_kilometres > limit:
        message = Text(
            f"测量精度的地块合计 {square_kilometres:.2f} 平方千米，超过 {limit:g} 平方千米",
            f"{square_kilometres:.2f} km² of plots at survey precision, over {limit:g} km²",
        )
        place = geometry.place(ground.plots.sound[np.argmax(fine)])
        yield Finding("survey_precision", message, place, measure=Measure(square_kilometres, words.SQUARE_KILOMETRES))


def surveyed(ground: Ground) -> NDArray[np.bool_]:
    """Which plots have a coordinate of more decimals than the village sketch."""
    degrees, owner = shapely.get_coordinates(ground.plots.degrees, return_index=True)
    steps = degrees * 10 ** int(ground.limits["sketch_decimals"])
    fine = (np.abs(steps - np.round(steps)) > ROUNDING).any(axis=1)
    return np.bincount(owner[fine], minlength=len(ground.plots.codes)) > 0
