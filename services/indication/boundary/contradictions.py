"""What can't both be right of a coordinate system, said with the system that the numbers bear out."""

from collections.abc import Sequence

from data.texts import Text
from services.ground.coordinates import Point
from services.indication.boundary import planes
from services.indication.boundary.errors import SystemContradicted


def disproved(system: str, points: Sequence[Point], likely: str | None) -> SystemContradicted:
    """A system that the points don't stand in; `likely` is the one that they look like."""
    x, y = points[0]
    why, mend = _looks_like(points, likely)
    zoned = planes.zone_before(system) and planes.zone_of(points)
    where = Text("与坐标不符", "the system doesn't fit the coordinates")
    if not zoned:
        where = Text("坐标落在中国以外", "the coordinates lie outside China")
    return SystemContradicted(
        Text(
            f"按 {system} 读取，{where.zh}（如 {x:.10g}, {y:.10g}）{why.zh}",
            f"read as {system}, {where.en} (as {x:.10g}, {y:.10g}){why.en}",
        ),
        mend,
        offered=likely,
    )


def _looks_like(points: Sequence[Point], likely: str | None) -> tuple[Text, Text]:
    zone = planes.zone_of(points) if planes.in_metres(points) else None
    if likely and zone:
        width = 3 if zone in planes.THREE else 6
        why = Text(
            f"：东坐标以 {zone} 开头，是 {width} 度带第 {zone} 带（{likely}）的坐标",
            f": eastings that begin with {zone} are of zone {zone} of {width} degrees ({likely})",
        )
    elif likely and planes.in_metres(points):
        why = Text(f"：像是 {likely} 的米制坐标", f": they look like metres of {likely}")
    elif likely:
        why = Text(f"：是经纬度，不是米制坐标（{likely}）", f": they are degrees and no metres ({likely})")
    elif planes.in_metres(points):
        why = Text("：坐标是米，不是经纬度", ": they are metres, no degrees")
    else:
        why = Text("", "")
    if likely:
        return why, Text(
            f"向制图单位核实后选 {likely} 重新读取，或请其改正坐标系说明",
            f"ask who drew it, then choose {likely} and read it again, or have the stated system corrected",
        )
    return why, Text(
        "向制图单位核实坐标系：米制坐标选 EPSG:4548、EPSG:4527 等平面坐标系，度选 CGCS2000 等",
        "ask who drew it for the system: for metres a plane as EPSG:4548 or EPSG:4527, for degrees CGCS2000 or so",
    )


def several(systems: Sequence[str]) -> SystemContradicted:
    """Several systems stated in one file."""
    listed = "、".join(systems)
    return SystemContradicted(
        Text(f"文件写明了几个不同的坐标系：{listed}", f"the file states several coordinate systems: {listed}"),
        Text(
            "向制图单位核实，请其只保留正确的坐标系说明后重新导出",
            "ask who drew it, and have all but the right one removed and the file exported again",
        ),
    )


def answered_otherwise(stated: str, answer: str) -> SystemContradicted:
    """An answer that is not what the file says."""
    return SystemContradicted(
        Text(
            f"文件写明的坐标系与所选不一致：{stated}、{answer}",
            f"the file states another coordinate system than was chosen: {stated}, {answer}",
        ),
        Text(
            f"文件无误时改选 {stated}；如文件有误，请制图单位改正 .prj、标题等处的坐标系说明后重新导出",
            f"choose {stated} if the file is right; if it is wrong, have its .prj, title or the like corrected",
        ),
        offered=stated,
    )
