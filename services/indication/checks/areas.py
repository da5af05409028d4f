"""Checks of sizes: what was declared, and what the plots add up to."""

from collections.abc import Iterator

import numpy as np

from data.texts import Text
from services.ground import geometry
from services.ground.geometry import SQUARE_METRES_OF_A_MU, Area
from services.indication import words
from services.indication.checks import HERE, Finding, Measure, check
from services.indication.checks.ground import Ground
from services.words import formats


@check(
    "declared_area",
    "warning",
    title=Text("申报面积与图形不符", "Declared against computed area"),
    explanation=Text(
        "申报面积与按图形计算的椭球面积相差过大，图形或申报数有误。",
        "The declared area is too far from the one computed on the ellipsoid: the drawing or the figure is wrong.",
    ),
    source=HERE,
    thresholds=("declared_difference",),
)
def declared_areas(ground: Ground) -> Iterator[Finding]:
    plots = ground.plots
    declared = np.append(np.nan if ground.declared is None else ground.declared, plots.declared[plots.drawn])
    computed = np.append(ground.area.square_metres, plots.square_metres[plots.drawn]) / SQUARE_METRES_OF_A_MU
    share = np.abs(declared - computed) / np.where(computed > 0, computed, np.nan)
    off = np.flatnonzero(share * 100 > ground.limits["declared_difference"])
    for row, place in zip(off, geometry.places(ground.sound[off]), strict=True):
        whose, percent = words.subject(ground.subjects[row]), words.percent(share[row])
        said, drawn = formats.number(float(declared[row])), words.mu(computed[row])
        message = Text(
            f"{whose.zh}申报 {said} 亩，图形为 {drawn} 亩，相差 {percent}",
            f"{whose.en}: {said} mu declared, {drawn} mu drawn, {percent} apart",
        )
        measure = Measure(float(share[row] * 100), words.PERCENT)
        yield Finding("declared_area", message, place, ground.subjects[row], measure)


@check(
    "plots_above_area",
    "warning",
    title=Text("地块总面积超过范围", "Plots larger than the area"),
    explanation=Text(
        "地块面积之和（无图形的按申报面积）超过范围面积，必有地块重复、出界或面积有误。",
        "The plots add up to more than the area (declared sizes where a plot has no outline): some stand twice, lie "
        "outside or have a wrong size.",
    ),
    source=HERE,
)
def plots_above_area(ground: Ground) -> Iterator[Finding]:
    plots = ground.plots
    declared = np.nan_to_num(plots.declared) * SQUARE_METRES_OF_A_MU
    total = Area(float(np.where(plots.drawn, plots.square_metres, declared).sum()))
    if total > ground.area:
        over, whole, area = words.ground(total - ground.area), words.ground(total), words.ground(ground.area)
        message = Text(
            f"地块合计 {whole.zh}，超过范围 {area.zh}，多出 {over.zh}",
            f"the plots add up to {whole.en}, the area to {area.en}: {over.en} too much",
        )
        measure = Measure((total - ground.area).square_metres, words.SQUARE_METRES)
        yield Finding("plots_above_area", message, geometry.place(ground.sound[0]), measure=measure)
