"""The check of the area against the district."""

from collections.abc import Iterator

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.ground import geometry
from services.ground.geometry import MICROMETRE, Area
from services.indication import words
from services.indication.checks import Finding, Measure, check
from services.indication.checks.ground import Ground, Standard


@check(
    "outside_district",
    "warning",
    title=Text("范围超出本区", "Area outside the district"),
    explanation=Text(
        "保护范围由区人民政府划定，一般不出本区。看板的区界为示意图，不作为行政区域界线依据，须以法定界线核对。",
        "The district's government draws the area, so it should not leave the district. The outline on this board is "
        "a sketch and no evidence of the district's boundary: compare with the legal one.",
    ),
    source=Text("区界示意：天地图；示意图，不作为行政区域界线依据", "Outline: Tianditu, a sketch"),
    thresholds=("district_area",),
)
def outside_district(ground: Ground) -> Iterator[Finding]:
    for piece in beyond(ground.sound[0], ground.standard):
        size = geometry.area(geometry.to_degrees(piece))
        said, share = words.ground(size), words.percent(size.square_metres / ground.area.square_metres)
        message = Text(
            f"范围超出区界示意线 {said.zh}，占范围的 {share}",
            f"{said.en} of the area lie beyond the outline of the district, {share} of it",
        )
        place, measure = geometry.place(piece), Measure(size.square_metres, words.SQUARE_METRES)
        yield Finding("outside_district", message, place, measure=measure, local=True, repairable=True)


def beyond(area: BaseGeometry, standard: Standard) -> list[Polygon]:
    """The pieces of a valid area in metres beyond the district that are large enough to matter."""
    outside = shapely.difference(area, standard.district, grid_size=MICROMETRE)
    return [piece for piece in geometry.polygons(outside) if Area(piece.area) > Area(standard.limits["district_area"])]
