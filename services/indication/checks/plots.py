"""Checks of plots against each other and against the area."""

from collections.abc import Iterator

import numpy as np
import shapely

from data.texts import Text
from services.ground import geometry
from services.ground.geometry import Area
from services.indication import words
from services.indication.checks import HERE, Finding, Measure, check
from services.indication.checks.ground import Ground


@check(
    "plot_overlap",
    "warning",
    title=Text("地块重叠", "Overlapping plots"),
    explanation=Text(
        "两块地块占用同一地面，产量和标识配额会重复计算。",
        "Two plots claim the same ground: yield and label quota would be counted twice.",
    ),
    source=HERE,
    thresholds=("overlap_area",),
)
def plot_overlaps(ground: Ground) -> Iterator[Finding]:
    drawn = np.flatnonzero(ground.plots.drawn)
    shapes = ground.plots.sound[drawn]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.intersection(shapes[one], shapes[other])
    large = shapely.area(shared) > ground.limits["overlap_area"]
    one, other, shared = drawn[one[large]], drawn[other[large]], shared[large]
    sizes = geometry.square_metres(geometry.to_degrees(shared))
    smaller = np.minimum(ground.plots.square_metres[one], ground.plots.square_metres[other])
    spots = geometry.places(shared)
    for left, right, size, least, place in zip(one, other, sizes.tolist(), smaller, spots, strict=True):
        first, second = sorted((ground.plots.codes[left], ground.plots.codes[right]))
        said, share = words.ground(Area(size)), words.percent(size / least)
        message = Text(
            f"地块 {first} 与 {second} 重叠 {said.zh}，占较小地块的 {share}",
            f"plots {first} and {second} overlap by {said.en}, {share} of the smaller one",
        )
        yield Finding("plot_overlap", message, place, (first, second), Measure(size, words.SQUARE_METRES))


@check(
    "plot_outside",
    "warning",
    title=Text("地块超出范围", "Plots outside the area"),
    explanation=Text(
        "地块全部或部分位于范围之外，其产品不能作为范围内产品。",
        "All or part of the plot lies outside the area: what grows there is not of the area.",
    ),
    source=HERE,
    thresholds=("line_tolerance",),
)
def plots_outside(ground: Ground) -> Iterator[Finding]:
    yield from _outside(ground, "plot_outside", marked=False)


@check(
    "mark_user_outside",
    "blocking",
    title=Text("用标主体地块超出范围", "Mark users' plots outside the area"),
    explanation=Text(
        "用标主体的地块全部或部分位于范围之外：或界线有误，或其产品不得使用专用标志，定稿前须查清。",
        "All or part of a mark user's plot lies outside the area: the boundary is wrong, or its produce must not bear "
        "the mark. To be settled before sign-off.",
    ),
    source=Text("地理标志产品的定义：产自特定地域", "Definition of a GI product: it comes from the named area"),
    thresholds=("line_tolerance",),
)
def mark_users_outside(ground: Ground) -> Iterator[Finding]:
    yield from _outside(ground, "mark_user_outside", marked=True)


def _outside(ground: Ground, code: str, *, marked: bool) -> Iterator[Finding]:
    """The plots that leave the area, of mark users or of nobody known to use the mark."""
    users = np.array([bool(user) for user in ground.plots.users], dtype=bool)
    out = ground.positions["verdict"].is_in(["outside", "partly"]).to_numpy()
    rows = np.flatnonzero(out & (users == marked))
    answers = ground.positions[rows].iter_rows(named=True)
    for row, answer, place in zip(rows, answers, geometry.places(ground.plots.sound[rows]), strict=True):
        message = _message(ground.plots.codes[row], answer["share"], answer["beyond"], marked=marked)
        yield Finding(code, message, place, (ground.plots.codes[row],), Measure(answer["beyond"], words.METRES))


def _message(plot: str, share: float | None, beyond: float, *, marked: bool) -> Text:
    """Who uses the mark is not said: findings are also shown on a shared screen."""
    far, part = words.metres(beyond), words.percent(1 - share) if share else ""
    zh = f"用标主体的地块 {plot} " if marked else f"地块 {plot} "
    en = f"plot {plot} of a mark user" if marked else f"plot {plot}"
    zh_part, en_part = (
        (f"有 {part} 在范围之外", f"{part} of it outside the area") if part else ("全部在范围之外", "outside the area")
    )
    return Text(f"{zh}{zh_part}，最远超出 {far.zh}", f"{en}: {en_part}, up to {far.en} beyond")
